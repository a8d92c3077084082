package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// conllSink writes one token a line, a blank line after each sentence, in five
// columns: token, start and end in code points of the document's text, the
// reference in IOB2 (B-treaty, I-treaty, O), and its target. A comment before
// the first sentence of a passage says where it stands and how it is tagged, and
// one for each tag and reference what it is called, how sure it is, what made it.
type conllSink struct {
	w       *bufio.Writer
	version string
	rows    int
}

func newCoNLL(w io.Writer, _ Kind, o Options) (Sink, error) {
	return &conllSink{w: bufio.NewWriterSize(w, 1<<16), version: o.Version}, nil
}

func (s *conllSink) Add(sel Selection) error {
	d := sel.Document
	fmt.Fprintf(s.w, "# newdoc id = %s\n# file = %s\n# symbol = %s\n# uri = %s\n# sha256 = %s\n# haki_version = %s\n", d.ID, oneLine(d.File), d.Symbol, d.URI, d.SHA256, s.version)
	at := &runesAt{text: d.Text}
	err := sel.each(func(i int) error {
		s.passage(d, &d.Passages[i], at)
		s.rows++
		return nil
	})
	if err != nil {
		return err
	}
	return s.w.Flush()
}

func (s *conllSink) passage(d *pipeline.Document, p *pipeline.Passage, at *runesAt) {
	text := d.PassageText(p)
	fmt.Fprintf(s.w, "# passage = %s:%s\n# number = %s\n# page = %d\n# tags = %s\n", d.ID, p.ID, p.Number, p.Page, tagNames(p.Tags))
	for _, n := range notes(p, text) {
		fmt.Fprintf(s.w, "# annotation = %s\t%s\t%s\t%s\n", n.name(), oneLine(n.label), score(n.score), n.by)
	}
	for _, sentence := range sentences(p, text) {
		for _, t := range tokens(sentence.Of(text)) {
			t[0], t[1] = t[0]+sentence[0], t[1]+sentence[0]
			label, target := iob(p.References, t)
			fmt.Fprintf(s.w, "%s\t%d\t%d\t%s\t%s\n", t.Of(text), at.offset(p.Start+t[0]), at.offset(p.Start+t[1]), label, target)
		}
		fmt.Fprintln(s.w)
	}
}

// iob labels a token by the first reference that covers it.
func iob(list []pipeline.Reference, t pipeline.Span) (label, target string) {
	for _, r := range list {
		if !t.Overlaps(pipeline.Span{r.Start, r.End}) {
			continue
		}
		target = strings.Join(append([]string{r.Target}, r.Pinpoints...), " ")
		if t[0] <= r.Start {
			return "B-" + r.Kind, target
		}
		return "I-" + r.Kind, target
	}
	return "O", "_"
}

func (s *conllSink) Close() error { return s.w.Flush() }
func (s *conllSink) Rows() int    { return s.rows }
