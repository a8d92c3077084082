package web

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/haki-project/haki/index/export"
	"github.com/haki-project/haki/index/query"
)

// export streams what a query finds in a format.
func (s *Server) export(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	kind := export.Kind(choose(v.Get("kind") == "", "passages", v.Get("kind")))
	format := choose(v.Get("format") == "", "csv", v.Get("format"))
	return s.stream(w, r, kind, format, v.Get("q"))
}

// types are the media types of formats; the rest are sent as they are.
var types = map[string]string{
	"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson", "jsonld": "application/ld+json", "csl": "application/json",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "tei": "application/tei+xml", "label-studio": "application/json",
}

// stream writes an export as it is made. The headers carry what a manifest
// says; a failure in the middle cuts the line, so that half a file is not taken
// for a whole one.
func (s *Server) stream(w http.ResponseWriter, r *http.Request, kind export.Kind, format, text string) error {
	from, err := s.selections(text)
	if err != nil {
		return err
	}
	store, err := s.corpus.store()
	if err != nil {
		return err
	}
	hash, err := store.Hash()
	if err != nil {
		return err
	}
	if !canWrite(kind, format) {
		return problem{http.StatusBadRequest, "There is no such format", "choose one of " + strings.Join(export.Formats(kind), ", ")}
	}
	h := w.Header()
	h.Set("Content-Type", choose(types[format] == "", "application/octet-stream", types[format]))
	h.Set("Content-Disposition", disposition(fmt.Sprintf("haki-%s.%s", kind, format)))
	h.Set("Haki-Corpus", hash)
	h.Set("Haki-Version", s.Version)
	if _, err := export.Write(r.Context(), w, kind, format, export.Options{BOM: r.URL.Query().Has("bom"), Version: s.Version}, from); err != nil {
		if sw, ok := w.(*statusWriter); !ok || !sw.wrote {
			h.Del("Content-Disposition")
			return err
		}
		s.Logger.Error("export broke off", "error", err.Error())
		panic(http.ErrAbortHandler)
	}
	return nil
}

func canWrite(kind export.Kind, format string) bool {
	for _, f := range export.Formats(kind) {
		if f == format {
			return true
		}
	}
	return false
}

// selections yields what a query finds, document by document.
func (s *Server) selections(text string) (export.Selections, error) {
	store, err := s.corpus.store()
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(text) == "" {
		return export.All(store), nil
	}
	q, err := query.Parse(text)
	if err != nil {
		return nil, err
	}
	return export.Found(s.Index, store, q), nil
}
