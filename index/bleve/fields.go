package bleve

import (
	"slices"
	"strconv"
	"strings"

	index "github.com/blevesearch/bleve_index_api"

	"github.com/haki-project/haki/index/terms"
	"github.com/haki-project/haki/pipeline"
)

// Names of fields in zap files: those with words carry the language after a dot.
const (
	bodyWords    = "text"
	sectionWords = "section"
	titleWords   = "title"
)

// level says which entries of a document have a field.
type level uint8

const (
	ofDocument level = iota
	ofSection
	ofPassage
)

// source is a field of zap files in which a field of queries is looked up.
type source struct {
	name  string
	level level
}

// keyFields are the whole-value fields of queries.
var keyFields = map[string][]source{
	"country": {{"country", ofDocument}}, "lang": {{"lang", ofDocument}}, "year": {{"year", ofDocument}}, "date": {{"date", ofDocument}},
	"cycle": {{"cycle", ofDocument}}, "session": {{"session", ofDocument}}, "body": {{"body", ofDocument}}, "symbol": {{"symbol", ofDocument}},
	"file": {{"file", ofDocument}}, "doc": {{"doc", ofDocument}}, "kind": {{"kind", ofDocument}, {"passage", ofPassage}},
	"issue": {{"issue", ofPassage}}, "right": {{"right", ofPassage}}, "group": {{"group", ofPassage}}, "sdg": {{"sdg", ofPassage}},
	"theme": {{"theme", ofPassage}}, "tag": {{"tag", ofPassage}}, "ref": {{"ref", ofPassage}}, "cites": {{"cites", ofPassage}},
	"state": {{"state", ofPassage}}, "status": {{"status", ofPassage}}, "action": {{"action", ofPassage}}, "number": {{"number", ofPassage}},
	"page": {{"page", ofPassage}}, "id": {{"id", ofPassage}},
}

// documentKeys are the whole-value fields of a document's entry.
func documentKeys(d *pipeline.Document) []index.Field {
	year, _, _ := strings.Cut(d.Date, "-")
	return present(
		keys("country", false, kept(d.Countries...)...), keys("lang", false, kept(d.Language)...), keys("year", false, number(year)),
		keys("date", false, d.Date), keys("cycle", false, positive(d.Cycle)), keys("session", false, positive(d.Session)),
		keys("body", false, kept(d.Body)...), keys("symbol", true, kept(d.Symbol)...), keys("file", true, kept(d.File)...),
		keys("doc", true, kept(string(d.ID))...), keys("kind", false, kept(string(d.Kind))...),
	)
}

// schemes names the field of each scheme that has one.
var schemes = map[string]string{"upr-issues": "issue", "rights": "right", "groups": "group", "sdg": "sdg", "themes": "theme"}

// passageKeys are the whole-value fields of a passage's entry.
func passageKeys(p *pipeline.Passage, references func(pipeline.Reference) []string, records []pipeline.Recommendation) []index.Field {
	tagged := map[string][]string{}
	for _, tag := range p.Tags {
		id := terms.KeptKey(tag.ID)
		tagged["tag"] = append(tagged["tag"], id, terms.KeptKey(tag.Scheme+"/"+tag.ID))
		name := schemes[tag.Scheme]
		tagged[name] = append(tagged[name], id)
		if goal, _, target := strings.Cut(tag.ID, "."); target && name == "sdg" {
			tagged[name] = append(tagged[name], terms.KeptKey(goal))
		}
	}
	var refs, cited []string
	for _, r := range p.References {
		refs = append(refs, kept(references(r)...)...)
		cited = append(cited, kept(r.Target)...)
	}
	fields := present(
		keys("issue", false, tagged["issue"]...), keys("right", false, tagged["right"]...), keys("group", false, tagged["group"]...),
		keys("sdg", false, tagged["sdg"]...), keys("theme", false, tagged["theme"]...), keys("tag", false, tagged["tag"]...),
		keys("ref", false, refs...), keys("cites", false, cited...), keys("passage", false, kept(string(p.Kind))...),
		keys("number", true, kept(p.Number)...), keys("page", false, positive(p.Page)), keys("id", true, kept(p.ID)...),
	)
	return append(fields, recommendationKeys(records)...)
}

func recommendationKeys(records []pipeline.Recommendation) []index.Field {
	var states, statuses, actions []string
	for _, r := range records {
		states = append(states, kept(r.States...)...)
		statuses = append(statuses, kept(r.Status)...)
		actions = append(actions, positive(r.Action))
	}
	return present(keys("state", false, states...), keys("status", false, statuses...), keys("action", false, actions...))
}

func present(fields ...*field) []index.Field {
	var list []index.Field
	for _, f := range fields {
		if f != nil {
			list = append(list, f)
		}
	}
	return list
}

// kept returns the terms of whole values, empty ones left out.
func kept(values ...string) []string {
	var list []string
	for _, v := range values {
		if t := terms.KeptKey(v); t != "" && terms.Key(v, false) != "" {
			list = append(list, t)
		}
	}
	return list
}

func positive(n int) string {
	if n <= 0 {
		return ""
	}
	return terms.Number(strconv.Itoa(n))
}

func number(digits string) string {
	if n, err := strconv.Atoi(digits); err == nil {
		return positive(n)
	}
	return ""
}

// referenceTerms are the terms of a reference where no function is given: its
// target, target:pinpoint, and that without each bracket at the end.
func referenceTerms(r pipeline.Reference) []string {
	list := []string{r.Target}
	for _, pinpoint := range r.Pinpoints {
		for pinpoint != "" {
			if full := r.Target + ":" + pinpoint; !slices.Contains(list, full) {
				list = append(list, full)
			}
			cut := strings.LastIndexByte(pinpoint, '(')
			if cut <= 0 || !strings.HasSuffix(pinpoint, ")") {
				break
			}
			pinpoint = pinpoint[:cut]
		}
	}
	return list
}
