package export

import (
	"encoding/xml"
	"sort"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// escapeXML makes text safe as XML content and attribute; characters that XML
// forbids become the replacement character.
func escapeXML(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}

// marked writes a text as XML with an element around each reference. Where two
// overlap the first stands: elements cannot cross.
func marked(text string, list []pipeline.Reference, open func(pipeline.Reference) string, end string) string {
	sorted := append([]pipeline.Reference{}, list...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Start < sorted[j].Start })
	var b strings.Builder
	at := 0
	for _, r := range sorted {
		if r.Start < at {
			continue
		}
		b.WriteString(escapeXML(text[at:r.Start]))
		b.WriteString(open(r) + escapeXML(text[r.Start:r.End]) + end)
		at = r.End
	}
	b.WriteString(escapeXML(text[at:]))
	return b.String()
}

// addressOf is where a reference leads: its official address or a name.
func addressOf(r pipeline.Reference) string {
	if r.URI != "" {
		return r.URI
	}
	return "urn:haki:" + strings.ReplaceAll(strings.Join(append([]string{r.Target}, r.Pinpoints...), ";"), " ", "%20")
}
