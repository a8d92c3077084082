package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// words cuts a query at its spaces, but not within quotation marks or brackets.
func words(q string) (list []string) {
	depth, quoted, from := 0, false, 0
	for i, c := range q + " " {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ' ' && depth <= 0:
			if i > from {
				list = append(list, q[from:i])
			}
			from = i + 1
		}
	}
	return list
}

// removed is a query without one of its words.
func removed(q, word string) string {
	list := words(q)
	if i := slices.Index(list, word); i >= 0 {
		list = slices.Delete(list, i, i+1)
	}
	return strings.Join(list, " ")
}

// spanned is the address of the search with the span of years of a form in its query.
func spanned(v url.Values) string {
	from, to := yearOf(v.Get("from")), yearOf(v.Get("to"))
	q := withoutYear(v.Get("q"))
	if from+to != "" {
		q = grouped(q) + "year:" + from + choose(from == to, "", ".."+to)
	}
	return with(without(v, "from", "to", "offset"), "q", q)
}

func withoutYear(q string) string {
	for _, word := range words(q) {
		if strings.HasPrefix(word, "year:") {
			q = removed(q, word)
		}
	}
	return q
}

func yearOf(s string) string {
	if n, err := strconv.Atoi(s); err != nil || n < 1000 || n > 9999 {
		return ""
	}
	return s
}

// without is a copy that lacks some names.
func without(v url.Values, names ...string) url.Values {
	kept := url.Values{}
	for k, list := range v {
		if !slices.Contains(names, k) {
			kept[k] = list
		}
	}
	return kept
}

// searchURL returns the addresses of searches that differ in their query alone.
func searchURL(rest url.Values) func(q string) string {
	tail := rest.Encode()
	if tail != "" {
		tail = "&" + tail
	}
	return func(q string) string {
		if q == "" && tail == "" {
			return "/?q=*"
		}
		return "/?q=" + url.QueryEscape(q) + tail
	}
}

// with is the address with one value changed.
func with(v url.Values, name, value string) string {
	changed := without(v)
	if value == "" {
		changed.Del(name)
	} else {
		changed.Set(name, value)
	}
	return "/?" + changed.Encode()
}
