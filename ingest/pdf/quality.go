package pdf

import (
	"fmt"
	"math"
	"strconv"

	"github.com/haki-project/haki/pipeline"
)

// report says how far the text that was read of sheets can be trusted.
func report(sheets []*sheet, list []block) pipeline.Quality {
	q := pipeline.Quality{Pages: len(sheets)}
	engines := map[string]bool{}
	var total, odd int
	var sum float64
	for _, s := range sheets {
		total, odd = total+s.words.words, odd+s.words.odd+s.words.single
		q.UnmappedGlyphs += s.unmapped
		switch {
		case s.broken:
			q.Notes = append(q.Notes, fmt.Sprintf("Page %d could not be read: %s.", s.number, s.reason))
		case s.needsOCR:
			q.NeedsOCR = append(q.NeedsOCR, s.number)
		case len(s.text) == 0:
			q.EmptyPages = append(q.EmptyPages, s.number)
		}
		if s.engine == EngineTesseract {
			q.OCRPages = append(q.OCRPages, s.number)
			sum += s.confidence
		}
		if s.engine != "" && !engines[s.engine] {
			engines[s.engine] = true
			q.Engines = append(q.Engines, s.engine)
		}
	}
	if n := len(q.OCRPages); n > 0 {
		q.OCRConfidence = math.Round(100*sum/float64(n)) / 100
	}
	if total > 0 {
		q.ForeignWords = math.Round(1e4*float64(odd)/float64(total)) / 1e4
	}
	q.NumberGaps = gaps(list)
	return q
}

// gaps lists where the document's own numbering leaves numbers out.
func gaps(list []block) (out [][2]string) {
	last := 0
	for i := range list {
		b := &list[i]
		if !b.main || b.number == "" {
			continue
		}
		if last > 0 && b.label.value > last+1 {
			out = append(out, [2]string{strconv.Itoa(last), b.number})
		}
		last = b.label.value
	}
	return out
}
