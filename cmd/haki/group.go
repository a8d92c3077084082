package main

import (
	"fmt"

	"github.com/haki-project/haki/index"
)

// groupedHits is how many hits are looked at for what says the same: the versions
// of a text stand close to each other in every order, and more are slow to compare.
const groupedHits = 500

// printGroups prints what the first hits of a search say, each thing once.
func (a *app) printGroups(o searchOptions, text string, res *index.Result) error {
	groups := index.GroupHits(res.Hits)
	shown := groups[min(o.offset, len(groups)):min(o.offset+o.limit, len(groups))]
	if o.json {
		return encoder(a.stdout).Encode(struct {
			Query  string                   `json:"query"`
			Total  int                      `json:"total"`  // passages
			Looked int                      `json:"looked"` // at so many of them
			Groups int                      `json:"groups"` // among those
			Hits   []index.Group            `json:"hits"`
			Facets map[string][]index.Count `json:"facets,omitempty"`
		}{text, res.Total, len(res.Hits), len(groups), shown, res.Facets})
	}
	s := newScreen(a.stdout)
	for i := range shown {
		printHit(s, o, o.offset+i+1, &shown[i].Hit)
		printVersions(s, shown[i].Versions)
	}
	printFacets(s, o, res)
	fmt.Fprintln(s, s.style(dim, fmt.Sprintf("%s that differ among the first %d of %s", count(len(groups), "text"), len(res.Hits), count(res.Total, "passage"))))
	return a.printReplay(text, res)
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
