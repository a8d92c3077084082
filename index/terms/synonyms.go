package terms

import (
	_ "embed" // synonyms.txt
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/haki-project/haki/index/query"
)

//go:embed synonyms.txt
var synonymsFile string

// Synonyms are groups of words and phrases that stand for each other.
type Synonyms struct {
	groups map[string][]Node // by key of a member: the plans of the others
}

var builtIn = sync.OnceValues(func() (*Synonyms, error) { return parseSynonyms(synonymsFile) })

// NewSynonyms returns the embedded groups and those of a user's file, in the
// same format; errors say which line. A group of the user adds to those there.
func NewSynonyms(file string) (*Synonyms, error) {
	if strings.TrimSpace(file) == "" {
		return builtIn()
	}
	return parseSynonyms(synonymsFile + "\n" + file)
}

func parseSynonyms(file string) (*Synonyms, error) {
	s := &Synonyms{groups: map[string][]Node{}}
	number := 0
	for line := range strings.Lines(file) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if err := s.add(strings.Split(line, "|")); err != nil {
			return nil, fmt.Errorf("synonyms, line %d: %w", number, err)
		}
	}
	return s, nil
}

func (s *Synonyms) add(members []string) error {
	if len(members) < 2 {
		return fmt.Errorf("a group needs two members or more, with | between them")
	}
	plans := make([]Node, len(members))
	keys := make([]string, len(members))
	for i, member := range members {
		list := memberTerms(strings.TrimSpace(member))
		if len(list) == 0 {
			return fmt.Errorf("member %d has no word", i+1)
		}
		plans[i], keys[i] = together(Body, list, 0, true), groupKey(list)
		if one := list[0]; len(list) == 1 && one.Mode == query.Exact {
			plans[i] = Or{[]Node{one, plural(one)}}
		}
	}
	for i, key := range keys {
		for k, plan := range plans {
			if k != i && keys[k] != key {
				s.stands(plan, key)
			}
		}
	}
	return nil
}

// stands records that plan stands for the member with that key, once: what is
// found twice would count twice.
func (s *Synonyms) stands(plan Node, key string) {
	if !slices.ContainsFunc(s.groups[key], func(n Node) bool { return reflect.DeepEqual(n, plan) }) {
		s.groups[key] = append(s.groups[key], plan)
	}
}

// plural is an acronym as English writes several of them: NGOs.
func plural(acronym Term) Term {
	acronym.Fold += "s"
	acronym.Written += "s"
	return acronym
}

// memberTerms makes the terms of a member; an acronym is found as written.
func memberTerms(member string) []Term {
	mode := query.Stem
	if isAcronym(member) {
		mode = query.Exact
	}
	return cut(Body, query.Word{Text: member, Mode: mode})
}

// isAcronym reports whether s has more capitals than small letters, and no space.
func isAcronym(s string) bool {
	upper, lower := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			return false
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return upper > lower && upper > 1
}

// groupKey is what a member is found by: the English stems of its words, since
// nearly all groups are English; an acronym of up to three letters in its case.
func groupKey(list []Term) string {
	parts := make([]string, len(list))
	for i, t := range list {
		parts[i] = Stem("en", t.Fold)
	}
	if len(list) == 1 && utf8.RuneCountInString(list[0].Fold) <= 3 && isAcronym(list[0].Written) {
		return list[0].Written
	}
	return strings.Join(parts, " ")
}

// of returns what stands for a word or a phrase that is a member of a group.
func (s *Synonyms) of(list []Term) []Node {
	if s == nil || len(list) == 0 {
		return nil
	}
	for _, t := range list {
		if t.Mode != query.Stem {
			return nil
		}
	}
	return s.groups[groupKey(list)]
}
