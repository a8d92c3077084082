package web

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/haki-project/haki/index"
)

// versions is a corpus with the same report in three languages.
func versions(t *testing.T) *bench {
	return newBench(t, Options{}, map[string]string{"a.pdf": "ordinary", "b.txt": "in fr", "c.txt": "in ar"})
}

func TestGroupedPage(t *testing.T) {
	b := versions(t)
	for address, want := range map[string]struct {
		hits, versions int
		count          string
	}{
		"/?q=prevent":                            {3, 0, "3 passages · 1–3"},
		"/?q=prevent&view=grouped":               {1, 1, "1 text of 3 passages · 1–1"},
		"/?q=torture&view=grouped":               {2, 2, "2 texts of 6 passages · 1–2"},
		"/?q=torture+lang:fr&view=grouped":       {2, 0, "2 texts of 2 passages · 1–2"},
		"/?q=torture&view=grouped&offset=9":      {0, 0, "2 texts of 6 passages"},
		"/?q=nothingness&view=grouped":           {0, 0, "0 passages"},
		"/?q=torture&view=grouped&sort=document": {2, 2, "2 texts of 6 passages · 1–2"},
		"/?q=prevent&view=nothing-that-there-is": {3, 0, "3 passages · 1–3"},
	} {
		page := b.get(address).Body.String()
		hits, versions, count := texts(t, page, "hit"), texts(t, page, "versions"), texts(t, page, "count")
		if len(hits) != want.hits || len(versions) != want.versions || !strings.HasPrefix(count[0], want.count) {
			t.Errorf("%s: %d hits, %d of them with others, %q; want %d, %d, %q", address, len(hits), len(versions), count, want.hits, want.versions, want.count)
		}
	}
	said := texts(t, b.get("/?q=prevent&view=grouped").Body.String(), "versions")[0]
	if !strings.HasPrefix(said, "Says the same: 2 other passages") || !strings.Contains(said, "French") && !strings.Contains(said, "Arabic") {
		t.Errorf("the others are called %q", said)
	}
}

// grouping is what the API answers to a search with group.
type grouping struct {
	Total, Looked, Groups int
	Hits                  []index.Group
	Next, Replay, Corpus  string
}

func (b *bench) search(values url.Values) (g grouping) {
	b.t.Helper()
	w := b.get("/api/v1/search?" + values.Encode())
	if err := json.Unmarshal(w.Body.Bytes(), &g); err != nil || w.Code != 200 {
		b.t.Fatalf("%v: %d %v", values, w.Code, err)
	}
	return g
}

// TestAPIGroups holds that the pages of groups have every passage looked at once.
func TestAPIGroups(t *testing.T) {
	b := versions(t)
	seen, v := []string{}, url.Values{"q": {"torture"}, "group": {"true"}, "limit": {"1"}}
	for range 5 {
		g := b.search(v)
		if g.Total != 6 || g.Looked != 6 || g.Groups != 2 || len(g.Hits) > 1 {
			t.Fatalf("%d passages, %d looked at, %d groups, %d shown", g.Total, g.Looked, g.Groups, len(g.Hits))
		}
		for _, h := range g.Hits {
			seen = append(seen, h.ID)
			for _, also := range h.Versions {
				seen = append(seen, also.ID)
			}
		}
		if g.Next == "" {
			break
		}
		v.Set("cursor", g.Next)
	}
	slices.Sort(seen)
	if len(seen) != 6 || len(slices.Compact(seen)) != 6 {
		t.Errorf("the groups have %v", seen)
	}
	if plain := b.search(url.Values{"q": {"torture"}}); plain.Groups != 0 || len(plain.Hits) != 6 || plain.Hits[0].Versions != nil {
		t.Errorf("without group: %d groups, %d hits, versions %v", plain.Groups, len(plain.Hits), plain.Hits[0].Versions)
	}
}

// TestReplay holds that the page and the API say how their count came about, and
// that the corpus's hash changes with the corpus.
func TestReplay(t *testing.T) {
	b := versions(t)
	one := b.search(url.Values{"q": {`torture "in line"`}, "limit": {"0"}})
	if want := fmt.Sprintf(`haki search 'torture "in line"': 3 passages, corpus %.12s, haki 1.2.3`, one.Corpus); one.Replay != want || len(one.Corpus) != 64 {
		t.Errorf("%q, want %q", one.Replay, want)
	}
	page := texts(t, b.get("/?q=torture").Body.String(), "replay")
	if want := fmt.Sprintf("To cite this count: haki search 'torture' finds 6 passages in corpus %.12s with Haki 1.2.3.", one.Corpus); len(page) != 1 || page[0] != want {
		t.Errorf("%q, want %q", page, want)
	}
	if _, err := b.upload(t.Context(), "d.txt", strings.NewReader("in de")); err != nil {
		t.Fatal(err)
	}
	if two := b.search(url.Values{"q": {"torture"}}); two.Corpus == one.Corpus {
		t.Errorf("the hash is %s before and after a document more", one.Corpus)
	}
}
