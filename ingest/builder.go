package ingest

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// block is one paragraph, heading, row or note as a reader found it: the
// builder cleans it, reads the number printed in it and puts it in its place.
type block struct {
	kind       pipeline.PassageKind // "" means paragraph
	text       string
	number     string // set by formats that hold numbers apart from the text
	identifier string
	level      int      // of a heading or list item, from 1
	cells      []string // of a table row, instead of text
	label      string   // of an article's heading: what later passages show in their section path
	note       string   // key of the footnote that this block is part of
	refs       []string // keys of the footnotes that its markers point to
	under      int      // of a settled block: headings of this level and deeper are over, 0 for none
	loud       bool     // all of it is bold or in capitals: a heading where it is short
	settled    bool     // the format says what this is: look for no number in the text
	stated     *pipeline.Stated
}

// builder collects blocks in reading order and makes the document of them.
type builder struct {
	ctx      context.Context
	opt      Options
	meta     pipeline.Metadata
	notes    []string // for Quality.Notes
	listedBy string   // index whose rows the blocks are
	blocks   []block
	foot     []block // footnotes, which go to the end
	bytes    int
	scope    string // before the keys of notes, so that those of attachments differ
	base     int    // level of the heading that a file in the file stands under
	err      error  // first failure; later blocks are ignored
}

func newBuilder(ctx context.Context, opt Options) *builder {
	return &builder{ctx: ctx, opt: opt}
}

// add appends a block; blocks without text are dropped. It returns false once
// the builder has failed, so that walks can stop.
func (b *builder) add(bl block) bool {
	if b.err != nil || !b.alive() {
		return false
	}
	if bl.kind == "" {
		bl.kind = pipeline.Paragraph
	}
	bl.text = cleanBlock(bl)
	bl.cells = nil
	b.rescope(&bl)
	if bl.text == "" {
		return true
	}
	b.bytes += len(bl.text) + 2
	if b.bytes > b.opt.MaxText {
		return b.fail(fmt.Errorf("%w: more than %s of text", pipeline.ErrTooLarge, byteCount(int64(b.opt.MaxText))))
	}
	if len(b.blocks)+len(b.foot) >= b.opt.MaxPassages {
		return b.fail(fmt.Errorf("%w: more than %d passages", pipeline.ErrTooLarge, b.opt.MaxPassages))
	}
	if bl.kind == pipeline.Footnote {
		b.foot = append(b.foot, bl)
		return true
	}
	b.blocks = append(b.blocks, bl)
	return true
}

// rescope moves a block of a file in the file under that file's heading.
func (b *builder) rescope(bl *block) {
	if b.scope == "" {
		return
	}
	if bl.kind == pipeline.Heading {
		bl.level += b.base
	}
	bl.note = b.scope + bl.note
	for i := range bl.refs {
		bl.refs[i] = b.scope + bl.refs[i]
	}
}

func (b *builder) fail(err error) bool {
	if b.err == nil {
		b.err = err
	}
	return false
}

// alive looks at the context now and then: asking at every block costs a lock.
func (b *builder) alive() bool {
	if n := len(b.blocks) + len(b.foot); n%256 == 0 && b.ctx.Err() != nil {
		return b.fail(b.ctx.Err())
	}
	return true
}

// document joins the blocks. Footnotes come last; Notes hold their places until
// passages have IDs.
func (b *builder) document() (*pipeline.Document, error) {
	if b.err != nil {
		return nil, b.err
	}
	if len(b.blocks) == 0 && len(b.foot) == 0 {
		return nil, fmt.Errorf("%w: nothing readable in it", pipeline.ErrNoText)
	}
	passages, texts := outline(b.blocks)
	noteAt := map[string]int{}
	for _, f := range b.foot {
		if _, seen := noteAt[f.note]; !seen {
			noteAt[f.note] = len(passages)
		}
		passages = append(passages, pipeline.Passage{Kind: pipeline.Footnote, Number: f.number})
		texts = append(texts, f)
	}
	d := &pipeline.Document{ListedBy: b.listedBy, Metadata: b.meta, Quality: pipeline.Quality{Notes: b.notes}}
	d.Text = joinPassages(passages, texts)
	for i := range passages {
		passages[i].Notes, passages[i].Stated = notePlaces(texts[i].refs, noteAt), texts[i].stated
	}
	d.Passages = passages
	return d, nil
}

// joinPassages sets where each passage lies in the text that it returns.
func joinPassages(passages []pipeline.Passage, texts []block) string {
	var text strings.Builder
	for i := range passages {
		if i > 0 {
			text.WriteString("\n\n")
		}
		passages[i].Start = text.Len()
		text.WriteString(texts[i].text)
		passages[i].End = text.Len()
	}
	return text.String()
}

func notePlaces(refs []string, noteAt map[string]int) []string {
	var places []string
	for _, r := range refs {
		if i, ok := noteAt[r]; ok {
			places = append(places, strconv.Itoa(i))
		}
	}
	return places
}

// noteIndex reads what notePlaces wrote.
func noteIndex(place string) int {
	i, _ := strconv.Atoi(place) // notePlaces wrote it
	return i
}
