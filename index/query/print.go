package query

import (
	"strconv"
	"strings"
	"unicode"
)

// String prints the query that matches everything.
func (All) String() string { return "*" }

// String prints the word with its operators, quoted where it would not be read as one word.
func (w Word) String() string {
	switch w.Mode {
	case Exact:
		return "=" + quote(w.Text, false)
	case Prefix:
		return escape(w.Text, false) + "*"
	case Wildcard:
		return escapePattern(w.Text, false)
	case Fuzzy:
		return escape(w.Text, false) + "~" + strconv.Itoa(w.Distance)
	}
	return quote(w.Text, true)
}

// String prints the phrase in quotes.
func (p Phrase) String() string {
	var b strings.Builder
	b.WriteByte('"')
	for i, w := range p.Words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.inPhrase())
	}
	b.WriteByte('"')
	if p.Slop > 0 {
		b.WriteByte('~')
		if p.Ordered {
			b.WriteByte('>')
		}
		b.WriteString(strconv.Itoa(p.Slop))
	}
	return b.String()
}

func (w Word) inPhrase() string {
	switch w.Mode {
	case Exact:
		return "=" + escape(w.Text, true)
	case Prefix:
		return escape(w.Text, true) + "*"
	case Wildcard:
		return escapePattern(w.Text, true)
	case Fuzzy:
		return escape(w.Text, true) + "~" + strconv.Itoa(w.Distance)
	}
	return escape(w.Text, true)
}

// String prints the field and its value.
func (f Field) String() string {
	info, _ := FieldNamed(f.Name)
	w, isWord := f.Value.(Word)
	if info.Type == Text || !isWord {
		return f.Name + ":" + f.Value.String()
	}
	switch w.Mode {
	case Prefix:
		return f.Name + ":" + escapeValue(w.Text, "*?") + "*"
	case Wildcard:
		return f.Name + ":" + escapeValue(w.Text, "")
	}
	if w.Text == escapeValue(w.Text, "*?") && !strings.Contains(w.Text, "..") && !isOperator(w.Text) {
		return f.Name + ":" + w.Text
	}
	return f.Name + `:"` + escapeQuotes(w.Text) + `"`
}

// escapeValue escapes what would end the value of a field, or begin another, and also.
func escapeValue(text, also string) string {
	var b strings.Builder
	for i, r := range text {
		if unicode.IsSpace(r) || isDelimiter(r) || r == '^' || r == '\\' || strings.ContainsRune(also, r) ||
			i == 0 && strings.ContainsRune("=<>", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func escapeQuotes(text string) string {
	var b strings.Builder
	for _, r := range text {
		if isQuote(r) || r == '\\' {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// String prints the range with two dots.
func (r Range) String() string { return r.Field + ":" + r.From + ".." + r.To }

// String prints the nodes side by side.
func (a And) String() string { return join(a.Nodes, " ") }

// String prints the nodes with OR between them.
func (o Or) String() string { return join(o.Nodes, " OR ") }

// String prints the node with NOT before it.
func (n Not) String() string { return "NOT " + group(n.Node) }

// String prints the node with its factor.
func (b Boost) String() string {
	return group(b.Node) + "^" + strconv.FormatFloat(b.Factor, 'f', -1, 64)
}

func join(nodes []Node, operator string) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = group(n)
		if _, negative := n.(Not); negative {
			parts[i] = n.String()
		}
	}
	return strings.Join(parts, operator)
}

// group prints n so that an operator beside it takes all of it.
func group(n Node) string {
	switch n.(type) {
	case And, Or, Not, Boost:
		return "(" + n.String() + ")"
	}
	return n.String()
}

// quote prints a word as it is where that reads back as this word, else in quotes.
func quote(text string, operators bool) string {
	if _, _, near := proximityOf(text); operators && (near || isOperator(text)) {
		return `"` + escape(text, true) + `"`
	}
	for i, r := range text {
		if !plain(r) || i == 0 && strings.ContainsRune(opening, r) {
			return `"` + escape(text, true) + `"`
		}
	}
	return text
}

// opening are the characters that have a meaning at the beginning of a word.
const opening = "-+='‘’"

// escape puts a backslash before everything that has a meaning of its own.
func escape(text string, quoted bool) string {
	var b strings.Builder
	for i, r := range text {
		if special(r, quoted) || i == 0 && strings.ContainsRune(opening, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// escapePattern is escape with * and ? left as they are.
func escapePattern(text string, quoted bool) string {
	return strings.NewReplacer(`\*`, "*", `\?`, "?").Replace(escape(text, quoted))
}

// special reports whether r must be escaped to stand for itself.
func special(r rune, quoted bool) bool {
	if r == '\\' || isQuote(r) || r == '*' || r == '?' || r == '~' || unicode.IsSpace(r) {
		return true
	}
	return !quoted && strings.ContainsRune("():：^=<>!", r)
}

func plain(r rune) bool { return !special(r, false) && !special(r, true) }
