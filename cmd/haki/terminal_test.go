package main

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/haki-project/haki/pipeline"
)

func TestMarked(t *testing.T) {
	text := "no one shall be tortured"
	marks := []pipeline.Span{{0, 2}, {16, 24}, {20, 22}, {24, 99}} // the last two are damaged
	plainly := &screen{Writer: &bytes.Buffer{}}
	if got := plainly.marked(text, marks); got != "*no* one shall be *tortured*" {
		t.Errorf("got %q", got)
	}
	coloured := &screen{Writer: &bytes.Buffer{}, colour: true}
	if got := coloured.marked(text, marks[:1]); got != "\x1b[1;33mno\x1b[0m one shall be tortured" {
		t.Errorf("got %q", got)
	}
}

func TestPlainKeepsDocumentsFromSteeringTheTerminal(t *testing.T) {
	for in, want := range map[string]string{
		"a\x1b[2Jb": "a[2Jb", "x\u202ey": "xy", "tab\tnew\nline": "tab\tnew\nline", "\x9b31m": "31m", "حقوق": "حقوق", "a\rb": "ab",
	} {
		if !utf8.ValidString(in) {
			continue
		}
		if got := plain(in); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWrapCountsWhatIsSeen(t *testing.T) {
	var b bytes.Buffer
	s := &screen{Writer: &b, width: 12, colour: true}
	s.wrap("  ", "aaaa "+s.style(bold, "bbbb")+" cccc dddddddddddddddd")
	for i, line := range strings.Split(strings.TrimRight(b.String(), "\n"), "\n") {
		if visible(line) > 12 && strings.Contains(strings.TrimSpace(line), " ") {
			t.Errorf("line %d is wider than the screen: %q", i+1, line)
		}
	}
	if lines := strings.Count(b.String(), "\n"); lines != 3 {
		t.Errorf("%d lines:\n%s", lines, b.String())
	}
}

func TestSnippetKeepsItsMarks(t *testing.T) {
	text := strings.Repeat("ünd so weiter ", 60) + "TORTURE " + strings.Repeat("ünd so weiter ", 60)
	at := strings.Index(text, "TORTURE")
	got, marks := snippet(text, []pipeline.Span{{at, at + 7}}, 200)
	if len(marks) != 1 || marks[0].Of(got) != "TORTURE" || len(got) > 320 || !utf8.ValidString(got) {
		t.Errorf("%v in %q", marks, got)
	}
	chinese := strings.Repeat("人权", 400)
	if got, _ := snippet(chinese, nil, 200); !utf8.ValidString(got) {
		t.Errorf("cut within a character: %q", got[len(got)-8:])
	}
	if short, _ := snippet("short", nil, 200); short != "short" {
		t.Errorf("got %q", short)
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		in   string
		n    int
		want string
	}{{"abc", 3, "abc"}, {"abcd", 3, "ab…"}, {"äöüß", 3, "äö…"}, {"a bcd", 3, "a…"}} {
		if got := cut(c.in, c.n); got != c.want {
			t.Errorf("cut(%q, %d) = %q, want %q", c.in, c.n, got, c.want)
		}
	}
}
