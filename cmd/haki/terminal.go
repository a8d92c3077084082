package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"

	"github.com/haki-project/haki/pipeline"
)

// screen is where a person reads: how wide it is and whether it shows colour.
// A pipe or file has neither, and gets plain lines.
type screen struct {
	io.Writer
	width  int
	colour bool
}

func newScreen(w io.Writer) *screen {
	s := &screen{Writer: w, width: 100}
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return s
	}
	if width, _, err := term.GetSize(int(f.Fd())); err == nil && width >= 40 {
		s.width = min(width, 120)
	}
	s.colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return s
}

// The styles of a terminal (ECMA-48, select graphic rendition).
const (
	bold = "1"
	dim  = "2"
	mark = "1;33"
)

// style wraps text in a style where there is colour.
func (s *screen) style(style, text string) string {
	if !s.colour || text == "" {
		return text
	}
	return "\x1b[" + style + "m" + text + "\x1b[0m"
}

// marked returns text with its marks made visible: in colour, or between asterisks.
func (s *screen) marked(text string, marks []pipeline.Span) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		if m[0] < at || m[1] > len(text) {
			continue
		}
		b.WriteString(plain(text[at:m[0]]))
		if s.colour {
			b.WriteString(s.style(mark, plain(m.Of(text))))
		} else {
			b.WriteString("*" + plain(m.Of(text)) + "*")
		}
		at = m[1]
	}
	b.WriteString(plain(text[at:]))
	return b.String()
}

// plain drops control characters, so that a document cannot steer the terminal.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, text)
}

// wrap prints text broken between words to the width, each line indented.
func (s *screen) wrap(indent, text string) {
	for _, line := range strings.Split(text, "\n") {
		column := 0
		for _, word := range strings.Fields(line) {
			w := visible(word)
			if column > 0 && len(indent)+column+1+w > s.width {
				fmt.Fprintln(s)
				column = 0
			}
			if column == 0 {
				fmt.Fprint(s, indent)
			} else {
				fmt.Fprint(s, " ")
				column++
			}
			fmt.Fprint(s, word)
			column += w
		}
		fmt.Fprintln(s)
	}
}

// visible is how many columns a word takes: runes without escape sequences.
func visible(word string) int {
	n, escape := 0, false
	for _, r := range word {
		switch {
		case r == '\x1b':
			escape = true
		case escape:
			escape = r != 'm'
		default:
			n++
		}
	}
	return n
}

// table prints rows in columns as wide as their widest cell; the last one is cut to the screen.
func (s *screen) table(header []string, rows [][]string) {
	widths := make([]int, len(header))
	for _, row := range append([][]string{header}, rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	s.row(widths, header, bold)
	for _, row := range rows {
		s.row(widths, row, "")
	}
}

func (s *screen) row(widths []int, cells []string, style string) {
	left := s.width
	var b strings.Builder
	for i, cell := range cells {
		cell = plain(cell)
		if i == len(cells)-1 {
			b.WriteString(cut(cell, max(left, 20)))
			break
		}
		b.WriteString(cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+2))
		left -= widths[i] + 2
	}
	text := strings.TrimRight(b.String(), " ")
	if style != "" {
		text = s.style(style, text)
	}
	fmt.Fprintln(s, text)
}

// cut shortens text to n runes, with an ellipsis where something was left out.
func cut(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return strings.TrimRight(string([]rune(text)[:n-1]), " ") + "…"
}
