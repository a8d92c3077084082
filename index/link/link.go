package link

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/upr"
)

// Evidence is a recommendation with the passages that bear on it, best first.
type Evidence struct {
	Recommendation pipeline.RecommendationRecord `json:"recommendation"`
	Links          []Link                        `json:"links"`
}

// Link is one passage that bears on a recommendation.
type Link struct {
	Passage pipeline.PassageRecord `json:"passage"`
	Score   float64                `json:"score"` // 0…1
	Reasons []Reason               `json:"reasons"`
}

// Reason is one thing that passage and recommendation share.
type Reason struct {
	Kind  string  `json:"kind"` // answer, reference, tag, cycle, words
	What  string  `json:"what"` // as a person reads it
	Score float64 `json:"score"`
}

// Options bound a ranking; the zero value works.
type Options struct {
	Limit int     // passages a recommendation, default 5: what a person reads through
	Floor float64 // least score, default 0.2: below it most links were chance in reports read by hand
}

func (o Options) withDefaults() Options {
	if o.Limit <= 0 {
		o.Limit = 5
	}
	if o.Floor <= 0 {
		o.Floor = 0.2
	}
	return o
}

// The share of each kind of reason in a score. A shared instrument says most;
// shared words alone can reach the floor but not more than half.
const (
	ofReferences = 0.35
	ofTags       = 0.25
	ofWords      = 0.30
	ofCycle      = 0.10
	ofAnswer     = 0.50 // in an addendum, to this very number: on top of the others, which cannot say more
)

// Linker ranks passages for recommendations. Add every passage, then ask.
type Linker struct {
	o        Options
	passages []candidate
	seen     map[string]int // in how many passages a feature is
}

// candidate is a passage with what it may share.
type candidate struct {
	record   pipeline.PassageRecord
	features features
}

// New returns an empty Linker.
func New(o Options) *Linker { return &Linker{o: o.withDefaults(), seen: map[string]int{}} }

// Add takes the passages of d as candidates: running text of any document but
// the recommendations themselves.
func (l *Linker) Add(d *pipeline.Document) {
	for i := range d.Passages {
		p := &d.Passages[i]
		if p.Kind == pipeline.Heading || p.Kind == pipeline.Recommended && d.Kind == pipeline.KindUPRReport || p.End-p.Start < 40 {
			continue
		}
		r := d.PassageRecord(i)
		c := candidate{r, featuresOf(r.Text, r.Tags, r.References)}
		for f := range c.features.all() {
			l.seen[f]++
		}
		l.passages = append(l.passages, c)
	}
}

// Rank returns the evidence for one recommendation, made in a report of that
// date. Papers older than the report are left out where both dates are known;
// speeches and laws are not: a law that was there before may be the answer.
func (l *Linker) Rank(r pipeline.RecommendationRecord, references []pipeline.Reference, date string) Evidence {
	want := featuresOf(r.Text, r.Tags, references)
	e := Evidence{Recommendation: r, Links: []Link{}}
	for i := range l.passages {
		c := &l.passages[i]
		if c.record.Document.ID == r.Document || c.mustFollow() && older(c.record.Document.Date, date) {
			continue
		}
		if link := l.link(r, want, c); link.Score >= l.o.Floor {
			e.Links = append(e.Links, link)
		}
	}
	slices.SortStableFunc(e.Links, func(a, b Link) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Passage.ID, b.Passage.ID))
	})
	e.Links = e.Links[:min(len(e.Links), l.o.Limit)]
	return e
}

// mustFollow reports whether a passage can only answer what came before it.
func (c *candidate) mustFollow() bool {
	return c.record.Document.Kind != pipeline.KindSpeech && c.record.Document.Kind != pipeline.KindLaw
}

// answers reports whether the passage stands in an addendum to the report of r
// and is numbered or names it as r.
func (c *candidate) answers(r pipeline.RecommendationRecord) bool {
	if r.Number == "" || r.Symbol == "" || upr.ReportOf(c.record.Document.Symbol) != r.Symbol {
		return false
	}
	return c.record.Number == r.Number || slices.ContainsFunc(c.record.References, func(ref pipeline.Reference) bool {
		return ref.Kind == "upr-recommendation" && slices.Contains(ref.Pinpoints, "rec:"+r.Number)
	})
}

// older compares as much of two ISO dates as both have.
func older(a, b string) bool {
	n := min(len(a), len(b))
	return n > 0 && a[:n] < b[:n]
}

func (l *Linker) link(r pipeline.RecommendationRecord, want features, c *candidate) Link {
	link := Link{Passage: c.record}
	link.add(l.shared("reference", want.references, c.features.references), ofReferences)
	link.add(l.shared("tag", want.tags, c.features.tags), ofTags)
	link.add(l.words(want, c.features), ofWords)
	if cycle := fmt.Sprintf("UPR/%d", r.Cycle); r.Cycle > 0 && c.features.cycles[cycle] {
		link.add([]Reason{{"cycle", fmt.Sprintf("names the recommendations of cycle %d", r.Cycle), 1}}, ofCycle)
	}
	if c.answers(r) {
		link.add([]Reason{{"answer", "answers recommendation " + r.Number, 1}}, ofAnswer)
	}
	link.Score = round(min(link.Score, 1))
	return link
}

// add takes reasons of one kind, of which all together count at most as their kind does.
func (k *Link) add(reasons []Reason, share float64) {
	sum := 0.0
	for i := range reasons {
		sum += reasons[i].Score
	}
	if sum == 0 {
		return
	}
	for _, r := range reasons {
		r.Score = round(r.Score / max(sum, 1) * share)
		k.Reasons = append(k.Reasons, r)
	}
	k.Score += min(sum, 1) * share
}

// shared returns what two sets have in common; each thing counts by how rare it
// is among the passages, against all that the recommendation has.
func (l *Linker) shared(kind string, want, have map[string]string) []Reason {
	total := 0.0
	for f := range sorted(want) {
		total += l.rarity(f)
	}
	var reasons []Reason
	for f := range sorted(want) {
		if _, ok := have[f]; ok {
			reasons = append(reasons, Reason{kind, want[f], l.rarity(f) / total})
		}
	}
	return reasons
}

// words compares two texts by the cosine of their weighted words and names the
// weightiest that they share.
func (l *Linker) words(want, have features) []Reason {
	dot := 0.0
	var common []string
	for w := range sorted(want.words) {
		if have.words[w] > 0 {
			dot += want.words[w] * have.words[w] * l.rarity(w) * l.rarity(w)
			common = append(common, w)
		}
	}
	if len(common) < 2 { // one word in common is chance
		return nil
	}
	slices.SortStableFunc(common, func(a, b string) int { return cmp.Compare(l.rarity(b), l.rarity(a)) })
	for i, w := range common {
		common[i] = want.printed[w]
	}
	return []Reason{{"words", strings.Join(common[:min(len(common), 5)], ", "), dot / (l.norm(want.words) * l.norm(have.words))}}
}

func (l *Linker) norm(words map[string]float64) float64 {
	sum := 0.0
	for w := range sorted(words) {
		sum += words[w] * words[w] * l.rarity(w) * l.rarity(w)
	}
	return math.Sqrt(sum)
}

// rarity is the inverse document frequency of a feature among the passages.
func (l *Linker) rarity(feature string) float64 {
	return math.Log(1 + float64(len(l.passages)+1)/float64(l.seen[feature]+1))
}

func round(x float64) float64 { return math.Round(x*1000) / 1000 }
