package export

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/haki-project/haki/pipeline"
)

// hard is a document whose text has characters of one to four bytes before its
// references, markup, overlapping references, and a passage without sentences.
func hard() *pipeline.Document {
	d := document(2)
	text := "𝒜é <b>&amp; ICCPR art. 7; ]]> CAT | [x]_*;"
	start := len(d.Text)
	d.Text += text
	at := strings.Index(text, "ICCPR")
	d.Passages = append(d.Passages, pipeline.Passage{
		ID: "s3", Kind: pipeline.ListItem, Start: start, End: start + len(text), Page: 2, Sentences: []pipeline.Span{{0, at}, {at, len(text)}},
		Tags: []pipeline.Tag{{Scheme: "rights", ID: "torture", Label: "Torture & <ill-treatment>", Score: 1, By: "person"}},
		References: []pipeline.Reference{
			{Kind: "treaty", Target: "ICCPR", Pinpoints: []string{"art:7"}, Start: at, End: at + len("ICCPR art. 7"), URI: "https://example.org/?a=1&b=2"},
			{Kind: "treaty", Target: "OTHER", Start: at + 2, End: at + 8}, // crosses the first
			{Kind: "treaty", Target: "CAT", Start: strings.Index(text, "CAT"), End: strings.Index(text, "CAT") + 3},
		},
	})
	return d
}

// quotes are what the annotations of hard are on, in their order.
func quotes(d *pipeline.Document) []string {
	var list []string
	for i := range d.Passages {
		text := d.PassageText(&d.Passages[i])
		for _, n := range notes(&d.Passages[i], text) {
			list = append(list, n.span.Of(text))
		}
	}
	return list
}

func TestWebAnnotationsQuoteWhatTheyAreOn(t *testing.T) {
	d := hard()
	b, n := write(t, Passages, "jsonld", all(d))
	var page struct {
		Items []webAnnotation `json:"items"`
	}
	if err := json.Unmarshal(b, &page); err != nil {
		t.Fatal(err)
	}
	want, runes := quotes(d), []rune(d.Text)
	if len(page.Items) != n || n != len(want) {
		t.Fatalf("%d items, %d rows, want %d", len(page.Items), n, len(want))
	}
	for i, a := range page.Items {
		position := a.Target.Selector[1]
		if got := string(runes[*position.Start:*position.End]); got != want[i] || a.Target.Selector[0].Exact != want[i] {
			t.Errorf("item %d: position %q, quotation %q, want %q", i, got, a.Target.Selector[0].Exact, want[i])
		}
	}
}

func TestLabelStudioSeparatesPersonsFromModels(t *testing.T) {
	d := hard()
	b, n := write(t, Passages, "label-studio", all(d))
	var tasks []labelTask
	if err := json.Unmarshal(b, &tasks); err != nil || len(tasks) != n || n != 3 {
		t.Fatalf("%d tasks, %d rows: %v", len(tasks), n, err)
	}
	last := tasks[2]
	if len(last.Annotations) != 1 || last.Annotations[0].Result[0].From != "rights" {
		t.Errorf("what a person set is no annotation: %+v", last)
	}
	for _, e := range last.Predictions[0].Result {
		runes := []rune(last.Data.Text)
		if got := string(runes[int(e.Value["start"].(float64)):int(e.Value["end"].(float64))]); got != e.Value["text"] {
			t.Errorf("%v is on %q", e.Value, got)
		}
	}
}

func TestCoNLLTokensLieInTheText(t *testing.T) {
	d := hard()
	b, _ := write(t, Passages, "conll", all(d))
	runes, begun := []rune(d.Text), 0
	for _, line := range strings.Split(string(b), "\n") {
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 5 {
			t.Fatalf("%d columns in %q", len(cells), line)
		}
		start, _ := strconv.Atoi(cells[1])
		end, _ := strconv.Atoi(cells[2])
		if string(runes[start:end]) != cells[0] {
			t.Errorf("%q stands at %q", cells[0], string(runes[start:end]))
		}
		if strings.HasPrefix(cells[3], "B-") {
			begun++
		}
	}
	if begun != 4 { // one in each paragraph; of the last one's three, one lies within another
		t.Errorf("%d references begin, want 4", begun)
	}
}

func TestCoNLLSaysWhatMadeEachAnnotation(t *testing.T) {
	b, _ := write(t, Passages, "conll", all(hard()))
	for _, line := range []string{"# annotation = rights:torture\tTorture & <ill-treatment>\t1\tperson\n", "# annotation = reference:treaty\tICCPR art:7\t0\t\n"} {
		if !strings.Contains(string(b), line) {
			t.Errorf("no %q in %s", line, b)
		}
	}
}

// members are the files of a zip by name.
func members(t *testing.T, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(content)
	}
	return files
}

func TestWebAnnoOffsetsAreUTF16(t *testing.T) {
	d := hard()
	b, _ := write(t, Passages, "webanno", all(d))
	units := utf16.Encode([]rune(d.Text))
	tsv := members(t, b)["report-00000000000000aa.tsv"]
	if !strings.HasPrefix(tsv, "#FORMAT=WebAnno TSV 3.3\n#T_SP=") {
		t.Fatalf("begins with %.60q", tsv)
	}
	n := 0
	for _, line := range strings.Split(tsv, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		n++
		cells := strings.Split(line, "\t")
		from, to, _ := strings.Cut(cells[1], "-")
		start, _ := strconv.Atoi(from)
		end, _ := strconv.Atoi(to)
		if got := string(utf16.Decode(units[start:end])); got != cells[2] && webAnnoEscape(got) != cells[2] {
			t.Errorf("%q stands at %q", cells[2], got)
		}
	}
	if n == 0 {
		t.Error("no token")
	}
}

// elements counts the elements of well-formed XML by name.
func elements(t *testing.T, s string) map[string]int {
	t.Helper()
	counts := map[string]int{}
	for d := xml.NewDecoder(strings.NewReader(s)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return counts
		}
		if err != nil {
			t.Fatalf("%v in %s", err, s)
		}
		if e, ok := token.(xml.StartElement); ok {
			counts[e.Name.Local]++
		}
	}
}

func TestXMLFormatsAreWellFormed(t *testing.T) {
	b, _ := write(t, Passages, "tei", all(hard(), document(1)))
	if got := elements(t, string(b)); got["TEI"] != 2 || got["ref"] != 4+1+2 || got["pb"] != 3 { // a ref in each header, too
		t.Errorf("TEI: %v", got)
	}
	b, _ = write(t, Passages, "akn", all(hard()))
	if got := elements(t, members(t, b)["report-00000000000000aa.xml"]); got["point"] != 1 || got["paragraph"] != 2 || got["ref"] != 4 {
		t.Errorf("Akoma Ntoso: %v", got)
	}
}

// refiProject is what a program that opens a REFI-QDA project needs of it.
type refiProject struct {
	Codes []struct {
		GUID  string `xml:"guid,attr"`
		Codes []struct {
			GUID string `xml:"guid,attr"`
		} `xml:"Code"`
	} `xml:"CodeBook>Codes>Code"`
	Sources []struct {
		Path       string `xml:"plainTextPath,attr"`
		Selections []struct {
			Start  int `xml:"startPosition,attr"`
			End    int `xml:"endPosition,attr"`
			Coding struct {
				Ref struct {
					Target string `xml:"targetGUID,attr"`
				} `xml:"CodeRef"`
			} `xml:"Coding"`
		} `xml:"PlainTextSelection"`
	} `xml:"Sources>TextSource"`
}

func TestREFIProjectOpensWhole(t *testing.T) {
	d := hard()
	b, n := write(t, Passages, "qdpx", all(d))
	files := members(t, b)
	var p refiProject
	if err := xml.Unmarshal([]byte(files["project.qde"]), &p); err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, scheme := range p.Codes {
		for _, c := range scheme.Codes {
			known[c.GUID] = true
		}
	}
	want, got := quotes(d), 0
	for _, s := range p.Sources {
		text := []rune(files["sources/"+strings.TrimPrefix(s.Path, "internal://")])
		for i, sel := range s.Selections {
			got++
			if q := string(text[sel.Start:sel.End]); q != want[i] {
				t.Errorf("selection %d is on %q, want %q", i, q, want[i])
			}
			if !known[sel.Coding.Ref.Target] {
				t.Errorf("selection %d has a code that is not in the code book", i)
			}
		}
	}
	if got != n || n != len(want) {
		t.Errorf("%d selections, %d rows, want %d", got, n, len(want))
	}
}

func TestCodeBookHoldsEachCodeOnce(t *testing.T) {
	b, n := write(t, Passages, "qdc", all(hard(), document(2)))
	if got := elements(t, string(b)); got["Code"] != 4 || n != 2 { // two schemes, a code each
		t.Errorf("%d rows, %v", n, got)
	}
}

func TestTokens(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "Art. 7": "Art|.|7", "naïve": "naïve", "人权 ICCPR": "人|权|ICCPR", "a\xffb": "a|\xff|b", " – ": "–", "حقوق الإنسان": "حقوق|الإنسان",
	} {
		var got []string
		for _, s := range tokens(in) {
			got = append(got, s.Of(in))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("tokens(%q) = %q, want %s", in, got, want)
		}
	}
}

func FuzzTokens(f *testing.F) {
	f.Add("Art. 7 – naïve\xff")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, s := range tokens(text) {
			if s[0] < end || s[1] <= s[0] || s[1] > len(text) {
				t.Fatalf("%v after %d in %q", s, end, text)
			}
			end = s[1]
		}
	})
}
