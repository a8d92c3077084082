package linear

import (
	"slices"
	"sync"
)

// Model gives a text a score for each of its labels. It may be used by many
// goroutines at once.
type Model struct {
	Name   string // upr-issues/1
	Spec   Spec
	Labels []Label

	keys  []uint32 // ascending
	start []uint32 // cells of feature i: cells[start[i]:start[i+1]]
	cells []cell
	known vocabulary
	pool  sync.Pool
}

// Label is one of a model's labels.
type Label struct {
	ID        string
	Scale     float64 // of its weights
	Bias      float64
	A, B      float64 // probability = 1/(1+exp(-(A·decision+B)))
	Threshold float64 // probability from which the label is said
}

// cell is the weight of a feature for a label.
type cell struct {
	label  uint8
	weight int8
}

// Scored is a label's probability for a text.
type Scored struct {
	Label int // place in Model.Labels
	Score float64
}

// scratch is what scoring one text needs, kept between texts.
type scratch struct {
	words []token
	seen  []uint32 // the text in which a feature was met last
	text  uint32
	sums  []int32
	met   []met
}

// met is a known feature where a text has it first.
type met struct{ feature, start, end int32 }

// build makes m ready to score, after its keys and cells are set.
func (m *Model) build() {
	m.known = newVocabulary(m.keys)
	m.pool.New = func() any {
		return &scratch{seen: make([]uint32, len(m.keys)), sums: make([]int32, len(m.Labels))}
	}
}

// Scores appends the probability of every label for text, in the order of
// m.Labels. A text without a known feature has none.
func (m *Model) Scores(text string, scores []float64) []float64 {
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	n := m.sum(text, s)
	if n == 0 {
		return scores
	}
	for j, l := range m.Labels {
		scores = append(scores, sigmoid(float64(l.A*l.decision(s.sums[j], n))+l.B))
	}
	return scores
}

func (l *Label) decision(sum int32, features int) float64 {
	return float64(float64(sum)*l.Scale*norm(features)) + l.Bias
}

// sum adds up the weights of the distinct features of text and returns their number.
func (m *Model) sum(text string, s *scratch) int {
	s.words = tokens(text, s.words[:0])
	clear(s.sums)
	if s.text++; s.text == 0 {
		clear(s.seen)
		s.text = 1
	}
	s.met = s.met[:0]
	m.Spec.emit(s.words, &m.known, func(f feature) {
		i := m.known.find(f.hash)
		if i < 0 || s.seen[i] == s.text {
			return
		}
		s.seen[i] = s.text
		s.met = append(s.met, met{i, f.start, f.end})
		for _, c := range m.cells[m.start[i]:m.start[i+1]] {
			s.sums[c.label] += int32(c.weight)
		}
	})
	return len(s.met)
}

// Said is a label that a model says of a text, and where the heaviest features
// for it stand.
type Said struct {
	Scored
	Places [][2]int // bytes of the text, the heaviest first
}

// maxPlaces is how many places a label is said with.
const maxPlaces = 8

// Say returns the labels whose probability for text reaches their threshold.
func (m *Model) Say(text string) []Said {
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	n := m.sum(text, s)
	if n == 0 {
		return nil
	}
	var list []Said
	for j, l := range m.Labels {
		if p := sigmoid(float64(l.A*l.decision(s.sums[j], n)) + l.B); p >= l.Threshold {
			list = append(list, Said{Scored{j, p}, m.places(s.met, j)})
		}
	}
	return list
}

// places are where the features stand that weigh most for a label.
func (m *Model) places(all []met, label int) [][2]int {
	type heavy struct {
		met
		weight int8
	}
	top := make([]heavy, 0, maxPlaces+1)
	for _, f := range all {
		w := m.weight(f.feature, label)
		if w <= 0 || len(top) == maxPlaces && w <= top[maxPlaces-1].weight {
			continue
		}
		k := len(top)
		for k > 0 && top[k-1].weight < w {
			k--
		}
		top = slices.Insert(top, k, heavy{f, w})
		top = top[:min(len(top), maxPlaces)]
	}
	places := make([][2]int, len(top))
	for k, f := range top {
		places[k] = [2]int{int(f.start), int(f.end)}
	}
	return places
}

// Best returns the most probable label for text, -1 where there is none.
func (m *Model) Best(text string) Scored {
	best := Scored{Label: -1}
	for j, p := range m.Scores(text, nil) {
		if p > best.Score {
			best = Scored{j, p}
		}
	}
	return best
}

// Thresholds are the probabilities from which each label is said.
func (m *Model) Thresholds() []float64 {
	list := make([]float64, len(m.Labels))
	for j, l := range m.Labels {
		list[j] = l.Threshold
	}
	return list
}
