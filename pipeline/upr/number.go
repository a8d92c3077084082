package upr

import (
	"regexp"
	"strconv"
	"strings"
)

// token is a printed number, or a heading, where a unit of text begins.
type token struct {
	at, body int    // bytes of the flow: the token, and the text after it
	number   string // 95, 119.10, (a); "" for a heading and for a passage without number
	starts   bool   // begins a passage
	heading  bool
}

var (
	// opening reads the number at the start of a passage.
	opening = regexp.MustCompile(`^\s*(?:([A-D][.-]\s?)?(\d{1,3}\s?\.\s?\d{1,3})\b\.?|(\d{1,3})\.|\(([a-z]{1,3}|\d{1,2})\)|([a-z])\))(?:\s+|[“"‘A-Z(])?`)
	// listing follows a number that is one of several cited, not printed before a text.
	listing = regexp.MustCompile(`^\s*(?:,|;|and\b|or\b|above\b|below\b|to \d)`)
	// titled finds the number of a paragraph that ran into the title above it.
	titled = regexp.MustCompile(`\s((\d{1,3})\.)\s+[A-Z]`)
	// buried finds numbers within a passage that holds several items.
	buried = regexp.MustCompile(`(?:[;.)]\s*(?:\d{1,2}\s+)?|\n\s*|^\s*)((\d{1,3}\.\s?\d{1,3})\.?|(\d{1,3})\.)\s*[“"‘]?[A-Z]`)
	// loose finds dotted numbers anywhere, for those after a lost separator.
	loose = regexp.MustCompile(`\s((\d{1,3}\.\d{1,3})\.?)\s+[“"‘]?[A-Z]`)
)

// tokens returns the places of f where units may begin, in order; which of them
// do is for units to say.
func tokens(f *flow) []token {
	var all []token
	for _, p := range f.pieces {
		text := f.text[p.at : p.at+p.size]
		if p.heading {
			all = append(all, token{at: p.at, body: p.at, starts: true, heading: true})
			all = append(all, afterTitle(text, p.at)...)
			continue
		}
		first := token{at: p.at, body: p.at, number: p.number, starts: true}
		if p.number == "" {
			if m := opening.FindStringSubmatchIndex(text); m != nil && !listing.MatchString(text[m[1]:]) {
				first.number, first.body = openingNumber(text, m), p.at+numberEnd(text, m)
			}
		}
		all = append(all, first)
		all = append(all, buriedTokens(text, p.at, first.body-p.at)...)
	}
	return all
}

func openingNumber(text string, m []int) string {
	for _, k := range []int{4, 6} {
		if m[k] >= 0 {
			return compact(text[m[k]:m[k+1]])
		}
	}
	for _, k := range []int{8, 10} {
		if m[k] >= 0 {
			return "(" + text[m[k]:m[k+1]] + ")"
		}
	}
	return ""
}

// numberEnd returns where the text begins after the number that opening matched.
func numberEnd(text string, m []int) int {
	end := m[1]
	if last := text[end-1]; last == '(' && m[8] < 0 || last >= 'A' && last <= 'Z' || last == '"' {
		return end - 1
	}
	for _, quote := range []string{"“", "‘"} {
		if strings.HasSuffix(text[:end], quote) {
			return end - len(quote)
		}
	}
	return end
}

func buriedTokens(text string, at, from int) []token {
	var all []token
	if !mayNumber(text[from:]) {
		return nil
	}
	for _, re := range []*regexp.Regexp{buried, loose} {
		for _, m := range re.FindAllStringSubmatchIndex(text[from:], -1) {
			t := token{at: at + from + m[2], body: at + from + m[3], number: strings.TrimRight(compact(text[from+m[2]:from+m[3]]), ".")}
			if re == buried || !has(all, t.at) {
				all = append(all, t)
			}
		}
	}
	sortTokens(all)
	return all
}

// mayNumber tells most texts from those with a number and a full stop in them,
// without a regular expression.
func mayNumber(text string) bool {
	for i := 1; i < len(text); i++ {
		if text[i] == '.' && text[i-1] >= '0' && text[i-1] <= '9' {
			k := i - 1
			for k >= 0 && text[k] >= '0' && text[k] <= '9' {
				k--
			}
			if i-k <= 4 && (k < 0 || strings.IndexByte(" \n;.)", text[k]) >= 0) {
				return true
			}
		}
	}
	return false
}

func afterTitle(text string, at int) []token {
	m := titled.FindStringSubmatchIndex(text)
	if m == nil {
		return nil
	}
	return []token{{at: at + m[2], body: at + m[3], number: text[m[4]:m[5]], starts: true}}
}

func has(all []token, at int) bool {
	for _, t := range all {
		if t.at == at {
			return true
		}
	}
	return false
}

func sortTokens(all []token) {
	for i := 1; i < len(all); i++ {
		for k := i; k > 0 && all[k].at < all[k-1].at; k-- {
			all[k], all[k-1] = all[k-1], all[k]
		}
	}
}

func compact(s string) string { return strings.Join(strings.Fields(s), "") }

// dotted splits 119.10 into 119 and 10; ok is false for a number of one part.
func dotted(number string) (para, item int, ok bool) {
	a, b, found := strings.Cut(number, ".")
	if !found {
		return 0, 0, false
	}
	para, err1 := strconv.Atoi(a)
	item, err2 := strconv.Atoi(b)
	return para, item, err1 == nil && err2 == nil
}
