package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/spf13/cobra"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/export"
	"github.com/haki-project/haki/index/link"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

func newMCP(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "mcp",
		Short: "Let an assistant search and read the corpus (MCP, stdio)",
		Long: `Speak the Model Context Protocol on stdin and stdout. The tools search, read, lookup
and recommendations answer with the records of the command line; none changes
the corpus.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return runMCP(c.Context(), a) },
	}
}

func runMCP(ctx context.Context, a *app) error {
	r, err := a.reader()
	if err != nil {
		return err
	}
	defer r.Close()
	s := newTools(a, r)
	err = s.Run(ctx, &mcp.IOTransport{Reader: io.NopCloser(a.stdin), Writer: writeCloser{a.stdout}})
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// writeCloser keeps stdout open: it is not ours to close.
type writeCloser struct{ io.Writer }

// Close implements io.Closer.
func (writeCloser) Close() error { return nil }

// newTools registers what an assistant can ask for.
func newTools(a *app, r index.Reader) *mcp.Server {
	t := tools{a, r}
	s := mcp.NewServer(&mcp.Implementation{Name: "haki", Version: version()}, nil)
	mcp.AddTool(s, &mcp.Tool{Name: "search", Description: "Passages of human-rights texts that match a query, with their citations. Fields: country, right, issue, group, sdg, kind, status, cycle, year, ref, lang, symbol. Example: right:torture country:BRA year:2010..2014"}, t.search)
	mcp.AddTool(s, &mcp.Tool{Name: "read", Description: "Passages of one document in reading order, from a passage on"}, t.read)
	mcp.AddTool(s, &mcp.Tool{Name: "lookup", Description: "The passage that a citation names, as A/HRC/21/11, para. 119.10"}, t.lookup)
	mcp.AddTool(s, &mcp.Tool{Name: "recommendations", Description: "What States recommended to a State in the Universal Periodic Review, and its answers"}, t.recommendations)
	return s
}

type tools struct {
	*app
	index index.Reader
}

// citedPassage is a passage with the words by which it is cited.
type citedPassage struct {
	Citation string `json:"citation"`
	pipeline.PassageRecord
}

func withCitation(r pipeline.PassageRecord) citedPassage {
	return citedPassage{export.Cite(r, export.Plain), r}
}

type searchArguments struct {
	Query  string `json:"query" jsonschema:"words, phrases and fields"`
	Limit  int    `json:"limit,omitempty" jsonschema:"passages at most, 1 to 50, default 10"`
	Offset int    `json:"offset,omitempty" jsonschema:"passages skipped"`
}

func (t tools) search(ctx context.Context, _ *mcp.CallToolRequest, in searchArguments) (*mcp.CallToolResult, any, error) {
	q, err := query.Parse(in.Query)
	if err != nil {
		return nil, nil, err
	}
	res, err := t.index.Search(ctx, index.Request{Query: q, Limit: bounded(in.Limit, 10, 50), Offset: min(max(in.Offset, 0), 10_000)})
	if err != nil {
		return nil, nil, err
	}
	hits := []citedPassage{}
	for _, h := range res.Hits {
		hits = append(hits, withCitation(h.PassageRecord))
	}
	return nil, map[string]any{"total": res.Total, "passages": hits}, nil
}

// bounded is n, or otherwise where n is not given, and at most most.
func bounded(n, otherwise, most int) int {
	if n <= 0 {
		n = otherwise
	}
	return min(n, most)
}

type readArguments struct {
	Document string `json:"document" jsonschema:"ID, symbol or file name"`
	From     int    `json:"from,omitempty" jsonschema:"place of the first passage, from 0"`
	Limit    int    `json:"limit,omitempty" jsonschema:"passages at most, 1 to 100, default 30"`
}

func (t tools) read(_ context.Context, _ *mcp.CallToolRequest, in readArguments) (*mcp.CallToolResult, any, error) {
	d, _, err := t.find(in.Document)
	if err != nil {
		return nil, nil, err
	}
	passages := []citedPassage{}
	from := min(max(in.From, 0), len(d.Passages))
	for i := from; i < min(from+bounded(in.Limit, 30, 100), len(d.Passages)); i++ {
		passages = append(passages, withCitation(d.PassageRecord(i)))
	}
	return nil, map[string]any{"document": d.Record(), "total": len(d.Passages), "passages": passages}, nil
}

type lookupArguments struct {
	Citation string `json:"citation" jsonschema:"as A/HRC/21/11, para. 119.10"`
}

// citationForm is a document and a number in it, as people and Haki write it.
var citationForm = regexp.MustCompile(`^(.+?)(?:,?\s+(?:paras?\.?|paragraphs?|arts?\.?|articles?|§)\s*|:)([\p{L}\d.()/-]+?)[.,]?(?:,?\s+p\.\s*\d+)?$`)

func (t tools) lookup(_ context.Context, _ *mcp.CallToolRequest, in lookupArguments) (*mcp.CallToolResult, any, error) {
	name := strings.TrimSpace(in.Citation)
	if m := citationForm.FindStringSubmatch(name); m != nil {
		name = m[1] + ":" + m[2]
	}
	d, p, err := t.find(name)
	if err != nil {
		return nil, nil, err
	}
	if p == nil {
		return nil, map[string]any{"document": d.Record()}, nil
	}
	for i := range d.Passages {
		if d.Passages[i].ID == p.ID {
			return nil, withCitation(d.PassageRecord(i)), nil
		}
	}
	return nil, nil, fmt.Errorf("%s: %w", in.Citation, pipeline.ErrNotFound)
}

type recommendationArguments struct {
	Query  string `json:"query" jsonschema:"which ones, as country:BRA right:torture status:supported"`
	Limit  int    `json:"limit,omitempty" jsonschema:"recommendations at most, 1 to 200, default 50"`
	Offset int    `json:"offset,omitempty" jsonschema:"recommendations skipped"`
}

func (t tools) recommendations(ctx context.Context, _ *mcp.CallToolRequest, in recommendationArguments) (*mcp.CallToolResult, any, error) {
	q, err := query.Parse("kind:recommendation " + in.Query)
	if err != nil {
		return nil, nil, err
	}
	store, err := t.openStore(true)
	if err != nil {
		return nil, nil, err
	}
	defer store.Close()
	list, total := []pipeline.RecommendationRecord{}, 0
	limit := bounded(in.Limit, 50, 200)
	resolver, err := link.NewResolver(store)
	if err != nil {
		return nil, nil, err
	}
	err = export.Completed(export.Found(t.index, store, q), resolver.Resolve)(ctx, func(s export.Selection) error {
		wanted := map[string]bool{}
		for _, i := range s.Passages {
			wanted[s.Document.Passages[i].ID] = true
		}
		for i := range s.Document.Recommendations {
			if !wanted[s.Document.Recommendations[i].Passage] {
				continue
			}
			if total++; total > in.Offset && len(list) < limit {
				list = append(list, s.Document.RecommendationRecord(i))
			}
		}
		return nil
	})
	return nil, map[string]any{"total": total, "recommendations": list}, err
}
