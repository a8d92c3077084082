package meta

import (
	"regexp"
	"strings"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/states"
)

// maxTitle bounds a title, in bytes; longer first paragraphs are no titles.
const maxTitle = 300

// title returns what people would call the document.
func (f *front) title(kind pipeline.Kind, countries []string) string {
	state := ""
	if len(countries) > 0 {
		state = states.Name(countries[0], "en")
	}
	switch {
	case kind == pipeline.KindUPRReport && state != "":
		return "Report of the Working Group on the Universal Periodic Review: " + state
	case kind == pipeline.KindUPRAddendum && state != "":
		return "Report of the Working Group on the Universal Periodic Review: " + state + ", addendum"
	case kind == pipeline.KindResolution:
		if t := f.resolutionTitle(); t != "" {
			return t
		}
	}
	return f.firstTitle()
}

// numberedTitle matches the line of a resolution's number and subject.
var numberedTitle = regexp.MustCompile(`^(?:[0-9]{1,3}/[0-9]{1,3}|[0-9]{4} ?\([0-9]{4}\))\.? *(.*)$`)

// resolutionTitle returns the subject of a resolution: beside its number, or on
// the line after it.
func (f *front) resolutionTitle() string {
	for i, line := range f.lines {
		m := numberedTitle.FindStringSubmatch(line)
		if m == nil || i > 60 {
			continue
		}
		if m[1] != "" && len(m[1]) < maxTitle {
			return m[1]
		}
		if i+1 < len(f.lines) && len(f.lines[i+1]) < maxTitle {
			return f.lines[i+1]
		}
	}
	return ""
}

// firstTitle returns the first line that begins as titles of papers do, else the
// first heading that is not part of a masthead, else the first such line.
func (f *front) firstTitle() string {
	for i, line := range f.lines {
		if i > 25 {
			break
		}
		if len(line) <= maxTitle && paperTitle.MatchString(line) {
			return strings.TrimRight(line, " *∗†")
		}
	}
	for i := range f.doc.Passages {
		p := &f.doc.Passages[i]
		if i > 30 {
			break
		}
		if text := squeeze(f.doc.PassageText(p)); p.Kind == pipeline.Heading && isTitle(text) {
			return text
		}
	}
	for i, line := range f.lines {
		if i > 25 {
			break
		}
		if isTitle(line) && !strings.HasSuffix(line, ",") {
			return line
		}
	}
	return ""
}

var (
	agenda     = regexp.MustCompile(`(?i)^(?:agenda item|item [0-9]|point [0-9]|tema [0-9]|пункт [0-9]|البند|议程项目|original:|distr|english|french|general\b|universal periodic review$|contents$|a$|page [0-9]|ge\.[0-9])|\bdistr\b`)
	wholeMast  = regexp.MustCompile(`(?i)^(?:united|nations|united nations|nations unies|naciones unidas|организация объединенных наций|الأمم المتحدة|联合国|general assembly|human rights council|security council|economic and social council|committee on .{3,90}|human rights committee|committee against torture|.{3,40} session|[0-9]{1,2}.{0,60}(?:19|20)[0-9]{2}|working group on the universal periodic review.{0,40})$`)
	paperTitle = regexp.MustCompile(`(?i)^(?:(?:annual |interim |joint |final |progress )?report (?:of|on|by)|national report|compilation|summary (?:of|prepared|by)|note (?:by|verbale)|concluding observations|general (?:comment|recommendation)|views adopted|decision adopted|letter (?:dated|from)|list of issues|combined|addendum|observations finales|observaciones finales|rapport|informe)\b`)
	hasLetters = regexp.MustCompile(`\p{L}\p{M}*\p{L}`)
)

// isTitle reports whether a line may be a title: words, and none of those that
// every masthead has.
func isTitle(line string) bool {
	if len(line) < 4 || len(line) > maxTitle || !hasLetters.MatchString(line) || agenda.MatchString(line) || wholeMast.MatchString(line) {
		return false
	}
	_, bare := bareSymbol(line)
	return !bare
}

// withoutSite drops the name of the site that web pages put after their title.
func withoutSite(title string) string {
	name, _, ok := strings.Cut(title, " | ")
	if !ok || len(name) < 10 {
		return title
	}
	return strings.TrimSpace(name)
}
