package ingest

import (
	"regexp"
	"strings"
)

// counting follows the nested enumerators of an article, (a) (1) (A) (i), of
// which only the innermost is printed before each item.
type counting struct {
	levels []enumerator
}

type enumerator struct {
	style  string
	number string // with its parentheses
}

var single = regexp.MustCompile(`\([^)]*\)`)

// next takes the enumerators printed before an item, (b)(1) or (A), and returns
// the whole chain with its depth.
func (c *counting) next(printed string) (string, int) {
	numbers := single.FindAllString(printed, -1)
	if numbers == nil { // a) 一、 3°
		numbers = []string{"(" + strings.Trim(printed, ").°") + ")"}
	}
	for _, number := range numbers {
		style := c.style(number) + suffix(printed)
		level := len(c.levels)
		for i, e := range c.levels {
			if e.style == style {
				level = i
				break
			}
		}
		c.levels = append(c.levels[:level], enumerator{style, number})
	}
	var chain strings.Builder
	for _, e := range c.levels {
		chain.WriteString(e.number)
	}
	return chain.String(), len(c.levels)
}

// suffix is what an enumerator without parentheses ends in: 1. and (1) count
// apart.
func suffix(printed string) string {
	return printed[len(strings.TrimRight(printed, ".°")):]
}

// style tells the way of counting; (i), (v) and (x) are letters only where the
// letter before them was last.
func (c *counting) style(number string) string {
	inner := strings.Trim(number, "()")
	first := inner[:min(1, len(inner))]
	switch {
	case startsDigit(inner):
		return "1"
	case strings.Trim(inner, "ivxlc") == "" && !c.follows(inner):
		return "i"
	case strings.Trim(inner, "IVXLC") == "" && !c.follows(inner):
		return "I"
	case first >= "a" && first <= "z":
		return "a"
	case first >= "A" && first <= "Z":
		return "A"
	}
	return "other"
}

// follows reports whether a one-letter enumerator comes after the letter before
// it: (h) then (i).
func (c *counting) follows(inner string) bool {
	if len(inner) != 1 {
		return false
	}
	for _, e := range c.levels {
		if last := strings.Trim(e.number, "()"); (e.style == "a" || e.style == "A") && len(last) == 1 && last[0]+1 == inner[0] {
			return true
		}
	}
	return false
}
