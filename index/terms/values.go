package terms

import (
	"slices"
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// Values are the whole values of one field of queries, as [KeptKey] makes them;
// numbers are padded by [Number].
type Values struct {
	Field string
	Terms []string
}

// DocumentValues are the whole values of a document, the same for each of its
// passages. Fields without a value are left out.
func DocumentValues(d *pipeline.Document) []Values {
	year, _, _ := strings.Cut(d.Date, "-")
	return present(
		Values{"country", kept(d.Countries...)}, Values{"lang", kept(d.Language)}, Values{"year", number(year)}, Values{"date", listed(d.Date)},
		Values{"cycle", positive(d.Cycle)}, Values{"session", positive(d.Session)}, Values{"body", kept(d.Body)}, Values{"symbol", kept(d.Symbol)},
		Values{"file", kept(d.File)}, Values{"doc", kept(string(d.ID))}, Values{"kind", kept(string(d.Kind))},
	)
}

// PassageValues are the whole values of a passage, with those of its
// recommendations. references returns the terms of a reference, nil means target,
// target:pinpoint and every shorter pinpoint.
func PassageValues(p *pipeline.Passage, references func(pipeline.Reference) []string, records []pipeline.Recommendation) []Values {
	if references == nil {
		references = referenceTerms
	}
	tagged := tagValues(p.Tags)
	var refs, cited, states, statuses, actions []string
	for _, r := range p.References {
		refs = append(refs, kept(references(r)...)...)
		cited = append(cited, kept(r.Target)...)
	}
	for _, r := range records {
		states = append(states, kept(r.States...)...)
		statuses = append(statuses, kept(r.Status)...)
		actions = append(actions, positive(r.Action)...)
	}
	return present(
		Values{"issue", tagged.issue}, Values{"right", tagged.right}, Values{"group", tagged.group}, Values{"sdg", tagged.sdg},
		Values{"theme", tagged.theme}, Values{"tag", tagged.tag}, Values{"ref", refs}, Values{"cites", cited},
		Values{"kind", kept(string(p.Kind))}, Values{"number", kept(p.Number)}, Values{"page", positive(p.Page)}, Values{"id", kept(p.ID)},
		Values{"state", states}, Values{"status", statuses}, Values{"action", actions},
	)
}

// tagged are the values of tags by field.
type tagged struct{ issue, right, group, sdg, theme, tag []string }

// tagValues returns the values of tags; a target of a goal is found by the goal too.
func tagValues(tags []pipeline.Tag) (t tagged) {
	t.tag = make([]string, 0, 2*len(tags))
	for _, tag := range tags {
		id := KeptKey(tag.ID)
		t.tag = append(t.tag, id, KeptKey(tag.Scheme+"/"+tag.ID))
		switch tag.Scheme {
		case "upr-issues":
			t.issue = append(t.issue, id)
		case "rights":
			t.right = append(t.right, id)
		case "groups":
			t.group = append(t.group, id)
		case "themes":
			t.theme = append(t.theme, id)
		case "sdg":
			t.sdg = append(t.sdg, id)
			if goal, _, target := strings.Cut(tag.ID, "."); target {
				t.sdg = append(t.sdg, KeptKey(goal))
			}
		}
	}
	return t
}

// RecommendationsOf returns the recommendations of d by passage.
func RecommendationsOf(d *pipeline.Document) map[string][]pipeline.Recommendation {
	records := map[string][]pipeline.Recommendation{}
	for _, r := range d.Recommendations {
		records[r.Passage] = append(records[r.Passage], r)
	}
	return records
}

// Headings is the text of the headings above a passage; a line break keeps
// phrases from running over from one to the next only in print, not in search.
func Headings(section []string) string {
	var text []byte
	for _, heading := range section {
		text = append(append(text, heading...), '\n')
	}
	return string(text)
}

func present(values ...Values) []Values {
	return slices.DeleteFunc(values, func(v Values) bool { return len(v.Terms) == 0 })
}

// kept returns the terms of whole values, empty ones left out.
func kept(values ...string) []string {
	var list []string
	for _, v := range values {
		if key := KeptKey(v); key != "" && !strings.HasPrefix(key, separator) {
			list = append(list, key)
		}
	}
	return list
}

func listed(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}

func positive(n int) []string {
	if n <= 0 {
		return nil
	}
	return []string{Number(strconv.Itoa(n))}
}

func number(digits string) []string {
	if n, err := strconv.Atoi(digits); err == nil {
		return positive(n)
	}
	return nil
}

// referenceTerms are the terms of a reference where no function is given: its
// target, target:pinpoint, and that without each bracket at the end.
func referenceTerms(r pipeline.Reference) []string {
	list := []string{r.Target}
	for _, pinpoint := range r.Pinpoints {
		for pinpoint != "" {
			if full := r.Target + ":" + pinpoint; !slices.Contains(list, full) {
				list = append(list, full)
			}
			cut := strings.LastIndexByte(pinpoint, '(')
			if cut <= 0 || !strings.HasSuffix(pinpoint, ")") {
				break
			}
			pinpoint = pinpoint[:cut]
		}
	}
	return list
}
