package bleve

import (
	"slices"
	"strings"

	index "github.com/blevesearch/bleve_index_api"

	"github.com/haki-project/haki/index/terms"
)

// entry is one entry of a zap file: a document, a section or a passage.
type entry struct{ fields []index.Field }

func (e *entry) ID() string                                 { return "" }
func (e *entry) Size() int                                  { return 0 }
func (e *entry) VisitComposite(index.CompositeFieldVisitor) {}
func (e *entry) HasComposite() bool                         { return false }
func (e *entry) NumPlainTextBytes() uint64                  { return 0 }
func (e *entry) AddIDField()                                {}
func (e *entry) StoredFieldsBytes() uint64                  { return 0 }
func (e *entry) Indexed() bool                              { return true }
func (e *entry) VisitFields(visit index.FieldVisitor) {
	visit(idField{})
	for _, f := range e.fields {
		visit(f)
	}
}

// idField is the stored ID that zap asks of every entry; ours have none, places
// name them.
type idField struct{}

func (idField) Name() string                                     { return "_id" }
func (idField) Value() []byte                                    { return nil }
func (idField) ArrayPositions() []uint64                         { return nil }
func (idField) EncodedFieldType() byte                           { return 't' }
func (idField) Analyze()                                         {}
func (idField) Options() index.FieldIndexingOptions              { return index.StoreField }
func (idField) AnalyzedLength() int                              { return 0 }
func (idField) AnalyzedTokenFrequencies() index.TokenFrequencies { return nil }
func (idField) NumPlainTextBytes() uint64                        { return 0 }

// field is a field of an entry with whole values.
type field struct {
	idField
	name        string
	frequencies index.TokenFrequencies
}

func (f *field) Name() string                                     { return f.name }
func (f *field) Options() index.FieldIndexingOptions              { return index.IndexField }
func (f *field) AnalyzedLength() int                              { return 1 }
func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.frequencies }

// textField is a field of an entry with the words of a text. zap asks for them
// twice and keeps them no longer than it looks at the entry: to analyse the text
// each time is quicker than to have all words of a segment in memory, where the
// collector goes over them again and again. So an entry has one such field.
type textField struct {
	idField
	name, text string
	length     int // in words
	analysis   *analysis
}

func (f *textField) Name() string                        { return f.name }
func (f *textField) Options() index.FieldIndexingOptions { return index.IndexField }
func (f *textField) AnalyzedLength() int                 { return f.length }
func (f *textField) AnalyzedTokenFrequencies() index.TokenFrequencies {
	return f.analysis.frequencies(f.text)
}

// analysis turns texts into fields. It remembers the words it met; one belongs
// to one goroutine.
type analysis struct {
	kept   map[string]*word
	text   int // number of the text at hand
	tokens []terms.Token
	words  []*word // of the text at hand, each once
	places [][]int // the positions of each of them
	found  index.TokenFrequencies
	room   []index.TokenFreq // that found points to
	values map[string]*field // fields of whole values that many entries share
	id     []byte            // of the field at hand, in values
}

// word is a word as it is written.
type word struct {
	term string
	text int // in which it was met last
	at   int // its place among the words of that
}

// maxKept bounds the memory of an analysis, in words.
const maxKept = 1 << 18

func newAnalysis() *analysis {
	return &analysis{kept: map[string]*word{}, found: index.TokenFrequencies{}, values: map[string]*field{}}
}

// textField makes the field of a text; nil where it has no word.
func (a *analysis) textField(name, text string) *textField {
	a.tokens = terms.AppendTokens(a.tokens[:0], text)
	if len(a.tokens) == 0 {
		return nil
	}
	return &textField{name: name, text: text, length: len(a.tokens), analysis: a}
}

// maxFound is how many words the map of one text may have had to serve another:
// a map stays as slow to go over as it was at its largest.
const maxFound = 256

// frequencies returns the terms of a text with their positions, until the next call.
func (a *analysis) frequencies(text string) index.TokenFrequencies {
	a.locate(text)
	if cap(a.room) > maxFound {
		a.found, a.room = make(index.TokenFrequencies, len(a.words)), nil
	}
	clear(a.found)
	a.room = slices.Grow(a.room[:0], len(a.words))[:len(a.words)]
	for i, w := range a.words {
		frequency, locations := pack(a.places[i])
		a.room[i] = index.TokenFreq{Locations: locations}
		a.room[i].SetFrequency(frequency)
		a.found[w.term] = &a.room[i]
	}
	return a.found
}

// locate lists at which tokens of text each word stands.
func (a *analysis) locate(text string) {
	a.text++
	a.words = a.words[:0]
	if len(a.kept) >= maxKept {
		clear(a.kept)
	}
	a.tokens = terms.AppendTokens(a.tokens[:0], text)
	for n, token := range a.tokens {
		w := a.word(token.Span.Of(text))
		if w.text != a.text {
			w.text, w.at = a.text, len(a.words)
			a.words = append(a.words, w)
			if w.at == len(a.places) {
				a.places = append(a.places, nil)
			}
			a.places[w.at] = a.places[w.at][:0]
		}
		a.places[w.at] = append(a.places[w.at], n)
	}
}

func (a *analysis) word(written string) *word {
	w, ok := a.kept[written]
	if !ok {
		written = strings.Clone(written) // do not keep the whole document for a word of it
		w = &word{term: terms.Kept(written)}
		a.kept[written] = w
	}
	return w
}

// keys returns the field of whole values; nil where there is none. Entries with
// the same values share one, for a segment holds all its entries in memory.
func (a *analysis) keys(name string, unique bool, values []string) *field {
	if len(values) == 0 || unique {
		return keys(name, unique, values...)
	}
	a.id = append(a.id[:0], name...)
	for _, value := range values {
		a.id = append(append(a.id, 0), value...)
	}
	f, ok := a.values[string(a.id)]
	if !ok {
		f = keys(name, unique, values...)
		a.values[string(a.id)] = f
	}
	return f
}

// keys makes a field of whole values; nil where there is none. Values that
// nearly every entry has another of are marked, which makes zap keep them short.
func keys(name string, unique bool, values ...string) *field {
	var frequencies index.TokenFrequencies
	for _, value := range values {
		if value == "" {
			continue
		}
		if frequencies == nil {
			frequencies = index.TokenFrequencies{}
		}
		f := &index.TokenFreq{}
		if unique {
			f.SetFrequency(1)
		}
		frequencies[value] = f
	}
	if frequencies == nil {
		return nil
	}
	return &field{name: name, frequencies: frequencies}
}
