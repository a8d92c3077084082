package main

import (
	"encoding/json"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/haki-project/haki/ingest/source"
	"github.com/haki-project/haki/pipeline"
)

func TestMCP(t *testing.T) {
	a := &app{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, corpus: filepath.Join(t.TempDir(), "corpus"), quiet: true}
	src, err := source.Open([]string{filepath.Join(samples(t), "sylvania-upr-report-2031.pdf")}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.runSource(t.Context(), src, readOptions{}, false, pipeline.RunOptions{}); err != nil {
		t.Fatal(err)
	}
	r, err := a.reader()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	here, there := mcp.NewInMemoryTransports()
	if _, err := newTools(a, r).Connect(t.Context(), here, nil); err != nil {
		t.Fatal(err)
	}
	c, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), there, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, tt := range []struct {
		tool      string
		arguments map[string]any
		want      string // in the answer
		fails     bool
	}{
		{"search", map[string]any{"query": "number:13.3"}, "A/HRC/98/7, para. 13.3, p. 2", false},
		{"search", map[string]any{"query": "("}, "", true},
		{"search", map[string]any{}, "", true},
		{"read", map[string]any{"document": "A/HRC/98/7", "from": 10, "limit": 1}, `"total":`, false},
		{"read", map[string]any{"document": "A/HRC/1/1"}, "", true},
		{"lookup", map[string]any{"citation": "A/HRC/98/7, para. 13.3"}, "National Preventive Mechanism", false},
		{"lookup", map[string]any{"citation": "A/HRC/98/7, para. 13.3, p. 2"}, "National Preventive Mechanism", false},
		{"lookup", map[string]any{"citation": "A/HRC/98/7:13.3"}, "National Preventive Mechanism", false},
		{"lookup", map[string]any{"citation": "A/HRC/98/7"}, "Periodic Review", false},
		{"lookup", map[string]any{"citation": "A/HRC/98/7, para. 99"}, "", true},
		{"recommendations", map[string]any{"query": "state:NOR"}, `"number":"13.3"`, false},
	} {
		res, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: tt.tool, Arguments: tt.arguments})
		if failed := err != nil || res.IsError; failed != tt.fails {
			t.Errorf("%s %v: %v %+v", tt.tool, tt.arguments, err, res)
			continue
		}
		if answer, _ := json.Marshal(res); !tt.fails && !strings.Contains(strings.ReplaceAll(string(answer), `\"`, `"`), tt.want) {
			t.Errorf("%s %v: %.400s has no %s", tt.tool, tt.arguments, answer, tt.want)
		}
	}
}
