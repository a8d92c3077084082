package report

import (
	"fmt"
	"io"
	"sort"
	"strings"
)

// Metrics writes the run in the text format of Prometheus, for the text file
// collector of its node exporter. documents is how many the corpus holds.
func (r *Report) Metrics(w io.Writer, documents int) error {
	var b strings.Builder
	gauge := func(name, help string) { fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name) }
	gauge("haki_sync_last_run_timestamp_seconds", "When the last run that came to its end ended.")
	fmt.Fprintf(&b, "haki_sync_last_run_timestamp_seconds %d\n", r.Ended.Unix())
	gauge("haki_sync_duration_seconds", "How long that run took.")
	fmt.Fprintf(&b, "haki_sync_duration_seconds %.3f\n", r.Ended.Sub(r.Started).Seconds())
	gauge("haki_corpus_documents", "Documents in the corpus.")
	fmt.Fprintf(&b, "haki_corpus_documents %d\n", documents)
	gauge("haki_sync_source_up", "Whether the source could be read, 1 or 0.")
	for _, s := range r.Sources {
		up := 1
		if s.Reason != "" {
			up = 0
		}
		fmt.Fprintf(&b, "haki_sync_source_up{source=\"%s\"} %d\n", label(s.Name), up)
	}
	gauge("haki_sync_items", "Items of the last run by how they ended.")
	for _, s := range r.Sources {
		for _, c := range []struct {
			result string
			n      int
		}{{"new", s.New}, {"changed", s.Changed}, {"reread", s.Reread}, {"duplicate", s.Duplicates}, {"unchanged", s.Unchanged}, {"gone", s.Gone}, {"failed", s.Failed}} {
			fmt.Fprintf(&b, "haki_sync_items{source=\"%s\",result=\"%s\"} %d\n", label(s.Name), c.result, c.n)
		}
	}
	gauge("haki_sync_failures", "Items that failed in the last run, by reason.")
	r.failureMetrics(&b)
	gauge("haki_sync_search_hits", "Hits of saved searches in what is new.")
	for _, s := range r.Searches {
		fmt.Fprintf(&b, "haki_sync_search_hits{search=\"%s\"} %d\n", label(s.Name), s.Count)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *Report) failureMetrics(b *strings.Builder) {
	type key struct{ source, reason string }
	counts := map[key]int{}
	for _, f := range r.Failed {
		counts[key{f.Source, f.Reason}]++
	}
	var keys []key
	for k := range counts {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		return keys[i].source < keys[j].source || keys[i].source == keys[j].source && keys[i].reason < keys[j].reason
	})
	for _, k := range keys {
		fmt.Fprintf(b, "haki_sync_failures{source=\"%s\",reason=\"%s\"} %d\n", label(k.source), label(k.reason), counts[k])
	}
}

// label escapes a label's value as the format asks.
func label(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(strings.ToValidUTF8(s, "\uFFFD"))
}
