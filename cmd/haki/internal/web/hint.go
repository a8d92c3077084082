package web

import (
	"slices"
	"strings"

	"github.com/haki-project/haki/index/query"
)

// hint is a query that may be meant where operators were typed as words.
type hint struct{ Query, Href string }

// hintOf suggests OR and NOT where "or" and "not" stand between words: they are
// words here, and few passages have them beside the others.
func hintOf(q string) *hint {
	list := words(q)
	meant := slices.Clone(list)
	for i, w := range list {
		if (w == "or" || w == "not") && i > 0 && i < len(list)-1 {
			meant[i] = strings.ToUpper(w)
		}
	}
	if slices.Equal(list, meant) {
		return nil
	}
	text := strings.Join(meant, " ")
	if _, err := query.Parse(text); err != nil {
		return nil
	}
	return &hint{text, queryURL("q", text)}
}
