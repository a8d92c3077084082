package records

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/haki-project/haki/pipeline"
)

// uhriRow is one row of the Index, by the names of its fields in the export.
type uhriRow struct {
	ID         string   `json:"AnnotationId"`
	Type       string   `json:"AnnotationType"` // - Recommendations, - Concerns/Observations
	Document   string   `json:"DocumentId"`
	Symbol     string   `json:"Symbol"`
	Body       string   `json:"Body"` // - CRC
	Countries  []string `json:"Countries"`
	Published  string   `json:"PublicationDate"`
	Text       string   `json:"Text"` // with HTML in it
	Themes     []string `json:"Themes"`
	Persons    []string `json:"AffectedPersons"`
	Goals      []string `json:"Sdgs"` // 16.2 - Protect children …
	Cycle      loose    `json:"UprCycle"`
	Sessions   loose    `json:"UprSession"`
	Positions  []string `json:"UprPositions"`
	Recommends []string `json:"UprRecommendingCountry"`
}

// loose is a text, a number, null or a list of them: the first is taken.
type loose string

// UnmarshalJSON takes what it can.
func (l *loose) UnmarshalJSON(b []byte) error {
	var list []json.RawMessage
	if json.Unmarshal(b, &list) == nil {
		*l = ""
		if len(list) > 0 {
			return l.UnmarshalJSON(list[0])
		}
		return nil
	}
	var text string
	if json.Unmarshal(b, &text) != nil {
		text = string(b) // a number
	}
	*l = loose(text)
	return nil
}

// number is the first number in a text, 0 where there is none.
func (l loose) number() int {
	n, _ := strconv.Atoi(digits.FindString(string(l))) // "" where there is none
	return n
}

var digits = regexp.MustCompile(`[0-9]{1,4}`)

// looksUHRI asks for an array of objects with two names that only the Index has.
func looksUHRI(head []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimSpace(head), []byte("["))
	return ok && bytes.HasPrefix(bytes.TrimSpace(rest), []byte("{")) &&
		bytes.Contains(head, []byte(`"AnnotationId"`)) && bytes.Contains(head, []byte(`"AnnotationType"`))
}

func (x *Export) scanJSON(r io.Reader) error {
	a := &array{in: bufio.NewReaderSize(r, 1<<16)}
	return a.each(func(row []byte, at place) error {
		x.row++
		var u struct {
			Document string `json:"DocumentId"`
			Symbol   string `json:"Symbol"`
			Text     string `json:"Text"`
		}
		switch {
		case row == nil:
			return x.fail("it is larger than a megabyte")
		case json.Unmarshal(row, &u) != nil:
			return x.fail("it is no object of the Index")
		case strings.TrimSpace(u.Text) == "":
			return x.fail("it has no text")
		}
		x.add(cmp.Or(pipeline.Symbol(u.Symbol), u.Document, "without a document"), at)
		return nil
	})
}

const (
	jsonStart = "[\n"
	jsonComma = ",\n"
	jsonEnd   = "\n]\n"
)

// joinJSON makes an array of rows, by the numbers printed in their texts and then
// by their identifiers.
func joinJSON(rows [][]byte) []byte {
	type keyed struct {
		row    []byte
		number []int
		id     string
	}
	list := make([]keyed, len(rows))
	for i, row := range rows {
		var u uhriRow
		_ = json.Unmarshal(row, &u) // Scan has; what does not fit sorts first
		number, _ := cutNumber(plain(u.Text))
		list[i] = keyed{row, parts(number), u.ID}
	}
	slices.SortStableFunc(list, func(a, b keyed) int {
		return cmp.Or(slices.Compare(a.number, b.number), cmp.Compare(a.id, b.id), bytes.Compare(a.row, b.row))
	})
	var b bytes.Buffer
	b.WriteString(jsonStart)
	for i, k := range list {
		if i > 0 {
			b.WriteString(jsonComma)
		}
		b.Write(k.row)
	}
	b.WriteString(jsonEnd)
	return b.Bytes()
}

// parts are the numbers of 121.10; a row without number comes first.
func parts(number string) (list []int) {
	for part := range strings.SplitSeq(number, ".") {
		n, _ := strconv.Atoi(part) // cutNumber found digits, or nothing
		list = append(list, n)
	}
	return list
}

// cutNumber takes the number printed before a text off it: "121.1 Ratify" and
// "4.The Committee", but not "2 million" or "4.5 per cent".
func cutNumber(text string) (number, rest string) {
	m := printed.FindStringSubmatch(text)
	if m == nil {
		return "", text
	}
	return strings.TrimRight(m[1], ".)"), text[len(m[0])-len(m[2]):]
}

var printed = regexp.MustCompile(`^\s*([0-9]{1,3}(?:\.[0-9]{1,3})+[.)]?|[0-9]{1,3}[.)])\s*([^\s0-9a-z.,])`)

// plain is the text of HTML in one line.
func plain(text string) string {
	if !strings.ContainsAny(text, "<&") {
		return strings.Join(strings.Fields(text), " ")
	}
	var b strings.Builder
	for z := html.NewTokenizer(strings.NewReader(text)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Join(strings.Fields(b.String()), " ")
		case html.TextToken:
			b.Write(z.Text())
		default:
			if name, _ := z.TagName(); blocks[string(name)] {
				b.WriteByte(' ')
			}
		}
	}
}

// blocks are the elements that end a line.
var blocks = map[string]bool{"p": true, "br": true, "div": true, "li": true, "ul": true, "ol": true, "tr": true, "td": true, "h1": true, "h2": true, "h3": true, "h4": true}
