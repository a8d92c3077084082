package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/ingest/source/sourcetest"
	"github.com/haki-project/haki/pipeline"
)

// uhri is an export of invented rows, a row a symbol.
func uhri(symbols ...string) string {
	var rows []string
	for _, s := range symbols {
		rows = append(rows, `{"AnnotationId":"of `+s+`","AnnotationType":"- Recommendations","Symbol":"`+s+`","Text":"Do good."}`)
	}
	return "[" + strings.Join(rows, ",\n") + "]"
}

const reviews = "country,session,state,text,status\nKEN,5,NOR,Open the road,noted\nPER,5,NOR,Dig wells,noted\n"

func TestAnExportIsAnArchive(t *testing.T) {
	dir := tree(t, map[string]string{
		"a.json": uhri("CRC/C/1", "A/HRC/1/2", "CRC/C/1"), "b.csv": reviews, "cut.json": uhri("A/1", "A/2")[:150], "data.json": `[{"id":1}]`, "notes.csv": "a,b\n1,2\n",
		"bad.json": strings.Replace(uhri("A/1", "A/2"), "Do good.", " ", 1), "none.json": `[{"AnnotationId":1,"AnnotationType":2}]`,
	})
	row := func(s string) string { return "[\n" + strings.Trim(uhri(s), "[]") + "\n]\n" }
	want := []string{
		"a.json#CRC/C/1: [\n" + strings.Trim(uhri("CRC/C/1", "CRC/C/1"), "[]") + "\n]\n", "a.json#A/HRC/1/2: " + row("A/HRC/1/2"),
		"b.csv#KEN-5: country,session,state,text,status\nKEN,5,NOR,Open the road,noted\n", "b.csv#PER-5: country,session,state,text,status\nPER,5,NOR,Dig wells,noted\n",
		"bad.json#row%201: malformed", "bad.json#A/2: " + row("A/2"), "cut.json: malformed", `data.json: [{"id":1}]`, "none.json#row%201: malformed", "notes.csv: a,b\n1,2\n",
	}
	if diff := cmp.Diff(want, found(t, dir, Unzip{Path{dir}})); diff != "" {
		t.Error(diff)
	}
}

func TestExportsAsSources(t *testing.T) {
	s := newServer(t)
	s.Put("uhri.json", uhri("A/1", "A/2"))
	s.Put("page.html", "<p>down for maintenance</p>")
	s.Put("paper.pdf", sourcetest.PDF(10))
	local := filepath.Join(t.TempDir(), "reviews.csv")
	if err := os.WriteFile(local, []byte(reviews), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		config Config
		want   []string
	}{
		"fetched":       {Config{Kind: "uhri", Address: s.URL + "/files/uhri.json", Include: []string{"no address is asked for this"}}, []string{"/files/uhri.json#A/1", "/files/uhri.json#A/2"}},
		"another index": {Config{Kind: "upr-info", Address: s.URL + "/files/uhri.json"}, []string{"/files/uhri.json#A/1: not-a-document", "/files/uhri.json#A/2: not-a-document"}},
		"a page":        {Config{Kind: "uhri", Address: s.URL + "/files/page.html"}, []string{"/files/page.html: not-a-document"}},
		"gone":          {Config{Kind: "uhri", Address: s.URL + "/files/nothing.json"}, []string{"/files/nothing.json: missing"}},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := testClient(t, t.TempDir())
			tt.config.Name = name
			src, err := tt.config.Source(c)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, poll(t, s, src)); diff != "" {
				t.Error(diff)
			}
		})
	}
	config := Config{Name: "file", Kind: "upr-info", Address: local, Metadata: pipeline.Metadata{Cycle: 9}}
	src, err := config.Source(nil)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	if err := src.Each(t.Context(), func(it pipeline.Item) error {
		if n++; it.Set.Cycle != 9 || it.Archive != fileURI(local) {
			t.Errorf("%+v", it)
		}
		return it.Err
	}); err != nil || n != 2 {
		t.Errorf("%d items, %v", n, err)
	}
}
