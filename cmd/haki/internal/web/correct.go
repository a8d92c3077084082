package web

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// correct keeps one decision about a tag and leads back to the passage.
func (s *Server) correct(w http.ResponseWriter, r *http.Request) error {
	if s.Correct == nil {
		return problem{http.StatusForbidden, "This corpus is read only here", "ask whoever started haki serve"}
	}
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	if err := r.ParseForm(); err != nil {
		return problem{http.StatusBadRequest, "The form cannot be read", err.Error()}
	}
	_, d, err := s.corpus.document(r.PathValue("id"))
	if err != nil {
		return err
	}
	c, err := s.decision(r, d)
	if err != nil {
		return err
	}
	if err := s.Correct(r.Context(), d.ID, c); err != nil {
		return err
	}
	http.Redirect(w, r, backTo(r.PostForm.Get("back"), passageURL(d.ID, c.Passage)), http.StatusSeeOther)
	return nil
}

// backTo is the list of corrections that a form came from, else the passage;
// never an address that a stranger put into a form.
func backTo(asked, otherwise string) string {
	if u, err := url.Parse(asked); err == nil && u.Scheme == "" && u.Host == "" && u.Path == "/corrections" {
		return u.String()
	}
	return otherwise
}

func (s *Server) decision(r *http.Request, d *pipeline.Document) (c pipeline.Correction, err error) {
	i := place(d, r.PostForm.Get("passage"))
	if i < 0 {
		return c, fmt.Errorf("passage %q: %w", r.PostForm.Get("passage"), pipeline.ErrNotFound)
	}
	p := &d.Passages[i]
	verdict, tag, _ := strings.Cut(r.PostForm.Get("decision"), " ")
	scheme, tag, _ := strings.Cut(tag, " ")
	if verdict == string(pipeline.Added) {
		scheme, tag = tagAdded(r.PostForm.Get("tag"))
	}
	c = pipeline.Correction{
		Document: d.ID, Passage: p.ID, Text: pipeline.TextHash(d.PassageText(p)), Scheme: scheme, Tag: tag, Label: labelOf(p, scheme, tag),
		Verdict: pipeline.Verdict(verdict), Who: s.who(r), When: time.Now().UTC().Truncate(time.Second),
	}
	switch c.Verdict {
	case pipeline.Accepted, pipeline.Rejected, pipeline.Added, pipeline.Undone:
	default:
		return c, problem{http.StatusBadRequest, "There is no such verdict", "accepted, rejected, added and undone are known"}
	}
	if c.Tag == "" || c.Scheme == "" || len(c.Tag) > 200 || len(c.Scheme) > 200 {
		return c, problem{http.StatusBadRequest, "No such tag", "write one as the list offers it: right:torture"}
	}
	return c, nil
}

// schemes are the schemes of tags by the field that searches them.
var schemes = []struct{ field, scheme string }{{"right", "rights"}, {"issue", "upr-issues"}, {"group", "groups"}, {"sdg", "sdg"}, {"theme", "themes"}}

// tagAdded reads a tag as a search has it, field:value.
func tagAdded(text string) (scheme, tag string) {
	field, tag, _ := strings.Cut(strings.TrimSpace(text), ":")
	tag = strings.ToLower(strings.Trim(tag, `"`))
	if !tagID.MatchString(tag) {
		return "", ""
	}
	for _, s := range schemes {
		if s.field == field {
			return s.scheme, tag
		}
	}
	return "", ""
}

var tagID = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,99}$`)

func labelOf(p *pipeline.Passage, scheme, tag string) string {
	for _, t := range p.Tags {
		if t.Scheme == scheme && t.ID == tag {
			return t.Label
		}
	}
	return tag
}

// decision is what a person decided about a tag of a passage, and stands.
type decision struct{ pipeline.Correction }

// decisions are those on a document that stand, by passage.
func (s *Server) decisions(d *pipeline.Document) (map[string][]decision, error) {
	store, err := s.corpus.store()
	if err != nil {
		return nil, err
	}
	list, err := store.Decided(d.ID)
	if err != nil {
		return nil, err
	}
	stand := map[string][]decision{}
	for _, c := range d.Decisions(list) {
		if c.Stands {
			stand[c.Now.ID] = append(stand[c.Now.ID], decision{c.Correction})
		}
	}
	return stand, nil
}

// labels are the tags that the corpus uses, to choose from when one is added.
func (s *Server) labels(r *http.Request) []string {
	req := index.Request{Query: query.All{}, FacetSize: 200}
	for _, s := range schemes {
		req.Facets = append(req.Facets, s.field)
	}
	res, err := s.Index.Search(r.Context(), req)
	if err != nil {
		s.Logger.Warn("tags to choose from", "error", err.Error())
		return nil
	}
	var list []string
	for _, s := range schemes {
		for _, c := range res.Facets[s.field] {
			list = append(list, s.field+":"+c.Value)
		}
	}
	slices.Sort(list)
	return list
}
