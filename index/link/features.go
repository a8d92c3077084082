package link

import (
	"iter"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"

	"github.com/haki-project/haki/pipeline"
)

// features are what two texts can share. The keys of tags and references are
// their ids, the values what a person reads; words are stems with a weight.
type features struct {
	references, tags map[string]string
	cycles           map[string]bool
	words            map[string]float64
	printed          map[string]string // a stem as it stood in the text
}

func featuresOf(text string, tags []pipeline.Tag, references []pipeline.Reference) features {
	f := features{references: map[string]string{}, tags: map[string]string{}, cycles: map[string]bool{}, words: map[string]float64{}, printed: map[string]string{}}
	for _, r := range references {
		f.reference(r)
	}
	for _, t := range tags {
		if t.ID == "other" {
			continue // what is about nothing listed has nothing in common
		}
		f.tags[t.Scheme+":"+t.ID] = t.Label
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		f.word(w)
	}
	for w, n := range f.words {
		f.words[w] = 1 + math.Log(n)
	}
	return f
}

// reference notes the target and each pinpoint of it: sharing an article is
// more than sharing the treaty.
func (f *features) reference(r pipeline.Reference) {
	if r.Kind == "upr-cycle" {
		f.cycles[r.Target] = true
		return
	}
	if r.Target == "OTHER" || r.Target == "UPR" {
		return
	}
	f.references[r.Target] = r.Target
	for _, p := range r.Pinpoints {
		f.references[r.Target+" "+p] = r.Target + " " + p
	}
}

func (f *features) word(w string) {
	if len(w) < 3 || common[w] {
		return
	}
	env := snowballstem.NewEnv(w)
	english.Stem(env)
	stem := env.Current()
	f.words[stem]++
	if f.printed[stem] == "" {
		f.printed[stem] = w
	}
}

// all yields every feature, for counting how frequent it is.
func (f features) all() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, set := range []iter.Seq[string]{maps.Keys(f.references), maps.Keys(f.tags), maps.Keys(f.words)} {
			for k := range set {
				if !yield(k) {
					return
				}
			}
		}
	}
}

// sorted yields the keys of a map in order, so that sums of floats never depend on chance.
func sorted[V any](m map[string]V) iter.Seq[string] {
	return slices.Values(slices.Sorted(maps.Keys(m)))
}

// common are words that every recommendation has and that tell nothing.
var common = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(`the and for that with from this these those its their his her our your which who whom what when where why how all any
		each every both such into onto over under between among through during before after above below about against within without upon per
		are was were been being has have had having does did doing can could shall should will would may might must not nor but than then also
		continue ensure take strengthen promote further measures measure efforts effort steps step order including particular especially
		adopt implement implementation necessary appropriate state states government country national international rights human right
		recommendation recommendations respect consider make more other well`) {
		set[w] = true
	}
	return set
}()
