package meta

import (
	"regexp"
	"strings"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/states"
)

// countries returns the State under review, the State that a treaty body or a
// report is about, the State of a law or of a speaker; nil where none is plain.
func (f *front) countries(symbol string, kind pipeline.Kind) []string {
	code := ""
	switch kind {
	case pipeline.KindUPRReport, pipeline.KindUPRAddendum:
		code = f.underReview(symbol)
	case pipeline.KindUNReport, pipeline.KindTreatyBody, pipeline.KindResolution:
		code = f.concerned(symbol)
	case pipeline.KindLaw:
		code = f.legislator()
	case pipeline.KindSpeech:
		code = f.speaker()
	}
	if code == "" {
		return nil
	}
	return []string{code}
}

// stateInSymbol matches the symbols that hold a State's code: of papers of the
// Universal Periodic Review and of treaty bodies.
var stateInSymbol = regexp.MustCompile(`(?:A/HRC/WG\.6/[0-9]+|(?:CCPR|CEDAW|CAT|CRC|CRPD|CMW|CED|CERD|E/C\.12)(?:/C)?(?:/OP(?:SC|AC))?)/([A-Z]{3})(?:/|\b)`)

// codeIn returns the State whose code stands in the first such symbol of text.
func codeIn(text string) string {
	for _, m := range stateInSymbol.FindAllStringSubmatch(text, 8) {
		if code, ok := states.Lookup(m[1]); ok {
			return code
		}
	}
	return ""
}

// reviewOf matches the sentence of every report that names the State.
var reviewOf = regexp.MustCompile(`(?i)(?:\bthe review of|l[’']examen (?:concernant|de|du|de la|des|de l[’'])|el examen (?:de|del|correspondiente a)|adopted the report on|for the review of) (.{3,80}?) (?:was held|a eu lieu|s[’']est déroulé|se celebró|se llevó a cabo|at its|[,.:])`)

// underReview returns the State that a report of the Working Group or its
// addendum is about: the line under the title, or what the first paragraph says.
func (f *front) underReview(symbol string) string {
	if code := codeIn(symbol); code != "" {
		return code
	}
	if code := f.afterTitle(); code != "" {
		return code
	}
	for _, m := range reviewOf.FindAllStringSubmatch(f.head, 6) {
		if code, ok := states.Lookup(m[1]); ok {
			return code
		}
	}
	return codeIn(f.head)
}

// afterTitle looks for the State in the words that follow the title on the
// cover, which may stand on the same line or be broken over two.
func (f *front) afterTitle() string {
	for _, at := range uprTitle.FindAllStringIndex(f.mast, 4) {
		if code := stateAtStart(f.mast[at[1]:]); code != "" {
			return code
		}
	}
	return ""
}

// stateAtStart returns the State with the longest name that text begins with.
func stateAtStart(text string) string {
	text = strings.TrimLeft(text, " *∗†‡.:–—-0123456789()")
	words := strings.Fields(clip(text, 160))
	best := ""
	for n := 1; n <= len(words) && n <= 9; n++ {
		name := strings.Trim(strings.Join(words[:n], " "), " *∗†‡,.;:–—")
		if code, ok := states.Lookup(name); ok {
			best = code
		}
	}
	return best
}

// about matches the titles of papers about one State; the State follows.
var about = regexp.MustCompile(`(?i)(?:reports? of|report submitted by|submitted by|outcome of the universal periodic review:|situation of human rights in|visit to|mission to|human rights situation in|national report .{0,120}resolution 16/21 ?\*?|list of issues .{0,60}report of|follow-up .{0,60}report of|observations finales concernant .{0,80}(?:rapport|rapports) (?:du|de la|de l[’']|des|de)|cooperation with|assistance (?:to|for)|situation in) (?:the )?(.{3,90})`)

// concerned returns the State that a paper of the United Nations is about.
func (f *front) concerned(symbol string) string {
	if code := codeIn(symbol); code != "" {
		return code
	}
	title := clip(f.mast, 1400)
	if at := distribution.FindStringIndex(title); at != nil {
		title = title[at[1]:]
	}
	for _, m := range about.FindAllStringSubmatch(title, 4) {
		found := states.Find(m[1])
		if len(found) > 0 && found[0].Start <= 24 {
			return found[0].Code
		}
	}
	return ""
}

// legislator returns the State of a law. Containers of laws usually state it;
// else it is the State whose gazette, parliament or name stands in the head.
func (f *front) legislator() string {
	text := f.doc.Title + " " + clip(f.head, speakSize)
	for _, mark := range lawMarks {
		if mark.pattern.MatchString(text) {
			return mark.code
		}
	}
	return f.dominant(4)
}

// lawMarks are words that only the law of one State has.
var lawMarks = []struct {
	pattern *regexp.Regexp
	code    string
}{
	{regexp.MustCompile(`\bBGBl\b|Bundesgesetzblatt|Bundesrepublik Deutschland|Bundesanzeiger|\bBundesm(?:inist|ünz)|Ausfertigungsdatum`), "DEU"},
	{regexp.MustCompile(`中华人民共和国|全国人民代表大会|国务院|最高人民(?:法院|检察院)|省人民|市人民代表大会`), "CHN"},
	{regexp.MustCompile(`جمهوري[ةه] مصر العربي[ةه]|القانون المدني المصري`), "EGY"},
	{regexp.MustCompile(`المملك[ةه] العربي[ةه] السعودي[ةه]|جريد[ةه] أم القرى|السعودي[ةه] لل`), "SAU"},
	{regexp.MustCompile(`(?i)District of Columbia|\bD\.C\. (?:Law|Code|Official)|United States Code`), "USA"},
	{regexp.MustCompile(`(?i)Senate and House of Commons of Canada|Sénat et de la Chambre des communes du Canada|\bR\.S\.C?\., (?:1985, )?c\.|Canada Gazette|L\.R\. \(1985\)|\bL\.C\. (?:19|20)[0-9]{2}|\bS\.C\. (?:19|20)[0-9]{2}`), "CAN"},
	{regexp.MustCompile(`(?i)l[’']Assemblée nationale et le Sénat ont adopté|République française|peuple français|Légifrance`), "FRA"},
	{regexp.MustCompile(`(?i)República Oriental del Uruguay|impo\.com\.uy`), "URY"},
	{regexp.MustCompile(`(?i)Parliament in the .{3,40} Year of the Republic of India|Gazette of India|Lok Sabha`), "IND"},
}

// dominant returns the State that the beginning and the body of the text name
// by far the most, at least min times and three times as often as the next.
func (f *front) dominant(min int) string {
	count := map[string]int{}
	for _, m := range states.Find(clip(f.doc.Text, 64<<10)) {
		count[m.Code]++
	}
	best, second, code := 0, 0, ""
	for c, n := range count {
		if n > best || n == best && c < code {
			best, second, code = n, best, c
		} else if n > second {
			second = n
		}
	}
	if best < min || best < 3*second {
		return ""
	}
	return code
}
