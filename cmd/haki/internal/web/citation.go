package web

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/haki-project/haki/index/export"
	"github.com/haki-project/haki/pipeline"
)

// citePage is one citation, or those of a selection, in every style.
type citePage struct {
	Name   string
	Href   string
	Styles []styled
}

type styled struct {
	Style string `json:"style"`
	Name  string `json:"name"`
	Text  string `json:"text"`
}

var styleNames = map[export.Style]string{
	export.Plain: "Plain", export.OSCOLA: "OSCOLA", export.Chicago: "Chicago", export.APA: "APA", export.BibTeX: "BibTeX", export.RIS: "RIS",
}

// maxCited bounds a selection; an export serves for more.
const maxCited = 200

// cite answers with citations of passages: as plain text in the style asked for,
// else in every style, as JSON to a script and as a page to a person.
func (s *Server) cite(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	records, err := s.cited(v["id"], v.Get("doc"), v.Get("p"))
	if err != nil {
		return err
	}
	if style := v.Get("style"); style != "" {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, err := fmt.Fprintln(w, citeAll(records, export.Style(style)))
		return err
	}
	page := citePage{Name: nameOf(records[0].Document), Href: passageURL(records[0].Document.ID, short(records[0]))}
	for _, style := range export.Styles {
		text := strings.ReplaceAll(citeAll(records, style), "\r\n", "\n") // RIS ends its lines as files do
		page.Styles = append(page.Styles, styled{string(style), styleNames[style], text})
	}
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		return writeJSON(w, page.Styles)
	}
	s.page(w, r, http.StatusOK, "cite.html", "Cite "+page.Name, page)
	return nil
}

func citeAll(records []pipeline.PassageRecord, style export.Style) string {
	list := make([]string, len(records))
	for i, rec := range records {
		list[i] = strings.TrimRight(export.Cite(rec, style), "\r\n")
	}
	return strings.Join(list, "\n")
}

// cited reads the passages named document:passage, or one by document and passage.
func (s *Server) cited(ids []string, doc, passage string) ([]pipeline.PassageRecord, error) {
	if len(ids) == 0 {
		ids = []string{doc + ":" + passage}
	}
	if len(ids) > maxCited {
		return nil, problem{http.StatusBadRequest, "Too many passages", "export them instead"}
	}
	var records []pipeline.PassageRecord
	for _, id := range ids {
		doc, passage, _ := strings.Cut(id, ":")
		_, d, err := s.corpus.document(doc)
		if err != nil {
			return nil, err
		}
		rec := pipeline.PassageRecord{ID: string(d.ID) + ":", Document: d.Record()}
		if passage != "" {
			i := place(d, passage)
			if i < 0 {
				return nil, fmt.Errorf("passage %s of %s: %w", passage, d.ID, pipeline.ErrNotFound)
			}
			rec = d.PassageRecord(i)
		}
		records = append(records, rec)
	}
	return records, nil
}
