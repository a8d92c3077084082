package records

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/states"
)

// Record is one row, in Haki's terms. Codes of States are ISO 3166-1 alpha-3.
type Record struct {
	ID      string // the index's own identifier, "" where it gives none
	Number  string // printed before the text, "" where it is not
	Text    string // one line, without HTML and number
	Kind    pipeline.PassageKind
	Stated  pipeline.Stated
	Of      pipeline.Metadata // of the document that the row is from
	Unknown []string          // names of States that nobody knows
}

// Read understands the rows of one part, as [Export.Bytes] gave them.
func Read(data []byte, f Format) ([]Record, error) {
	if f == UPRInfo {
		return readUPRInfo(data)
	}
	var rows []uhriRow
	if err := json.Unmarshal(data, &rows); err != nil {
		return nil, fmt.Errorf("%w: %w", pipeline.ErrMalformed, err)
	}
	list := make([]Record, len(rows))
	for i := range rows {
		list[i] = rows[i].record()
	}
	return list, nil
}

func (u *uhriRow) record() Record {
	r := Record{ID: u.ID, Kind: uhriKind(u.Type)}
	r.Number, r.Text = cutNumber(plain(u.Text))
	body := undashed(u.Body)
	r.Of = pipeline.Metadata{
		Symbol: pipeline.Symbol(u.Symbol), Date: day(u.Published), Cycle: u.Cycle.number(), Session: u.Sessions.number(), Kind: kindOfBody(body), Body: body,
	}
	if r.Of.Kind == pipeline.KindUPRReport {
		r.Of.Body = "HRC"
	}
	r.Of.Countries = r.codes(u.Countries)
	r.Stated = pipeline.Stated{By: string(UHRI), States: r.codes(u.Recommends), Status: strings.Join(u.Positions, "/"), Tags: u.tags()}
	return r
}

// tags are the labels of OHCHR, in our schemes; which of their labels each is
// the tagger knows.
func (u *uhriRow) tags() []pipeline.Tag {
	var tags []pipeline.Tag
	for _, l := range []struct {
		scheme string
		labels []string
	}{{"themes", u.Themes}, {"groups", u.Persons}, {"sdg", u.Goals}} {
		for _, label := range l.labels {
			if label = undashed(label); label != "" {
				tags = append(tags, pipeline.Tag{Scheme: l.scheme, Label: label, Score: 1, By: string(UHRI)})
			}
		}
	}
	return tags
}

// undashed takes off the hyphens that the export has before names below others.
func undashed(name string) string { return strings.TrimSpace(strings.TrimLeft(name, "- ")) }

// day is the date of 2025-02-12T00:00:00.
func day(stamp string) string { return stamp[:min(len(stamp), len("2006-01-02"))] }

func uhriKind(annotation string) pipeline.PassageKind {
	annotation = strings.ToLower(annotation)
	switch {
	case strings.Contains(annotation, "recommendation"):
		return pipeline.Recommended
	case strings.Contains(annotation, "concern"):
		return pipeline.Concern
	case strings.Contains(annotation, "positive"):
		return pipeline.PositiveAspect
	}
	return pipeline.Paragraph
}

// treatyBodies by the names that the Index has for them.
var treatyBodies = []string{"CERD", "CESCR", "CCPR", "HRCTTEE", "CEDAW", "CAT", "SPT", "CRC", "CMW", "CRPD", "CED"}

func kindOfBody(body string) pipeline.Kind {
	upper := strings.ToUpper(body)
	switch {
	case strings.Contains(upper, "UPR") || strings.Contains(upper, "UNIVERSAL PERIODIC REVIEW"):
		return pipeline.KindUPRReport
	case slices.Contains(treatyBodies, upper):
		return pipeline.KindTreatyBody
	}
	return pipeline.KindUNReport
}

// codes are the States of that name, sorted; those nobody knows go to Unknown.
func (r *Record) codes(names []string) []string {
	var list []string
	for _, name := range names {
		if name = undashed(name); name == "" {
			continue
		}
		if code, ok := states.Guess(name); ok {
			list = append(list, code)
		} else {
			r.Unknown = append(r.Unknown, name)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
