package pdf

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// glyphNameList is one glyph name and its code point (hexadecimal) a line, as
// Adobe's glyph list assigns them.
//
//go:embed glyphnames.txt
var glyphNameList string

// glyphNames maps glyph names to characters; most runs never need it.
var glyphNames = sync.OnceValue(func() map[string]rune {
	names := make(map[string]rune, 4400)
	for line := range strings.Lines(glyphNameList) {
		name, hex, _ := strings.Cut(strings.TrimSpace(line), " ")
		if code, err := strconv.ParseUint(hex, 16, 32); err == nil {
			names[name] = rune(code)
		}
	}
	return names
})
