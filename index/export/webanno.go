package export

import (
	"archive/zip"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf16"

	"github.com/haki-project/haki/pipeline"
)

// webAnnoSink writes a zip with a file of WebAnno TSV 3.3 a document, which
// INCEpTION imports: tags and references are named entities, the one span layer
// that every project has. Offsets are UTF-16 code units, as Java counts them.
type webAnnoSink struct {
	zip  *zip.Writer
	rows int
}

func newWebAnno(w io.Writer, _ Kind, _ Options) (Sink, error) {
	return &webAnnoSink{zip: zip.NewWriter(w)}, nil
}

func (s *webAnnoSink) Add(sel Selection) error {
	d := sel.Document
	w, err := s.zip.Create(memberName(d, ".tsv"))
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n\n"); err != nil {
		return err
	}
	t := &webAnnoText{w: w, d: d}
	return sel.each(func(i int) error {
		s.rows++
		return t.passage(&d.Passages[i])
	})
}

// memberName is a document's name in an archive: its file's, and its ID, so that no two are the same.
func memberName(d *pipeline.Document, ext string) string {
	base := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < 0x20 {
			return '_'
		}
		return r
	}, strings.TrimSuffix(d.File, path.Ext(d.File)))
	return strings.TrimLeft(cutRunes(base, 80), ".") + "-" + string(d.ID) + ext
}

func cutRunes(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

// webAnnoText writes one document, counting as WebAnno does.
type webAnnoText struct {
	w        io.Writer
	d        *pipeline.Document
	sentence int // from 1
	span     int // number of the last annotation
	at       int // bytes of the text that units counts
	units    int
}

func (t *webAnnoText) offset(at int) int {
	for _, r := range t.d.Text[t.at:at] {
		t.units += utf16.RuneLen(r)
	}
	t.at = at
	return t.units
}

// numbered is an annotation with the number that joins its tokens.
type numbered struct {
	note
	n int
}

func (t *webAnnoText) passage(p *pipeline.Passage) error {
	text := t.d.PassageText(p)
	var list []numbered
	for _, n := range notes(p, text) {
		t.span++
		list = append(list, numbered{n, t.span})
	}
	for _, sentence := range sentences(p, text) {
		t.sentence++
		if _, err := fmt.Fprintf(t.w, "\n#Text=%s\n", webAnnoEscape(sentence.Of(text))); err != nil {
			return err
		}
		if err := t.tokens(p, text, sentence, list); err != nil {
			return err
		}
	}
	return nil
}

func (t *webAnnoText) tokens(p *pipeline.Passage, text string, sentence pipeline.Span, list []numbered) error {
	for i, token := range tokens(sentence.Of(text)) {
		token[0], token[1] = token[0]+sentence[0], token[1]+sentence[0]
		start, end := t.offset(p.Start+token[0]), t.offset(p.Start+token[1])
		identifier, value := webAnnoCells(list, token)
		if _, err := fmt.Fprintf(t.w, "%d-%d\t%d-%d\t%s\t%s\t%s\t\n", t.sentence, i+1, start, end, webAnnoEscape(token.Of(text)), identifier, value); err != nil {
			return err
		}
	}
	return nil
}

// webAnnoCells are the features of a token; stacked annotations are separated by |.
func webAnnoCells(list []numbered, token pipeline.Span) (identifier, value string) {
	var ids, values []string
	for _, n := range list {
		if !n.span.Overlaps(token) {
			continue
		}
		id := "*"
		if n.target != "" {
			id = webAnnoFeature(n.target)
		}
		ids = append(ids, fmt.Sprintf("%s[%d]", id, n.n))
		values = append(values, fmt.Sprintf("%s[%d]", webAnnoFeature(n.name()), n.n))
	}
	if ids == nil {
		return "_", "_"
	}
	return strings.Join(ids, "|"), strings.Join(values, "|")
}

// What the format reserves, in text and in the values of features.
var (
	webAnnoReserved = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`, "\t", `\t`)
	webAnnoInValue  = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "|", `\|`, "_", `\_`, "->", `\->`, ";", `\;`, "*", `\*`, "\t", `\t`, "\n", `\n`)
)

func webAnnoEscape(s string) string  { return webAnnoReserved.Replace(s) }
func webAnnoFeature(s string) string { return webAnnoInValue.Replace(s) }

func (s *webAnnoSink) Close() error { return s.zip.Close() }
func (s *webAnnoSink) Rows() int    { return s.rows }
