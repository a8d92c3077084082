package query

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// char is a character of a chunk; an escaped one stands for itself.
type char struct {
	r       rune
	at      int // bytes from the chunk's start
	escaped bool
}

func (c char) is(r rune) bool { return c.r == r && !c.escaped }

// chunk is a run of characters without space between.
type chunk []char

func (c chunk) String() string {
	var b strings.Builder
	for _, ch := range c {
		b.WriteRune(ch.r)
	}
	return b.String()
}

// chunk reads up to a space, a parenthesis, a quote, or a ^ that a figure follows.
func (p *parser) chunk() chunk {
	var c chunk
	start := p.pos
	for p.pos < len(p.s) && !p.chunkEnds() {
		c = append(c, p.char(start))
	}
	return c
}

// valueChunk is chunk with parentheses that close again in it, as symbols have
// them: S/RES/1325(2000).
func (p *parser) valueChunk() chunk {
	var c chunk
	start, open := p.pos, 0
	for p.pos < len(p.s) {
		switch r := p.peek(); {
		case r == '(' && len(c) > 0 && strings.IndexByte(p.s[p.pos:p.spaceAfter()], ')') > 0:
			open++
		case r == ')' && open > 0:
			open--
		case p.chunkEnds():
			return c
		}
		c = append(c, p.char(start))
	}
	return c
}

func (p *parser) chunkEnds() bool {
	r := p.peek()
	return unicode.IsSpace(r) || isDelimiter(r) || r == '^' && p.pos+1 < len(p.s) && isDigit(p.s[p.pos+1])
}

func (p *parser) spaceAfter() int {
	if i := strings.IndexFunc(p.s[p.pos:], unicode.IsSpace); i >= 0 {
		return p.pos + i
	}
	return len(p.s)
}

// char reads one character, or one that a backslash makes stand for itself.
func (p *parser) char(start int) char {
	at := p.pos - start
	r, size := utf8.DecodeRuneInString(p.s[p.pos:])
	p.pos += size
	if r == '\\' && p.pos < len(p.s) {
		r, size = utf8.DecodeRuneInString(p.s[p.pos:])
		p.pos += size
		return char{r, at, true}
	}
	return char{r, at, false}
}

// quoted reads from an opening quote to the closing one, or to the end.
func (p *parser) quoted() chunk {
	var c chunk
	start := p.pos
	single := isSingle(p.char(start).r)
	for p.pos < len(p.s) {
		ch := p.char(start)
		if !ch.escaped && (isQuote(ch.r) || single && isSingle(ch.r) && endsWord(p.s[p.pos:])) {
			break
		}
		c = append(c, ch)
	}
	return c
}

// split cuts c at its spaces.
func (c chunk) split() []chunk {
	var parts []chunk
	start := 0
	for i, ch := range c {
		if unicode.IsSpace(ch.r) && !ch.escaped {
			if i > start {
				parts = append(parts, c[start:i])
			}
			start = i + 1
		}
	}
	if start < len(c) {
		parts = append(parts, c[start:])
	}
	return parts
}

func (c chunk) cutExact() (chunk, bool) {
	if len(c) > 0 && c[0].is('=') {
		return c[1:], true
	}
	return c, false
}

// field returns the name before the first colon, lower case, and the byte after
// the colon; ok is false where c does not look like a field. The colon of
// Chinese and Japanese type counts behind a field's name.
func (c chunk) field() (name string, rest int, ok bool) {
	for i, ch := range c {
		if wide := ch.is('：'); i > 0 && (wide || ch.is(':')) {
			after := c[i+1:]
			name = strings.ToLower(c[:i].String())
			_, known := FieldNamed(name)
			web := wide || len(after) > 1 && after[0].is('/') && after[1].is('/')
			return name, ch.at + utf8.RuneLen(ch.r), known || !web
		}
		if ch.escaped || ch.r > unicode.MaxASCII || !unicode.IsLetter(ch.r) {
			return "", 0, false
		}
	}
	return "", 0, false
}

// word makes a word of c: prefix, wildcard or fuzzy by its operators. failure
// says what is wrong; the word then is what would be right.
func (c chunk) word() (w Word, failure string) {
	c, distance, failure := c.cutFuzzy()
	w = Word{Text: c.String()}
	stars, marks := c.wildcards()
	switch {
	case distance > 0 && stars+marks > 0:
		w.Mode = Wildcard
		return w, "~ and * or ? do not go together in one word"
	case distance > 0:
		w.Mode, w.Distance = Fuzzy, distance
	case stars == 1 && marks == 0 && c[len(c)-1].is('*'):
		w.Mode, w.Text = Prefix, c[:len(c)-1].String()
	case stars+marks > 0:
		w.Mode = Wildcard
	}
	return w, failure
}

func (c chunk) wildcards() (stars, marks int) {
	for _, ch := range c {
		if ch.is('*') {
			stars++
		}
		if ch.is('?') {
			marks++
		}
	}
	return stars, marks
}

// cutFuzzy cuts ~, ~1 or ~2 from the end.
func (c chunk) cutFuzzy() (rest chunk, distance int, failure string) {
	i := len(c) - 1
	for i >= 0 && c[i].ofNumber(i == len(c)-1) {
		i--
	}
	if i < 0 || !c[i].is('~') {
		return c, 0, ""
	}
	if i == len(c)-1 {
		return c[:i], 1, ""
	}
	number := c[i+1:].String()
	n, err := strconv.Atoi(number)
	switch {
	case strings.Contains(number, "."):
		return c[:i], 1, "a word may be 1 or 2 letters wrong, ~1 or ~2"
	case err != nil || n > 2:
		return c[:i], 2, "a word may be at most 2 letters wrong; for words near each other put them in quotes, as \"fair trial\"~5"
	case n == 0:
		return c[:i], 0, ""
	}
	return c[:i], n, ""
}

// ofNumber reports whether c can be a part of a number, a point only within it.
func (c char) ofNumber(last bool) bool {
	return !c.escaped && c.r < utf8.RuneSelf && (isDigit(byte(c.r)) || c.r == '.' && !last)
}
