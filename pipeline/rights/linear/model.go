package linear

import (
	"math"
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
	rows  *rows
	pool  sync.Pool
}

// Label is one of a model's labels.
type Label struct {
	ID        string
	Scale     float64 // of its weights
	Bias      float64
	A, B      float64 // probability = 1/(1+exp(-(A·decision+B)))
	Threshold float64 // probability from which the label is said

	cut float64 // logit of Threshold, a little less: below it the probability need not be computed
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
	emitter
	seen []uint32 // the text in which a feature was met last
	text uint32
	sums [256]int32
	met  []feature // known features where the text has them first
}

// build makes m ready to score, after its keys and cells are set. [ErrFormat]
// says that its keys are not those of a trained model.
func (m *Model) build() error {
	var ok bool
	if m.known, ok = newVocabulary(m.keys); !ok {
		return ErrFormat
	}
	for j := range m.Labels {
		t := m.Labels[j].Threshold
		m.Labels[j].cut = math.Log(t/(1-t)) - 1e-6
	}
	m.rows = newRows(m.start, m.cells, len(m.Labels))
	m.pool.New = func() any {
		return &scratch{emitter: emitter{known: &m.known}, seen: make([]uint32, len(m.keys))}
	}
	return nil
}

// Scores appends the probability of every label for a text of these words, in
// the order of m.Labels. A text without a known feature has none.
func (m *Model) Scores(words Words, scores []float64) []float64 {
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	n := m.sum(words, s)
	if n == 0 {
		return scores
	}
	for j := range m.Labels {
		l := &m.Labels[j]
		scores = append(scores, sigmoid(l.logit(s.sums[j], n)))
	}
	return scores
}

// logit is that of the probability of a label whose weights add up to sum over so many features.
func (l *Label) logit(sum int32, features int) float64 {
	decision := float64(float64(sum)*l.Scale*norm(features)) + l.Bias
	return float64(l.A*decision) + l.B
}

// sum adds up the weights of the distinct features of a text and returns their
// number. It looks all features up before it reads any weights, so that the
// processor need not wait for each in turn.
func (m *Model) sum(words Words, s *scratch) int {
	m.Spec.emit(words, &s.emitter)
	for i := range s.list {
		s.list[i].place = m.known.find(s.list[i].key)
	}
	s.distinct()
	clear(s.sums[:])
	m.rows.add(s.met, &s.sums)
	return len(s.met)
}

// distinct keeps of the list what is known, each once.
func (s *scratch) distinct() {
	if s.text++; s.text == 0 {
		clear(s.seen)
		s.text = 1
	}
	s.met = s.met[:0]
	for _, f := range s.list {
		if f.place >= 0 && s.seen[f.place] != s.text {
			s.seen[f.place] = s.text
			s.met = append(s.met, f)
		}
	}
}

// Said is a label that a model says of a text, and where the heaviest features
// for it stand.
type Said struct {
	Scored
	Places [][2]int // bytes of the text, the heaviest first
}

// maxPlaces is how many places a label is said with.
const maxPlaces = 8

// Say returns the labels whose probability for a text of these words reaches their threshold.
func (m *Model) Say(words Words) []Said {
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	n := m.sum(words, s)
	if n == 0 {
		return nil
	}
	var list []Said
	for j := range m.Labels {
		l := &m.Labels[j]
		z := l.logit(s.sums[j], n)
		if z < l.cut {
			continue
		}
		if p := sigmoid(z); p >= l.Threshold {
			list = append(list, Said{Scored{j, p}, m.places(s.met, j)})
		}
	}
	return list
}

// places are where the features stand that weigh most for a label.
func (m *Model) places(all []feature, label int) [][2]int {
	type heavy struct {
		feature
		weight int8
	}
	top := make([]heavy, 0, maxPlaces+1)
	for _, f := range all {
		w := m.rows.weight(f.place, label)
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

// Best returns the most probable label for a text of these words, -1 where there is none.
func (m *Model) Best(words Words) Scored {
	best := Scored{Label: -1}
	for j, p := range m.Scores(words, nil) {
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
