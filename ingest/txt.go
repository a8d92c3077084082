package ingest

import (
	"context"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/haki-project/haki/ingest/article"
)

// readText reads plain text of any encoding. Paragraphs are what blank lines
// part, or lines of a text that is not wrapped, or what indentation, numbers
// and short lines show in one that is.
func readText(_ context.Context, s *source, b *builder) error {
	text, err := decode(s.data)
	if err != nil {
		return err
	}
	addText(b, text)
	return nil
}

// addText adds the paragraphs of plain text.
func addText(b *builder, text string) {
	lines := textLines(text)
	layout := measure(lines)
	words := vocabulary(lines)
	var paragraph []string
	flush := func() bool {
		ok := len(paragraph) == 0 || addParagraph(b, joinLines(paragraph, words))
		paragraph = paragraph[:0]
		return ok
	}
	for i, line := range lines {
		if strings.TrimSpace(line) == "" {
			if !flush() {
				return
			}
			continue
		}
		if i > 0 && len(paragraph) > 0 && layout.begins(lines[i-1], line) && !flush() {
			return
		}
		paragraph = append(paragraph, line)
	}
	flush()
}

// addParagraph adds text, as a heading where it is printed like one.
func addParagraph(b *builder, text string) bool {
	return b.add(block{text: text, loud: isShout(clean(text))})
}

// isShout reports whether a line is a heading by its capitals: short, without
// small letters, in a script that has them.
func isShout(line string) bool {
	capitals := 0
	for _, r := range line {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals >= 4 && utf8.RuneCountInString(line) <= article.MaxHeading && !strings.HasSuffix(line, ".")
}

func textLines(text string) []string {
	return strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n\n", "\v", "\n", "\u2028", "\n", "\u2029", "\n\n").Replace(text), "\n")
}

// textLayout is how a text breaks its lines.
type textLayout struct {
	wrapped bool // lines end where the page did, not where paragraphs do
	width   int  // runes of a full line
}

// measure finds whether a text is wrapped: most of its lines are nearly as long
// as the longest, and that is short.
func measure(lines []string) textLayout {
	var counts [wideLine + 1]int
	total, ends := 0, 0
	for _, line := range lines {
		n := utf8.RuneCountInString(strings.TrimSpace(line))
		if n == 0 {
			continue
		}
		total++
		counts[min(n, wideLine)]++
		if endsSentence(line) {
			ends++
		}
	}
	if total == 0 || counts[wideLine]*10 > total || ends*10 > total*7 {
		return textLayout{}
	}
	return textLayout{wrapped: true, width: percentile(counts[:], total, 90)}
}

// wideLine is longer than what is wrapped for paper or mail (80 runes, seldom
// 120).
const wideLine = 140

// percentile returns the length that p in a hundred lines do not exceed.
func percentile(counts []int, total, p int) int {
	seen := 0
	for n, c := range counts {
		if seen += c; seen*100 >= total*p {
			return n
		}
	}
	return len(counts)
}

// begins reports whether line begins a paragraph although no blank line stands
// before it.
func (l textLayout) begins(before, line string) bool {
	if !l.wrapped {
		return true
	}
	trimmed := strings.TrimSpace(line)
	if m := leading(clean(trimmed)); m.kind != markNone && (endsSentence(before) || endsItem.MatchString(before)) || hardBullet.MatchString(trimmed) {
		return true
	}
	if !endsSentence(before) {
		return isShout(clean(trimmed)) != isShout(clean(before))
	}
	return indent(line) > indent(before) || utf8.RuneCountInString(strings.TrimSpace(before))*10 < l.width*7
}

// endsItem matches the last but one item of a list: "(b) two; and".
var endsItem = regexp.MustCompile(`[;,；،]\s*(?:and|or|and/or|et|ou|y|o|e|und|oder|и|или)\s*$`)

// hardBullet matches what begins an item wherever it stands at the start of a
// line; a dash may go on with a sentence.
var hardBullet = regexp.MustCompile(`^[•●▪■◦‣⁃*-][ \t]+\S`)

// indent is the white space before a line, in runes.
func indent(line string) int {
	return utf8.RuneCountInString(line) - utf8.RuneCountInString(strings.TrimLeftFunc(line, unicode.IsSpace))
}

// endsSentence reports whether a line ends where a sentence can.
func endsSentence(line string) bool {
	line = strings.TrimRight(strings.TrimSpace(line), "\"'”’»)]")
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".!?:;。！？：；؟؛।", r)
}

// vocabulary counts the words inside lines, which tells "self-determination"
// from a word that the end of a line broke.
func vocabulary(lines []string) map[string]int {
	words := map[string]int{}
	for _, line := range lines {
		if len(words) > maxVocabulary {
			break
		}
		for _, w := range strings.Fields(line) {
			words[strings.Trim(strings.ToLower(w), ".,;:!?()\"'“”")]++
		}
	}
	return words
}

// maxVocabulary bounds the memory of vocabulary; no language's text comes near.
const maxVocabulary = 500_000

// joinLines makes one line of the lines of a paragraph.
func joinLines(lines []string, words map[string]int) string {
	var text strings.Builder
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if i+1 == len(lines) {
			text.WriteString(line)
			break
		}
		next := strings.TrimSpace(lines[i+1])
		switch {
		case brokenWord(line, next, words):
			text.WriteString(strings.TrimSuffix(line, "-"))
		case endsHyphen(line) && startsLower(next), endsHan(line):
			text.WriteString(line)
		default:
			text.WriteString(line + " ")
		}
	}
	return text.String()
}

func endsHyphen(line string) bool {
	if !strings.HasSuffix(line, "-") {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(strings.TrimSuffix(line, "-"))
	return unicode.IsLetter(r)
}

func startsLower(line string) bool {
	r, _ := utf8.DecodeRuneInString(line)
	return unicode.IsLower(r)
}

// endsHan reports whether a line ends in a script that puts no space between
// words, so that a line break is nothing.
func endsHan(line string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(line))
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || strings.ContainsRune("，。；：、）」』》", r)
}

// brokenWord reports whether the hyphen at the end of line is only there
// because the line ended: the text has the word without it, or it has neither
// the word with it nor both halves.
func brokenWord(line, next string, words map[string]int) bool {
	if !endsHyphen(line) || !startsLower(next) {
		return false
	}
	first := line[strings.LastIndexAny(line, " \t")+1:]
	first = strings.ToLower(strings.TrimLeft(strings.TrimSuffix(first, "-"), "(\"'“"))
	second := strings.ToLower(next)
	if i := strings.IndexFunc(second, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }); i >= 0 {
		second = second[:i]
	}
	switch {
	case words[first+second] > 0:
		return true
	case words[first+"-"+second] > 0:
		return false
	}
	return words[first] == 0 || words[second] == 0
}
