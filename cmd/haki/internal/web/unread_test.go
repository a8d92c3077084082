package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestUnreadQuery(t *testing.T) {
	b := newBench(t, Options{}, map[string]string{"a.pdf": "ordinary"})
	for q, want := range map[string]struct{ wrong, suggestion string }{
		"torture AND":                   {"AND", "torture"},
		"  torture AND":                 {"AND", "torture"},
		"تعذيب contry:BRA":              {"contry", "تعذيب country:BRA"},
		"year:nineteen torture":         {"nineteen", ""},
		"torture)":                      {")", "torture"},
		`<script>alert(1)</script> AND`: {"AND", ""},
	} {
		w := b.get("/?q=" + url.QueryEscape(q))
		page := w.Body.String()
		wrong, tries := texts(t, page, "wrong"), elements(t, page, func(n *html.Node) bool { return hasClass(n, "suggestion") })
		if w.Code != http.StatusBadRequest || len(wrong) != 1 || len(tries) != 1 || !strings.Contains(wrong[0], want.wrong) {
			t.Errorf("%s: %d, marked %q, want %q; %d suggestions", q, w.Code, wrong, want.wrong, len(tries))
			continue
		}
		if said := textOf(tries[0]); want.suggestion != "" && said != want.suggestion {
			t.Errorf("%s: try %q, want %q", q, said, want.suggestion)
		}
		if got := b.get(attribute(tries[0], "href")); got.Code != http.StatusOK {
			t.Errorf("%s: the suggestion answers %d", q, got.Code)
		}
	}
}

func TestPartsOfWhatFindsNothing(t *testing.T) {
	b := newBench(t, Options{}, map[string]string{"a.pdf": "ordinary"})
	for q, want := range map[string]string{
		"torture zebra":       "torture 2,zebra 0",
		"torture country:KEN": "torture 2,country:KEN 0",
		`(torture OR zebra) -torture "the covenant" lion`: `torture OR zebra 2,NOT torture 1,"the covenant" 2,lion 0`,
		"zebra":                   "",
		"zebra OR lion":           "",
		"a b c d e f g h i zebra": "",
	} {
		page := b.get("/?q=" + url.QueryEscape(q)).Body.String()
		var got []string
		for _, n := range elements(t, page, func(n *html.Node) bool { return n.Data == "ul" && hasClass(n, "parts") }) {
			for c := range n.ChildNodes() {
				got = append(got, textOf(c))
			}
		}
		if said := strings.Join(got, ","); said != want {
			t.Errorf("%s: %q, want %q", q, said, want)
		}
	}
}
