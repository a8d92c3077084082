package bleve

import (
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

// field is a field of an entry, analysed.
type field struct {
	idField
	name        string
	length      int
	frequencies index.TokenFrequencies
}

func (f *field) Name() string                                     { return f.name }
func (f *field) Options() index.FieldIndexingOptions              { return index.IndexField }
func (f *field) AnalyzedLength() int                              { return f.length }
func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.frequencies }

// analysis turns texts into fields. It remembers the words it met; one belongs
// to one goroutine.
type analysis struct {
	kept   map[string]string
	tokens []terms.Token
	lists  map[string]int    // term → its list of positions, of the text at hand
	places [][]int           // the lists, reused from text to text
	values map[string]*field // fields of whole values that many entries share
}

// maxKept bounds the memory of an analysis, in words.
const maxKept = 1 << 18

func newAnalysis() *analysis {
	return &analysis{kept: map[string]string{}, lists: map[string]int{}, values: map[string]*field{}}
}

// words makes the field of a text; nil where it has no word.
func (a *analysis) words(name, text string) (f *field, length int) {
	a.tokens = terms.AppendTokens(a.tokens[:0], text)
	if len(a.tokens) == 0 {
		return nil, 0
	}
	a.locate(text)
	frequencies := make(index.TokenFrequencies, len(a.lists))
	backing := make([]index.TokenFreq, len(a.lists))
	for term, i := range a.lists {
		f := &backing[i]
		frequency, locations := pack(a.places[i])
		f.Locations = locations
		f.SetFrequency(frequency)
		frequencies[term] = f
	}
	return &field{name: name, length: len(a.tokens), frequencies: frequencies}, len(a.tokens)
}

// locate lists at which tokens of text each term stands.
func (a *analysis) locate(text string) {
	clear(a.lists)
	for n, token := range a.tokens {
		term := a.term(token.Span.Of(text))
		i, ok := a.lists[term]
		if !ok {
			i = len(a.lists)
			a.lists[term] = i
			if i == len(a.places) {
				a.places = append(a.places, nil)
			}
			a.places[i] = a.places[i][:0]
		}
		a.places[i] = append(a.places[i], n)
	}
}

func (a *analysis) term(word string) string {
	term, ok := a.kept[word]
	if !ok {
		if len(a.kept) >= maxKept {
			clear(a.kept)
		}
		word = string([]byte(word)) // do not keep the whole document for a word of it
		term = terms.Kept(word)
		a.kept[word] = term
	}
	return term
}

// keys returns the field of whole values; nil where there is none. Entries with
// the same values share one, for a segment holds all its entries in memory.
func (a *analysis) keys(name string, unique bool, values []string) *field {
	if len(values) == 0 || unique {
		return keys(name, unique, values...)
	}
	id := name + "\x00" + strings.Join(values, "\x00")
	f, ok := a.values[id]
	if !ok {
		f = keys(name, unique, values...)
		a.values[id] = f
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
	return &field{name: name, length: 1, frequencies: frequencies}
}
