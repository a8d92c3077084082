package main

import (
	"fmt"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/pipeline"
)

type statusOptions struct{ json, quality bool }

func newStatus(a *app) *cobra.Command {
	var o statusOptions
	c := &cobra.Command{
		Use:   "status",
		Short: "What the corpus holds, and what failed and why",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return runStatus(a, o) },
	}
	c.Flags().BoolVar(&o.json, "json", false, "as JSON")
	c.Flags().BoolVar(&o.quality, "quality", false, "how far each document's text can be trusted, worst first")
	return c
}

// corpusStatus is what status prints.
type corpusStatus struct {
	Corpus          string                `json:"corpus"`
	Hash            string                `json:"hash"` // over the documents: what a citable count names
	Documents       int                   `json:"documents"`
	Passages        int                   `json:"passages"`
	Recommendations int                   `json:"recommendations"`
	References      int                   `json:"references"`
	Kinds           map[pipeline.Kind]int `json:"kinds"`
	Languages       map[string]int        `json:"languages"`
	Duplicates      int                   `json:"duplicates"`
	Failed          int                   `json:"failed"`
	Failures        []failure             `json:"failures"`
	NeedOCR         []string              `json:"need_ocr"` // files with pages that are images
	DamagedLines    int                   `json:"damaged_ledger_lines,omitempty"`
}

type failure struct {
	File    string `json:"file"`
	URI     string `json:"uri"`
	Reason  string `json:"reason"`
	Message string `json:"message"`
	Advice  string `json:"advice"`
}

func runStatus(a *app, o statusOptions) error {
	store, err := a.openStore(true)
	if err != nil {
		return err
	}
	defer store.Close()
	if o.quality {
		return runQuality(a, store, o.json)
	}
	ledger, err := store.Ledger()
	if err != nil {
		return err
	}
	st := statusOf(a.corpus, ledger)
	if st.Hash, err = store.Hash(); err != nil {
		return err
	}
	if o.json {
		return encoder(a.stdout).Encode(st)
	}
	st.print(newScreen(a.stdout))
	return nil
}

func statusOf(dir string, ledger *pipeline.Ledger) corpusStatus {
	st := corpusStatus{
		Corpus: dir, Kinds: map[pipeline.Kind]int{}, Languages: map[string]int{}, Failures: []failure{}, NeedOCR: []string{}, DamagedLines: ledger.Damaged(),
	}
	for _, o := range ledger.Documents() {
		st.Documents++
		if s := o.Summary; s != nil {
			st.Passages += s.Passages
			st.Recommendations += s.Recommendations
			st.References += s.References
			st.Kinds[s.Kind]++
			st.Languages[s.Language]++
			if s.NeedsOCR > 0 {
				st.NeedOCR = append(st.NeedOCR, o.File)
			}
		}
	}
	for _, o := range ledger.Outcomes() {
		switch o.State {
		case pipeline.Duplicate:
			st.Duplicates++
		case pipeline.Failed:
			st.Failed++
			st.Failures = append(st.Failures, failure{o.File, o.URI, o.Reason, o.Message, pipeline.Advice(o.Reason)})
		}
	}
	return st
}

func (st corpusStatus) print(s *screen) {
	fmt.Fprintf(s, "%s in %s: %s, %s, %s\n", count(st.Documents, "document"), st.Corpus,
		count(st.Passages, "passage"), count(st.Recommendations, "recommendation"), count(st.References, "reference"))
	printCounts(s, "kinds", st.Kinds)
	printCounts(s, "languages", st.Languages)
	if st.Duplicates > 0 {
		fmt.Fprintf(s, "%s: the same bytes as a document that is already here\n", count(st.Duplicates, "duplicate file"))
	}
	if len(st.NeedOCR) > 0 {
		fmt.Fprintf(s, "%s with pages that are images and were not read: %s\n  %s\n", count(len(st.NeedOCR), "document"),
			plain(strings.Join(st.NeedOCR, ", ")), pipeline.Advice("needs-ocr"))
	}
	if st.Failed == 0 {
		return
	}
	fmt.Fprintf(s, "\n%s\n", s.style(bold, count(st.Failed, "file")+" failed"))
	for _, group := range byReason(st.Failures) {
		fmt.Fprintf(s, "%s: %s\n", group[0].Reason, group[0].Advice)
		for _, f := range group {
			s.wrap("  ", plain(f.File+": "+f.Message))
		}
	}
	fmt.Fprintln(s, "haki retry reads these files again")
}

// printCounts prints a map of counts on a line, largest first.
func printCounts[K ~string](s *screen, name string, counts map[K]int) {
	keys := make([]K, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		return counts[keys[i]] > counts[keys[j]] || counts[keys[i]] == counts[keys[j]] && keys[i] < keys[j]
	})
	parts := make([]string, len(keys))
	for i, k := range keys {
		parts[i] = fmt.Sprintf("%s %d", orUnknown(string(k)), counts[k])
	}
	if len(parts) > 0 {
		s.wrap("  ", name+": "+strings.Join(parts, ", "))
	}
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}

// byReason groups failures by reason, the most frequent first.
func byReason(failures []failure) [][]failure {
	at := map[string]int{}
	var groups [][]failure
	for _, f := range failures {
		i, ok := at[f.Reason]
		if !ok {
			i = len(groups)
			at[f.Reason] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], f)
	}
	sort.SliceStable(groups, func(i, j int) bool { return len(groups[i]) > len(groups[j]) })
	return groups
}
