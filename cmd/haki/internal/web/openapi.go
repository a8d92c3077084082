package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// apiPage is the description of the API as a page.
type apiPage struct {
	Info       *huma.Info
	OpenAPI    string
	Operations []operation
}

type operation struct {
	ID, Method, Path, Summary, Example string
	Parameters                         []*huma.Param
}

func (s *Server) apiDocs(w http.ResponseWriter, r *http.Request) error {
	p := apiPage{Info: s.description.Info, OpenAPI: s.description.OpenAPI}
	for path, item := range s.description.Paths {
		if op := item.Get; op != nil {
			p.Operations = append(p.Operations, operation{op.OperationID, http.MethodGet, path, op.Summary, example(r, path, op), op.Parameters})
		}
	}
	slices.SortFunc(p.Operations, func(a, b operation) int { return cmp.Or(strings.Compare(a.Path, b.Path)) })
	s.page(w, r, http.StatusOK, "api.html", "API", p)
	return nil
}

// example is a command that asks this very server.
func example(r *http.Request, path string, op *huma.Operation) string {
	path = strings.ReplaceAll(path, "{id}", choose(op.OperationID == "passage", "A%2FHRC%2F21%2F11:p119.10", "A%2FHRC%2F21%2F11"))
	for _, param := range op.Parameters {
		if param.Name == "q" {
			path += "?q=right:torture"
		}
	}
	return "curl '" + scheme(r) + r.Host + path + "'"
}

func scheme(r *http.Request) string { return choose(r.TLS != nil, "https://", "http://") }
