package upr

import (
	"fmt"
	"strings"
)

// clause is one recommendation of those that share a number.
type clause struct {
	text       string // without the list of States
	states     []string
	start, end int // bytes of the entry's text
}

// fragment is what stands between two lists of States.
type fragment struct {
	index      int // in its entry
	states     []string
	start, end int    // bytes of the entry's text
	raw        string // with the punctuation before it
	text       string // without
	fresh      bool   // begins a sentence: after a semicolon, a full stop or nothing
	slash      bool   // an alternative to the one before
	runs       bool   // goes on with the one before, with neither punctuation nor conjunction between
	bound      bool   // depends on the one before
	open       bool   // wants an object from another
	cut        bool   // has an object, which the next goes on to describe
}

// clauses cuts the text of one number after each list of States. Fragments
// that share a verb or an object belong together, and what a State recommends
// is made of those that bear its name: "sign (Peru)/ratify the Protocol (Chile,
// Spain), in order to end torture (Spain)" reads "sign the Protocol", "ratify
// the Protocol" and "ratify the Protocol, in order to end torture".
func clauses(entry, self string) []clause {
	lists := groups(entry, self)
	if len(lists) == 0 {
		return []clause{{text: tidy(entry), start: 0, end: len(entry)}}
	}
	tail := strings.TrimSpace(entry[lists[len(lists)-1].end:])
	if !continues(tail) {
		tail = ""
	}
	tail = strings.TrimRight(tail, " ;.")
	if len(lists) == 1 {
		l := lists[0]
		c := clause{text: tidy(entry[:l.start] + " " + tail), states: l.states, start: 0, end: l.end}
		if tail != "" {
			c.end = len(entry)
		}
		return []clause{c}
	}
	all := fragments(entry, lists)
	var out []clause
	verb := ""
	for from := 0; from < len(all); {
		to := from + 1
		named := all[from].states
		for to < len(all) && (all[to].joins(all[to-1]) || !all[to].fresh && overlap(all[to].states, named)) {
			named = union(named, all[to].states)
			to++
		}
		s := sharing{all: all[from:to], verb: verb}
		if to == len(all) {
			s.tail = tail
		}
		out = append(out, s.clauses()...)
		verb, from = s.lastVerb(len(s.all)), to
	}
	if tail != "" {
		out[len(out)-1].end = len(entry)
	}
	return out
}

func fragments(entry string, lists []group) []fragment {
	all := make([]fragment, len(lists))
	from := 0
	for i, l := range lists {
		raw := strings.TrimSpace(entry[from:l.start])
		f := fragment{index: i, states: l.states, start: from, end: l.end, raw: raw, text: tidy(raw)}
		f.fresh = i == 0 || raw != "" && strings.ContainsAny(raw[:1], ";.")
		f.slash = strings.HasPrefix(raw, "/")
		f.runs = i > 0 && runsOn.MatchString(raw) && !conjunct.MatchString(raw)
		f.bound = !f.fresh && (f.runs || loosely.MatchString(f.text) || bound(raw, all[0].text)) || i > 0 && dependent.MatchString(f.text)
		all[i] = f
		from = l.end
	}
	for i := 0; i < len(all) && len(all) > 1; i++ {
		all[i].open = !all[i].bound && open(all[i].text, i+1 < len(all) && all[i+1].slash)
		if i+1 < len(all) && all[i+1].runs && complement.MatchString(all[i+1].raw) {
			all[i].cut = !all[i].open
			all[i].open = true
		}
	}
	return all
}

// overlap reports whether a State of list is one of those named before: what
// its list adds elaborates what it said.
func overlap(list, named []string) bool {
	for _, state := range list {
		if contains(named, state) {
			return true
		}
	}
	return false
}

// joins reports whether f shares a verb or an object with the fragment before it.
func (f fragment) joins(before fragment) bool {
	if f.fresh {
		return f.bound || lacksVerb(f.text)
	}
	return f.bound || f.slash || before.open || lacksVerb(f.text)
}

// sharing is a run of fragments that share a verb or an object.
type sharing struct {
	all  []fragment
	verb string // in force before the first
	tail string // what follows the last list
}

// clauses makes one clause for the States that the same fragments name.
func (s sharing) clauses() []clause {
	var out []clause
	at := map[string]int{} // fragments → index in out
	var seen []string
	for _, f := range s.all {
		for _, state := range f.states {
			if contains(seen, state) {
				continue
			}
			seen = append(seen, state)
			own := s.of(state)
			key := fmt.Sprint(own)
			i, ok := at[key]
			if !ok {
				i = len(out)
				at[key] = i
				out = append(out, s.assemble(own))
			}
			out[i].states = append(out[i].states, state)
		}
	}
	return out
}

// of returns the indexes of the fragments that name a State.
func (s sharing) of(state string) []int {
	var own []int
	for i, f := range s.all {
		if contains(f.states, state) {
			own = append(own, i)
		}
	}
	return own
}

// assemble makes a sentence of some of the fragments.
func (s sharing) assemble(own []int) clause {
	first, last := own[0], own[len(own)-1]
	c := clause{start: s.all[first].start, end: s.all[last].end}
	var parts []string
	switch f := s.all[first]; {
	case first > 0 && f.bound:
		parts = s.stem(first)
	case lacksVerb(f.text):
		parts = append(parts, s.lastVerb(first))
	}
	for n, i := range own {
		f := s.all[i]
		if n == 0 && !f.bound {
			parts = append(parts, f.text)
		} else {
			parts = append(parts, strings.TrimLeft(f.raw, " ;./"))
		}
		if f.open && (n == len(own)-1 || s.all[own[n+1]].wants(i)) {
			object, end := s.object(i, n == len(own)-1)
			parts = append(parts, object)
			c.end = max(c.end, end)
		}
	}
	if s.tail != "" && last == len(s.all)-1 {
		parts = append(parts, s.tail)
	}
	c.text = tidy(strings.ReplaceAll(strings.Join(parts, " "), " ,", ","))
	return c
}

// wants reports whether f leaves open what fragment before, which it follows in
// one State's sentence, wants.
func (f fragment) wants(before int) bool { return f.bound && (f.slash || f.index > before+1) }

// stem returns the fragments before i that give it a sentence to depend on:
// all but alternatives without an object.
func (s sharing) stem(i int) []string {
	var parts []string
	for k := 0; k < i; k++ {
		alternative := s.all[k].slash || s.all[k+1].slash
		if s.all[k].open && alternative && k+1 < i {
			continue
		}
		parts = append(parts, strings.TrimLeft(s.all[k].raw, " ;./"))
	}
	if len(parts) > 0 && lacksVerb(s.all[0].text) {
		parts = append([]string{s.verb}, parts...)
	}
	return parts
}

// lastVerb returns the verb in force before fragment i.
func (s sharing) lastVerb(i int) string {
	for k := i - 1; k >= 0; k-- {
		if s.all[k].bound {
			continue
		}
		if v, _ := split(s.all[k].text); v != "" {
			return v
		}
	}
	return s.verb
}

// object returns what open fragment i leaves to another to say, and where that
// ends: the one before it has said it where a slash parts them, else a later
// one or the tail does.
func (s sharing) object(i int, ends bool) (object string, end int) {
	if s.all[i].slash {
		for k := i - 1; k >= 0; k-- {
			if _, object := split(s.all[k].text); object != "" && !s.all[k].open {
				return object, 0
			}
		}
	}
	for k := i + 1; k < len(s.all); k++ {
		next := s.all[k]
		if next.open && !next.cut {
			continue
		}
		if next.bound && strings.HasPrefix(next.raw, ",") {
			continue // a comma parts it from what is whole without it
		}
		if next.bound || gerund(next.text) {
			return next.text, next.end
		}
		if _, object := split(next.text); object != "" {
			return party.ReplaceAllString(object, ""), next.end
		}
	}
	if ends && i == len(s.all)-1 {
		return "", 0 // the tail is added in any case
	}
	return s.tail, 0
}
