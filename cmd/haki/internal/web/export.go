package web

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
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
	out := func(ctx context.Context) error {
		_, err := export.Write(ctx, w, kind, format, export.Options{BOM: r.URL.Query().Has("bom"), Version: s.Version}, from)
		return err
	}
	name, media := fmt.Sprintf("haki-%s.%s", kind, format), choose(types[format] == "", "application/octet-stream", types[format])
	if r.URL.Query().Has("zip") {
		m := export.Manifest{Kind: kind, Format: format, Query: strings.TrimSpace(text), Corpus: hash, Version: s.Version, Date: time.Now().UTC().Truncate(time.Second)}
		out = func(ctx context.Context) error { return bundle(ctx, w, name, m, from) }
		name, media = name+".zip", "application/zip"
	}
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", disposition(name))
	h.Set("Haki-Corpus", hash)
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
	m.Command = fmt.Sprintf("haki export %s --format %s", m.Kind, m.Format)
	if m.Query != "" {
		m.Command += " --query '" + strings.ReplaceAll(m.Query, "'", `'\''`) + "'"
	}
	if file, err = archive.CreateHeader(&zip.FileHeader{Name: "manifest.json", Method: zip.Deflate, Modified: m.Date}); err != nil {
		return err
	}
	if err := m.Write(file); err != nil {
		return err
	}
	return archive.Close()
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
