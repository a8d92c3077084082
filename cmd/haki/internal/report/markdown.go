package report

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/haki-project/haki/pipeline"
)

// shown bounds the lists in Markdown; the JSON has them whole.
const shown = 50

// Markdown writes the report for people.
func (r *Report) Markdown(w io.Writer) error {
	p := &page{}
	p.line("# Haki: %s", r.headline())
	p.line("")
	p.line("%s, %s.", r.Started.UTC().Format("2 January 2006, 15:04 UTC"), r.Ended.Sub(r.Started).Round(time.Second))
	p.sources(r.Sources)
	p.documents("New", r.New)
	p.documents("Changed", r.Changed)
	p.documents("Gone", r.Gone)
	p.searches(r.Searches)
	p.recommendations(r)
	p.failures("Failed", r.Failed, false)
	p.failures("Failed as before", r.Failed, true)
	_, err := io.WriteString(w, p.String())
	return err
}

// headline says in a line what the run brought.
func (r *Report) headline() string {
	if !r.Worth() {
		return "nothing new"
	}
	gone := ""
	if len(r.Gone) > 0 {
		gone = fmt.Sprintf(", %d gone", len(r.Gone))
	}
	return fmt.Sprintf("%d new, %d changed%s, %d failed", len(r.New), len(r.Changed), gone, r.FailedNow())
}

type page struct{ strings.Builder }

func (p *page) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

func (p *page) title(format string, args ...any) { p.line("\n## "+format+"\n", args...) }

// rest says how many of a list are not shown.
func (p *page) rest(all int) {
	if all > shown {
		p.line("- … and %d more", all-shown)
	}
}

func (p *page) sources(list []Source) {
	p.title("Sources")
	p.line("| source | new | changed | unchanged | duplicates | gone | failed |")
	p.line("|---|--:|--:|--:|--:|--:|--:|")
	for _, s := range list {
		p.line("| %s | %d | %d | %d | %d | %d | %d |", escape(s.Name), s.New, s.Changed, s.Unchanged+s.Reread, s.Duplicates, s.Gone, s.Failed)
	}
	for _, s := range list {
		if s.Reason != "" {
			p.line("\n**%s could not be read: %s.** %s. *%s*", escape(s.Name), escape(s.Reason), escape(s.Message), escape(pipeline.Advice(s.Reason)))
		}
	}
}

func (p *page) documents(title string, list []Document) {
	if len(list) == 0 {
		return
	}
	p.title("%s: %d", title, len(list))
	for _, d := range head(list, shown) {
		text := "- " + link(cut(d.Name()), d.URI) + " (`" + string(d.ID) + "`)"
		if c := d.Passages; c != nil {
			text += ": " + c.String() + "; `haki diff " + string(d.ID) + "`"
		}
		p.line("%s", text)
	}
	p.rest(len(list))
}

func (p *page) searches(list []Search) {
	for _, s := range list {
		if s.Count == 0 {
			continue
		}
		p.title("Search %s: %d", escape(s.Name), s.Count)
		p.line("`%s`\n", strings.ReplaceAll(oneLine(s.Query), "`", "'"))
		for _, h := range head(s.Hits, shown) {
			p.line("- %s: %s", link(h.Citation, h.URI), escape(cut(h.Text)))
		}
		p.rest(s.Count)
	}
}

func (p *page) recommendations(r *Report) {
	if r.RecommendationCount == 0 {
		return
	}
	p.title("New recommendations: %d", r.RecommendationCount)
	for _, c := range head(r.Recommendations, shown) {
		p.line("- %s %s to %s, by %s, %s: %s", escape(c.Symbol), escape(c.Number), orNone(c.Country), orNone(strings.Join(c.States, ", ")), orNone(c.Status), escape(cut(c.Text)))
	}
	p.rest(r.RecommendationCount)
}

func (p *page) failures(title string, all []Failure, known bool) {
	var list []Failure
	for _, f := range all {
		if f.Known == known {
			list = append(list, f)
		}
	}
	if len(list) == 0 {
		return
	}
	p.title("%s: %d", title, len(list))
	for _, f := range head(list, shown) {
		p.line("- **%s** %s: %s. *%s*", escape(f.Reason), link(f.File, f.URI), escape(cut(f.Message)), escape(f.Advice))
	}
	p.rest(len(list))
}

func orNone(s string) string {
	if s == "" {
		return "–"
	}
	return escape(s)
}

// link makes a link of what is on the network, and plain text of the rest.
func link(text, uri string) string {
	if !strings.HasPrefix(uri, "http://") && !strings.HasPrefix(uri, "https://") {
		return escape(text)
	}
	return "[" + escape(text) + "](<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "", "\r", "", `\`, "%5C").Replace(uri) + ">)"
}

// escape keeps foreign text from being read as Markdown or HTML.
func escape(s string) string {
	return escaper.Replace(oneLine(s))
}

var escaper = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "|", `\|`, "&", "&amp;")

// oneLine folds space and drops control characters.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, s)
}

// cut shortens a passage to what a list can bear, in runes.
func cut(s string) string {
	const most = 280
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return strings.TrimRight(string([]rune(s)[:most-1]), " ") + "…"
}
