package pipeline

import "strings"

// QualitySummary is what a quality report shows of a document without opening it.
type QualitySummary struct {
	Doubt          float64  `json:"doubt"` // see Document.Doubt
	EmptyPages     int      `json:"empty_pages,omitempty"`
	UnmappedGlyphs int      `json:"unmapped_glyphs,omitempty"`
	ForeignWords   float64  `json:"foreign_words,omitempty"` // share, 0…1
	NumberGaps     int      `json:"number_gaps,omitempty"`
	OCRPages       int      `json:"ocr_pages,omitempty"`
	OCRConfidence  float64  `json:"ocr_confidence,omitempty"` // mean over those pages, 0…1
	Engines        []string `json:"engines,omitempty"`
}

func (d *Document) qualitySummary() *QualitySummary {
	q := &d.Quality
	var engines []string
	for _, e := range q.Engines {
		engines = append(engines, strings.Clone(e)) // see Summary
	}
	return &QualitySummary{
		Doubt: d.Doubt(), EmptyPages: len(q.EmptyPages), UnmappedGlyphs: q.UnmappedGlyphs, ForeignWords: q.ForeignWords,
		NumberGaps: len(q.NumberGaps), OCRPages: len(q.OCRPages), OCRConfidence: q.OCRConfidence, Engines: engines,
	}
}

// Doubt adds up what makes the text of d less than sound: the share of pages
// without text or read from images, of unmapped glyphs, of foreign words, and
// gaps in paragraph numbers; 0 is a sound text. It ranks; it measures nothing by itself.
func (d *Document) Doubt() float64 {
	q := &d.Quality
	pages := float64(max(q.Pages, 1))
	sum := float64(len(q.EmptyPages)+len(q.NeedsOCR))/pages + q.ForeignWords
	sum += float64(q.UnmappedGlyphs) / float64(max(len(d.Text), 1)) * 10
	sum += (1 - q.OCRConfidence) * float64(len(q.OCRPages)) / pages
	return sum + float64(len(q.NumberGaps))/float64(max(len(d.Passages), 1))*5
}
