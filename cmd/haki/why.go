package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/rights"
)

func newWhy(a *app) *cobra.Command {
	var o readOptions
	c := &cobra.Command{
		Use:   "why DOC:PASSAGE [TAG]...",
		Short: "What speaks for and against the tags of a passage",
		Long: `Print the words, references and rules that speak for and against the tags that a
passage has, or against tags that it has not (scheme:id).`,
		Example: `  haki why A/HRC/21/11:119.10
  haki why A/HRC/21/11:119.10 upr-issues:justice`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return runWhy(a, o, args[0], args[1:]) },
	}
	o.schemeFlag(c)
	return c
}

func runWhy(a *app, o readOptions, name string, tags []string) error {
	d, p, err := a.find(name)
	if err != nil {
		return err
	}
	if p == nil {
		return fmt.Errorf("%w: name a passage, as %s:12", errUsage, name)
	}
	tagger, err := newTagger(o)
	if err != nil {
		return err
	}
	if len(tags) == 0 {
		for _, t := range p.Tags {
			tags = append(tags, t.Scheme+":"+t.ID)
		}
	}
	if len(tags) == 0 {
		return fmt.Errorf("%w: the passage has no tag; name one as scheme:id to see what speaks against it", errNothing)
	}
	s := newScreen(a.stdout)
	for _, t := range tags {
		scheme, id, ok := strings.Cut(t, ":")
		if !ok {
			return fmt.Errorf("%w: %s: write scheme:id, as rights:torture", errUsage, t)
		}
		e, err := strongest(tagger, d, p, scheme, id)
		if err != nil {
			return fmt.Errorf("%w: %w", errUsage, err)
		}
		printWhy(s, e)
	}
	return nil
}

// strongest explains a tag by the text of the passage that speaks loudest for it.
func strongest(tagger *rights.Tagger, d *pipeline.Document, p *pipeline.Passage, scheme, id string) (best *rights.Explanation, err error) {
	for _, text := range taggedTexts(d, p) {
		e, err := tagger.Why(text, d.Language, p.References, scheme, id)
		if err != nil {
			return nil, err
		}
		if best == nil || e.Score > best.Score {
			best = e
		}
	}
	return best, nil
}

// taggedTexts are what the tagger read: recommendations are tagged one by one,
// without number and States.
func taggedTexts(d *pipeline.Document, p *pipeline.Passage) []string {
	var list []string
	for i := range d.Recommendations {
		if r := &d.Recommendations[i]; r.Passage == p.ID {
			list = append(list, r.Text)
		}
	}
	if len(list) == 0 {
		list = append(list, d.PassageText(p))
	}
	return list
}

func printWhy(s *screen, e *rights.Explanation) {
	verdict := "not said"
	if e.Said() {
		verdict = "said"
	}
	fmt.Fprintf(s, "%s  %s: score %.2f, from %.2f on it is said; by %s\n", s.style(bold, plain(e.Scheme+":"+e.Label)), verdict, e.Score, e.Threshold, e.By)
	for _, r := range e.Reasons {
		fmt.Fprintf(s, "  %+6.2f  %s\n", r.Weight, plain(r.What))
	}
}
