package web

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

func queryEscape(s string) string { return url.QueryEscape(s) }

// disposition tells a browser to keep a file under a name that holds no surprise.
func disposition(name string) string {
	return mime.FormatMediaType("attachment", map[string]string{"filename": name})
}

// documentsPage lists what is in the corpus and what failed.
type documentsPage struct {
	Total, Passages, Recommendations, References int
	Documents                                    []*pipeline.Outcome
	Failures                                     []failedItem
	Find                                         string
	Offset                                       int
	Next, Previous                               string
	CanAdd, CanRetry                             bool
	Uploaded                                     []*pipeline.Outcome
	Notice                                       string
}

type failedItem struct {
	*pipeline.Outcome
	Advice string
}

const documentsPerPage = 100

func (s *Server) documents(w http.ResponseWriter, r *http.Request) error {
	p, err := s.listDocuments(r)
	if err != nil {
		return err
	}
	s.page(w, r, http.StatusOK, "documents.html", "Documents", p)
	return nil
}

func (s *Server) listDocuments(r *http.Request) (*documentsPage, error) {
	p := &documentsPage{Find: r.URL.Query().Get("find"), CanAdd: s.Upload != nil, CanRetry: s.Retry != nil}
	p.Offset, _ = strconv.Atoi(r.URL.Query().Get("offset"))
	_, ledger, err := s.corpus.ledger()
	if err != nil {
		return nil, err
	}
	p.choose(ledger.Documents())
	for _, o := range ledger.Failures() {
		p.Failures = append(p.Failures, failedItem{o, pipeline.Advice(o.Reason)})
	}
	return p, nil
}

func (p *documentsPage) choose(all []*pipeline.Outcome) {
	p.Total = len(all)
	var found []*pipeline.Outcome
	needle := strings.ToLower(p.Find)
	for _, o := range all {
		sum := o.Summary
		if sum == nil {
			sum = &pipeline.Summary{}
			o = &pipeline.Outcome{URI: o.URI, File: o.File, Document: o.Document, Time: o.Time, Summary: sum}
		}
		p.Passages += sum.Passages
		p.Recommendations += sum.Recommendations
		p.References += sum.References
		if needle == "" || strings.Contains(strings.ToLower(o.File+" "+sum.Title+" "+sum.Symbol), needle) {
			found = append(found, o)
		}
	}
	slices.SortStableFunc(found, func(a, b *pipeline.Outcome) int { return cmp.Compare(b.Time.Unix(), a.Time.Unix()) })
	p.Offset = min(max(p.Offset, 0), max(len(found)-1, 0)) / documentsPerPage * documentsPerPage
	end := min(p.Offset+documentsPerPage, len(found))
	p.Documents = found[p.Offset:end]
	at := func(n int) string { return fmt.Sprintf("/documents?find=%s&offset=%d", queryEscape(p.Find), n) }
	if p.Offset > 0 {
		p.Previous = at(p.Offset - documentsPerPage)
	}
	if end < len(found) {
		p.Next = at(end)
	}
}

// Limits of an upload: bytes a file, and files at once.
const (
	maxUpload = 200 << 20
	maxFiles  = 100
)

// upload takes the files of a form, one after the other, as they arrive: none is
// held in memory. To a script it answers with JSON.
func (s *Server) upload(w http.ResponseWriter, r *http.Request) error {
	if s.Upload == nil {
		return problem{http.StatusForbidden, "This corpus is read only here", "ask whoever started haki serve"}
	}
	outcomes, err := s.takeFiles(w, r)
	if err != nil {
		return err
	}
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		return writeJSON(w, outcomes)
	}
	p, err := s.listDocuments(r)
	if err != nil {
		return err
	}
	p.Uploaded = outcomes
	s.page(w, r, http.StatusOK, "documents.html", "Documents", p)
	return nil
}

func (s *Server) takeFiles(w http.ResponseWriter, r *http.Request) ([]*pipeline.Outcome, error) {
	form, err := r.MultipartReader()
	if err != nil {
		return nil, problem{http.StatusBadRequest, "No file came with this", err.Error()}
	}
	outcomes := []*pipeline.Outcome{}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return outcomes, nil
		}
		if err != nil {
			return nil, problem{http.StatusBadRequest, "The upload broke off", err.Error()}
		}
		if part.FileName() == "" {
			continue
		}
		if len(outcomes) == maxFiles {
			return nil, problem{http.StatusRequestEntityTooLarge, "Too many files at once", fmt.Sprintf("%d are in; send the rest again", maxFiles)}
		}
		o, err := s.Upload(r.Context(), part.FileName(), http.MaxBytesReader(w, part, maxUpload))
		if err != nil {
			return nil, err
		}
		outcomes = append(outcomes, o)
	}
}

func (s *Server) retry(w http.ResponseWriter, r *http.Request) error {
	if s.Retry == nil {
		return problem{http.StatusForbidden, "This corpus is read only here", "ask whoever started haki serve"}
	}
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	if err := r.ParseForm(); err != nil {
		return problem{http.StatusBadRequest, "The form cannot be read", err.Error()}
	}
	report, err := s.Retry(r.Context(), r.PostForm.Get("uri"))
	if err != nil {
		return err
	}
	p, err := s.listDocuments(r)
	if err != nil {
		return err
	}
	p.Notice = fmt.Sprintf("%d of %d files could be read now.", report.New+report.Changed+report.Duplicates, report.Total)
	s.page(w, r, http.StatusOK, "documents.html", "Documents", p)
	return nil
}
