package pdf

import (
	"bytes"
	"math"
)

// An operand is one operand of a content stream's or CMap's operator. Arrays are
// not nested: their brackets are operands of their own.
type operand struct {
	kind operandKind
	num  float64
	str  []byte // of names and strings; valid until the next operator
}

type operandKind uint8

const (
	number operandKind = iota
	name
	str
	open   // [ or <<
	closed // ] or >>
)

// maxOperands bounds the operands of one operator; the longest TJ arrays of real
// files stay below a thousand.
const maxOperands = 1 << 15

// A scanner splits a content stream or a CMap into operators. It exists beside
// pdf.Interpret because that one boxes every token (half the time of a page),
// takes the bytes of inline images for tokens, and cannot be stopped.
type scanner struct {
	src      []byte
	pos      int
	operands []operand
	scratch  []byte // backs decoded strings of the current operator
}

// next returns the next operator and leaves its operands in s.operands; ok is
// false at the end of the stream. It never fails: what makes no sense is skipped.
func (s *scanner) next() (op string, ok bool) {
	s.operands, s.scratch = s.operands[:0], s.scratch[:0]
	for {
		s.space()
		if s.pos >= len(s.src) {
			return "", false
		}
		switch c := s.src[s.pos]; {
		case c == '/':
			s.pos++
			s.push(operand{kind: name, str: s.name()})
		case c == '(':
			s.push(operand{kind: str, str: s.literal()})
		case c == '<' && s.peek(1) != '<':
			s.push(operand{kind: str, str: s.hex()})
		case c == '[', c == '<', c == ']', c == '>', c == '{', c == '}', c == ')':
			s.bracket(c)
		case c == '+' || c == '-' || c == '.' || c >= '0' && c <= '9':
			s.push(operand{kind: number, num: s.number()})
		default:
			if op := s.keyword(); op != "" {
				return op, true
			}
		}
	}
}

func (s *scanner) push(o operand) {
	if len(s.operands) < maxOperands {
		s.operands = append(s.operands, o)
	}
}

func (s *scanner) peek(n int) byte {
	if s.pos+n < len(s.src) {
		return s.src[s.pos+n]
	}
	return 0
}

func (s *scanner) bracket(c byte) {
	switch c {
	case '[':
		s.push(operand{kind: open})
	case ']':
		s.push(operand{kind: closed})
	case '<', '>':
		if s.peek(1) == c {
			s.pos++
		}
		s.push(operand{kind: map[byte]operandKind{'<': open, '>': closed}[c]})
	}
	s.pos++
}

// space skips white space and comments.
func (s *scanner) space() {
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case isSpace(c):
			s.pos++
		case c == '%':
			for s.pos < len(s.src) && s.src[s.pos] != '\n' && s.src[s.pos] != '\r' {
				s.pos++
			}
		default:
			return
		}
	}
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelim(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

// regular returns the run of regular characters at the cursor.
func (s *scanner) regular() []byte {
	from := s.pos
	for s.pos < len(s.src) && !isSpace(s.src[s.pos]) && !isDelim(s.src[s.pos]) {
		s.pos++
	}
	return s.src[from:s.pos]
}

func (s *scanner) name() []byte {
	raw := s.regular()
	if bytes.IndexByte(raw, '#') < 0 {
		return raw
	}
	from := len(s.scratch)
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) && unhex(raw[i+1]) >= 0 && unhex(raw[i+2]) >= 0 {
			s.scratch = append(s.scratch, byte(unhex(raw[i+1])<<4|unhex(raw[i+2])))
			i += 2
			continue
		}
		s.scratch = append(s.scratch, raw[i])
	}
	return s.scratch[from:]
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func (s *scanner) hex() []byte {
	from, half := len(s.scratch), -1
	for s.pos++; s.pos < len(s.src); s.pos++ {
		c := s.src[s.pos]
		if c == '>' {
			s.pos++
			break
		}
		switch d := unhex(c); {
		case d < 0:
		case half < 0:
			half = d
		default:
			s.scratch = append(s.scratch, byte(half<<4|d))
			half = -1
		}
	}
	if half >= 0 {
		s.scratch = append(s.scratch, byte(half<<4))
	}
	return s.scratch[from:]
}

func (s *scanner) literal() []byte {
	from, depth := len(s.scratch), 1
	for s.pos++; s.pos < len(s.src); s.pos++ {
		c := s.src[s.pos]
		switch c {
		case '\\':
			s.pos++
			s.escape()
			continue
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				s.pos++
				return s.scratch[from:]
			}
		}
		s.scratch = append(s.scratch, c)
	}
	return s.scratch[from:]
}

// escape reads what follows a backslash and leaves the cursor on its last byte.
func (s *scanner) escape() {
	c := s.peek(0)
	switch c {
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case '\r':
		if s.peek(1) == '\n' {
			s.pos++
		}
		return
	case '\n':
		return
	case '0', '1', '2', '3', '4', '5', '6', '7':
		c -= '0'
		for i := 0; i < 2 && s.peek(1) >= '0' && s.peek(1) <= '7'; i++ {
			s.pos++
			c = c<<3 | (s.src[s.pos] - '0')
		}
	}
	s.scratch = append(s.scratch, c)
}

// number reads a number leniently: "--5" is -5, "1.2.3" is 1.2, "4-5" is 4, as
// readers people use do.
func (s *scanner) number() float64 {
	raw := s.regular()
	sign, i := 1.0, 0
	for i < len(raw) && (raw[i] == '+' || raw[i] == '-') {
		if raw[i] == '-' {
			sign = -1
		}
		i++
	}
	whole, scale, dot := 0.0, 1.0, false
	for ; i < len(raw); i++ {
		switch c := raw[i]; {
		case c >= '0' && c <= '9' && !dot:
			whole = whole*10 + float64(c-'0')
		case c >= '0' && c <= '9':
			scale *= 0.1
			whole += float64(c-'0') * scale
		case c == '.' && !dot:
			dot = true
		default:
			i = len(raw)
		}
	}
	if whole > math.MaxFloat32 {
		whole = 0
	}
	return sign * whole
}

func (s *scanner) keyword() string {
	raw := s.regular()
	switch {
	case len(raw) == 0:
		s.pos++
		return ""
	case string(raw) == "ID":
		s.image()
		return ""
	case len(raw) > 24: // no operator is that long: binary data
		return ""
	}
	return intern(raw)
}

// image skips the data of an inline image: up to an EI between white space.
func (s *scanner) image() {
	for {
		i := bytes.Index(s.src[min(s.pos, len(s.src)):], []byte("EI"))
		if i < 0 {
			s.pos = len(s.src)
			return
		}
		s.pos += i + 2
		after := s.pos >= len(s.src) || isSpace(s.src[s.pos])
		if after && isSpace(s.src[s.pos-3]) {
			s.operands = s.operands[:0]
			return
		}
	}
}

// intern returns raw as a string without allocating for the usual operators.
func intern(raw []byte) string {
	switch string(raw) {
	case "Tj":
		return "Tj"
	case "TJ":
		return "TJ"
	case "Tf":
		return "Tf"
	case "Td":
		return "Td"
	case "TD":
		return "TD"
	case "Tm":
		return "Tm"
	case "Tc":
		return "Tc"
	case "Tw":
		return "Tw"
	case "BT":
		return "BT"
	case "ET":
		return "ET"
	case "BDC":
		return "BDC"
	case "EMC":
		return "EMC"
	case "re":
		return "re"
	case "q":
		return "q"
	case "Q":
		return "Q"
	}
	return string(raw)
}
