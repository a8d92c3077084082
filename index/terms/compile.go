package terms

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/haki-project/haki/index/query"
)

// Compiler turns queries into plans.
type Compiler struct {
	Synonyms *Synonyms
	Country  func(name string) string // ISO code of a country's name, "" for none; may be nil
}

// Compile returns the plan of a query.
func (c Compiler) Compile(n query.Node) Node {
	switch n := n.(type) {
	case query.Word:
		return c.words(Body, []query.Word{n}, 0, false)
	case query.Phrase:
		return c.words(Body, n.Words, n.Slop, n.Ordered)
	case query.Field:
		return c.field(n)
	case query.Range:
		return c.ranged(n)
	case query.And:
		return And{c.compileAll(n.Nodes)}
	case query.Or:
		return Or{c.compileAll(n.Nodes)}
	case query.Not:
		return Not{c.Compile(n.Node)}
	case query.Boost:
		return Boost{c.Compile(n.Node), n.Factor}
	}
	return All{}
}

func (c Compiler) compileAll(nodes []query.Node) []Node {
	compiled := make([]Node, len(nodes))
	for i, n := range nodes {
		compiled[i] = c.Compile(n)
	}
	return compiled
}

// words makes a term or a phrase of words, with their synonyms.
func (c Compiler) words(field string, words []query.Word, slop int, ordered bool) Node {
	var list []Term
	for _, w := range words {
		list = append(list, cut(field, w)...)
	}
	n := together(field, list, slop, ordered)
	if field != Body || slop > 0 {
		return n
	}
	if others := c.Synonyms.of(list); len(others) > 0 {
		return Or{append([]Node{n}, others...)}
	}
	return n
}

// together is nothing, a term or a phrase.
func together(field string, list []Term, slop int, ordered bool) Node {
	switch len(list) {
	case 0:
		return Not{All{}}
	case 1:
		return list[0]
	}
	return Phrase{field, list, slop, ordered}
}

// maxFuzzy is how many letters a word may have to be searched for with some of them
// wrong; of longer ones every backend wants all.
const maxFuzzy = 61

// cut makes the terms of one word as typed, which the index may cut in several.
func cut(field string, w query.Word) []Term {
	text := w.Text
	if w.Mode == query.Wildcard {
		return cutPattern(field, text)
	}
	tokens := Tokens(text)
	list := make([]Term, 0, len(tokens))
	for i, token := range tokens {
		written := token.Span.Of(text)
		t := Term{Field: field, Fold: Fold(written)}
		if written != t.Fold { // who types capitals or diacritics may mean them
			t.Written = written
		}
		switch {
		case w.Mode == query.Exact:
			t.Mode = query.Exact
		case w.Mode == query.Fuzzy && utf8.RuneCountInString(t.Fold) > maxFuzzy:
			t.Mode = query.Exact
		case w.Mode == query.Fuzzy:
			t.Mode, t.Distance = query.Fuzzy, w.Distance
		case w.Mode == query.Prefix && i == len(tokens)-1, token.Last && len(tokens) == 1:
			t.Mode = query.Prefix
		case token.Last && i > 0 && tokens[i-1].Paired && w.Mode != query.Prefix:
			continue // the pair before has it
		}
		list = append(list, t)
	}
	return list
}

// cutPattern cuts a pattern at what is neither part of a word nor * or ?.
func cutPattern(field, pattern string) []Term {
	var list []Term
	parts := strings.FieldsFunc(pattern, func(r rune) bool { return !continues(r) && r != '*' && r != '?' })
	for _, part := range parts {
		fold := foldPattern(part)
		switch body := strings.TrimSuffix(fold, "*"); {
		case strings.Trim(fold, "*?") == "":
		case !strings.ContainsAny(fold, "*?"):
			list = append(list, Term{Field: field, Fold: fold})
		case !strings.ContainsAny(body, "*?"):
			list = append(list, Term{Field: field, Mode: query.Prefix, Fold: body})
		default:
			list = append(list, Term{Field: field, Mode: query.Wildcard, Fold: fold})
		}
	}
	return list
}

// foldPattern folds the letters of a pattern, leaving * and ? in their places.
func foldPattern(pattern string) string {
	var b strings.Builder
	for len(pattern) > 0 {
		i := strings.IndexAny(pattern, "*?")
		if i < 0 {
			i = len(pattern)
		}
		b.WriteString(Fold(pattern[:i]))
		if i < len(pattern) {
			b.WriteByte(pattern[i])
			i++
		}
		pattern = pattern[i:]
	}
	return b.String()
}

// field compiles field:value.
func (c Compiler) field(f query.Field) Node {
	info, _ := query.FieldNamed(f.Name)
	if info.Type == query.Text {
		switch v := f.Value.(type) {
		case query.Word:
			return c.words(f.Name, []query.Word{v}, 0, false)
		case query.Phrase:
			return c.words(f.Name, v.Words, v.Slop, v.Ordered)
		}
		return Keyed{Field: f.Name, Mode: query.Prefix}
	}
	w, ok := f.Value.(query.Word)
	switch {
	case !ok:
		return Keyed{Field: f.Name, Mode: query.Prefix}
	case w.Mode == query.Prefix || w.Mode == query.Wildcard:
		return keyedPattern(f.Name, w)
	case info.Type == query.Number:
		return Keyed{Field: f.Name, Value: Number(w.Text)}
	case info.Type == query.Date:
		return Range{f.Name, w.Text, w.Text + dateEnd}
	case f.Name == "id":
		return passageID(w.Text)
	}
	return Keyed{Field: f.Name, Value: Key(c.named(f.Name, w.Text), false)}
}

func keyedPattern(field string, w query.Word) Node {
	value := w.Text
	if w.Mode == query.Prefix {
		value += "*"
	}
	key := Key(value, true)
	if body := strings.TrimSuffix(key, "*"); !strings.ContainsAny(body, "*?") && body != key {
		return Keyed{Field: field, Mode: query.Prefix, Value: body}
	}
	return Keyed{Field: field, Mode: query.Wildcard, Value: key}
}

// passageID is document and passage where the value has both.
func passageID(value string) Node {
	document, passage, both := strings.Cut(value, ":")
	if !both {
		return Keyed{Field: "id", Value: Key(value, false)}
	}
	return And{[]Node{Keyed{Field: "doc", Value: Key(document, false)}, Keyed{Field: "id", Value: Key(passage, false)}}}
}

// named returns the code of a country's name, other values as they are.
func (c Compiler) named(field, value string) string {
	if c.Country == nil || field != "country" && field != "state" {
		return value
	}
	if code := c.Country(value); code != "" {
		return code
	}
	return value
}

// dateEnd sorts after whatever may follow a date known to the year or month.
const dateEnd = "~"

func (c Compiler) ranged(r query.Range) Node {
	from, to := r.From, r.To
	if info, _ := query.FieldNamed(r.Field); info.Type == query.Number {
		if from != "" {
			from = Number(from)
		}
		if to != "" {
			to = Number(to)
		}
	} else if to != "" {
		to += dateEnd
	}
	return Range{r.Field, from, to}
}

// exactly reports whether a word as written is the form asked for: case counts
// where the form has a capital, diacritics where it has one.
func exactly(asked, written string) bool {
	asked, written = norm.NFC.String(asked), norm.NFC.String(written)
	if asked == "" || asked == written {
		return true
	}
	if !strings.ContainsFunc(asked, unicode.IsUpper) {
		return asked == strings.ToLower(written)
	}
	return !hasDiacritic(asked) && asked == strip(written)
}

func hasDiacritic(s string) bool {
	for _, r := range s {
		if r >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// strip folds each letter but keeps its case.
func strip(s string) string {
	var b strings.Builder
	for _, r := range s {
		fold := Fold(string(r))
		if unicode.IsUpper(r) {
			fold = strings.ToUpper(fold)
		}
		b.WriteString(fold)
	}
	return b.String()
}
