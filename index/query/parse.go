package query

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a query, far over what a person writes; they keep a hostile one cheap.
const (
	MaxBytes = 32 << 10
	maxDepth = 50
	maxNodes = 1024
	maxSlop  = 1000
)

// Parse reads a query. The empty query matches everything. Any error is an
// *[Error]; it never panics, whatever the string.
func Parse(s string) (Node, error) {
	n, err := parse(s)
	if err == nil {
		return n, nil
	}
	err.Column = utf8.RuneCountInString(s[:err.Pos]) + 1
	err.Suggestion = repaired(s, err)
	return nil, err
}

// parse is Parse with suggestions that mend one mistake only.
func parse(s string) (n Node, failure *Error) {
	p := &parser{s: s}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			n, failure = nil, e
		}
	}()
	return p.query(), nil
}

// parser is a recursive descent over s. It leaves by panicking with an *Error,
// which only parse recovers.
type parser struct {
	s     string
	pos   int // bytes
	depth int
	nodes int
	field string // of the group around: country:(BRA OR ARG)
}

func (p *parser) query() Node {
	if len(p.s) > MaxBytes {
		p.fail(MaxBytes, len(p.s), "", "the query is longer than "+strconv.Itoa(MaxBytes)+" bytes")
	}
	n := p.or()
	if p.peek() == ')' {
		p.fail(p.pos, p.pos+1, "", "this parenthesis closes nothing")
	}
	if n != nil {
		return n
	}
	if p.s != "" && strings.TrimSpace(p.s) != "" {
		p.fail(0, len(p.s), "*", "there is no word here to search for")
	}
	return All{}
}

// or reads nodes joined by OR; nil where there is nothing.
func (p *parser) or() Node {
	first := p.and()
	nodes := []Node{first}
	for {
		at, word := p.operator()
		if word != "OR" {
			break
		}
		if nodes[len(nodes)-1] == nil {
			p.fail(at, p.pos, "", "OR has nothing before it")
		}
		next := p.and()
		if next == nil {
			p.fail(at, p.wordEnd(at), "", "OR has nothing after it")
		}
		nodes = append(nodes, next)
	}
	if len(nodes) == 1 {
		return first
	}
	return Or{nodes}
}

// and reads nodes side by side, AND between them or not.
func (p *parser) and() Node {
	var nodes []Node
	from := 0 // of the last node
	for {
		at, word := p.operator()
		if word == "" && len(nodes) > 0 {
			p.proximity(nodes[len(nodes)-1], from)
		}
		if word == "AND" && len(nodes) == 0 {
			p.fail(at, p.pos, "", "AND has nothing before it")
		}
		if word == "OR" || word == "NOT" {
			p.pos = at
		}
		p.space()
		start := p.pos
		next := p.operand()
		if next == nil && word == "AND" {
			p.fail(at, p.wordEnd(at), "", "AND has nothing after it")
		}
		if next == nil {
			break
		}
		nodes, from = append(nodes, next), start
	}
	switch len(nodes) {
	case 0:
		return nil
	case 1:
		return nodes[0]
	}
	return And{nodes}
}

// operand reads the next node and passes over what holds nothing to search for:
// punctuation, empty quotes. It is nil before AND, OR, a closing parenthesis and
// the end.
func (p *parser) operand() Node {
	for {
		p.space()
		start := p.pos
		if n := p.unary(); n != nil {
			p.count()
			return n
		}
		if p.pos > start {
			continue
		}
		r, size := utf8.DecodeRuneInString(p.s[p.pos:])
		if size == 0 || r == ')' || isOperator(p.s[p.pos:p.wordEnd(p.pos)]) {
			return nil
		}
		p.pos += size
	}
}

// unary reads one node with the NOT, - or + before it; nil where none begins here.
func (p *parser) unary() Node {
	at, word := p.operator()
	switch {
	case word == "NOT":
		return p.negated(at)
	case word != "":
		p.pos = at
		return nil
	}
	switch p.peek() {
	case '-':
		at = p.pos
		if p.run('-'); p.attached() {
			return p.negated(at)
		}
		return nil
	case '+':
		p.run('+')
		return nil // what follows must match anyway
	}
	return p.boosted()
}

func (p *parser) negated(at int) Node {
	p.enter()
	defer func() { p.depth-- }()
	end := p.pos
	n := p.operand()
	if n == nil {
		p.fail(at, end, "", p.s[at:end]+" has nothing after it")
	}
	return Not{n}
}

func (p *parser) boosted() Node {
	n := p.primary()
	if n == nil || p.peek() != '^' {
		return n
	}
	start := p.pos
	p.pos++
	end := p.pos
	for end < len(p.s) && (isDigit(p.s[end]) || p.s[end] == '.') {
		end++
	}
	text := p.s[p.pos:end]
	factor, err := strconv.ParseFloat(text, 64)
	if text == "" || err != nil || factor <= 0 || factor > 1000 {
		p.fail(start, end, "^2", "a boost is a number over 0 and up to 1000")
	}
	p.pos = end
	p.count()
	return Boost{n, factor}
}

// primary reads a group, a phrase, a field or a word; nil where none begins
// here, or where it holds nothing to search for.
func (p *parser) primary() Node {
	exact := p.peek() == '='
	p.run('=')
	start := p.pos
	switch r := p.peek(); {
	case r == '(':
		return p.group()
	case p.field == "" && (isQuote(r) || isSingle(r) && p.singlyQuoted()):
		return p.phrase(exact)
	}
	c := p.chunk()
	if name, rest, is := c.field(); is {
		if n, known := p.fieldValue(name, start, start+rest); known {
			return n
		}
	}
	if p.field != "" {
		p.pos = start
		info, _ := FieldNamed(p.field)
		return p.value(info, start)
	}
	if !exact {
		p.compared(c, start)
		p.exclaimed(c, start)
	}
	return p.word(c, start, exact)
}

func (p *parser) group() Node {
	p.enter()
	defer func() { p.depth-- }()
	p.pos++
	n := p.or()
	if p.peek() == ')' { // the end closes what is left open
		p.pos++
	}
	return n
}

// word makes a node of a chunk that is no field.
func (p *parser) word(c chunk, start int, exact bool) Node {
	if len(c) == 1 && c[0].is('*') {
		return All{}
	}
	w, failure := c.word()
	if failure != "" {
		p.fail(start, p.pos, w.String(), failure)
	}
	if !hasLetter(w.Text) {
		return nil
	}
	if exact && w.Mode == Stem {
		w.Mode = Exact
	}
	return w
}

// phrase reads what stands in quotes, and the ~ after them.
func (p *parser) phrase(exact bool) Node {
	start, wrong := p.pos, ""
	var words []Word
	for _, c := range p.quoted().split() {
		c, only := c.cutExact()
		w, failure := c.word()
		wrong = cmp.Or(wrong, failure)
		if (exact || only) && w.Mode == Stem {
			w.Mode = Exact
		}
		if hasLetter(w.Text) {
			words = append(words, w)
		}
	}
	if wrong != "" {
		p.fail(start, p.pos, Phrase{Words: words}.String(), wrong)
	}
	slop, ordered := p.slop()
	p.nodes += len(words)
	p.count()
	switch len(words) {
	case 0:
		return nil
	case 1:
		return words[0]
	}
	return Phrase{words, slop, ordered}
}

// slop reads ~5 or ~>5; without a number it is 5.
func (p *parser) slop() (slop int, ordered bool) {
	if p.peek() != '~' {
		return 0, false
	}
	start := p.pos
	p.pos++
	if p.peek() == '>' {
		ordered = true
		p.pos++
	}
	digits := p.digits()
	slop = 5
	if digits != "" {
		var err error
		if slop, err = strconv.Atoi(digits); err != nil || slop > maxSlop {
			p.fail(start, p.pos, "~"+strconv.Itoa(maxSlop), "a distance is at most "+strconv.Itoa(maxSlop)+" words")
		}
	}
	if slop == 0 {
		return 0, false
	}
	return slop, ordered
}

// operator reads AND, OR or NOT (or & && | ||) and returns it with where it
// stands; "" where there is none, with nothing read.
func (p *parser) operator() (at int, word string) {
	start := p.pos
	p.space()
	at = p.pos
	end := p.wordEnd(at)
	if word = operators[p.s[at:end]]; word == "" {
		p.pos = start
		return start, ""
	}
	p.pos = end
	return at, word
}

var operators = map[string]string{"AND": "AND", "&": "AND", "&&": "AND", "OR": "OR", "|": "OR", "||": "OR", "NOT": "NOT"}

func isOperator(word string) bool { return operators[word] != "" }

func (p *parser) peek() rune {
	if p.pos >= len(p.s) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(p.s[p.pos:])
	return r
}

func (p *parser) space() {
	for p.pos < len(p.s) {
		r, size := utf8.DecodeRuneInString(p.s[p.pos:])
		if !unicode.IsSpace(r) {
			return
		}
		p.pos += size
	}
}

func (p *parser) run(r byte) {
	for p.pos < len(p.s) && p.s[p.pos] == r {
		p.pos++
	}
}

func (p *parser) digits() string {
	start := p.pos
	for p.pos < len(p.s) && isDigit(p.s[p.pos]) {
		p.pos++
	}
	return p.s[start:p.pos]
}

// attached reports whether something stands right here, no space between.
func (p *parser) attached() bool {
	r := p.peek()
	return p.pos < len(p.s) && r != ')' && !unicode.IsSpace(r)
}

// wordEnd returns where the run of plain characters from at ends.
func (p *parser) wordEnd(at int) int {
	for i, r := range p.s[at:] {
		if unicode.IsSpace(r) || isDelimiter(r) {
			return at + i
		}
	}
	return len(p.s)
}

func (p *parser) enter() {
	if p.depth++; p.depth > maxDepth {
		p.fail(p.pos, p.pos, "", "parentheses or NOTs nest deeper than "+strconv.Itoa(maxDepth))
	}
}

func (p *parser) count() {
	if p.nodes++; p.nodes > maxNodes {
		p.fail(p.pos, len(p.s), "", "the query has more than "+strconv.Itoa(maxNodes)+" parts")
	}
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isDelimiter(r rune) bool { return r == '(' || r == ')' || isQuote(r) }

// isQuote reports whether r opens or closes a phrase: typists and word
// processors have many.
func isQuote(r rune) bool {
	switch r {
	case '"', '“', '”', '„', '‟', '«', '»', '＂', '「', '」':
		return true
	}
	return false
}

// searchable reports whether an index keeps r: letters, figures.
func searchable(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
