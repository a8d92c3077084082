package meta

import (
	"regexp"
	"strings"
)

// symbolPattern matches the symbol of a UN paper, also with the spaces that
// typesetting leaves after a slash. The first element is one that a body of the
// United Nations uses; the second begins with a capital or a digit.
var symbolPattern = regexp.MustCompile(
	`\b(?:A|S|E|T|ST|CCPR|CEDAW|CAT|CRC|CRPD|CMW|CED|CERD|HRI|SPT|TD|DP|UNEP|APLC|NPT|CD)` +
		` ?/ ?(?:[A-Z][A-Za-z]*\.?[0-9]*|[0-9]+)(?:\.[0-9]+)*(?: ?/ ?(?:[A-Z][A-Za-z]*\.? ?[0-9]+|[A-Z]+|[0-9]+)(?:\.[0-9]+)*(?:[-–][0-9]+)?)*(?: ?\((?:19|20)[0-9]{2}\))?`)

// findSymbols returns the symbols in text in their canonical form, and where
// each begins.
func findSymbols(text string) (symbols []string, starts []int) {
	for _, m := range symbolPattern.FindAllStringIndex(text, -1) {
		if s := canonical(text[m[0]:m[1]]); s != "" {
			symbols, starts = append(symbols, s), append(starts, m[0])
		}
	}
	return symbols, starts
}

// canonical drops spaces from a symbol. A year in brackets belongs to the
// resolutions of the Security Council alone; what has no number is no symbol.
func canonical(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, " ", ""), "–", "-")
	if at := strings.IndexByte(s, '('); at > 0 && !strings.HasPrefix(s, "S/") {
		s = s[:at]
	}
	s = strings.TrimRight(s, ".-/")
	if !strings.ContainsAny(s, "0123456789") {
		return ""
	}
	return s
}

// cited matches what stands before the symbol of another paper.
var cited = regexp.MustCompile(`(?i)(?:issued|symbol|document|documents|resolution|resolutions|decision|decisions|see|report|reports|also|and|in|of|under|cote|documento|signatura|resolución|résolution|документ\S*|под|резолюци\S*|الوثيقة|الرمز|القرار|文件|文号|编号|为|按|参看|见)[ (“"«:,]*$`)

// masthead matches the words that head a paper of the United Nations.
var masthead = regexp.MustCompile(`(?i)united nations|nations unies|naciones unidas|объединенн(?:ых|ые) наци|الأمم المتحدة|联合国|聯合國|\bdistr\b|general assembly|human rights council|security council|committee on|committee against`)

// symbol returns the document's own symbol, "" where it has none: the one that
// heads the first page, confirmed or corrected by the one that runs on the pages.
func (f *front) symbol() string {
	top := f.topSymbol()
	lines, pages := f.furniture()
	running, count := mostFrequent(lines)
	switch {
	case running == "":
		return top
	case top == "" || top == running:
		return running
	// A header on half of the pages is the paper's; one seen once or twice may be a
	// footnote taken for furniture.
	case count*2 >= pages:
		return running
	}
	return top
}

// mostFrequent returns the symbol that stands on most lines, and on how many.
func mostFrequent(lines []string) (best string, most int) {
	count := map[string]int{}
	for _, line := range lines {
		symbols, _ := findSymbols(line)
		if len(symbols) != 1 {
			continue
		}
		s := symbols[0]
		if count[s]++; count[s] > most {
			best, most = s, count[s]
		}
	}
	return best, most
}

// topSymbol returns the first symbol of the masthead that is not said to be
// another paper's.
func (f *front) topSymbol() string {
	for i, line := range f.lines {
		if i == 12 {
			break
		}
		if s, ok := bareSymbol(line); ok {
			return s
		}
	}
	if !f.hasMasthead() {
		return ""
	}
	symbols, starts := findSymbols(clip(f.mast, topSize))
	for i, s := range symbols {
		if !cited.MatchString(f.mast[max(0, starts[i]-60):starts[i]]) {
			return s
		}
	}
	return ""
}

// topSize is how far from the top a paper's symbol can stand, in bytes.
const topSize = 700

// hasMasthead reports whether the text begins as papers of the United Nations
// do: a kind of distribution, or the organisation's or an organ's name on a line
// of its own. Speakers name both too, in sentences.
func (f *front) hasMasthead() bool {
	if distribution.MatchString(clip(f.mast, topSize)) {
		return true
	}
	for i, line := range f.lines {
		if i == 4 {
			break
		}
		if masthead.MatchString(line) && wholeMast.MatchString(line) {
			return true
		}
	}
	return false
}

// bareSymbol returns the symbol of a line that holds nothing else but the name
// of the organisation, its letter ("A"), or asterisks.
func bareSymbol(line string) (string, bool) {
	if len(line) > 120 || !strings.Contains(line, "/") {
		return "", false
	}
	symbols, starts := findSymbols(line)
	if len(symbols) != 1 {
		return "", false
	}
	before := strings.TrimSpace(masthead.ReplaceAllString(line[:starts[0]], ""))
	end := starts[0] + len(symbolPattern.FindString(line[starts[0]:]))
	after := strings.Trim(line[end:], " *∗†.")
	return symbols[0], len(before) < 3 && after == ""
}
