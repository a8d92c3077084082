package web

import (
	"archive/zip"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/haki-project/haki/index/export"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// export streams what a query finds in a format.
func (s *Server) export(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	kind := export.Kind(choose(v.Get("kind") == "", "passages", v.Get("kind")))
	format := choose(v.Get("format") == "", "csv", v.Get("format"))
	if as := v.Get("as"); as != "" { // as the form has it, both in one
		first, second, _ := strings.Cut(as, ":")
		kind, format = export.Kind(first), second
	}
	from, err := s.selections(v.Get("q"))
	if err != nil {
		return err
	}
	return s.stream(w, r, export.Manifest{Kind: kind, Format: format, Query: strings.TrimSpace(v.Get("q"))}, from)
}

// exportRecommendations streams what the page of recommendations shows under
// the same filters.
func (s *Server) exportRecommendations(w http.ResponseWriter, r *http.Request) error {
	f := newFilter(r.URL.Query())
	if f.State == "" {
		return problem{http.StatusBadRequest, "No State is chosen", "choose one on the page of recommendations"}
	}
	_, format, _ := strings.Cut(r.URL.Query().Get("as"), ":")
	m := export.Manifest{Kind: export.Recommendations, Format: cmp.Or(format, "csv"), Query: "country:" + quoted(f.State), Command: "GET " + r.URL.RequestURI()}
	return s.stream(w, r, m, func(ctx context.Context, yield func(export.Selection) error) error {
		return s.eachReport(ctx, f.State, func(d *pipeline.Document) error {
			some := *d
			some.Recommendations = nil
			for i := range d.Recommendations {
				if !d.Recommendations[i].Pledge && f.keeps(newRecord(d, i)) {
					some.Recommendations = append(some.Recommendations, d.Recommendations[i])
				}
			}
			return yield(export.Selection{Document: &some, All: true})
		})
	})
}

// types are the media types of formats; the rest are sent as they are.
var types = map[string]string{
	"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson", "jsonld": "application/ld+json", "csl": "application/json",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "tei": "application/tei+xml", "label-studio": "application/json",
}

// exportGroup is what of one kind can be exported, for a list to choose from.
type exportGroup struct {
	Title   string
	Formats []exportAs
}

// exportAs is a kind and format, under the name that people know it by.
type exportAs struct{ Label, Value string }

// formatNames are formats under names that people know them by; the rest are known by their own.
var formatNames = map[string]string{
	"csv": "CSV", "jsonl": "JSON lines", "jsonld": "Web Annotation (JSON-LD)", "csl": "CSL-JSON (Zotero)", "xlsx": "Excel", "tei": "TEI", "qdpx": "REFI-QDA (NVivo, ATLAS.ti, MAXQDA)",
	"label-studio": "Label Studio", "parquet": "Parquet", "sqlite": "SQLite", "bibtex": "BibTeX", "ris": "RIS", "conll": "CoNLL", "webanno": "WebAnno TSV", "akn": "Akoma Ntoso", "qdc": "REFI codebook",
}

// exportChoices lists every kind and format, as the form of the search page offers them.
var exportChoices = sync.OnceValue(func() (list []exportGroup) {
	for _, kind := range export.Kinds {
		list = append(list, exportGroup{label("kind", string(kind)), exportsOf(kind)})
	}
	return list
})

func exportsOf(kind export.Kind) (list []exportAs) {
	for _, format := range export.Formats(kind) {
		list = append(list, exportAs{cmp.Or(formatNames[format], format), string(kind) + ":" + format})
	}
	return list
}

// stream writes an export as it is made. The headers carry what a manifest
// says; a failure in the middle cuts the line, so that half a file is not taken
// for a whole one.
func (s *Server) stream(w http.ResponseWriter, r *http.Request, m export.Manifest, from export.Selections) error {
	store, err := s.corpus.store()
	if err != nil {
		return err
	}
	if m.Corpus, err = store.Hash(); err != nil {
		return err
	}
	if !slices.Contains(export.Formats(m.Kind), m.Format) {
		return problem{http.StatusBadRequest, "There is no such format", "choose one of " + strings.Join(export.Formats(m.Kind), ", ")}
	}
	m.Version, m.Date = s.Version, time.Now().UTC().Truncate(time.Second)
	h := w.Header()
	out := func(ctx context.Context) error {
		_, err := export.Write(ctx, w, m.Kind, m.Format, export.Options{BOM: r.URL.Query().Has("bom"), Version: s.Version}, from)
		return err
	}
	name, media := fmt.Sprintf("haki-%s.%s", m.Kind, m.Format), cmp.Or(types[m.Format], "application/octet-stream")
	if r.URL.Query().Has("zip") {
		out = func(ctx context.Context) error { return bundle(ctx, w, name, m, from) }
		name, media = name+".zip", "application/zip"
	}
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", disposition(name))
	h.Set("Haki-Corpus", m.Corpus)
	h.Set("Haki-Version", s.Version)
	if err := out(r.Context()); err != nil {
		if sw, ok := w.(*statusWriter); !ok || !sw.wrote {
			h.Del("Content-Disposition")
			return err
		}
		s.Logger.Error("export broke off", "error", err.Error())
		panic(http.ErrAbortHandler)
	}
	return nil
}

// bundle streams a zip archive of an export and, behind it, its manifest: only
// then are the rows counted and the hash of the bytes known.
func bundle(ctx context.Context, w io.Writer, name string, m export.Manifest, from export.Selections) error {
	archive := zip.NewWriter(w)
	file, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: m.Date})
	if err != nil {
		return err
	}
	documents := map[pipeline.ID]bool{}
	counted := func(ctx context.Context, yield func(export.Selection) error) error {
		return from(ctx, func(sel export.Selection) error {
			documents[sel.Document.ID] = true
			return yield(sel)
		})
	}
	h := sha256.New()
	if m.Rows, err = export.Write(ctx, io.MultiWriter(file, h), m.Kind, m.Format, export.Options{Version: m.Version, Date: m.Date}, counted); err != nil {
		return err
	}
	m.Documents, m.SHA256 = len(documents), hex.EncodeToString(h.Sum(nil))
	m.Command = cmp.Or(m.Command, commandOf(m))
	if file, err = archive.CreateHeader(&zip.FileHeader{Name: "manifest.json", Method: zip.Deflate, Modified: m.Date}); err != nil {
		return err
	}
	if err := m.Write(file); err != nil {
		return err
	}
	return archive.Close()
}

// commandOf is what a person types to make the file again.
func commandOf(m export.Manifest) string {
	command := fmt.Sprintf("haki export %s --format %s", m.Kind, m.Format)
	if m.Query != "" {
		command += " --query " + export.ShellQuoted(m.Query)
	}
	return command
}

// selections yields what a query finds, document by document.
func (s *Server) selections(text string) (export.Selections, error) {
	store, links, err := s.corpus.linked()
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(text) == "" {
		return export.Completed(export.All(store), links.Resolve), nil
	}
	q, err := query.Parse(text)
	if err != nil {
		return nil, err
	}
	return export.Completed(export.Found(s.Index, store, q), links.Resolve), nil
}
