package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// correctedTexts are the passages of the corpus of which a person decided a tag
// of the scheme, with all their tags of it, as labelled texts to learn from.
func correctedTexts(a *app, scheme string) (io.Reader, error) {
	store, err := a.openStore(true)
	if err != nil {
		return nil, err
	}
	defer store.Close()
	ledger, err := store.Ledger()
	if err != nil {
		return nil, err
	}
	var table bytes.Buffer
	out, rows := csv.NewWriter(&table), 0
	_ = out.Write([]string{"id", "text", "labels", "group"}) // a buffer takes everything
	for _, o := range ledger.Documents() {
		decided, err := store.Corrections(o.Document)
		if err != nil {
			return nil, err
		}
		passages := passagesOf(decided, scheme)
		if len(passages) == 0 {
			continue
		}
		d, err := store.Document(o.Document)
		if err != nil {
			return nil, err
		}
		for i := range d.Passages {
			p := &d.Passages[i]
			if !passages[pipeline.TextHash(d.PassageText(p))] {
				continue
			}
			rows++
			_ = out.Write([]string{string(d.ID) + ":" + p.ID, strings.Join(taggedTexts(d, p), " "), strings.Join(tagsIn(p, scheme), "|"), string(d.ID)})
		}
	}
	if rows == 0 {
		return nil, fmt.Errorf("%w: nobody has decided about a tag of %s in %s: haki tag does", errNothing, scheme, a.corpus)
	}
	out.Flush()
	return &table, nil
}

// passagesOf are the hashes of the texts that corrections of a scheme are about.
func passagesOf(list []pipeline.Correction, scheme string) map[string]bool {
	texts := map[string]bool{}
	for _, c := range list {
		if c.Scheme == scheme {
			texts[c.Text] = true
		}
	}
	return texts
}

func tagsIn(p *pipeline.Passage, scheme string) []string {
	var list []string
	for _, t := range p.Tags {
		if t.Scheme == scheme {
			list = append(list, t.ID)
		}
	}
	return list
}
