package source

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

const goodConfig = `contact: ann@example.org
allow_private: true
sources:
  - name: council
    kind: feed
    address: https://council.example/feed.xml
    schedule: daily
    since: 2024-07-26
    include: ['\.pdf$']
    set: {kind: un-report, country: Kenya}
  - name: papers
    kind: symbols
    address: https://docs.example/{lang}/{symbol}
    symbols: ["A/HRC/21/{1..3}"]
    languages: [en, fr]
  - name: own
    kind: folder
    address: inbox
    watch: true
`

func TestLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "haki.yaml")
	if err := os.WriteFile(path, []byte(goodConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	client := ClientOptions{Contact: "ann@example.org", AllowPrivate: true}
	want := []Config{
		{
			Name: "council", Kind: "feed", Address: "https://council.example/feed.xml", Schedule: "daily", Since: "2024-07-26", Include: []string{`\.pdf$`},
			Metadata: pipeline.Metadata{Kind: pipeline.KindUNReport, Countries: []string{"KEN"}}, Line: 4, Client: client,
		},
		{
			Name: "papers", Kind: "symbols", Address: "https://docs.example/{lang}/{symbol}", Symbols: []string{"A/HRC/21/{1..3}"}, Languages: []string{"en", "fr"},
			Line: 11, Client: client,
		},
		{Name: "own", Kind: "folder", Address: filepath.Join(filepath.Dir(path), "inbox"), Watch: true, Line: 16, Client: client},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestLoadSaysWhatIsWrongAndWhere(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "line 1: the file is empty"},
		{"no sources", "contact: a\n", "line 1: no sources"},
		{"unknown top key", "sorces: []\n", "line 1: field sorces not found"},
		{"unknown key", "sources:\n- name: a\n  kind: feed\n  adress: b\n", `line 4: "adress" means nothing`},
		{"no name", "sources:\n- kind: feed\n", "line 2: the source has no name"},
		{"kind", "sources:\n- name: a\n  kind: fed\n", `line 3: "fed" is no kind of source`},
		{"address", "sources:\n- name: a\n  kind: feed\n  address: x\n", "line 4: address not allowed"},
		{"no address", "sources:\n- name: a\n  kind: feed\n", "line 2: a source of kind feed needs an address"},
		{"same name", "sources:\n- {name: a, kind: urls, urls: [u]}\n- {name: a, kind: urls, urls: [u]}\n", "line 3: the source of line 2 has the name a too"},
		{"date", "sources:\n- name: a\n  kind: urls\n  urls: [u]\n  since: July\n", `line 5: "July" is no date`},
		{"pattern", "sources:\n- name: a\n  kind: urls\n  urls: [u]\n  include: ['(']\n", "line 5:"},
		{"metadata", "sources:\n- name: a\n  kind: urls\n  urls: [u]\n  set:\n    kind: novel\n", "line 5: set: kind:"},
		{"type", "sources:\n- name: a\n  kind: urls\n  limit: many\n", "line 4: cannot unmarshal"},
		{"not a list", "sources: 3\n", "line 1: cannot unmarshal"},
		{"broken", "sources:\n\t- a\n", "line 2:"},
		{"symbols", "sources:\n- name: a\n  kind: symbols\n  address: http://x/{symbol}\n  symbols: ['A/{9..1}']\n", "line 5:"},
		{"language", "sources:\n- name: a\n  kind: symbols\n  address: http://x/{symbol}\n  symbols: [A/1]\n  languages: [sw]\n", `line 6: "sw" is no official language`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := parseConfig([]byte(tt.text), "/"); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestExpand(t *testing.T) {
	got, err := expand("A/{1..2}/{9..10}")
	if diff := cmp.Diff([]string{"A/1/9", "A/1/10", "A/2/9", "A/2/10"}, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	for _, bad := range []string{"{5..1}", "{1..99999}", "{1..9999}{1..9999}"} {
		if _, err := expand(bad); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}

func TestWatch(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	seen := errors.New("seen")
	ended := make(chan error, 1)
	go func() { ended <- Watch(ctx, dir, time.Millisecond, func() error { return seen }) }()
	// Whether the watch stands before or after the first file, one of these comes later.
	for n := 0; ; n++ {
		sub := filepath.Join(dir, "sub")
		if err := errors.Join(os.MkdirAll(sub, 0o700), os.WriteFile(filepath.Join(sub, "a.txt"), []byte{byte(n)}, 0o600)); err != nil {
			t.Fatal(err)
		}
		select {
		case err := <-ended:
			if !errors.Is(err, seen) {
				t.Errorf("got %v", err)
			}
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
}
