package nlp

import "strings"

// grammar lists, for languages in which laws and papers of the United Nations
// are often written, words that every text needs whatever it is about.
var grammar = map[string]map[string]bool{
	"en": set("the of and to in that is for be as by with on or shall not which this are from it was an at such any has have been its their we our"),
	"fr": set("le la les des du de et à en que qui dans pour par sur est une un au aux ou ce cette ne pas avec sont être il leur d l son ses"),
	"es": set("el la los las de del y en que por para con se una un al o no su sus lo como es son ser ha este esta sobre"),
	"de": set("der die das und in den von zu mit des dem im für ist auf nach nicht eine ein oder einer als auch sind werden wird durch bei sich an"),
	"it": set("il la di e che in per del della dei delle con non una un le gli sono al alla dal nel è si su o da i"),
	"pt": set("o a os as de do da dos das e em que para por com não uma um no na nos nas ao se ou é são ser pelo pela"),
	"nl": set("de het een en van in te dat op voor met is zijn niet aan door bij of als deze die wordt worden"),
	"sw": set("ya na wa kwa katika ni la za kuwa au hii hiyo cha vya watu kila yoyote"),
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// functionWords returns the language of which most words are function words,
// their share of all words, and the lead over the second language, 0 to 1.
func functionWords(words []string) (code string, share, lead float64) {
	if len(words) == 0 {
		return "", 0, 0
	}
	count := map[string]int{}
	for _, w := range words {
		if i := strings.IndexAny(w, "'’"); i > 0 && i < 4 {
			w = w[:i]
		}
		for c, list := range grammar {
			if list[w] {
				count[c]++
			}
		}
	}
	best, second := 0, 0
	for c, n := range count {
		if n > best || n == best && c < code {
			best, second, code = n, best, c
		} else if n > second {
			second = n
		}
	}
	all := float64(len(words))
	return code, float64(best) / all, float64(best-second) / all
}
