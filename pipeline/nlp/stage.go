package nlp

import (
	"context"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// Stage finds language and sentences. One value serves any number of
// documents, also at the same time.
type Stage struct {
	english *english
}

// New returns the stage. The sentence model of English is loaded when the first
// English document comes, once for the life of the stage.
func New() *Stage { return &Stage{english: newEnglish()} }

// Name returns the stage's name with its version.
func (*Stage) Name() string { return "nlp/1" }

// Annotate sets d.Language where it is empty or where the text plainly speaks
// another language, and the Sentences of every passage. It reads Text, Passages
// and Language.
func (s *Stage) Annotate(ctx context.Context, d *pipeline.Document) error {
	d.Language = settle(d.Language, sample(d))
	split := s.splitter(d.Language)
	for i := range d.Passages {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := &d.Passages[i]
		p.Sentences = sentences(d.PassageText(p), p.Kind, split)
	}
	return nil
}

// splitter cuts a text without blank lines into sentences: it returns the
// offsets at which a new sentence begins, white space before it included or
// not, in rising order.
type splitter func(text string) []int

func (s *Stage) splitter(language string) splitter {
	if language == "en" {
		return s.english.breaks
	}
	return rules{abbreviations: abbreviationsOf(language), ordinals: language == "de"}.breaks
}

// sentences returns the spans of the sentences of one passage. Headings are one
// sentence; tabs and blank lines end a sentence whatever stands before them.
func sentences(text string, kind pipeline.PassageKind, split splitter) []pipeline.Span {
	if kind == pipeline.Heading {
		return appendTrimmed(nil, text, 0, len(text))
	}
	var spans []pipeline.Span
	for start := 0; start < len(text); {
		end := hardEnd(text, start)
		from := start
		for _, b := range split(text[start:end]) {
			spans = appendTrimmed(spans, text, from, start+b)
			from = start + b
		}
		spans = appendTrimmed(spans, text, from, end)
		start = end
	}
	return spans
}

// hardEnd returns the offset after the next tab or blank line in text[start:].
func hardEnd(text string, start int) int {
	for i := start; i < len(text); i++ {
		switch {
		case text[i] == '\t':
			return i + 1
		case text[i] == '\n' && i+1 < len(text) && text[i+1] == '\n':
			return i + 2
		}
	}
	return len(text)
}

// appendTrimmed appends [start, end) without the white space at its ends, if
// anything is left.
func appendTrimmed(spans []pipeline.Span, text string, start, end int) []pipeline.Span {
	part := strings.TrimRight(text[start:end], whiteSpace)
	end = start + len(part)
	start = end - len(strings.TrimLeft(part, whiteSpace))
	if start == end {
		return spans
	}
	return append(spans, pipeline.Span{start, end})
}
