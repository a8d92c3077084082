package linear

// A feature is a property that a text has or has not.
type feature struct {
	hash       uint64
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

func mix(kind, a, b, c uint64) uint64 {
	h := kind*0xD6E8FEB86659FD93 ^ a
	h = (h ^ h>>32) * 0xFF51AFD7ED558CCD
	h ^= b
	h = (h ^ h>>29) * 0xC4CEB9FE1A85EC53
	h ^= c
	h = (h ^ h>>32) * 0x9FB21C651E98DF25
	return h ^ h>>28
}

// emit calls yield for every feature of the words, repeats included.
func (s Spec) emit(words []token, yield func(feature)) {
	for i := range words {
		t := &words[i]
		yield(feature{mix(kindWord, t.hash, 0, 0), t.start, t.end})
		s.neighbours(words, i, yield)
		if s.Prefixes {
			for _, p := range t.prefixes {
				if p != 0 {
					yield(feature{mix(kindPrefix, p, 0, 0), t.start, t.end})
				}
			}
		}
		if i < s.First {
			yield(feature{mix(kindFirst, t.hash, uint64(i), 0), t.start, t.end})
		}
	}
	if n := len(words); n > 0 {
		yield(feature{mix(kindPair, words[n-1].hash, edge, 0), words[n-1].start, words[n-1].end})
	}
	if s.Near > 0 {
		s.near(words, yield)
	}
}

// neighbours yields what word i makes with the words before it.
func (s Spec) neighbours(words []token, i int, yield func(feature)) {
	t := &words[i]
	before := func(k int) (uint64, int32) {
		if i-k < 0 {
			return edge, words[0].start
		}
		return words[i-k].hash, words[i-k].start
	}
	a, start := before(1)
	yield(feature{mix(kindPair, a, t.hash, 0), start, t.end})
	if i == 0 {
		return
	}
	b, first := before(2)
	if s.Triples {
		yield(feature{mix(kindTriple, b, a, t.hash), first, t.end})
	}
	if s.Skips && i > 1 {
		yield(feature{mix(kindSkip, b, t.hash, 0), first, t.end})
	}
}

// near yields the pairs of content words that stand close to each other.
func (s Spec) near(words []token, yield func(feature)) {
	content := make([]*token, 0, 64)
	for i := range words {
		t := &words[i]
		if t.function {
			continue
		}
		from := max(0, len(content)-s.Near)
		for _, o := range content[from:] {
			if a, b := min(o.hash, t.hash), max(o.hash, t.hash); a != b {
				yield(feature{mix(kindNear, a, b, 0), o.start, t.end})
			}
		}
		content = append(content, t)
	}
}
