package linear

import (
	"math"
	"math/bits"
	"slices"
	"sync"
)

// Model gives a text a score for each of its labels. It may be used by many
// goroutines at once.
type Model struct {
	Name   string // upr-issues/1
	Spec   Spec
	Labels []Label
	Least  float64 // where no label reaches its threshold, the most probable is said from this probability on; 0 for never

	features []known  // by ascending value, then key: what is met most stands together
	start    []uint32 // cells of feature i: cells[start[i]:start[i+1]]
	cells    []cell
	known    vocabulary
	rows     *rows
	pool     sync.Pool
}

// Label is one of a model's labels.
type Label struct {
	ID        string
	Scale     float64 // of its weights
	Bias      float64
	A, B      float64 // probability = 1/(1+exp(-(A·decision+B)))
	Threshold float64 // probability from which the label is said

	cut float64 // a little less than the logit of Threshold: below it the probability need not be computed
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
	seen      []place          // a table of the features met in the text
	met       [kinds][]feature // known features where the text has them first
	shares    [kinds]float64
	sums      [256]int32   // of the weights of one kind, by label
	decisions [256]float64 // by label, without scale and bias
	heaviest  []heaviest   // by what is said
}

// build makes m ready to score, after its keys and cells are set. [ErrFormat]
// says that its keys are not those of a trained model.
func (m *Model) build() error {
	rows, places, ok := newRows(m.features, m.start, m.cells, len(m.Labels))
	if !ok {
		return ErrFormat
	}
	known, ok := newVocabulary(m.features, places)
	if !ok {
		return ErrFormat
	}
	m.rows, m.known = rows, known
	for j := range m.Labels {
		t := m.Labels[j].Threshold
		m.Labels[j].cut = math.Log(t/(1-t)) - 0.1
	}
	m.pool.New = func() any { return &scratch{emitter: emitter{known: &m.known}} }
	return nil
}

// Scores appends the probability of every label for a text of these words, in
// the order of m.Labels. A text without a known feature has none.
func (m *Model) Scores(words Words, scores []float64, found ...Found) []float64 {
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	if !m.read(words, found, s) {
		return scores
	}
	for j := range m.Labels {
		l := &m.Labels[j]
		scores = append(scores, probability(l.logit(s.decisions[j])))
	}
	return scores
}

// probability is that of a logit, to four digits: processors differ in the last
// bits of an exponential, and no tag may hang on those.
func probability(logit float64) float64 { return math.Round(sigmoid(logit)*1e4) / 1e4 }

// logit is that of the probability of a label.
func (l *Label) logit(decision float64) float64 {
	return float64(l.A*(float64(decision*l.Scale)+l.Bias)) + l.B
}

// read decides on a text, and says whether it has known features. It looks all
// features up before it reads any weights, so that the processor need not wait
// for each in turn.
func (m *Model) read(words Words, found []Found, s *scratch) bool {
	m.Spec.emit(words, &s.emitter)
	s.found(found)
	for i := range s.list {
		s.list[i].place = m.known.find(s.list[i].key)
	}
	square := m.distinct(s)
	s.shares = shares(&square)
	clear(s.decisions[:len(m.Labels)])
	for k, met := range s.met {
		if len(met) == 0 {
			continue
		}
		clear(s.sums[:len(m.Labels)])
		m.rows.add(met, &s.sums)
		for j, sum := range s.sums[:len(m.Labels)] {
			s.decisions[j] += float64(float64(sum) * s.shares[k])
		}
	}
	return square != [kinds]int{}
}

// distinct sorts what is known of the list by kind, each feature once, and
// returns the sum of the squares of the values of each kind. That fetches the
// weights too, many at once: adding them up would do so one by one.
func (m *Model) distinct(s *scratch) (square [kinds]int) {
	size := bits.Len(uint(2 * len(s.list)))
	s.seen = slices.Grow(s.seen[:0], 1<<size)[:1<<size]
	clear(s.seen)
	for k := range s.met {
		s.met[k] = s.met[k][:0]
	}
	for i := range s.list {
		if f := &s.list[i]; f.place != nowhere && s.first(f.place, size) {
			s.met[f.kind] = append(s.met[f.kind], *f)
			v := m.rows.value(f.place)
			square[f.kind] += v * v
		}
	}
	return square
}

// first says whether a place was not seen before in a text, in a table of 1<<size, at most half full.
func (s *scratch) first(p place, size int) bool {
	const golden = 0x9E3779B1 // spreads neighbours
	table, mask := s.seen, uint32(len(s.seen)-1)
	for i := uint32(p) * golden >> (32 - size) & mask; ; i = (i + 1) & mask {
		switch table[i] {
		case p + 1: // 0 is an empty one
			return false
		case 0:
			table[i] = p + 1
			return true
		}
	}
}

// Said is a label that a model says of a text, and where the heaviest features
// for it stand.
type Said struct {
	Scored
	Places [][2]int // bytes of the text, the heaviest first
}

// Say returns the labels whose probability for a text of these words, in which
// this was found, reaches their threshold, or, where none does, the most probable one if that reaches m.Least.
func (m *Model) Say(words Words, found ...Found) []Said {
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	if !m.read(words, found, s) {
		return nil
	}
	var list []Said
	best, top := 0, math.Inf(-1)
	for j := range m.Labels {
		l := &m.Labels[j]
		z := l.logit(s.decisions[j])
		if z > top {
			best, top = j, z
		}
		if z < l.cut {
			continue
		}
		if p := probability(z); p >= l.Threshold {
			list = append(list, Said{Scored: Scored{j, p}})
		}
	}
	if p := probability(top); len(list) == 0 && m.Least > 0 && p >= m.Least {
		list = append(list, Said{Scored: Scored{best, p}})
	}
	m.locate(s, list)
	return list
}

// Best returns the most probable label for a text of these words, -1 where there is none.
func (m *Model) Best(words Words) Scored {
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	best := Scored{Label: -1}
	if !m.read(words, nil, s) {
		return best
	}
	top := math.Inf(-1)
	for j := range m.Labels {
		if z := m.Labels[j].logit(s.decisions[j]); z > top {
			top, best.Label = z, j
		}
	}
	best.Score = probability(top)
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
