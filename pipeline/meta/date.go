package meta

import (
	_ "embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/haki-project/haki/pipeline"
)

//go:embed months.txt
var monthFile string

// months maps a month's name in small letters to its number.
var months = readMonths(monthFile)

// readMonths reads lines of a number and the names of that month; Arabic has
// names of two words, written with a no-break space.
func readMonths(file string) map[string]int {
	m := map[string]int{}
	for line := range strings.Lines(file) {
		names := strings.Split(strings.TrimSpace(line), " ")
		n, err := strconv.Atoi(names[0])
		if err != nil {
			continue
		}
		for _, name := range names[1:] {
			m[strings.ReplaceAll(name, "\u00a0", " ")] = n
		}
	}
	return m
}

// found is a date in a text: ISO 8601, as exact as the text is, and where.
type found struct {
	iso        string
	start, end int
}

var (
	dayFirst   = regexp.MustCompile(`([0-9]{1,2})(?:st|nd|rd|th|er|re|º|°|ª|\.|-го)?,? +(?:de +|of +|do +|d’|d')?([\p{L}\p{M}][\p{L}\p{M}./]{1,24}(?: (?:الأول|الاول|الثاني)(?:/[\p{L}\p{M}]+)?)?),? *(?:de +|del +|do +)?((?:1[5-9]|20)[0-9]{2})`)
	monthFirst = regexp.MustCompile(`([\p{L}]{3,12})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? +((?:1[5-9]|20)[0-9]{2})`)
	eastAsian  = regexp.MustCompile(`((?:1[5-9]|20)[0-9]{2}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?日`)
	isoDay     = regexp.MustCompile(`\b((?:1[5-9]|20)[0-9]{2})-([01][0-9])-([0-3][0-9])\b`)
	monthYear  = regexp.MustCompile(`([\p{L}\p{M}]{3,12})\.?(?: de| of)? ((?:1[5-9]|20)[0-9]{2})`)
	justYear   = regexp.MustCompile(`\b(?:1[6-9]|20)[0-9]{2}\b`)
)

// firstDate returns the first full date in text.
func firstDate(text string) (found, bool) {
	text = westernDigits(text)
	best := found{start: len(text) + 1}
	take := func(at []int, y, m, d string) bool {
		iso, ok := day(y, m, d)
		if ok && at[0] < best.start {
			best = found{iso, at[0], at[1]}
		}
		return ok
	}
	for _, p := range []struct {
		pattern *regexp.Regexp
		y, m, d int // groups
	}{{dayFirst, 3, 2, 1}, {monthFirst, 3, 1, 2}, {eastAsian, 1, 2, 3}, {isoDay, 1, 2, 3}} {
		for _, at := range p.pattern.FindAllStringSubmatchIndex(text, -1) {
			group := func(n int) string { return text[at[2*n]:at[2*n+1]] }
			if take(at, group(p.y), group(p.m), group(p.d)) {
				break
			}
		}
	}
	return best, best.iso != ""
}

// day builds a date of its parts; the month is a number or a name.
func day(y, m, d string) (string, bool) {
	month, err := strconv.Atoi(m)
	if err != nil {
		month = monthNumber(m)
	}
	year, _ := strconv.Atoi(y)
	number, _ := strconv.Atoi(d)
	t := time.Date(year, time.Month(month), number, 0, 0, 0, 0, time.UTC)
	if month < 1 || t.Day() != number || int(t.Month()) != month || year < 1500 || year > 2199 {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

// monthNumber knows a month's name in any of our languages; papers in Arabic
// write two names with a slash between.
func monthNumber(name string) int {
	name = strings.Trim(strings.ToLower(name), ".,")
	for part := range strings.SplitSeq(name, "/") {
		if n := months[strings.Trim(part, ".,")]; n > 0 {
			return n
		}
	}
	return 0
}

// westernDigits writes the digits of other scripts as 0 to 9, and spaces so that
// every byte keeps its place.
func westernDigits(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return r > '9' && unicode.IsDigit(r) }) < 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if d, ok := digitValue(r); ok {
			b.WriteByte('0' + d)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func digitValue(r rune) (byte, bool) {
	for _, zero := range []rune{'٠', '۰', '０'} {
		if r >= zero && r <= zero+9 {
			return byte(r - zero), true
		}
	}
	return 0, false
}

// date returns when the document was made: of a resolution, when it was
// adopted; of a paper, the date of its masthead; of a speech, the day it was given.
func (f *front) date(kind pipeline.Kind) string {
	switch kind {
	case pipeline.KindResolution:
		return first(f.adopted(), f.issued())
	case pipeline.KindUPRReport, pipeline.KindUPRAddendum, pipeline.KindUNReport, pipeline.KindTreatyBody:
		return f.issued()
	case pipeline.KindSpeech:
		return f.spokenOn()
	case pipeline.KindLaw:
		return f.enacted()
	}
	return ""
}

var adoption = phrase("adoption")

// adopted returns the date next to the words of adoption, before them only
// where the language puts it there.
func (f *front) adopted() string {
	for i, line := range f.lines {
		if i > 40 {
			break
		}
		if !adoption.MatchString(line) || len(line) > 500 {
			continue
		}
		if d, ok := firstDate(line); ok {
			return d.iso
		}
		if i+1 < len(f.lines) {
			if d, ok := firstDate(line + " " + f.lines[i+1]); ok {
				return d.iso
			}
		}
	}
	return ""
}

var distribution = regexp.MustCompile(`(?i)\bdistr\b\.?|distribution|распростран|التوزيع|توزيع|分发`)

// issued returns the date of the masthead: the first after the kind of
// distribution, else the first at all, of the cover.
func (f *front) issued() string {
	cover := clip(f.mast, 1200)
	if at := distribution.FindStringIndex(cover); at != nil {
		if d, ok := firstDate(cover[at[1]:]); ok {
			return d.iso
		}
	}
	if d, ok := firstDate(cover); ok {
		return d.iso
	}
	return ""
}

// spokenOn returns the date of a speech: of its title or of a line of its own.
func (f *front) spokenOn() string {
	if d, ok := firstDate(f.doc.Title); ok {
		return d.iso
	}
	for i, line := range f.lines {
		if i == 15 {
			break
		}
		if len(line) > 220 {
			continue
		}
		if d, ok := firstDate(line); ok {
			return d.iso
		}
	}
	return ""
}

// enacted returns the date of a law: the first near its title, else the month
// or the year that the title has.
func (f *front) enacted() string {
	titles := f.titles()
	for _, t := range titles {
		if d, ok := firstDate(t); ok {
			return d.iso
		}
	}
	for _, t := range titles {
		t = westernDigits(t)
		for _, m := range monthYear.FindAllStringSubmatch(t, -1) {
			if n := monthNumber(m[1]); n > 0 {
				return fmt.Sprintf("%s-%02d", m[2], n)
			}
		}
	}
	for _, t := range titles {
		if years := justYear.FindAllString(westernDigits(t), -1); len(years) > 0 && lawTitle.MatchString(t) {
			return years[len(years)-1]
		}
	}
	return ""
}
