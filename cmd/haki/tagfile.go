package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/haki-project/haki/index/export"
	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/rights"
)

// tagFile reads corrections out of a CSV: a column passage (DOC:PASSAGE, as exports
// name it) and a column tag, which may hold several separated by |, each with a
// sign before it or none to add it; verdict (added, rejected, accepted, undone)
// and who count for those without.
type tagFile struct {
	options tagOptions
	schemes []*rights.Scheme
	store   *pipeline.Store
	columns map[string]int
	last    *pipeline.Document // the one met last: rows of a document follow each other
	found   map[pipeline.ID][]pipeline.Correction
	order   []pipeline.ID // of found
	wrong   []string
}

// runTagFile keeps what can be kept of the file and tells every line that cannot.
func runTagFile(ctx context.Context, a *app, o tagOptions) error {
	schemes, err := schemesWith(o.own)
	if err != nil {
		return err
	}
	f, err := os.Open(o.file)
	if err != nil {
		return err
	}
	defer f.Close()
	store, err := a.openStore(false)
	if err != nil {
		return err
	}
	t := &tagFile{options: o, schemes: schemes, store: store, found: map[pipeline.ID][]pipeline.Correction{}}
	if err := t.read(f); err != nil {
		return errors.Join(fmt.Errorf("%w: %s: %w", errUsage, o.file, err), store.Close())
	}
	if err := errors.Join(t.keep(ctx, a), store.Close()); err != nil {
		return err
	}
	return t.tell(a)
}

func (t *tagFile) read(f io.Reader) error {
	in := csv.NewReader(f)
	head, err := in.Read()
	if err != nil {
		return fmt.Errorf("line 1: %w", err)
	}
	t.columns = map[string]int{}
	for i, name := range head {
		t.columns[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))] = i
	}
	for _, need := range []string{"passage", "tag"} {
		if _, ok := t.columns[need]; !ok {
			return fmt.Errorf("line 1: there is no column %q; passage and tag are needed, verdict and who may be there", need)
		}
	}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := t.row(row); err != nil {
			line, _ := in.FieldPos(0)
			t.wrong = append(t.wrong, fmt.Sprintf("%s:%d: %v", t.options.file, line, err))
		}
	}
}

func (t *tagFile) cell(row []string, name string) string {
	if i, ok := t.columns[name]; ok {
		return export.Unguarded(strings.TrimSpace(row[i]))
	}
	return ""
}

// signs are the signs of verdicts.
var signs = map[pipeline.Verdict]string{pipeline.Added: "+", pipeline.Rejected: "-", pipeline.Accepted: "=", pipeline.Undone: "~", "": "+"}

func (t *tagFile) row(row []string) error {
	d, p, err := t.passage(t.cell(row, "passage"))
	if err != nil {
		return err
	}
	sign, ok := signs[pipeline.Verdict(strings.ToLower(t.cell(row, "verdict")))]
	if !ok {
		return fmt.Errorf("%q is no verdict: added, rejected, accepted or undone", t.cell(row, "verdict"))
	}
	o := t.options
	if who := t.cell(row, "who"); who != "" {
		o.who = who
	}
	var list []pipeline.Correction
	for tag := range strings.SplitSeq(t.cell(row, "tag"), "|") {
		if tag = strings.TrimSpace(tag); tag == "" {
			return errors.New("there is no tag")
		}
		if _, signed := verdicts[tag[0]]; !signed {
			tag = sign + tag
		}
		meant, err := o.corrections(t.schemes, d, p, tag)
		if err != nil {
			return err
		}
		list = append(list, meant...)
	}
	if !slices.Contains(t.order, d.ID) {
		t.order = append(t.order, d.ID)
	}
	t.found[d.ID] = append(t.found[d.ID], list...)
	return nil
}

// passage finds DOC:PASSAGE; only a new document is opened.
func (t *tagFile) passage(name string) (*pipeline.Document, *pipeline.Passage, error) {
	i := strings.LastIndexByte(name, ':')
	if i < 0 {
		return nil, nil, fmt.Errorf("%q names no passage: write DOC:PASSAGE, as exports do", name)
	}
	doc, passage := name[:i], name[i+1:]
	if t.last == nil || string(t.last.ID) != doc {
		o, err := t.store.Find(doc)
		if err != nil {
			return nil, nil, err
		}
		if t.last == nil || t.last.ID != o.Document {
			if t.last, err = t.store.Document(o.Document); err != nil {
				return nil, nil, err
			}
		}
	}
	if p := findPassage(t.last, passage); p != nil {
		return t.last, p, nil
	}
	return nil, nil, fmt.Errorf("%s has no passage %s", doc, passage)
}

// keep writes the corrections, document by document.
func (t *tagFile) keep(ctx context.Context, a *app) error {
	if len(t.order) == 0 {
		return nil
	}
	idx, err := a.indexWriter(ctx)
	if err != nil {
		return err
	}
	for _, id := range t.order {
		if err := t.store.Correct(ctx, idx, id, t.found[id]...); err != nil {
			return errors.Join(err, idx.Close())
		}
	}
	return idx.Close()
}

func (t *tagFile) tell(a *app) error {
	n := 0
	for _, list := range t.found {
		n += len(list)
	}
	if !a.quiet {
		fmt.Fprintf(a.stderr, "%s of %s\n", count(n, "correction"), count(len(t.order), "document"))
	}
	for _, line := range t.wrong {
		fmt.Fprintln(a.stderr, plain(line))
	}
	if len(t.wrong) > 0 {
		return fmt.Errorf("%w: %s of %s", errSomeFailed, count(len(t.wrong), "line"), t.options.file)
	}
	return nil
}

// schemesWith are the embedded schemes and those of files.
func schemesWith(files []string) ([]*rights.Scheme, error) {
	schemes, err := rights.Embedded()
	if err != nil {
		return nil, err
	}
	own, err := readSchemes(files)
	return append(schemes, own...), err
}
