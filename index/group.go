package index

import (
	"context"
	"hash/maphash"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/haki-project/haki/pipeline"
)

// Group is a hit that stands for others which say the same.
type Group struct {
	Hit
	Versions []Hit `json:"versions,omitzero"` // in the order of the hits; nil where nothing was grouped
}

// groupedHits is how many hits are looked at for what says the same: the versions
// of a text stand close to each other in every order, and more are slow to compare.
const groupedHits = 500

// Grouped is what the first hits of a search say, each thing once.
type Grouped struct {
	Total  int // passages that match
	Looked int // at so many of them
	Groups []Group
	Facets map[string][]Count // of the passages
}

// SearchGrouped looks at the first hits of a search for what says the same. Limit
// and Offset of the request are not looked at: see Page.
func SearchGrouped(ctx context.Context, r Reader, req Request) (*Grouped, error) {
	req.Offset, req.Limit = 0, groupedHits
	res, err := r.Search(ctx, req)
	if err != nil {
		return nil, err
	}
	return &Grouped{res.Total, len(res.Hits), GroupHits(res.Hits), res.Facets}, nil
}

// Page returns at most limit groups from offset on, none beyond the last.
func (g *Grouped) Page(offset, limit int) []Group {
	from := min(max(offset, 0), len(g.Groups))
	return g.Groups[from : from+min(max(limit, 0), len(g.Groups)-from)]
}

// alike is the share of word triples that near-duplicates have in common at
// least, of all that either has: a date, a name or a footnote may differ.
const alike = 0.8

// GroupHits puts hits that say the same under the first of them: the same text,
// or nearly, wherever it stands; and the passage of the same number in another
// language, revision or corrigendum of one paper, as their symbols tell. An
// addendum is a paper of its own, of which only what repeats the text is grouped.
func GroupHits(hits []Hit) []Group {
	groups := []Group{}
	var firsts []fingerprint
	for _, h := range hits {
		f := newFingerprint(&h)
		if i := slices.IndexFunc(firsts, f.same); i >= 0 {
			groups[i].Versions = append(groups[i].Versions, h)
			continue
		}
		groups, firsts = append(groups, Group{Hit: h, Versions: []Hit{}}), append(firsts, f)
	}
	return groups
}

// fingerprint is what of a hit tells whether another says the same.
type fingerprint struct {
	document pipeline.ID
	place    string   // paper and number; "" where either is unknown
	text     []uint64 // hashes of its word triples, sorted, each once
}

func newFingerprint(h *Hit) fingerprint {
	f := fingerprint{document: h.Document.ID, text: triples(h.Text)}
	if paper := Paper(h.Document.Symbol); paper != "" && h.Number != "" {
		f.place = paper + " " + string(h.Kind) + " " + h.Number
	}
	return f
}

func (f fingerprint) same(other fingerprint) bool {
	if f.document != other.document && f.place != "" && f.place == other.place {
		return true
	}
	return overlap(f.text, other.text) >= alike
}

var versionSuffix = regexp.MustCompile(`(/(Rev|Corr)\.\d+|\[(Rev|Corr)\.\d+\]|/(REV|CORR)\.\d+)+$`)

// Paper is the symbol that all revisions and corrigenda of a paper have in common.
func Paper(symbol string) string { return versionSuffix.ReplaceAllString(symbol, "") }

var seed = maphash.MakeSeed()

// triples hashes each three words that follow each other, without regard to case
// and punctuation; of a shorter text all of it.
func triples(text string) []uint64 {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	const n = 3
	var list []uint64
	for i := 0; i == 0 || i+n <= len(words); i++ {
		list = append(list, maphash.String(seed, strings.Join(words[i:min(i+n, len(words))], " ")))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// overlap is the share of what two sorted lists have in common (Jaccard).
func overlap(a, b []uint64) float64 {
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			common, i, j = common+1, i+1, j+1
		}
	}
	return float64(common) / float64(len(a)+len(b)-common)
}
