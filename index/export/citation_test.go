package export

import (
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

func cedaw() pipeline.PassageRecord {
	return pipeline.PassageRecord{
		Number: "12", Kind: pipeline.Paragraph, Page: 4,
		Document: pipeline.DocumentRecord{ID: "0123456789abcdef", File: "x.pdf", URI: "file:///home/me/x.pdf", Metadata: pipeline.Metadata{
			Title: "Concluding observations on Sylvania", Symbol: "CEDAW/C/XSY/CO/3", Body: "CEDAW", Date: "2030-11-20", Language: "en",
		}},
	}
}

func TestCite(t *testing.T) {
	speech := pipeline.PassageRecord{Kind: pipeline.Paragraph, Document: pipeline.DocumentRecord{
		ID: "0123456789abcdef", File: "s.txt", URI: "https://example.org/s", Metadata: pipeline.Metadata{Title: "Address & thanks", Date: "2030"},
	}}
	law := pipeline.PassageRecord{Number: "14", Kind: pipeline.Article, Document: pipeline.DocumentRecord{File: "act.xml"}}
	for _, c := range []struct {
		style Style
		in    pipeline.PassageRecord
		want  string
	}{
		{Plain, cedaw(), "CEDAW/C/XSY/CO/3, para. 12, p. 4"},
		{Plain, speech, "Address & thanks"},
		{Plain, law, "act.xml, art. 14"},
		{"unheard-of", law, "act.xml, art. 14"},
		{OSCOLA, cedaw(), "United Nations Committee on the Elimination of Discrimination against Women, ‘Concluding observations on Sylvania’ (20 November 2030) UN Doc CEDAW/C/XSY/CO/3 para 12"},
		{OSCOLA, speech, "‘Address & thanks’ (2030)"},
		{Chicago, cedaw(), "United Nations Committee on the Elimination of Discrimination against Women, “Concluding observations on Sylvania,” CEDAW/C/XSY/CO/3 (November 20, 2030), para. 12, p. 4."},
		{APA, cedaw(), "United Nations Committee on the Elimination of Discrimination against Women. (2030, November 20). Concluding observations on Sylvania (CEDAW/C/XSY/CO/3), para. 12, p. 4."},
		{APA, law, "act.xml. (n.d.), art. 14."},
		{BibTeX, speech, "@techreport{0123456789abcdef,\n  title = {Address \\& thanks},\n  year = {2030},\n  url = {https://example.org/s},\n}\n"},
		{RIS, speech, "TY  - RPRT\r\nTI  - Address & thanks\r\nDA  - 2030//\r\nPY  - 2030\r\nUR  - https://example.org/s\r\nID  - 0123456789abcdef\r\nER  - \r\n"},
	} {
		if got := Cite(c.in, c.style); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.style, got, c.want)
		}
	}
}

func TestCitationsKeepLocalPathsPrivate(t *testing.T) {
	for _, style := range Styles {
		if got := Cite(cedaw(), style); strings.Contains(got, "/home/me") {
			t.Errorf("%s tells a path of this machine: %s", style, got)
		}
	}
}

// TestCiteStops sets one mark behind a title that has its own, and points to the
// page where a passage has no number.
func TestCiteStops(t *testing.T) {
	r := pipeline.PassageRecord{Page: 3, Document: pipeline.DocumentRecord{File: "s.pdf", Metadata: pipeline.Metadata{Title: "We shall rebuild.", Date: "2003"}}}
	for style, want := range map[Style]string{
		Plain: "We shall rebuild, p. 3", OSCOLA: "‘We shall rebuild’ (2003) 3", Chicago: "“We shall rebuild,” (2003), p. 3.", APA: "We shall rebuild. (2003), p. 3.",
	} {
		if got := Cite(r, style); got != want {
			t.Errorf("%s: %s, want %s", style, got, want)
		}
	}
}
