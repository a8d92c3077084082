package export

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/haki-project/haki/pipeline"
)

// Style is a way to cite a document or a passage of it.
type Style string

// The styles of citation.
const (
	Plain   Style = "plain"   // A/HRC/21/11, para. 119.10, p. 15
	OSCOLA  Style = "oscola"  // Oxford University Standard for the Citation of Legal Authorities, 4th edition, with its guide to international law
	Chicago Style = "chicago" // The Chicago Manual of Style, 17th edition, notes
	APA     Style = "apa"     // Publication Manual of the American Psychological Association, 7th edition
	BibTeX  Style = "bibtex"
	RIS     Style = "ris"
)

// Styles lists the styles in the order in which people are offered them.
var Styles = []Style{Plain, OSCOLA, Chicago, APA, BibTeX, RIS}

// Cite returns the citation of a passage, or of the whole document where number
// and page are unknown, in a style; an unknown style is cited plainly.
func Cite(r pipeline.PassageRecord, style Style) string {
	return newCited(r).in(style)
}

func (c cited) in(style Style) string {
	switch style {
	case OSCOLA:
		return c.oscola()
	case Chicago:
		return c.chicago()
	case APA:
		return c.apa()
	case BibTeX:
		return c.bibtex()
	case RIS:
		return c.ris()
	}
	return c.plain()
}

// cited is what the styles draw on.
type cited struct {
	pipeline.PassageRecord
	author string    // issuing body, in full
	title  string    // the document's, or its file name
	date   time.Time // zero where unknown
	layout string    // how much of the date is known
	apart  bool      // an entry of another document would have the same key
}

func newCited(r pipeline.PassageRecord) cited {
	c := cited{PassageRecord: r, author: bodyName(r.Document.Body), title: r.Document.Title}
	if c.title == "" {
		c.title = r.Document.File
	}
	c.title = strings.TrimSuffix(c.title, ".") // every style sets a mark of its own behind it
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.Parse(layout, r.Document.Date); err == nil {
			c.date, c.layout = t, layout
			break
		}
	}
	return c
}

// bodies are the issuing bodies by the codes of Metadata.Body.
var bodies = map[string]string{
	"HRC": "Human Rights Council", "GA": "General Assembly", "SC": "Security Council", "ECOSOC": "Economic and Social Council",
	"CHR": "Commission on Human Rights", "CCPR": "Human Rights Committee", "CESCR": "Committee on Economic, Social and Cultural Rights",
	"CERD": "Committee on the Elimination of Racial Discrimination", "CEDAW": "Committee on the Elimination of Discrimination against Women",
	"CAT": "Committee against Torture", "CRC": "Committee on the Rights of the Child", "CMW": "Committee on Migrant Workers",
	"CRPD": "Committee on the Rights of Persons with Disabilities", "CED": "Committee on Enforced Disappearances", "SPT": "Subcommittee on Prevention of Torture",
}

func bodyName(code string) string {
	if name, ok := bodies[code]; ok {
		return "United Nations " + name
	}
	return code
}

// day prints the date as far as it is known, with the day in the place that full says.
func (c cited) day(full, month, year string) string {
	switch c.layout {
	case "2006-01-02":
		return c.date.Format(full)
	case "2006-01":
		return c.date.Format(month)
	case "2006":
		return c.date.Format(year)
	}
	return ""
}

// locator says where in the document, as "para. 12".
func (c cited) locator(paragraph, article string) string {
	switch {
	case c.Number == "":
		return ""
	case c.Kind == pipeline.Article:
		return article + " " + c.Number
	case c.Kind == pipeline.Footnote:
		return "footnote " + c.Number
	}
	return paragraph + " " + c.Number
}

func (c cited) page(word string) string {
	if c.Page == 0 {
		return ""
	}
	return word + " " + strconv.Itoa(c.Page)
}

func (c cited) plain() string {
	name := c.Document.Symbol
	if name == "" {
		name = c.title
	}
	return joined(", ", name, c.locator("para.", "art."), c.page("p."))
}

func (c cited) oscola() string {
	symbol := c.Document.Symbol
	if symbol != "" {
		symbol = "UN Doc " + symbol
	}
	date := parenthesised(c.day("2 January 2006", "January 2006", "2006"))
	return joined(", ", c.author, joined(" ", "‘"+c.title+"’", date, symbol)) + prefixed(" ", cmp.Or(c.locator("para", "art"), strings.TrimSpace(c.page(""))))
}

func (c cited) chicago() string {
	end := joined(" ", c.Document.Symbol, parenthesised(c.day("January 2, 2006", "January 2006", "2006")))
	title := "“" + c.title + "”"
	if end != "" {
		title = "“" + c.title + ",” " + end
	}
	return joined(", ", c.author, title, c.locator("para.", "art."), c.page("p.")) + "."
}

func (c cited) apa() string {
	date := c.day("2006, January 2", "2006, January", "2006")
	if date == "" {
		date = "n.d."
	}
	title := joined(" ", c.title, parenthesised(c.Document.Symbol))
	work := joined(". ", c.author, "("+date+")", title)
	if c.author == "" { // the title takes its place
		work = title + ". (" + date + ")"
	}
	return work + prefixed(", ", joined(", ", c.locator("para.", "art."), c.page("p."))) + "."
}

func (c cited) bibtex() string {
	var b strings.Builder
	fmt.Fprintf(&b, "@techreport{%s,\n", c.key())
	for _, f := range []struct{ name, value string }{
		{"institution", braced(c.author)}, {"title", braced(c.title)}, {"number", braced(c.Document.Symbol)}, {"year", c.day("2006", "2006", "2006")},
		{"month", c.day("1", "1", "")}, {"url", c.address()}, {"pages", c.page("")}, {"note", braced(c.locator("para.", "art."))},
	} {
		if value := strings.TrimSpace(f.value); value != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", f.name, value)
		}
	}
	return b.String() + "}\n"
}

// documentKey is the part of the key that names the document, without the
// characters that BibTeX gives a meaning.
func (c cited) documentKey() string {
	name := c.Document.Symbol
	switch {
	case name == "":
		name = string(c.Document.ID)
	case c.apart:
		name += "-" + string(c.Document.ID)
	}
	return keyName(name)
}

// key names the entry.
func (c cited) key() string { return keyName(joined("-", c.documentKey(), c.place())) }

func keyName(name string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if r < 0x80 && (r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '.') {
			return r
		}
		return '-'
	}, name), "-")
}

// place tells the passage from the others of its document: its number, or its ID
// where others have the same number or none.
func (c cited) place() string {
	_, id, _ := strings.Cut(c.ID, ":")
	if id == "" || id == "p"+c.Number {
		return c.Number
	}
	return id
}

// braced escapes what LaTeX would act on.
func braced(s string) string {
	return strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`, "_", `\_`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`).Replace(oneLine(s))
}

func (c cited) ris() string {
	var b strings.Builder
	for _, f := range []struct{ tag, value string }{
		{"TY", "RPRT"}, {"AU", c.author}, {"TI", c.title}, {"SN", c.Document.Symbol}, {"DA", c.day("2006/01/02", "2006/01", "2006//")},
		{"PY", c.day("2006", "2006", "2006")}, {"SP", strings.TrimSpace(c.page(""))}, {"LA", c.Document.Language}, {"UR", c.address()},
		{"N1", c.locator("para.", "art.")}, {"ID", joined(":", string(c.Document.ID), c.place())},
	} {
		if f.value != "" {
			fmt.Fprintf(&b, "%s  - %s\r\n", f.tag, oneLine(f.value))
		}
	}
	return b.String() + "ER  - \r\n"
}

// address is where others find the document: the UN's own address for a
// symbol, else where it was fetched; a path on this machine is nobody's business.
func (c cited) address() string {
	switch {
	case c.Document.Symbol != "":
		return "https://undocs.org/" + c.Document.Symbol
	case strings.HasPrefix(c.Document.URI, "http"):
		return c.Document.URI
	}
	return ""
}

func joined(separator string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, separator)
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

func parenthesised(s string) string {
	if s == "" {
		return ""
	}
	return "(" + s + ")"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
