package states

import (
	_ "embed" // the tables
	"strings"
	"sync"
)

//go:embed states.tsv
var statesTSV string

//go:embed notstates.txt
var notStates string

// Languages are the columns of names, in their order in the table.
var languages = []string{"en", "fr", "es", "ru", "ar", "zh"}

// state is one line of the table.
type state struct {
	code     string
	names    []string // by language, UN short names
	english  []string // other names that English text uses
	others   []string // known by Lookup alone: foreign, or too common a word
	member   bool     // member or observer State of the UN
	demonyms []string
}

// table is everything the package knows, built once.
type table struct {
	states []state
	index  map[string]int    // code → place in states
	lookup map[string]string // folded name → code
	find   *node

	initial map[rune][]folded // names by their first letter
}

// folded is a name as Lookup compares it.
type folded struct {
	name []rune
	code string
}

var tables = sync.OnceValue(build)

func build() *table {
	t := &table{index: map[string]int{}, lookup: map[string]string{}, find: &node{}}
	for _, s := range parse(statesTSV) {
		t.index[s.code] = len(t.states)
		t.states = append(t.states, s)
		for _, list := range [][]string{s.names, s.english, s.others} {
			for _, name := range list {
				t.lookup[Fold(name)] = s.code
			}
		}
		t.find.add(s.names[0], s.code)
		for _, list := range [][]string{s.english, s.demonyms} {
			for _, name := range list {
				t.find.add(name, s.code)
			}
		}
	}
	t.initial = map[rune][]folded{}
	for name, code := range t.lookup {
		runes := []rune(name)
		t.initial[runes[0]] = append(t.initial[runes[0]], folded{runes, code})
	}
	for _, line := range lines(notStates) {
		t.find.add(line, none)
	}
	return t
}

// parse reads the table: eleven columns parted by tabs, lists within one by bars.
func parse(tsv string) []state {
	list := func(s string) []string {
		if s == "" {
			return nil
		}
		return strings.Split(s, "|")
	}
	var all []state
	for _, line := range lines(tsv) {
		f := strings.Split(line, "\t")
		n := len(languages) + 1
		all = append(all, state{code: f[0], names: f[1:n], english: list(f[n]), others: list(f[n+1]), member: f[n+2] != "", demonyms: list(f[n+3])})
	}
	return all
}

// lines returns the lines of s that are neither empty nor comments.
func lines(s string) []string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		if line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}

// Codes returns every code, sorted.
func Codes() []string {
	t := tables()
	codes := make([]string, len(t.states))
	for i, s := range t.states {
		codes[i] = s.code
	}
	return codes
}

// Name returns the UN short name of the State in a language (ISO 639-1: en, fr,
// es, ru, ar, zh; any other gives English), or code itself where no State has it.
func Name(code, lang string) string {
	t := tables()
	i, ok := t.index[code]
	if !ok {
		return code
	}
	for k, l := range languages {
		if l == lang {
			return t.states[i].names[k]
		}
	}
	return t.states[i].names[0]
}

// Member reports whether code is a member or an observer State of the United
// Nations, and so can speak in its bodies; territories cannot.
func Member(code string) bool {
	t := tables()
	i, ok := t.index[code]
	return ok && t.states[i].member
}
