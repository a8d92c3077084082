package web

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/haki-project/haki/index/export"
	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/states"
)

// frame is what every page has around its own data.
type frame struct {
	Title    string
	Active   string // path of the page in the navigation
	Query    string // in the search box
	Version  string
	ReadOnly bool
	CanAdd   bool
	Data     any
}

// page renders a page whole before anything is sent, so that a failure is a
// problem page and never half of a good one.
func (s *Server) page(w http.ResponseWriter, r *http.Request, status int, name, title string, data any) {
	var b bytes.Buffer
	f := frame{title, "/" + strings.Split(strings.TrimPrefix(r.URL.Path, "/"), "/")[0], r.URL.Query().Get("q"), s.Version, s.ReadOnly, s.Upload != nil, data}
	done, err := s.turns.take(r.Context())
	if err != nil {
		return // nobody waits for it any more
	}
	err = s.pages.ExecuteTemplate(&b, name, f)
	done()
	if err != nil {
		s.Logger.Error("template", "name", name, "error", err.Error())
		http.Error(w, "this page cannot be shown; the log says why", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(bytes.Map(visible, b.Bytes())) // a client that went away needs no answer
}

// visible shows the control characters of documents as what they are: no text.
// The ones that turn the direction of a line would turn what stands behind them.
func visible(c rune) rune {
	switch {
	case c < ' ' && c != '\n' && c != '\t', c >= 0x7f && c < 0xa0, c >= 0x202a && c <= 0x202e, c >= 0x2066 && c <= 0x2069:
		return '\ufffd'
	}
	return c
}

// functions are what templates call.
var functions = template.FuncMap{
	"state":    func(code string) string { return stateName(code) },
	"states":   func(codes []string) string { return stateNames(codes) },
	"join":     func(list []string, with string) string { return strings.Join(list, with) },
	"percent":  percent,
	"thousand": thousands,
	"plural":   func(n int, one, many string) string { return thousands(n) + " " + choose(n == 1, one, many) },
	"query":    func(parts ...string) string { return queryURL(parts...) },
	"name":     nameOf,
	"printed":  func(r pipeline.PassageRecord) string { return printed(r.Kind, r.Number) },
	"swatch":   AnswerClass,
	"where":    func(r pipeline.PassageRecord) string { return export.Cite(r, export.Plain) },
	"words":    humanly,
	"dir":      direction,
	"href":     func(r pipeline.PassageRecord) string { return passageURL(r.Document.ID, short(r)) },
	"short":    short,
	"field":    fieldOf,
	"quoted":   quoted,
	"named":    nameOfOutcome,
	"tagname":  tagName,
	"humanly": func(scheme, id, label string) string {
		return tagName(pipeline.Tag{Scheme: scheme, ID: id, Label: cmp.Or(label, id)})
	},
	"brief":    brief,
	"day":      func(t time.Time) string { return t.UTC().Format("2006-01-02 15:04") + " UTC" },
	"exports":  exportChoices,
	"language": func(code string) string { return label("lang", code) },
}

// passageURL is the address at which a passage is read.
func passageURL(id pipeline.ID, passage string) string {
	return fmt.Sprintf("/doc/%s?p=%s#%s", id, queryEscape(passage), queryEscape(passage))
}

func stateName(code string) string {
	if name := states.Name(code, "en"); name != "" {
		return name
	}
	return code
}

func stateNames(codes []string) string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = stateName(c)
	}
	return strings.Join(names, ", ")
}

// brief is the beginning of a text.
func brief(text string) string {
	const most = 160
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= most {
		return text
	}
	text = text[:back(text, most)]
	if i := strings.LastIndexByte(text, ' '); i > most/2 {
		text = text[:i]
	}
	return text + " …"
}

func choose[T any](yes bool, a, b T) T {
	if yes {
		return a
	}
	return b
}

// thousands prints a number with thin spaces, as the UN does.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}

// percent rounds; what is little is not nothing.
func percent(share float64) string {
	if share > 0 && share < 0.005 {
		return "under 1 %"
	}
	return strconv.Itoa(int(share*100+0.5)) + " %"
}

// queryURL makes the address of a search from name and value in turn.
func queryURL(parts ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(parts); i += 2 {
		if parts[i+1] != "" {
			v.Set(parts[i], parts[i+1])
		}
	}
	return "/?" + v.Encode()
}

// nameOf is what people call a document: its symbol, else its title, else its file.
func nameOf(d pipeline.DocumentRecord) string {
	switch {
	case d.Symbol != "":
		return d.Symbol
	case d.Title != "":
		return d.Title
	}
	return d.File
}

// printed is a passage's number as a reader expects it.
func printed(kind pipeline.PassageKind, number string) string {
	switch {
	case number == "":
		return ""
	case kind == pipeline.Article:
		return "art. " + number
	case strings.HasPrefix(number, "("):
		return number
	}
	return number + "."
}

// direction is that of the script of a language.
func direction(language string) string {
	switch language {
	case "ar", "fa", "he", "ur", "ps", "ku":
		return "rtl"
	}
	return "ltr"
}

// short is the ID of a passage within its document.
func short(r pipeline.PassageRecord) string { return r.ID[strings.IndexByte(r.ID, ':')+1:] }

// fieldOf is the field that finds tags of a scheme.
func fieldOf(scheme string) string {
	for _, s := range schemes {
		if s.scheme == scheme {
			return s.field
		}
	}
	return "tag"
}

// nameOfOutcome is what people call a document of which only the outcome is at hand.
func nameOfOutcome(o *pipeline.Outcome) string {
	if o.Summary != nil && o.Summary.Title != "" {
		return o.Summary.Title
	}
	return o.File
}
