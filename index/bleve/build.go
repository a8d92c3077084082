package bleve

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"

	index "github.com/blevesearch/bleve_index_api"
	zap "github.com/blevesearch/zapx/v17"

	"github.com/haki-project/haki/index/terms"
	"github.com/haki-project/haki/pipeline"
)

// plugin makes and merges bleve's segment files.
var plugin zap.ZapPlugin

// builder makes segments of documents.
type builder struct {
	dir        string
	references func(pipeline.Reference) []string
}

// build writes the files of segment name: documents in the order given.
func (b *builder) build(name string, docs []*pipeline.Document) error {
	path := filepath.Join(b.dir, name)
	a := newAnalysis()
	var entries []index.Document
	var metas []documentMeta
	for _, d := range docs {
		list, meta := b.entries(a, d)
		entries = append(entries, list...)
		metas = append(metas, meta)
	}
	base, _, err := plugin.New(entries)
	if err != nil {
		return err
	}
	defer func() { _ = base.Close() }() // lies in memory
	if err := base.(interface{ Persist(string) error }).Persist(path + zapFile); err != nil {
		return err
	}
	if err := writeVocabulary(path+vocFile, base); err != nil {
		return err
	}
	return writeRecords(path+recFile, func(w *recordWriter) error {
		for i, d := range docs {
			if err := w.add(d, metas[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// entries makes the entries of d: its own, those of its sections, those of its
// passages.
func (b *builder) entries(a *analysis, d *pipeline.Document) ([]index.Document, documentMeta) {
	language := terms.Language(d.Language)
	meta := documentMeta{ID: d.ID, URI: d.URI, Date: d.Date, Passages: uint32(len(d.Passages))}
	own := &entry{a.keyed(terms.DocumentValues(d), ofDocument)}
	own.words(a, titleWords+"."+language, d.Title)
	list := []index.Document{own}
	for i := range d.Passages {
		if i == 0 || !slices.Equal(d.Passages[i].Section, d.Passages[i-1].Section) {
			meta.Sections = append(meta.Sections, uint32(i))
			section := &entry{}
			section.words(a, sectionWords+"."+language, terms.Headings(d.Passages[i].Section))
			list = append(list, section)
		}
	}
	records := terms.RecommendationsOf(d)
	for i := range d.Passages {
		p := &d.Passages[i]
		e := &entry{a.keyed(terms.PassageValues(p, b.references, records[p.ID]), ofPassage)}
		meta.Tokens += uint64(e.words(a, bodyWords+"."+language, d.PassageText(p)))
		list = append(list, e)
	}
	return list, meta
}

// words adds the field of a text and returns how many words that has.
func (e *entry) words(a *analysis, name, text string) int {
	f := a.textField(name, text)
	if f == nil {
		return 0
	}
	e.fields = append(e.fields, f)
	return f.length
}

// The endings of a segment's files.
const (
	zapFile = ".zap"
	vocFile = ".voc"
	recFile = ".rec"
)

// writeRecords writes a .rec file, synced.
func writeRecords(path string, fill func(*recordWriter) error) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() {
		if closed := file.Close(); err == nil {
			err = closed
		}
	}()
	out := bufio.NewWriterSize(file, 1<<20)
	w, err := newRecordWriter(out)
	if err != nil {
		return err
	}
	if err := fill(w); err != nil {
		return err
	}
	if err := w.close(); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return file.Sync()
}

// writeSynced writes a file and waits until the disk has it.
func writeSynced(path string, data []byte) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}
