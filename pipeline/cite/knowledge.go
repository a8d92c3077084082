package cite

import (
	"embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed data/*.txt
var data embed.FS

// knowledge is everything the parsers know from the data files; it is made
// once and never changed.
type knowledge struct {
	addresses map[string]string // of treaties, by code
	published map[string]string // symbols of general comments, where no rule gives them
	*lexicon
	instruments                                           *names            // full and short names → code
	tails                                                 *names            // what follows "Optional Protocol": subject → suffix of the code
	bodies                                                *names            // organs and committees → their code
	subjects                                              *names            // words that only one instrument is about → its code
	starts                                                []bool            // by word: begins a name of instruments or bodies
	weakWords                                             map[wordID]string // Covenant, Convention … in the other languages
	comments                                              []comment
	symbolStarts                                          map[string]bool // first parts of document symbols
	protocolRu                                            wordID          // the word for protocol in Russian and Arabic
	protocolAr                                            wordID
	ilo, sustainable, sdgWord, sdgsWord, millennium, mdgs wordID
}

// known is read from the data files when it is first asked for.
var known = sync.OnceValue(func() *knowledge {
	k, err := loadKnowledge()
	if err != nil {
		panic("cite: embedded data: " + err.Error()) // a test reads the same files
	}
	return k
})

func loadKnowledge() (*knowledge, error) {
	k := &knowledge{lexicon: newLexicon()}
	if err := k.loadWords("data/words.txt"); err != nil {
		return nil, err
	}
	if err := k.loadStems("data/instruments.txt", "data/other.txt", "data/tails.txt", "data/bodies.txt", "data/weak.txt"); err != nil {
		return nil, err
	}
	for _, table := range []struct {
		to    **names
		files []string
	}{
		{&k.instruments, []string{"data/instruments.txt", "data/other.txt"}}, {&k.tails, []string{"data/tails.txt"}},
		{&k.bodies, []string{"data/bodies.txt"}}, {&k.subjects, []string{"data/subjects.txt"}},
	} {
		list, err := readNames(table.files...)
		if err != nil {
			return nil, err
		}
		if *table.to, err = newNames(list, k.lexicon); err != nil {
			return nil, fmt.Errorf("%s: %w", table.files[0], err)
		}
	}
	k.protocolRu, k.protocolAr = k.add("протокол~", none), k.add("البروتوكول", none)
	k.ilo = k.add("ilo", none)
	k.sustainable, k.sdgWord, k.sdgsWord, k.millennium, k.mdgs = k.add("sustainable", none), k.add("sdg", none), k.add("sdgs", none), k.add("millennium", none), k.add("mdgs", none)
	if err := k.loadWeak(); err != nil {
		return nil, err
	}
	var err error
	if k.addresses, err = readPairs("data/addresses.txt"); err != nil {
		return nil, err
	}
	if k.published, err = readPairs("data/published.txt"); err != nil {
		return nil, err
	}
	lines, err := dataLines("data/symbols.txt")
	if err != nil {
		return nil, err
	}
	k.symbolStarts = map[string]bool{}
	for _, line := range lines {
		for _, word := range strings.Fields(line) {
			k.symbolStarts[word] = true
			k.add(word, none)
		}
	}
	k.markStarts()
	k.comments, err = readComments("data/comments.txt")
	return k, err
}

// dataLines returns the lines of a data file without comments and blanks.
func dataLines(file string) ([]string, error) {
	raw, err := data.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var lines []string
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines, nil
}

func (lx *lexicon) loadWords(file string) error {
	lines, err := dataLines(file)
	if err != nil {
		return err
	}
	for _, line := range lines {
		key, words, _ := strings.Cut(line, ":")
		as, ok := roleNames[key]
		if !ok {
			return fmt.Errorf("%s: no role %q", file, key)
		}
		for _, word := range strings.Fields(words) {
			lx.add(word, as)
		}
	}
	return nil
}

// loadStems gives the stems of all files their ids before the names are read,
// so that a word means the same whether a pattern has it with or without its ending.
func (k *knowledge) loadStems(files ...string) error {
	for _, file := range files {
		lines, err := dataLines(file)
		if err != nil {
			return err
		}
		for _, line := range lines {
			for _, word := range splitPattern(line) {
				if strings.HasSuffix(word, "~") {
					k.add(word, none)
				}
			}
		}
	}
	return nil
}

// markStarts notes the words that begin a name; every word has its id by then.
func (k *knowledge) markStarts() {
	k.starts = make([]bool, int(firstWord)+len(k.words)+1)
	for _, n := range []*names{k.instruments, k.bodies} {
		for e := range n.first {
			k.starts[e.id] = true
		}
	}
}

// loadWeak reads the words for convention and covenant, which are
// instruments by role too.
func (k *knowledge) loadWeak() error {
	pairs, err := readPairs("data/weak.txt")
	if err != nil {
		return err
	}
	k.weakWords = map[wordID]string{}
	for family, words := range pairs {
		for _, word := range strings.Fields(words) {
			k.weakWords[k.add(word, roleInstrument)] = family
		}
	}
	return nil
}

// readPairs reads lines "KEY = value".
func readPairs(file string) (map[string]string, error) {
	list, err := readNames(file)
	if err != nil {
		return nil, err
	}
	pairs := make(map[string]string, len(list))
	for _, n := range list {
		pairs[n.value] = n.pattern
	}
	return pairs, nil
}

// readNames reads lines "VALUE = pattern" of files, in their order.
func readNames(files ...string) ([]name, error) {
	var list []name
	for _, file := range files {
		lines, err := dataLines(file)
		if err != nil {
			return nil, err
		}
		for _, line := range lines {
			value, pattern, ok := strings.Cut(line, " = ")
			if !ok {
				return nil, fmt.Errorf("%s: no \" = \" in %q", file, line)
			}
			list = append(list, name{pattern: pattern, value: strings.TrimSpace(value)})
		}
	}
	return list, nil
}
