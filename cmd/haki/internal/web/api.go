package web

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/export"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// api registers /api/v1. Its OpenAPI description is made from these types, so it
// cannot say anything else than the code does.
func (s *Server) api(mux *http.ServeMux) huma.API {
	c := huma.DefaultConfig("Haki", "1")
	c.Info.Description = "Passages, recommendations and references of human-rights texts. The records are those of the command line."
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "/api/v1/openapi", "", "/api/v1/schemas"
	c.CreateHooks = nil // answers hold the records alone, without a link to their schema
	api := humago.New(mux, c)
	get := func(path, id, summary string) huma.Operation {
		return huma.Operation{Method: http.MethodGet, Path: "/api/v1" + path, OperationID: id, Summary: summary}
	}
	huma.Register(api, get("/search", "search", "Passages that match a query, page by page"), s.apiSearch)
	huma.Register(api, get("/documents/{id}", "document", "One document by ID, symbol or file name"), s.apiDocument)
	huma.Register(api, get("/passages/{id}", "passage", "One passage by its ID"), s.apiPassage)
	huma.Register(api, get("/status", "status", "What the corpus holds and what failed"), s.apiStatus)
	for _, kind := range export.Kinds {
		huma.Register(api, get("/"+string(kind), string(kind), "All "+string(kind)+" that match a query, one JSON object a line"), s.apiStream(kind))
	}
	return api
}

// asError turns what went wrong into huma's problem.
func (s *Server) asError(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	p := problemOf(err)
	if p.Status >= 500 {
		s.Logger.Error("api", "error", err.Error())
	}
	return huma.NewError(p.Status, p.Title, errors.New(p.Detail))
}

type searchInput struct {
	Query  string `query:"q" doc:"in the query language" example:"torture AND \"optional protocol\""`
	Limit  int    `query:"limit" default:"20" minimum:"0" maximum:"500"`
	Cursor string `query:"cursor" doc:"next of the page before"`
	Sort   string `query:"sort" enum:"relevance,date,document" default:"relevance"`
	Facets string `query:"facets" doc:"fields to count, separated by commas" example:"country,issue"`
	Group  bool   `query:"group" doc:"what says the same once, with where else it stands; the first 500 passages are looked at"`
}

type searchOutput struct {
	Body struct {
		Query  string                   `json:"query"`
		Total  int                      `json:"total"`
		Looked int                      `json:"looked,omitempty" doc:"grouped: passages looked at"`
		Groups int                      `json:"groups,omitempty" doc:"grouped: how many of them say something of their own"`
		Hits   []index.Group            `json:"hits" doc:"passages; grouped, each with versions that say the same"`
		Facets map[string][]index.Count `json:"facets,omitempty"`
		Next   string                   `json:"next,omitempty" doc:"cursor of the next page"`

		Corpus  string `json:"corpus" doc:"hash over the documents of the corpus"`
		Version string `json:"haki_version"`
		Replay  string `json:"replay" doc:"query, count, corpus and version in one line: the same corpus and version give the same count"`
	}
}

func (s *Server) apiSearch(ctx context.Context, in *searchInput) (*searchOutput, error) {
	q, err := query.Parse(choose(strings.TrimSpace(in.Query) == "", "*", in.Query))
	if err != nil {
		return nil, s.asError(err)
	}
	offset, err := offsetOf(in.Cursor)
	if err != nil {
		return nil, s.asError(err)
	}
	req := index.Request{Query: q, Limit: in.Limit, Offset: offset, Sort: index.Sort(in.Sort), Highlights: true}
	if in.Facets != "" {
		req.Facets = strings.Split(in.Facets, ",")
	}
	found, err := s.groupsOf(ctx, req, in.Group)
	if errors.Is(err, index.ErrNoFacet) {
		err = problem{http.StatusBadRequest, "That field cannot be counted", err.Error()}
	}
	if err != nil {
		return nil, s.asError(err)
	}
	out := &searchOutput{}
	b, of := &out.Body, found.Total
	b.Query, b.Total, b.Hits, b.Facets = in.Query, found.Total, append([]index.Group{}, found.Groups...), found.Facets
	if in.Group {
		b.Looked, b.Groups, of = found.Looked, len(found.Groups), len(found.Groups)
		b.Hits = found.Page(offset, in.Limit)
	}
	if end := offset + len(b.Hits); end < of && len(b.Hits) > 0 && end < maxOffset {
		b.Next = base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(end)))
	}
	replay, err := s.replay(in.Query, found.Total)
	if err != nil {
		return nil, s.asError(err)
	}
	b.Corpus, b.Version, b.Replay = replay.Corpus, replay.Version, replay.String()
	return out, nil
}

// offsetOf reads a cursor; what it holds is our business.
func offsetOf(cursor string) (int, error) {
	if cursor == "" {
		return 0, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil {
		var n int
		if n, err = strconv.Atoi(string(b)); err == nil && n >= 0 && n <= maxOffset {
			return n, nil
		}
	}
	return 0, problem{http.StatusBadRequest, "There is no such cursor", "take it from the page before, as it is"}
}

type idInput struct {
	ID string `path:"id" maxLength:"300"`
}

type documentOutput struct {
	Body *pipeline.Document
}

func (s *Server) apiDocument(_ context.Context, in *idInput) (*documentOutput, error) {
	_, d, err := s.corpus.document(in.ID)
	if err != nil {
		return nil, s.asError(err)
	}
	return &documentOutput{d}, nil
}

type passageOutput struct {
	Body pipeline.PassageRecord
}

func (s *Server) apiPassage(_ context.Context, in *idInput) (*passageOutput, error) {
	doc, passage, _ := strings.Cut(in.ID, ":")
	_, d, err := s.corpus.document(doc)
	if err != nil {
		return nil, s.asError(err)
	}
	i := place(d, passage)
	if i < 0 {
		return nil, s.asError(pipeline.ErrNotFound)
	}
	return &passageOutput{d.PassageRecord(i)}, nil
}

type statusOutput struct {
	Body struct {
		Version   string              `json:"version"`
		Corpus    string              `json:"corpus" doc:"hash over what the corpus holds"`
		Documents int                 `json:"documents"`
		Failures  []*pipeline.Outcome `json:"failures"`
	}
}

func (s *Server) apiStatus(context.Context, *struct{}) (*statusOutput, error) {
	_, ledger, err := s.corpus.ledger()
	if err != nil {
		return nil, s.asError(err)
	}
	out := &statusOutput{}
	out.Body.Version, out.Body.Documents, out.Body.Failures = s.Version, len(ledger.Documents()), append([]*pipeline.Outcome{}, ledger.Failures()...)
	out.Body.Corpus, err = s.corpus.state()
	if err != nil {
		return nil, s.asError(err)
	}
	return out, nil
}

type streamInput struct {
	Query string `query:"q" doc:"in the query language; all where not given"`
}

// apiStream answers with every record, one JSON object a line. A failure in the
// middle is a last line with a problem, so that a reader knows.
func (s *Server) apiStream(kind export.Kind) func(context.Context, *streamInput) (*huma.StreamResponse, error) {
	return func(ctx context.Context, in *streamInput) (*huma.StreamResponse, error) {
		from, err := s.selections(in.Query)
		if err != nil {
			return nil, s.asError(err)
		}
		return &huma.StreamResponse{Body: func(c huma.Context) {
			c.SetHeader("Content-Type", "application/x-ndjson")
			w := c.BodyWriter()
			if _, err := export.Write(c.Context(), w, kind, "jsonl", export.Options{Version: s.Version}, from); err != nil {
				s.Logger.Error("api stream", "error", err.Error())
				_ = json.NewEncoder(w).Encode(map[string]problem{"problem": problemOf(err)}) // the line may be gone
			}
		}}, nil
	}
}

// writeJSON answers a script of our own pages.
func writeJSON(w http.ResponseWriter, v any) error {
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(v)
}
