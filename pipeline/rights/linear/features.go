package linear

import (
	"math"
	"slices"
)

// A feature is a property that a text has or has not.
type feature struct {
	key        uint32
	place      place // of its weights
	start, end int32 // bytes of the text where it stands
	kind       kind
}

// kind is a kind of feature, mixed into the key so that kinds never meet.
type kind uint8

const (
	kindWord kind = iota + 1
	kindPair
	kindTriple
	kindSkip
	kindPrefix
	kindNear
	kindFirst
	kindFound
	kinds // how many there are, and 0
)

// share is how much each kind counts, whatever the number of its features in a
// text: what did best on later sessions than those learned from.
var share = [kinds]float64{kindWord: 1, kindPair: 0.7, kindTriple: 0.5, kindSkip: 0.5, kindPrefix: 0.7, kindNear: 0.7, kindFirst: 0.5, kindFound: 0.5}

// shares are the factors that give each kind its share of a text of length 1:
// square is, by kind, the sum of the squares of its features' values.
func shares(square *[kinds]int) [kinds]float64 {
	var of [kinds]float64
	total := 0.0
	for k, sq := range square {
		if sq > 0 {
			total += float64(share[k] * share[k])
		}
	}
	for k, sq := range square {
		if sq > 0 {
			of[k] = share[k] / math.Sqrt(float64(sq)*total)
		}
	}
	return of
}

// rarity is the value of a feature that df of n texts have, in sixteenths: rare
// ones tell more, though not as much as logarithms of frequencies would have it.
func rarity(df, n int) uint8 {
	return uint8(min(255, math.Round(16*math.Sqrt(1+math.Log(float64(n)/float64(df))))))
}

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
func mix(k kind, a, b, c uint64) uint32 {
	h := uint64(k)*0xD6E8FEB86659FD93 ^ a
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

// add writes every feature behind the last and moves on where it may be known:
// which does is a toss-up, and a processor that guesses wrong loses more time.
func (e *emitter) add(k kind, a, b, c uint64, start, end int32) {
	key, n := mix(k, a, b, c), len(e.list)
	if n == cap(e.list) {
		e.list = slices.Grow(e.list, 1)
	}
	moved := 1
	if e.known != nil {
		moved = int(e.known.perhaps(key))
	}
	e.list = e.list[:n+1]
	e.list[n] = feature{key: key, start: start, end: end, kind: k}
	e.list = e.list[:n+moved]
}

// emit gathers every feature of the words, repeats included.
func (s Spec) emit(words []token, e *emitter) {
	e.list = e.list[:0]
	for i := range words {
		t := &words[i]
		e.add(kindWord, t.hash, 0, 0, t.start, t.end)
		s.neighbours(words, i, e)
		if s.Prefixes {
			for _, p := range t.prefixes {
				if p != 0 {
					e.add(kindPrefix, p, 0, 0, t.start, t.end)
				}
			}
		}
		if i < s.First {
			e.add(kindFirst, t.hash, uint64(i), 0, t.start, t.end)
		}
	}
	if n := len(words); n > 0 {
		e.add(kindPair, words[n-1].hash, edge, 0, words[n-1].start, words[n-1].end)
	}
	if s.Near > 0 {
		s.near(words, e)
	}
}

// neighbours adds what word i makes with the words before it.
func (s Spec) neighbours(words []token, i int, e *emitter) {
	t := &words[i]
	if i == 0 {
		e.add(kindPair, edge, t.hash, 0, t.start, t.end)
		return
	}
	a := &words[i-1]
	e.add(kindPair, a.hash, t.hash, 0, a.start, t.end)
	b, first := uint64(edge), words[0].start
	if i > 1 {
		b, first = words[i-2].hash, words[i-2].start
	}
	if s.Triples {
		e.add(kindTriple, b, a.hash, t.hash, first, t.end)
	}
	if s.Skips && i > 1 {
		e.add(kindSkip, b, t.hash, 0, first, t.end)
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
				e.add(kindNear, a, b, 0, o.start, t.end)
			}
		}
		e.content = append(e.content, content{t.hash, t.start})
	}
}
