package query

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// fieldValue reads the value of field name, which begins at rest. known is false
// where the chunk is plain text with a colon, and then nothing is read.
func (p *parser) fieldValue(name string, start, rest int) (n Node, known bool) {
	info, ok := FieldNamed(name)
	if !ok {
		if p.field != "" || !hasLetter(p.s[rest:p.pos]) && !p.opensValue() {
			return nil, false
		}
		p.unknownField(name, start, rest)
	}
	p.pos = rest
	p.space()
	if _, word := p.operator(); word != "" || p.pos == len(p.s) || p.peek() == ')' {
		p.fail(start, rest, info.Name+":* ", info.Name+": has no value; "+info.Help)
	}
	if p.peek() == '(' {
		outer := p.field
		p.field = info.Name
		defer func() { p.field = outer }()
		return p.group(), true
	}
	n = p.value(info, start)
	if n == nil {
		p.fail(start, p.pos, info.Name+":*", info.Name+": has no value; "+info.Help)
	}
	return n, true
}

// opensValue reports whether a group or a phrase follows directly.
func (p *parser) opensValue() bool { return p.peek() == '(' || isQuote(p.peek()) }

func (p *parser) unknownField(name string, start, rest int) {
	message := "there is no field " + name
	if near := nearest(name); near != "" {
		p.fail(start, rest, near+":", message+"; did you mean "+near+"?")
	}
	p.fail(start, p.pos, `"`+escape(p.s[start:p.pos], true)+`"`, message+"; for the words themselves use quotes")
}

// value reads one value of a field; nil where it holds nothing to search for.
func (p *parser) value(info FieldInfo, start int) Node {
	exact := p.peek() == '='
	p.run('=')
	switch {
	case info.Type == Text:
		return p.text(info, exact)
	case isQuote(p.peek()):
		return p.keyword(info, p.quoted().String(), start)
	}
	p.spreads(info, start)
	c := p.valueChunk()
	p.lists(info, c, start)
	if n, is := p.ranged(info, c, start); is {
		return n
	}
	if stars, marks := c.wildcards(); stars+marks > 0 {
		return p.pattern(info, c, start)
	}
	return p.keyword(info, c.String(), start)
}

// text reads a word or a phrase of a field that has words.
func (p *parser) text(info FieldInfo, exact bool) Node {
	at := p.pos
	var n Node
	if isQuote(p.peek()) {
		n = p.phrase(exact)
	} else {
		n = p.word(p.chunk(), at, exact)
	}
	if n == nil {
		return nil
	}
	return Field{info.Name, n}
}

// keyword makes a field that has a whole value.
func (p *parser) keyword(info FieldInfo, value string, start int) Node {
	value = strings.TrimSpace(value)
	if value == "" {
		return nil
	}
	if info.Type == Number {
		value = trimZeros(value)
	}
	if !info.Type.valid(value) {
		p.invalid(info, value, start)
	}
	if means := guessedValue(info, value); means != "" {
		p.fail(start, p.pos, Field{info.Name, Word{Text: means}}.String(), info.Name+": has no "+strconv.Quote(value)+"; here it is called "+means)
	}
	return Field{info.Name, Word{Text: value}}
}

func (p *parser) invalid(info FieldInfo, value string, start int) {
	if info.Type == Keyword {
		p.fail(start, p.pos, info.Name+":*", info.Name+": has no value; "+info.Help)
	}
	instead := info.Name + ":" + guessedNumber(info, value)
	if from, to, dashed := cutDash(value); dashed && info.Type == Number && info.Type.valid(from) && info.Type.valid(to) {
		instead = Range{info.Name, from, to}.String()
	}
	p.fail(start, p.pos, instead, info.Name+": takes "+info.example()+", not "+strconv.Quote(value))
}

// cutDash cuts 2010-2014, which is how people write a range elsewhere.
func cutDash(value string) (from, to string, is bool) {
	if from, to, is = strings.Cut(value, "-"); !is {
		from, to, is = strings.Cut(value, "–")
	}
	return from, to, is
}

// pattern makes a field whose value has * or ? in it; * alone is any value.
func (p *parser) pattern(info FieldInfo, c chunk, start int) Node {
	if len(c) == 1 && c[0].is('*') {
		return Field{info.Name, All{}}
	}
	if info.Type != Keyword {
		p.fail(start, p.pos, info.Name+":*", info.Name+": takes "+info.example()+" or a range, from..to")
	}
	w := Word{Text: c.String(), Mode: Wildcard}
	if stars, marks := c.wildcards(); stars == 1 && marks == 0 && c[len(c)-1].is('*') {
		w = Word{Text: c[:len(c)-1].String(), Mode: Prefix}
	}
	if !hasLetter(w.Text) {
		return nil
	}
	return Field{info.Name, w}
}

// ranged makes a range of from..to, >=from, <=to, >from, <to.
func (p *parser) ranged(info FieldInfo, c chunk, start int) (n Node, is bool) {
	from, to, is := cutRange(c.String(), info.Type)
	if !is {
		return nil, false
	}
	if info.Type == Keyword {
		if !strings.Contains(c.String(), "..") || !isNumber(from) && !isNumber(to) {
			return nil, false
		}
		p.fail(start, p.pos, info.Name+":"+cmp.Or(from, to), info.Name+": has no ranges; year, date, page, session, cycle and action have")
	}
	r := Range{info.Name, from, to}
	if info.Type == Number {
		r.From, r.To = trimZeros(from), trimZeros(to)
	}
	for _, end := range []string{r.From, r.To} {
		if end != "" && !info.Type.valid(end) {
			p.invalid(info, end, start)
		}
	}
	switch {
	case r.From == "" && r.To == "" && c[0].is('.'):
		return Field{info.Name, All{}}, true
	case r.From == "" && r.To == "":
		return nil, true // year:> and nothing behind
	}
	if r.reversed(info.Type) {
		p.fail(start, p.pos, Range{r.Field, r.To, r.From}.String(), "this range ends before it begins")
	}
	return r, true
}

func cutRange(value string, t Type) (from, to string, is bool) {
	if from, to, is = strings.Cut(value, ".."); is {
		return from, strings.TrimLeft(to, "."), true
	}
	for _, prefix := range []string{">=", "<=", ">", "<"} {
		bound, has := strings.CutPrefix(value, prefix)
		switch {
		case !has:
		case prefix == ">=":
			return bound, "", true
		case prefix == "<=":
			return "", bound, true
		case prefix == ">":
			return t.beside(bound, 1), "", true
		default:
			return "", t.beside(bound, -1), true
		}
	}
	return "", "", false
}

// beside returns the value before (-1) or after (1) one: the next number, or the
// next year, month or day, whichever value names. What is no value stays as it is.
func (t Type) beside(value string, step int) string {
	if n, err := strconv.Atoi(value); err == nil && t == Number {
		return strconv.Itoa(n + step)
	}
	layout := time.DateOnly[:min(len(value), len(time.DateOnly))]
	if date, err := time.Parse(layout, value); err == nil && t == Date {
		units := [3]int{}
		units[strings.Count(value, "-")] = step
		return date.AddDate(units[0], units[1], units[2]).Format(layout)
	}
	return value
}

func (r Range) reversed(t Type) bool {
	if r.From == "" || r.To == "" {
		return false
	}
	if t == Number {
		from, _ := strconv.Atoi(r.From)
		to, _ := strconv.Atoi(r.To)
		return from > to
	}
	return r.From > r.To && !strings.HasPrefix(r.From, r.To)
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

func trimZeros(value string) string {
	if trimmed := strings.TrimLeft(value, "0"); trimmed != "" || value == "" {
		return trimmed
	}
	return "0"
}
