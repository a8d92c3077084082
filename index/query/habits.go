package query

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What people are used to from other search engines and would be read here as
// something else, mostly as words that nothing has: each is an error that says
// how it is written here.

// proximityForm is NEAR, NEAR/5, w/5, ADJ3, PRE/2, /5, as legal and library databases have them.
var proximityForm = regexp.MustCompile(`^(?:(?i:near|w|within|adj|pre)/(\d{1,3})|(?:NEAR|ADJ)(\d{1,3})?|/(\d{1,3}))$`)

// proximityOf reads such an operator; where no number is given it is 5.
func proximityOf(word string) (slop int, ordered, is bool) {
	m := proximityForm.FindStringSubmatch(word)
	if m == nil {
		return 0, false, false
	}
	upper := strings.ToUpper(word)
	ordered = strings.HasPrefix(upper, "PRE") || strings.HasPrefix(upper, "ADJ")
	if slop, _ = strconv.Atoi(m[1] + m[2] + m[3]); slop == 0 {
		slop = 5
	}
	return slop, ordered, true
}

// proximity fails where an operator of this kind stands behind before, which
// begins at from.
func (p *parser) proximity(before Node, from int) {
	p.space()
	at := p.pos
	word := p.s[at:p.wordEnd(at)]
	slop, ordered, is := proximityOf(word)
	if !is {
		return
	}
	p.pos += len(word)
	first, second := wordsIn(before), wordsIn(p.operand())
	message := word + " is written as a phrase with a distance: " + Phrase{[]Word{{Text: "a"}, {Text: "b"}}, slop, ordered}.String()
	if first == nil || second == nil {
		p.fail(at, at+len(word), "", message)
	}
	p.fail(from, p.pos, Phrase{slices.Concat(first, second), slop, ordered}.String(), message)
}

// wordsIn are the words of a word or phrase, nil of anything else.
func wordsIn(n Node) []Word {
	switch n := n.(type) {
	case Word:
		return []Word{n}
	case Phrase:
		return n.Words
	}
	return nil
}

// compared fails on country=France and year>2010, where a colon belongs.
func (p *parser) compared(c chunk, start int) {
	for i, ch := range c {
		if i > 0 && !ch.escaped && strings.ContainsRune("=<>", ch.r) {
			if info, known := FieldNamed(strings.ToLower(c[:i].String())); known {
				sign := strings.TrimPrefix(string(ch.r), "=")
				p.fail(start, start+ch.at+1, info.Name+":"+sign, "a field has a colon before its value: "+info.Name+":")
			}
		}
		if ch.escaped || ch.r > unicode.MaxASCII || !unicode.IsLetter(ch.r) {
			return
		}
	}
}

// exclaimed fails on !word, which would be the word itself, and on word!, which
// legal databases read as a beginning.
func (p *parser) exclaimed(c chunk, start int) {
	if len(c) < 2 || !hasLetter(c.String()) {
		return
	}
	if c[0].is('!') {
		n := slices.IndexFunc(c, func(ch char) bool { return !ch.is('!') })
		p.fail(start, start+c[n].at, "NOT ", "! has no meaning here; NOT or - leaves out")
	}
	if stars, marks := c.wildcards(); c[len(c)-1].is('!') && stars+marks == 0 {
		text := strings.TrimRight(c.String(), "!")
		p.fail(start, p.pos, Word{Text: text, Mode: Prefix}.String(), "! has no meaning here; words that begin so have a star")
	}
}

// spread is a range as people write it in prose, or for other engines.
var spread = regexp.MustCompile(`^[\[{]?(\d[\d-]*)\s+(?:-|–|—|to|TO|until)\s+(\d[\d-]*)[\]}]?`)

// spreads fails on year:2010 - 2014, year:2010 to 2014 and year:[2010 TO 2014].
func (p *parser) spreads(info FieldInfo, start int) {
	m := spread.FindStringSubmatch(p.s[p.pos:])
	if m != nil && info.Type != Keyword && info.Type.valid(m[1]) && info.Type.valid(m[2]) {
		p.fail(start, p.pos+len(m[0]), Range{info.Name, m[1], m[2]}.String(), "a range is written "+Range{info.Name, m[1], m[2]}.String())
	}
}

// unlisted are fields whose values may have commas in them.
var unlisted = []string{"file", "number", "id", "doc", "symbol", "ref", "cites", "tag"}

// lists fails on country:France, Germany and year:2010,2011. c is the value read.
func (p *parser) lists(info FieldInfo, c chunk, start int) {
	text := c.String()
	if slices.Contains(unlisted, info.Name) {
		return
	}
	end := p.pos
	for strings.IndexByte(",;", last(text)) >= 0 {
		p.space()
		next := p.valueChunk()
		if first, _ := utf8.DecodeRuneInString(next.String()); !unicode.IsUpper(first) && !unicode.IsDigit(first) {
			break
		}
		text, end = text+next.String(), p.pos
	}
	p.pos = end
	values := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' })
	if len(values) < 2 {
		return
	}
	for i, v := range values {
		values[i] = strings.TrimPrefix(Field{info.Name, Word{Text: v}}.String(), info.Name+":")
	}
	p.fail(start, end, info.Name+":("+strings.Join(values, " OR ")+")", "several values of a field stand in parentheses, with OR between them")
}

func last(text string) byte {
	if text == "" {
		return 0
	}
	return text[len(text)-1]
}

// singlyQuoted reports whether a phrase in single quotes begins here: one that
// closes at the end of a word, with a space between. An apostrophe does not.
func (p *parser) singlyQuoted() bool {
	rest := p.s[p.pos:]
	_, size := utf8.DecodeRuneInString(rest)
	for i, r := range rest {
		switch {
		case isQuote(r):
			return false
		case i >= size && isSingle(r) && endsWord(rest[i+utf8.RuneLen(r):]):
			return strings.IndexFunc(rest[size:i], unicode.IsSpace) > 0
		}
	}
	return false
}

func isSingle(r rune) bool { return r == '\'' || r == '‘' || r == '’' }

// endsWord reports whether a word has ended before rest.
func endsWord(rest string) bool {
	r, size := utf8.DecodeRuneInString(rest)
	return size == 0 || unicode.IsSpace(r) || isDelimiter(r)
}
