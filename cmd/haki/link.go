package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/index/link"
	"github.com/haki-project/haki/ingest/source"
	"github.com/haki-project/haki/pipeline"
)

type linkOptions struct {
	country string
	cycle   int
	limit   int
	floor   float64
	json    bool
}

func newLink(a *app) *cobra.Command {
	var o linkOptions
	c := &cobra.Command{
		Use:   "link --country CODE",
		Short: "For each recommendation to a State, the passages that bear on it",
		Long: `Rank, for each recommendation made to a State, the passages of its speeches, laws and
later reports that bear on it, with the reasons: instruments, rights and words that
both share, and whether the passage names the cycle. It says where to look; whether
a recommendation was implemented is for a person to judge.`,
		Example: `  haki link --country KAZ
  haki link --country KAZ --cycle 3 --json > kazakhstan.jsonl`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return runLink(c.Context(), a, o) },
	}
	f := c.Flags()
	f.StringVar(&o.country, "country", "", "State under review, ISO code or name")
	f.IntVar(&o.cycle, "cycle", 0, "only recommendations of this cycle")
	f.IntVar(&o.limit, "limit", 0, "passages a recommendation at most (default 5)")
	f.Float64Var(&o.floor, "floor", 0, "least score shown, 0 to 1 (default 0.2)")
	f.BoolVar(&o.json, "json", false, "one JSON object a recommendation")
	return c
}

func runLink(ctx context.Context, a *app, o linkOptions) error {
	if o.country == "" {
		return fmt.Errorf("%w: name the State under review, as --country KAZ", errUsage)
	}
	if o.floor < 0 || o.floor > 1 {
		return fmt.Errorf("%w: --floor %g: a score is from 0 to 1", errUsage, o.floor)
	}
	var m pipeline.Metadata
	if err := source.SetField(&m, "country", o.country); err != nil {
		return fmt.Errorf("%w: --country: %w", errUsage, err)
	}
	store, err := a.openStore(true)
	if err != nil {
		return err
	}
	defer store.Close()
	linker, reports, err := o.gather(ctx, store, m.Countries[0])
	if err != nil {
		return err
	}
	n := 0
	s := newScreen(a.stdout)
	for _, d := range reports {
		for i := range d.Recommendations {
			e := linker.Rank(d.RecommendationRecord(i), referencesOf(d, &d.Recommendations[i]), d.Date)
			n++
			if o.json {
				if err := encoder(a.stdout).Encode(e); err != nil {
					return err
				}
			} else if len(e.Links) > 0 {
				printEvidence(s, e)
			}
		}
	}
	if n == 0 {
		return fmt.Errorf("%w: the corpus holds no recommendation to %s", errNothing, m.Countries[0])
	}
	return nil
}

// gather reads the State's documents: its reports with recommendations, and all
// of them as places to look.
func (o linkOptions) gather(ctx context.Context, store *pipeline.Store, country string) (*link.Linker, []*pipeline.Document, error) {
	linker := link.New(link.Options{Limit: o.limit, Floor: o.floor})
	var reports []*pipeline.Document
	resolver, err := link.NewResolver(store)
	if err != nil {
		return nil, nil, err
	}
	for d, err := range store.Documents() {
		if err != nil {
			return nil, nil, err
		}
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		if !slices.Contains(d.Countries, country) {
			continue
		}
		linker.Add(d)
		if len(d.Recommendations) > 0 && (o.cycle == 0 || d.Cycle == o.cycle) {
			if err := resolver.Resolve(d); err != nil {
				return nil, nil, err
			}
			reports = append(reports, d)
		}
	}
	return linker, reports, nil
}

// referencesOf are those of the passage that a recommendation stands in, as far as they lie in its text.
func referencesOf(d *pipeline.Document, r *pipeline.Recommendation) []pipeline.Reference {
	p := d.Passage(r.Passage)
	if p == nil {
		return nil
	}
	var list []pipeline.Reference
	for _, ref := range p.References {
		if at := p.Start + ref.Start; at >= r.Start && at < r.End || r.End == 0 {
			list = append(list, ref)
		}
	}
	return list
}

func printEvidence(s *screen, e link.Evidence) {
	r := e.Recommendation
	fmt.Fprintf(s, "%s\n", s.style(bold, plain(fmt.Sprintf("%s, para. %s, %s (%s)", r.Symbol, r.Number, answerOf(&r.Recommendation), strings.Join(r.States, ", ")))))
	s.wrap("  ", plain(r.Text))
	for _, l := range e.Links {
		reasons := make([]string, len(l.Reasons))
		for i, reason := range l.Reasons {
			reasons[i] = fmt.Sprintf("%s %.2f: %s", reason.Kind, reason.Score, reason.What)
		}
		fmt.Fprintf(s, "  %.2f %s\n", l.Score, s.style(bold, plain(citation(&l.Passage))))
		s.wrap("       ", s.style(dim, plain(strings.Join(reasons, " · "))))
		s.wrap("       ", plain(cut(l.Passage.Text, 320)))
	}
	fmt.Fprintln(s)
}
