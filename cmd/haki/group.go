package main

import (
	"context"
	"fmt"

	"github.com/haki-project/haki/index"
)

// searchGrouped prints what the first hits of a search say, each thing once.
func (a *app) searchGrouped(ctx context.Context, o searchOptions, r index.Reader, request index.Request, text string) error {
	found, err := index.SearchGrouped(ctx, r, request)
	if err != nil {
		return facetError(err)
	}
	replay, err := a.provenance(text, found.Total)
	if err != nil {
		return err
	}
	shown := found.Page(o.offset, o.limit)
	if o.json {
		return encoder(a.stdout).Encode(struct {
			Query  string                   `json:"query"`
			Total  int                      `json:"total"`  // passages
			Looked int                      `json:"looked"` // at so many of them
			Groups int                      `json:"groups"` // among those
			Hits   []index.Group            `json:"hits"`
			Facets map[string][]index.Count `json:"facets,omitempty"`
			replayed
		}{text, found.Total, found.Looked, len(found.Groups), shown, found.Facets, newReplayed(replay)})
	}
	s := newScreen(a.stdout)
	for i := range shown {
		printHit(s, o, o.offset+i+1, &shown[i].Hit)
		printVersions(s, shown[i].Versions)
	}
	printFacets(s, o, found.Facets)
	fmt.Fprintln(s, s.style(dim, fmt.Sprintf("%s that differ among the first %d of %s", count(len(found.Groups), "text"), found.Looked, count(found.Total, "passage"))))
	a.printReplay(replay)
	return nil
}

// maxVersions is how many versions are named; the rest is counted.
const maxVersions = 5

func printVersions(s *screen, versions []index.Hit) {
	for i := range versions {
		if i == maxVersions {
			fmt.Fprintf(s, "   %s\n", s.style(dim, fmt.Sprintf("and %d more", len(versions)-i)))
			break
		}
		v := &versions[i].PassageRecord
		fmt.Fprintf(s, "   %s\n", s.style(dim, plain(fmt.Sprintf("also %s (%s) · %s", citation(v), v.Document.Language, v.ID))))
	}
	if len(versions) > 0 {
		fmt.Fprintln(s)
	}
}
