package meta

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

var (
	workingGroupSymbol = regexp.MustCompile(`A/HRC/WG\.6/([0-9]+)/`)
	councilSymbol      = regexp.MustCompile(`^A/HRC/(?:RES/|DEC/|PRST/)?([0-9]+)(?:/|$)`)
	assemblySymbol     = regexp.MustCompile(`^A/(?:RES/|DEC/|C\.[1-6]/|INF/)?([0-9]{2,3})/`)
)

// body returns the organ that issued the paper, by the first elements of its symbol.
func (f *front) body(symbol string, kind pipeline.Kind) string {
	for _, b := range bodies {
		if strings.HasPrefix(symbol, b.prefix) {
			return b.name
		}
	}
	if symbol == "" && (kind == pipeline.KindUPRReport || kind == pipeline.KindUPRAddendum) {
		return "HRC"
	}
	return ""
}

// bodies maps the beginning of a symbol to the organ, longer ones first.
var bodies = []struct{ prefix, name string }{
	{"A/HRC/", "HRC"}, {"A/", "GA"}, {"S/", "SC"}, {"E/C.12/", "CESCR"}, {"E/CN.4/Sub.2/", "SUBCOM"}, {"E/CN.4/", "CHR"},
	{"E/CN.6/", "CSW"}, {"E/", "ECOSOC"}, {"CCPR/", "CCPR"}, {"CEDAW/", "CEDAW"}, {"CAT/OP/", "SPT"}, {"CAT/", "CAT"},
	{"CRC/", "CRC"}, {"CRPD/", "CRPD"}, {"CMW/", "CMW"}, {"CED/", "CED"}, {"CERD/", "CERD"}, {"HRI/", "HRI"},
}

// session returns the session of the Working Group for papers of the Universal
// Periodic Review, of the body for others; 0 where unknown.
func (f *front) session(symbol string, kind pipeline.Kind) int {
	if m := workingGroupSymbol.FindStringSubmatch(symbol); m != nil {
		return atoi(m[1])
	}
	if kind == pipeline.KindUPRReport || kind == pipeline.KindUPRAddendum {
		return f.reviewSession(symbol)
	}
	for _, p := range []*regexp.Regexp{councilSymbol, assemblySymbol} {
		if m := p.FindStringSubmatch(symbol); m != nil {
			return atoi(m[1])
		}
	}
	if symbol != "" {
		if m := sessionLine.FindStringSubmatch(clip(f.mast, 900)); m != nil {
			return ordinal(m[1])
		}
	}
	return 0
}

var sessionLine = regexp.MustCompile(`(?i)([\p{L}-]+(?: [\p{L}-]+)?|[0-9]{1,3}(?:st|nd|rd|th|e|ème)?) (?:session|sesión|период сессии|сессия)`)

// workingGroup is the end of the Working Group's name, as the first paragraph of
// its reports has it, in their languages.
var workingGroup = []string{"Periodic Review", "périodique universel", "periódico universal", "Periódico Universal", "периодическому обзору", "الدوري الشامل", "普遍定期审议工作组"}

// heldSession matches what the first paragraph of every report says; the groups
// are the ordinals of the languages.
var heldSession = regexp.MustCompile(`(?i)\bits (\S+(?: \S+)?) session` +
	`|a tenu sa (\S+(?: \S+)?) session` +
	`|celebró su (\S+(?: \S+)?) (?:período|periodo) de sesiones` +
	`|провела свою (\S+(?: \S+)?) сессию` +
	`|(?:届会议|举行了)?第([一二三四五六七八九十百0-9]+)届会议`)

// reviewSession returns the session of the Working Group in which the State was
// reviewed: what the report says, what an earlier symbol of it says, or what the
// session of the Council leaves as the only one.
func (f *front) reviewSession(symbol string) int {
	for _, name := range workingGroup {
		for rest := f.head; ; {
			_, after, ok := strings.Cut(rest, name)
			if !ok {
				break
			}
			if m := heldSession.FindStringSubmatch(clip(after, 400)); m != nil {
				if n := ordinal(first(m[1:]...)); n > 0 {
					return n
				}
			}
			rest = after
		}
	}
	if m := workingGroupSymbol.FindStringSubmatch(f.head); m != nil {
		return atoi(m[1])
	}
	if m := councilSymbol.FindStringSubmatch(symbol); m != nil {
		return sessionOfReport(atoi(m[1]))
	}
	return 0
}

// sessionOfReport returns the session of the Working Group whose reports have
// symbols of that session of the Human Rights Council, 0 where there are two
// (the eighth) or none. Sources: the symbols of the reports of sessions 3 to 46.
func sessionOfReport(council int) int {
	switch {
	case council == 10:
		return 3
	case council == 11 || council == 12:
		return council - 7
	case council >= 14 && council <= 19:
		return council - 7
	case council >= 21 && council <= 34:
		return council - 8
	case council >= 36 && council <= 44:
		return council - 9
	case council >= 46 && council <= 50:
		return council - 10
	case council >= 52 && council <= 57:
		return council - 11
	}
	return 0
}

// cycle returns the cycle of the Universal Periodic Review. Source: the calendar
// of the four cycles; the first three had 12, 14 and 14 sessions.
func (f *front) cycle(symbol string, kind pipeline.Kind, session int) int {
	if kind != pipeline.KindUPRReport && kind != pipeline.KindUPRAddendum && !strings.HasPrefix(symbol, "A/HRC/WG.6/") {
		return 0
	}
	if c := cycleOf(session); c > 0 {
		return c
	}
	if m := councilSymbol.FindStringSubmatch(symbol); m != nil && atoi(m[1]) <= 10 {
		return 1 // both sessions that reported to the eighth session were of the first cycle
	}
	return 0
}

// cycleOf is the cycle of a session of the Working Group, 0 where that is unknown.
func cycleOf(session int) int {
	switch {
	case session >= 41:
		return 4
	case session >= 27:
		return 3
	case session >= 13:
		return 2
	case session >= 1:
		return 1
	}
	return 0
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
