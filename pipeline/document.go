package pipeline

import (
	"fmt"
	"strings"
)

// ID names a document: the first 16 hexadecimal digits of the SHA-256 of its
// source bytes. The same bytes are the same document, wherever they lie.
type ID string

// Kind is the kind of a document, as analysts filter by it.
type Kind string

// The kinds of document.
const (
	KindUPRReport   Kind = "upr-report"   // report of the Working Group on the Universal Periodic Review
	KindUPRAddendum Kind = "upr-addendum" // the State's views on the conclusions, annexed to such a report
	KindUNReport    Kind = "un-report"    // any other paper of the United Nations with a symbol
	KindTreatyBody  Kind = "treaty-body"  // concluding observations, general comments, decisions of a treaty body
	KindResolution  Kind = "resolution"   // resolution or decision of a UN organ
	KindSpeech      Kind = "speech"       // statement made by a person
	KindLaw         Kind = "law"          // national constitution, act, code, decree
	KindOther       Kind = "other"        // anything else
)

// Kinds lists every kind of document, in the order in which people are shown them.
var Kinds = []Kind{KindUPRReport, KindUPRAddendum, KindUNReport, KindTreatyBody, KindResolution, KindSpeech, KindLaw, KindOther}

// PassageKind is the kind of a passage.
type PassageKind string

// The kinds of passage.
const (
	Paragraph      PassageKind = "paragraph"
	Recommended    PassageKind = "recommendation" // says what a State should do
	Concern        PassageKind = "concern"        // a treaty body or mandate holder is concerned, regrets, deplores
	PositiveAspect PassageKind = "positive"       // a treaty body or mandate holder welcomes, commends, notes with appreciation
	Heading        PassageKind = "heading"
	ListItem       PassageKind = "list-item"
	Article        PassageKind = "article" // article or section of a law
	Table          PassageKind = "table"   // one row of a table, cells separated by tabs
	Footnote       PassageKind = "footnote"
)

// Span is a half-open range of bytes, [start, end), into the text it belongs to.
type Span [2]int

// Of returns the part of text that s covers.
func (s Span) Of(text string) string { return text[s[0]:s[1]] }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s[0] < t[1] && t[0] < s[1] }

// Metadata says what a document is. Stages find it in the text; a field that
// the user set wins over what was found. Zero fields are unknown.
type Metadata struct {
	Title     string   `json:"title,omitempty"`
	Kind      Kind     `json:"kind,omitempty"`
	Symbol    string   `json:"symbol,omitempty"`    // UN symbol in capitals without spaces: A/HRC/21/11
	Language  string   `json:"language,omitempty"`  // ISO 639-1, lower case
	Countries []string `json:"countries,omitempty"` // ISO 3166-1 alpha-3, sorted
	Date      string   `json:"date,omitempty"`      // YYYY-MM-DD, or YYYY-MM or YYYY where no more is known
	Body      string   `json:"body,omitempty"`      // issuing body: HRC, GA, SC, ECOSOC, CCPR, CEDAW, …
	Session   int      `json:"session,omitempty"`   // of the Working Group for UPR papers, else of the body
	Cycle     int      `json:"cycle,omitempty"`     // of the Universal Periodic Review, from 1
}

// Document is one source file, read. Text is immutable; everything else points
// into it by byte spans.
type Document struct {
	ID        ID     `json:"id"`
	File      string `json:"file"` // base name of the source
	URI       string `json:"uri"`
	SHA256    string `json:"sha256"` // of the source bytes, hexadecimal
	MediaType string `json:"media_type,omitempty"`
	Recipe    string `json:"recipe,omitempty"`    // hash of everything that shaped this document but its bytes
	ListedBy  string `json:"listed_by,omitempty"` // the index whose rows its passages are (uhri, upr-info); "" for a document itself
	Metadata
	Text            string           `json:"text"`
	Pages           []Page           `json:"pages,omitempty"` // empty for formats without pages
	Passages        []Passage        `json:"passages"`        // in reading order
	Recommendations []Recommendation `json:"recommendations,omitempty"`
	Quality         Quality          `json:"quality"`
	Provenance      *Provenance      `json:"provenance,omitempty"`
}

// Page is one page of a paginated source, from 1. Start and End are bytes of
// the document's text; a page without text has Start == End.
type Page struct {
	Number     int      `json:"number"`
	Start      int      `json:"start"`
	End        int      `json:"end"`
	Width      float64  `json:"width,omitempty"`  // points (1/72 inch)
	Height     float64  `json:"height,omitempty"` // points
	Engine     string   `json:"engine,omitempty"` // what read it: layout, pdfium, tesseract
	Reason     string   `json:"reason,omitempty"` // why not the first engine
	Confidence float64  `json:"confidence,omitempty"`
	Furniture  []string `json:"furniture,omitempty"` // running headers, footers, page and job numbers, kept apart
}

// Box is where a passage stands on a page: points from the page's top left corner.
type Box struct {
	Page int     `json:"page"`
	X0   float64 `json:"x0"`
	Y0   float64 `json:"y0"`
	X1   float64 `json:"x1"`
	Y1   float64 `json:"y1"`
}

// Passage is the unit of search and citation: a paragraph, an article, a row.
// Document.Text[Start:End] is its text.
type Passage struct {
	ID         string      `json:"id"`               // unique in the document: p119.10, s12
	Number     string      `json:"number,omitempty"` // as printed, without the closing full stop
	Kind       PassageKind `json:"kind"`
	Section    []string    `json:"section,omitempty"` // headings above it, outermost first
	Level      int         `json:"level,omitempty"`   // depth of a heading or list item, from 1
	Page       int         `json:"page,omitempty"`    // where it begins, from 1; 0 where the source has no pages
	Start      int         `json:"start"`             // bytes of Document.Text
	End        int         `json:"end"`
	Identifier string      `json:"identifier,omitempty"` // the source's own: eId of Akoma Ntoso, section of a code
	Notes      []string    `json:"notes,omitempty"`      // IDs of the footnotes that its markers point to
	Boxes      []Box       `json:"boxes,omitempty"`      // one for each page it touches
	Sentences  []Span      `json:"sentences,omitempty"`  // bytes of the passage's text
	Tags       []Tag       `json:"tags,omitempty"`
	References []Reference `json:"references,omitempty"`
	Stated     *Stated     `json:"stated,omitempty"` // of the row of an index
}

// Stated is what an index of recommendations says of one of its rows. Stages
// build on it; where they would find something else, what is stated counts.
type Stated struct {
	By     string   `json:"by"`               // uhri, upr-info
	Tags   []Tag    `json:"tags,omitempty"`   // by their labels; every label of each scheme that the index uses
	States []string `json:"states,omitempty"` // recommending, ISO 3166-1 alpha-3, sorted
	Status string   `json:"status,omitempty"` // in the index's own word: Supported, pending
	Answer string   `json:"answer,omitempty"` // in the index's own word, where it tells it apart from the status
	Action int      `json:"action,omitempty"` // UPR Info's scale, 0 not stated
}

// Tag says that a passage is about something. Spans are bytes of the text tagged.
type Tag struct {
	Scheme string  `json:"scheme"`
	ID     string  `json:"id"`
	Label  string  `json:"label"`
	Score  float64 `json:"score"` // 0 to 1: by a model, calibrated on held-out texts; by terms, their combined weight, not a frequency; by a person, 1
	By     string  `json:"by"`    // what made it: terms:rights/3, model:upr-issues/1, person
	Spans  []Span  `json:"spans,omitempty"`
}

// Reference points from a passage at a document, an instrument, a
// recommendation or a goal. Start and End are bytes of the passage's text.
type Reference struct {
	Kind      string   `json:"kind"`   // un-document, treaty, general-comment, upr-recommendation, upr-cycle, sdg, national-law
	Target    string   `json:"target"` // canonical id: A/HRC/21/11, ICCPR, CRC/GC/13, SDG/16.3
	Pinpoints []string `json:"pinpoints"`
	Start     int      `json:"start"`
	End       int      `json:"end"`
	URI       string   `json:"uri,omitempty"` // official address, where one is known by rule
	// Stored is the document (ID) or passage (document ID, colon, passage ID) pointed at, where
	// the corpus has it. Set when a document is asked for, never stored.
	Stored string  `json:"stored,omitempty"`
	Score  float64 `json:"score,omitempty"`
	By     string  `json:"by,omitempty"`
}

// Recommendation is one recommendation of the Universal Periodic Review, to the
// State under review (the document's country), or of another body where an index
// lists it as one: then without States, status and action. Where one printed number holds
// several, each with its own States, there is one record each.
type Recommendation struct {
	Number  string   `json:"number"`           // as printed, without the closing full stop
	Text    string   `json:"text"`             // without number and without the list of States
	States  []string `json:"states"`           // recommending States, ISO 3166-1 alpha-3
	Status  string   `json:"status"`           // supported, implemented, pending, rejected, noted
	Action  int      `json:"action"`           // UPR Info's scale, 1 minimal action … 5 specific action
	Pledge  bool     `json:"pledge,omitempty"` // a voluntary pledge of the State under review itself
	Tags    []Tag    `json:"tags"`
	Page    int      `json:"page"`
	Passage string   `json:"passage"` // ID of the passage it stands in
	Start   int      `json:"start"`   // bytes of Document.Text that the text was read from
	End     int      `json:"end"`

	// What an addendum in the corpus, or an index, answers to one that the report
	// left pending. An addendum's is set when records are asked for, never stored:
	// the order of ingest cannot matter.
	Answer     string `json:"answer,omitempty"`      // supported, implemented, rejected, noted
	AnsweredIn string `json:"answered_in,omitempty"` // symbol of the addendum, or the index
}

// Position is the State's last answer in the corpus: that of an addendum where
// it is known, else that of the report.
func (r Recommendation) Position() string {
	if r.Answer != "" {
		return r.Answer
	}
	return r.Status
}

// Quality says how far the text of a document can be trusted.
type Quality struct {
	Pages          int         `json:"pages"`
	EmptyPages     []int       `json:"empty_pages,omitempty"`
	UnmappedGlyphs int         `json:"unmapped_glyphs,omitempty"`
	ForeignWords   float64     `json:"foreign_words,omitempty"` // share of words that its language does not have, 0…1
	NumberGaps     [][2]string `json:"number_gaps,omitempty"`   // paragraph numbers between which some are missing: 12, 14
	Engines        []string    `json:"engines,omitempty"`
	OCRPages       []int       `json:"ocr_pages,omitempty"`
	OCRConfidence  float64     `json:"ocr_confidence,omitempty"` // mean over those pages, 0…1
	NeedsOCR       []int       `json:"needs_ocr,omitempty"`      // pages that are images and were not read
	Notes          []string    `json:"notes,omitempty"`          // what a reader should know, in sentences
}

// PassageText returns the text of passage p of d.
func (d *Document) PassageText(p *Passage) string { return d.Text[p.Start:p.End] }

// Passage returns the passage of d with the given ID, or nil.
func (d *Document) Passage(id string) *Passage {
	for i := range d.Passages {
		if d.Passages[i].ID == id {
			return &d.Passages[i]
		}
	}
	return nil
}

// Apply overwrites m with every field that is set in over.
func (m *Metadata) Apply(over Metadata) {
	set(&m.Title, over.Title)
	set(&m.Kind, over.Kind)
	set(&m.Symbol, over.Symbol)
	set(&m.Language, over.Language)
	set(&m.Date, over.Date)
	set(&m.Body, over.Body)
	set(&m.Session, over.Session)
	set(&m.Cycle, over.Cycle)
	if len(over.Countries) > 0 {
		m.Countries = over.Countries
	}
}

func set[T comparable](to *T, from T) {
	var zero T
	if from != zero {
		*to = from
	}
}

// NumberPassages gives every passage its ID: "p" and the printed number ("h" for
// headings, "n" for notes, whose numbers are not those of paragraphs), or "s" and
// its place; a number met again gets "~2", "~3".
func (d *Document) NumberPassages() {
	seen := map[string]int{}
	for i := range d.Passages {
		p := &d.Passages[i]
		id := fmt.Sprintf("s%d", i+1)
		if p.Number != "" {
			id = p.Kind.prefix() + strings.ReplaceAll(strings.ReplaceAll(p.Number, " ", ""), ":", ".")
		}
		seen[id]++
		if n := seen[id]; n > 1 {
			id = fmt.Sprintf("%s~%d", id, n)
		}
		p.ID = id
	}
}

func (k PassageKind) prefix() string {
	switch k {
	case Heading:
		return "h"
	case Footnote:
		return "n"
	}
	return "p"
}

// Check returns an error that names the first span of d that does not lie in
// its text, or nil. Every extractor and stage must keep it nil.
func (d *Document) Check() error {
	for i := range d.Passages {
		p := &d.Passages[i]
		if p.Start < 0 || p.End < p.Start || p.End > len(d.Text) {
			return fmt.Errorf("passage %s: [%d,%d) is not in a text of %d bytes", p.ID, p.Start, p.End, len(d.Text))
		}
		if err := p.check(p.End - p.Start); err != nil {
			return fmt.Errorf("passage %s: %w", p.ID, err)
		}
	}
	return nil
}

func (p *Passage) check(size int) error {
	in := func(what string, start, end int) error {
		if start < 0 || end < start || end > size {
			return fmt.Errorf("%s [%d,%d) is not in a passage of %d bytes", what, start, end, size)
		}
		return nil
	}
	for _, s := range p.Sentences {
		if err := in("sentence", s[0], s[1]); err != nil {
			return err
		}
	}
	for _, r := range p.References {
		if err := in("reference "+r.Target, r.Start, r.End); err != nil {
			return err
		}
	}
	for _, t := range p.Tags {
		for _, s := range t.Spans {
			if err := in("tag "+t.ID, s[0], s[1]); err != nil {
				return err
			}
		}
	}
	return nil
}
