package pipeline

import (
	"math"
	"strings"
	"testing"
)

func TestDoubt(t *testing.T) {
	for name, tt := range map[string]struct {
		quality Quality
		want    float64
	}{
		"sound":                    {Quality{Pages: 10}, 0},
		"a page without text":      {Quality{Pages: 10, EmptyPages: []int{3}}, .1},
		"a page not read":          {Quality{Pages: 10, NeedsOCR: []int{3}}, .1},
		"half of it in images":     {Quality{Pages: 10, OCRPages: []int{1, 2, 3, 4, 5}, OCRConfidence: .8}, .1},
		"foreign words":            {Quality{ForeignWords: .25}, .25},
		"glyphs that say nothing":  {Quality{UnmappedGlyphs: 10}, 1},
		"missing numbers":          {Quality{NumberGaps: [][2]string{{"3", "5"}}}, 2.5},
		"everything adds up":       {Quality{Pages: 10, EmptyPages: []int{3}, ForeignWords: .25}, .35},
		"a document without pages": {Quality{EmptyPages: []int{1}}, 1},
	} {
		d := &Document{Text: strings.Repeat("x", 100), Passages: make([]Passage, 2), Quality: tt.quality}
		if got := d.Doubt(); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
		s := d.Summary().Quality
		if s == nil || s.Doubt != d.Doubt() || s.EmptyPages != len(tt.quality.EmptyPages) || s.NumberGaps != len(tt.quality.NumberGaps) || s.OCRPages != len(tt.quality.OCRPages) {
			t.Errorf("%s: summary %+v", name, s)
		}
	}
}
