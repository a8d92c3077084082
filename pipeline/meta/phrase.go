package meta

import (
	_ "embed"
	"regexp"
	"strings"
)

//go:embed phrases.txt
var phraseFile string

// phrase compiles the phrases that phrases.txt lists under name to one pattern:
// any of them, in any case, any white space for a space. Names are checked by a
// test; an unknown one gives a pattern that matches nothing.
func phrase(name string) *regexp.Regexp {
	var alternatives []string
	in := false
	for line := range strings.Lines(phraseFile) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			in = line == "["+name+"]"
		case in:
			alternatives = append(alternatives, strings.ReplaceAll(line, " ", `\s+`))
		}
	}
	if len(alternatives) == 0 {
		return regexp.MustCompile(`$^`)
	}
	return regexp.MustCompile(`(?i)(?:` + strings.Join(alternatives, "|") + `)`)
}
