package linear

// A feature is a property that a text has or has not.
type feature struct {
	key        uint32
	place      int32 // in a vocabulary
	start, end int32 // bytes of the text where it stands
}

// The kinds of feature, mixed into the hash so that they never meet.
const (
	kindWord = iota + 1
	kindPair
	kindTriple
	kindSkip
	kindPrefix
	kindNear
	kindFirst
)

// Spec says which properties of a text are looked at. Words and pairs of
// neighbours always are.
type Spec struct {
	Triples  bool // three neighbours
	Skips    bool // two words with one between them
	Prefixes bool // first 4, 5, 6 letters
	Near     int  // two content words, in any order, at most so many content words apart; 0 for none
	First    int  // the place of each of the first n words; 0 for none
}

// edge stands before the first and after the last word.
const edge = 0x9E3779B97F4A7C15

// mix is the key of a feature: among 300,000 known features a foreign one is
// taken for a known one once in 14,000 times.
func mix(kind, a, b, c uint64) uint32 {
	h := kind*0xD6E8FEB86659FD93 ^ a
	h = (h ^ h>>32) * 0xFF51AFD7ED558CCD
	h ^= b
	h = (h ^ h>>29) * 0xC4CEB9FE1A85EC53
	h ^= c
	h = (h ^ h>>32) * 0x9FB21C651E98DF25
	return uint32((h ^ h>>28) >> 32)
}

// emitter gathers features: all, or those that may be in a vocabulary.
type emitter struct {
	known   *vocabulary // nil for all
	list    []feature
	content []content
}

// content is a word with content of its own.
type content struct {
	hash  uint64
	start int32
}

func (e *emitter) add(key uint32, start, end int32) {
	if e.known == nil || e.known.perhaps(key) {
		e.list = append(e.list, feature{key: key, start: start, end: end})
	}
}

// emit gathers every feature of the words, repeats included.
func (s Spec) emit(words []token, e *emitter) {
	e.list = e.list[:0]
	for i := range words {
		t := &words[i]
		e.add(mix(kindWord, t.hash, 0, 0), t.start, t.end)
		s.neighbours(words, i, e)
		if s.Prefixes {
			for _, p := range t.prefixes {
				if p != 0 {
					e.add(mix(kindPrefix, p, 0, 0), t.start, t.end)
				}
			}
		}
		if i < s.First {
			e.add(mix(kindFirst, t.hash, uint64(i), 0), t.start, t.end)
		}
	}
	if n := len(words); n > 0 {
		e.add(mix(kindPair, words[n-1].hash, edge, 0), words[n-1].start, words[n-1].end)
	}
	if s.Near > 0 {
		s.near(words, e)
	}
}

// neighbours adds what word i makes with the words before it.
func (s Spec) neighbours(words []token, i int, e *emitter) {
	t := &words[i]
	if i == 0 {
		e.add(mix(kindPair, edge, t.hash, 0), t.start, t.end)
		return
	}
	a := &words[i-1]
	e.add(mix(kindPair, a.hash, t.hash, 0), a.start, t.end)
	b, first := uint64(edge), words[0].start
	if i > 1 {
		b, first = words[i-2].hash, words[i-2].start
	}
	if s.Triples {
		e.add(mix(kindTriple, b, a.hash, t.hash), first, t.end)
	}
	if s.Skips && i > 1 {
		e.add(mix(kindSkip, b, t.hash, 0), first, t.end)
	}
}

// near adds the pairs of content words that stand close to each other.
func (s Spec) near(words []token, e *emitter) {
	e.content = e.content[:0]
	for i := range words {
		t := &words[i]
		if t.function {
			continue
		}
		for _, o := range e.content[max(0, len(e.content)-s.Near):] {
			if a, b := min(o.hash, t.hash), max(o.hash, t.hash); a != b {
				e.add(mix(kindNear, a, b, 0), o.start, t.end)
			}
		}
		e.content = append(e.content, content{t.hash, t.start})
	}
}
