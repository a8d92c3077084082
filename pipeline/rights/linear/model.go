package linear

import (
	"math"
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
	seen      []uint32 // the text in which a feature was met last
	text      uint32
	met       [kinds][]feature // known features where the text has them first
	shares    [kinds]float64
	sums      [256]int32   // of the weights of one kind, by label
	decisions [256]float64 // by label, without scale and bias
}

// build makes m ready to score, after its keys and cells are set. [ErrFormat]
// says that its keys are not those of a trained model.
func (m *Model) build() error {
	var ok bool
	if m.known, ok = newVocabulary(m.features); !ok {
		return ErrFormat
	}
	for j := range m.Labels {
		t := m.Labels[j].Threshold
		m.Labels[j].cut = math.Log(t/(1-t)) - 0.1
	}
	m.rows = newRows(m.features, m.start, m.cells, len(m.Labels))
	m.pool.New = func() any {
		return &scratch{emitter: emitter{known: &m.known}, seen: make([]uint32, len(m.features))}
	}
	return nil
}

// Scores appends the probability of every label for a text of these words, in
// the order of m.Labels. A text without a known feature has none.
func (m *Model) Scores(words Words, scores []float64) []float64 {
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	if !m.read(words, s) {
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
func (m *Model) read(words Words, s *scratch) bool {
	m.Spec.emit(words, &s.emitter)
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
		clear(s.sums[:])
		m.rows.add(met, &s.sums)
		for j, sum := range s.sums[:len(m.Labels)] {
			s.decisions[j] += float64(float64(sum) * s.shares[k])
		}
	}
	return square != [kinds]int{}
}

// distinct sorts what is known of the list by kind, each feature once, and
// returns the sum of the squares of the values of each kind.
func (m *Model) distinct(s *scratch) (square [kinds]int) {
	if s.text++; s.text == 0 {
		clear(s.seen)
		s.text = 1
	}
	for k := range s.met {
		s.met[k] = s.met[k][:0]
	}
	for _, f := range s.list {
		if f.place < 0 || s.seen[f.place] == s.text {
			continue
		}
		s.seen[f.place] = s.text
		s.met[f.kind] = append(s.met[f.kind], f)
		v := int(m.rows.where[f.place].value)
		square[f.kind] += v * v
	}
	return square
}

// Said is a label that a model says of a text, and where the heaviest features
// for it stand.
type Said struct {
	Scored
	Places [][2]int // bytes of the text, the heaviest first
}

// maxPlaces is how many places a label is said with.
const maxPlaces = 8

// Say returns the labels whose probability for a text of these words reaches
// their threshold, or, where none does, the most probable one if that reaches m.Least.
func (m *Model) Say(words Words) []Said {
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	if !m.read(words, s) {
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
			list = append(list, Said{Scored{j, p}, m.places(s, j)})
		}
	}
	if p := probability(top); len(list) == 0 && m.Least > 0 && p >= m.Least {
		list = append(list, Said{Scored{best, p}, m.places(s, best)})
	}
	return list
}

// places are where the features stand that weigh most for a label.
func (m *Model) places(s *scratch, label int) [][2]int {
	type heavy struct {
		start, end int32
		weight     float64
	}
	var top [maxPlaces + 1]heavy // the last is what falls out
	n := 0
	for kind, met := range s.met {
		for i := range met {
			w := float64(m.rows.weight(met[i].place, label)) * s.shares[kind]
			if w <= 0 || n == maxPlaces && w <= top[maxPlaces-1].weight {
				continue
			}
			k := n
			for ; k > 0 && top[k-1].weight < w; k-- {
				top[k] = top[k-1]
			}
			top[k] = heavy{met[i].start, met[i].end, w}
			n = min(n+1, maxPlaces)
		}
	}
	places := make([][2]int, n)
	for k, f := range top[:n] {
		places[k] = [2]int{int(f.start), int(f.end)}
	}
	return places
}

// Best returns the most probable label for a text of these words, -1 where there is none.
func (m *Model) Best(words Words) Scored {
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	best := Scored{Label: -1}
	if !m.read(words, s) {
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
