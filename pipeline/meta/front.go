package meta

import (
	"strings"
	"unicode/utf8"

	"github.com/haki-project/haki/pipeline"
)

const (
	// headSize bounds what of a text is read as its first pages, in bytes: cover,
	// contents and the first paragraphs of a UN paper fit, in Russian too.
	headSize = 12 << 10
	// mastSize bounds what can be a masthead: symbol, distribution, date, body,
	// session, agenda item and title.
	mastSize = 2500
)

// front is the beginning of a document, as people look at it to see what it is.
type front struct {
	doc   *pipeline.Document
	lines []string // of the head, white space squeezed, none empty
	head  string   // the lines, joined by single spaces
	mast  string   // the beginning of head

	measured bool // share holds what voice has counted
	share    float64
}

func readFront(d *pipeline.Document) *front {
	f := &front{doc: d}
	for line := range strings.SplitSeq(clip(d.Text, headSize), "\n") {
		if line = squeeze(line); line != "" {
			f.lines = append(f.lines, line)
		}
	}
	f.head = strings.Join(f.lines, " ")
	f.mast = clip(f.head, mastSize)
	return f
}

// squeeze trims line and makes every run of white space one space; marks that
// only steer the direction of writing go.
func squeeze(line string) string {
	return strings.Join(strings.Fields(steering.Replace(line)), " ")
}

var steering = strings.NewReplacer(
	"\u200b", "", "\u200e", "", "\u200f", "", "\u202a", "", "\u202b", "", "\u202c", "", "\u202d", "", "\u202e", "", "\ufeff", "", "\u00ad", "", "\u0640", "",
)

// clip returns at most n bytes of the start of s, whole runes.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// furniture returns the running headers and footers of the first pages and how
// many of these pages there are. A paper's own symbol stands on nearly all.
func (f *front) furniture() (lines []string, pages int) {
	const enough = 12
	for i := range f.doc.Pages {
		if pages++; pages > enough {
			break
		}
		for _, line := range f.doc.Pages[i].Furniture {
			lines = append(lines, squeeze(line))
		}
	}
	return lines, pages
}
