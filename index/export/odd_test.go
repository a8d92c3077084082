package export

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// record is a passage of an invented document.
func record(number string, kind pipeline.PassageKind, page int, meta pipeline.Metadata) pipeline.PassageRecord {
	return pipeline.PassageRecord{ID: "0123456789abcdef:p" + number, Number: number, Kind: kind, Page: page, Document: pipeline.DocumentRecord{
		ID: "0123456789abcdef", File: "x_y.pdf", URI: "https://example.org/x", Metadata: meta}}
}

// Every style for documents of which more or less is known.
func TestCiteTable(t *testing.T) {
	full := pipeline.Metadata{Title: "Report on Sylvania", Symbol: "A/HRC/98/7", Body: "HRC", Date: "2031-03-14", Language: "en", Kind: pipeline.KindUPRReport}
	records := map[string]pipeline.PassageRecord{
		"all":      record("12", pipeline.Paragraph, 4, full),
		"document": {Document: pipeline.DocumentRecord{ID: "0123456789abcdef", File: "x.pdf", Metadata: full}},
		"article":  record("14 bis", pipeline.Article, 0, pipeline.Metadata{Title: "Public Health Act", Date: "2009-05", Kind: pipeline.KindLaw}),
		"footnote": record("3", pipeline.Footnote, 9, pipeline.Metadata{Symbol: "E/CN.4/2006/1", Body: "CHR", Date: "2006"}),
		"bare":     {ID: "0123456789abcdef:s3", Document: pipeline.DocumentRecord{ID: "0123456789abcdef", File: "note.txt"}},
		"numbered": record("7", pipeline.Paragraph, 0, pipeline.Metadata{}),
		"symbol":   record("7", pipeline.Paragraph, 2, pipeline.Metadata{Symbol: "S/RES/1325(2000)", Title: "Women, peace & security"}),
		"odd":      record("1", pipeline.Paragraph, 1, pipeline.Metadata{Title: "50 % of {all} $_#~^\\ \n texts", Body: "Ministry of Truth", Date: "last week"}),
		"script":   record("1", pipeline.Paragraph, 1, pipeline.Metadata{Title: "关于人权的决议", Body: "GA", Date: "2030-02-29"}),
	}
	tests := []struct {
		of    string
		style Style
		want  string
	}{
		{"all", Plain, "A/HRC/98/7, para. 12, p. 4"},
		{"all", OSCOLA, "United Nations Human Rights Council, ‘Report on Sylvania’ (14 March 2031) UN Doc A/HRC/98/7 para 12"},
		{"all", Chicago, "United Nations Human Rights Council, “Report on Sylvania,” A/HRC/98/7 (March 14, 2031), para. 12, p. 4."},
		{"all", APA, "United Nations Human Rights Council. (2031, March 14). Report on Sylvania (A/HRC/98/7), para. 12, p. 4."},
		{"all", BibTeX, "@techreport{A-HRC-98-7-12,\n  institution = {United Nations Human Rights Council},\n  title = {Report on Sylvania},\n  number = {A/HRC/98/7},\n  year = {2031},\n  month = {3},\n  url = {https://undocs.org/A/HRC/98/7},\n  pages = {4},\n  note = {para. 12},\n}\n"},
		{"all", RIS, "TY  - RPRT\r\nAU  - United Nations Human Rights Council\r\nTI  - Report on Sylvania\r\nSN  - A/HRC/98/7\r\nDA  - 2031/03/14\r\nPY  - 2031\r\nSP  - 4\r\nLA  - en\r\nUR  - https://undocs.org/A/HRC/98/7\r\nN1  - para. 12\r\nID  - 0123456789abcdef:12\r\nER  - \r\n"},
		{"document", Plain, "A/HRC/98/7"},
		{"document", OSCOLA, "United Nations Human Rights Council, ‘Report on Sylvania’ (14 March 2031) UN Doc A/HRC/98/7"},
		{"document", Chicago, "United Nations Human Rights Council, “Report on Sylvania,” A/HRC/98/7 (March 14, 2031)."},
		{"document", APA, "United Nations Human Rights Council. (2031, March 14). Report on Sylvania (A/HRC/98/7)."},
		{"document", BibTeX, "@techreport{A-HRC-98-7,\n  institution = {United Nations Human Rights Council},\n  title = {Report on Sylvania},\n  number = {A/HRC/98/7},\n  year = {2031},\n  month = {3},\n  url = {https://undocs.org/A/HRC/98/7},\n}\n"},
		{"document", RIS, "TY  - RPRT\r\nAU  - United Nations Human Rights Council\r\nTI  - Report on Sylvania\r\nSN  - A/HRC/98/7\r\nDA  - 2031/03/14\r\nPY  - 2031\r\nLA  - en\r\nUR  - https://undocs.org/A/HRC/98/7\r\nID  - 0123456789abcdef\r\nER  - \r\n"},
		{"article", Plain, "Public Health Act, art. 14 bis"},
		{"article", OSCOLA, "‘Public Health Act’ (May 2009) art 14 bis"},
		{"article", Chicago, "“Public Health Act,” (May 2009), art. 14 bis."},
		{"article", APA, "Public Health Act. (2009, May), art. 14 bis."},
		{"article", BibTeX, "@techreport{0123456789abcdef-14-bis,\n  title = {Public Health Act},\n  year = {2009},\n  month = {5},\n  url = {https://example.org/x},\n  note = {art. 14 bis},\n}\n"},
		{"article", RIS, "TY  - RPRT\r\nTI  - Public Health Act\r\nDA  - 2009/05\r\nPY  - 2009\r\nUR  - https://example.org/x\r\nN1  - art. 14 bis\r\nID  - 0123456789abcdef:14 bis\r\nER  - \r\n"},
		{"footnote", Plain, "E/CN.4/2006/1, footnote 3, p. 9"},
		{"footnote", OSCOLA, "United Nations Commission on Human Rights, ‘x_y.pdf’ (2006) UN Doc E/CN.4/2006/1 footnote 3"},
		{"footnote", Chicago, "United Nations Commission on Human Rights, “x_y.pdf,” E/CN.4/2006/1 (2006), footnote 3, p. 9."},
		{"footnote", APA, "United Nations Commission on Human Rights. (2006). x_y.pdf (E/CN.4/2006/1), footnote 3, p. 9."},
		{"footnote", BibTeX, "@techreport{E-CN.4-2006-1-3,\n  institution = {United Nations Commission on Human Rights},\n  title = {x\\_y.pdf},\n  number = {E/CN.4/2006/1},\n  year = {2006},\n  url = {https://undocs.org/E/CN.4/2006/1},\n  pages = {9},\n  note = {footnote 3},\n}\n"},
		{"footnote", RIS, "TY  - RPRT\r\nAU  - United Nations Commission on Human Rights\r\nTI  - x_y.pdf\r\nSN  - E/CN.4/2006/1\r\nDA  - 2006//\r\nPY  - 2006\r\nSP  - 9\r\nUR  - https://undocs.org/E/CN.4/2006/1\r\nN1  - footnote 3\r\nID  - 0123456789abcdef:3\r\nER  - \r\n"},
		{"bare", Plain, "note.txt"},
		{"bare", OSCOLA, "‘note.txt’"},
		{"bare", Chicago, "“note.txt”."},
		{"bare", APA, "note.txt. (n.d.)."},
		{"bare", BibTeX, "@techreport{0123456789abcdef-s3,\n  title = {note.txt},\n}\n"},
		{"bare", RIS, "TY  - RPRT\r\nTI  - note.txt\r\nID  - 0123456789abcdef:s3\r\nER  - \r\n"},
		{"numbered", Plain, "x_y.pdf, para. 7"},
		{"numbered", OSCOLA, "‘x_y.pdf’ para 7"},
		{"numbered", Chicago, "“x_y.pdf”, para. 7."},
		{"numbered", APA, "x_y.pdf. (n.d.), para. 7."},
		{"numbered", BibTeX, "@techreport{0123456789abcdef-7,\n  title = {x\\_y.pdf},\n  url = {https://example.org/x},\n  note = {para. 7},\n}\n"},
		{"numbered", RIS, "TY  - RPRT\r\nTI  - x_y.pdf\r\nUR  - https://example.org/x\r\nN1  - para. 7\r\nID  - 0123456789abcdef:7\r\nER  - \r\n"},
		{"symbol", Plain, "S/RES/1325(2000), para. 7, p. 2"},
		{"symbol", OSCOLA, "‘Women, peace & security’ UN Doc S/RES/1325(2000) para 7"},
		{"symbol", Chicago, "“Women, peace & security,” S/RES/1325(2000), para. 7, p. 2."},
		{"symbol", APA, "Women, peace & security (S/RES/1325(2000)). (n.d.), para. 7, p. 2."},
		{"symbol", BibTeX, "@techreport{S-RES-1325-2000-7,\n  title = {Women, peace \\& security},\n  number = {S/RES/1325(2000)},\n  url = {https://undocs.org/S/RES/1325(2000)},\n  pages = {2},\n  note = {para. 7},\n}\n"},
		{"symbol", RIS, "TY  - RPRT\r\nTI  - Women, peace & security\r\nSN  - S/RES/1325(2000)\r\nSP  - 2\r\nUR  - https://undocs.org/S/RES/1325(2000)\r\nN1  - para. 7\r\nID  - 0123456789abcdef:7\r\nER  - \r\n"},
		{"odd", Plain, "50 % of {all} $_#~^\\ \n texts, para. 1, p. 1"},
		{"odd", OSCOLA, "Ministry of Truth, ‘50 % of {all} $_#~^\\ \n texts’ para 1"},
		{"odd", Chicago, "Ministry of Truth, “50 % of {all} $_#~^\\ \n texts”, para. 1, p. 1."},
		{"odd", APA, "Ministry of Truth. (n.d.). 50 % of {all} $_#~^\\ \n texts, para. 1, p. 1."},
		{"odd", BibTeX, "@techreport{0123456789abcdef-1,\n  institution = {Ministry of Truth},\n  title = {50 \\% of \\{all\\} \\$\\_\\#\\textasciitilde{}\\textasciicircum{}\\textbackslash{} texts},\n  url = {https://example.org/x},\n  pages = {1},\n  note = {para. 1},\n}\n"},
		{"odd", RIS, "TY  - RPRT\r\nAU  - Ministry of Truth\r\nTI  - 50 % of {all} $_#~^\\ texts\r\nSP  - 1\r\nUR  - https://example.org/x\r\nN1  - para. 1\r\nID  - 0123456789abcdef:1\r\nER  - \r\n"},
		{"script", Plain, "关于人权的决议, para. 1, p. 1"},
		{"script", OSCOLA, "United Nations General Assembly, ‘关于人权的决议’ para 1"},
		{"script", Chicago, "United Nations General Assembly, “关于人权的决议”, para. 1, p. 1."},
		{"script", APA, "United Nations General Assembly. (n.d.). 关于人权的决议, para. 1, p. 1."},
		{"script", BibTeX, "@techreport{0123456789abcdef-1,\n  institution = {United Nations General Assembly},\n  title = {关于人权的决议},\n  url = {https://example.org/x},\n  pages = {1},\n  note = {para. 1},\n}\n"},
		{"script", RIS, "TY  - RPRT\r\nAU  - United Nations General Assembly\r\nTI  - 关于人权的决议\r\nSP  - 1\r\nUR  - https://example.org/x\r\nN1  - para. 1\r\nID  - 0123456789abcdef:1\r\nER  - \r\n"},
	}
	for _, tt := range tests {
		if got := Cite(records[tt.of], tt.style); got != tt.want {
			t.Errorf("Cite(%s, %s) = %q, want %q", tt.of, tt.style, got, tt.want)
		}
	}
}

func TestCSLItems(t *testing.T) {
	tests := []struct {
		kind       pipeline.Kind
		date, want string
	}{
		{pipeline.KindUPRReport, "2031-03-14", `{"id":"0123456789abcdef:12","type":"report","title":"x_y.pdf","author":[{"literal":"United Nations Committee on the Rights of the Child"}],"issued":{"date-parts":[[2031,3,14]]},"URL":"https://example.org/x","page":"3","note":"para. 12"}`},
		{pipeline.KindSpeech, "2031-03", `{"id":"0123456789abcdef:12","type":"speech","title":"x_y.pdf","author":[{"literal":"United Nations Committee on the Rights of the Child"}],"issued":{"date-parts":[[2031,3]]},"URL":"https://example.org/x","page":"3","note":"para. 12"}`},
		{pipeline.KindLaw, "2031", `{"id":"0123456789abcdef:12","type":"legislation","title":"x_y.pdf","author":[{"literal":"United Nations Committee on the Rights of the Child"}],"issued":{"date-parts":[[2031]]},"URL":"https://example.org/x","page":"3","note":"para. 12"}`},
		{pipeline.KindOther, "", `{"id":"0123456789abcdef:12","type":"document","title":"x_y.pdf","author":[{"literal":"United Nations Committee on the Rights of the Child"}],"URL":"https://example.org/x","page":"3","note":"para. 12"}`},
		{pipeline.KindResolution, "14 March", `{"id":"0123456789abcdef:12","type":"report","title":"x_y.pdf","author":[{"literal":"United Nations Committee on the Rights of the Child"}],"URL":"https://example.org/x","page":"3","note":"para. 12"}`},
		{"", "2031-13-01", `{"id":"0123456789abcdef:12","type":"report","title":"x_y.pdf","author":[{"literal":"United Nations Committee on the Rights of the Child"}],"URL":"https://example.org/x","page":"3","note":"para. 12"}`},
	}
	for _, tt := range tests {
		b, err := json.Marshal(newCited(record("12", pipeline.Paragraph, 3, pipeline.Metadata{Kind: tt.kind, Date: tt.date, Body: "CRC"})).csl())
		if got := string(b); err != nil || got != tt.want {
			t.Errorf("csl(%s, %s) = %q, want %q", tt.kind, tt.date, got, tt.want)
		}
	}
}

// TestKeysOfABibliographyDiffer exports passages with the same number, and with
// none: a bibliography with a key twice is refused by the programs that read it.
func TestKeysOfABibliographyDiffer(t *testing.T) {
	d := document(4)
	d.Passages[1].Number, d.Passages[2].Number, d.Passages[3].Number = "1", "", ""
	for i := range d.Passages {
		d.Passages[i].ID = ""
	}
	d.NumberPassages()
	for format, key := range map[string]*regexp.Regexp{"bibtex": regexp.MustCompile(`@techreport\{([^,]+),`), "csl": regexp.MustCompile(`"id":"([^"]+)"`)} {
		b, n := write(t, Passages, format, all(d))
		seen := map[string]bool{}
		for _, m := range key.FindAllStringSubmatch(string(b), -1) {
			if seen[m[1]] || format == "bibtex" && strings.ContainsAny(m[1], " ~\\{},") {
				t.Errorf("%s: key %q", format, m[1])
			}
			seen[m[1]] = true
		}
		if len(seen) != n || n != 4 {
			t.Errorf("%s: %d keys of %d passages", format, len(seen), n)
		}
	}
}

// strange are documents whose every part is odd: empty, huge, hostile, of other scripts.
func strange() []*pipeline.Document {
	empty := &pipeline.Document{ID: "0000000000000001", File: "empty.txt"}
	odd := &pipeline.Document{ID: "0000000000000002", File: "../../<odd> & \"name\"\n.pdf", URI: "file:///odd", Metadata: pipeline.Metadata{
		Title: "]]> <script>alert(1)</script> & \x00\x01", Countries: []string{"XSY", "XSY"}, Date: "?", Language: "x&y",
	}}
	for _, text := range []string{
		"", " ", "\x00\x01\x02\x1f\x7f", "</p>]]>&amp;<b>", "=cmd|'/C calc'!A0", "+1", "-1", "@x", "\ttab", "line\nline\r\nline", "\u2028\u2029", "\ufeffBOM", "🙂👩‍👩‍👧",
		"حقوق الإنسان ١٢", "\u202ereversed\u202c", "人权", "e\u0301", "\ufffd\ufffe\uffff", strings.Repeat("ü", 40_000), `"quotes", commas; 'and' \backslashes\`, "|pipe|", "# hash",
		"B-TAG\tI-TAG\tO", "{braces}", "null", "1e309", "2031-03-14",
	} {
		start := len(odd.Text)
		odd.Text += text + "\n"
		odd.Passages = append(odd.Passages, pipeline.Passage{Kind: pipeline.Paragraph, Start: start, End: start + len(text), Number: "1",
			Section: []string{"<I> & II", "=1+1"}, Tags: []pipeline.Tag{{Scheme: "a b", ID: "<x>&", Label: "\"L\"\x00", Score: 1, By: "person"}}})
		if len(text) > 1 {
			p := &odd.Passages[len(odd.Passages)-1]
			p.References = []pipeline.Reference{{Kind: "treaty", Target: "<T>&\"", Pinpoints: []string{"art:1|2"}, Start: 0, End: len(text), URI: "https://example.org/?a=<1>&b=\"2\""}}
		}
	}
	odd.NumberPassages()
	odd.Recommendations = []pipeline.Recommendation{{Text: "=A1", Passage: odd.Passages[0].ID, States: []string{"<A>", "B|C"}}, {Pledge: true, Text: "\x00", Passage: "unknown"}}
	return []*pipeline.Document{empty, odd}
}

func TestEveryFormatTakesEverything(t *testing.T) {
	for _, kind := range Kinds {
		for _, name := range Formats(kind) {
			for what, from := range map[string]Selections{"strange": all(strange()...), "none": all(), "hard": all(hard(), document(3))} {
				a, n := write(t, kind, name, from)
				b, m := write(t, kind, name, from)
				if n != m || len(a) != len(b) || name != "sqlite" && name != "parquet" && !bytes.Equal(a, b) {
					t.Errorf("%s of %s as %s: two exports differ", what, kind, name)
				}
				checkReadable(t, kind, name, what, a, n)
			}
		}
	}
}

// checkReadable reads an export as a program would that gets it.
func checkReadable(t *testing.T, kind Kind, name, what string, b []byte, n int) {
	t.Helper()
	label := fmt.Sprintf("%s of %s as %s", what, kind, name)
	if read := readers[name]; read != nil {
		if got := len(read(t, kind, b)) - 1; got != n {
			t.Errorf("%s: %d rows read, %d written", label, got, n)
		}
	}
	switch name {
	case "jsonl":
		lines := bytes.SplitAfter(b, []byte("\n"))
		if len(lines)-1 != n {
			t.Errorf("%s: %d lines for %d rows", label, len(lines)-1, n)
		}
		for _, line := range lines[:len(lines)-1] {
			if !json.Valid(line) {
				t.Errorf("%s: %s", label, line)
			}
		}
	case "csl", "jsonld", "label-studio":
		if !json.Valid(b) {
			t.Errorf("%s is no JSON: %.200s", label, b)
		}
	case "tei", "qdc":
		checkXML(t, label, string(b))
	case "akn", "qdpx":
		for file, content := range members(t, b) {
			if strings.HasPrefix(file, "/") || slices.Contains(strings.Split(file, "/"), "..") {
				t.Errorf("%s: a file named %s", label, file)
			}
			if !strings.HasSuffix(file, ".txt") {
				checkXML(t, label+", "+file, content)
			}
		}
	case "webanno":
		for file := range members(t, b) {
			if strings.ContainsAny(file, "/\\\n") {
				t.Errorf("%s: a file named %q", label, file)
			}
		}
	case "ris":
		if got := strings.Count(string(b), "\r\nER  - \r\n"); got != n {
			t.Errorf("%s: %d entries for %d rows", label, got, n)
		}
	case "bibtex":
		if got := strings.Count(string(b), "@techreport{"); got != n || strings.Count(string(b), "\n}\n") != n {
			t.Errorf("%s: %d entries for %d rows", label, got, n)
		}
	}
}

func checkXML(t *testing.T, label, s string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(s)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%s is no XML: %v", label, err)
			return
		}
	}
}

var errFull = errors.New("no space left on device")

// fullDisk takes some bytes and then none.
type fullDisk struct{ room int }

func (f *fullDisk) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

// TestAFullDiskIsAnError: no format passes over what it could not write.
func TestAFullDiskIsAnError(t *testing.T) {
	from := all(hard(), document(300), document(2))
	for _, kind := range Kinds {
		for _, name := range Formats(kind) {
			whole, _ := write(t, kind, name, from)
			for _, room := range []int{0, 1, len(whole) / 3, len(whole) - 1} {
				if _, err := Write(t.Context(), &fullDisk{room}, kind, name, Options{Version: "test"}, from); !errors.Is(err, errFull) {
					t.Errorf("%s as %s on a disk with room for %d of %d bytes: %v", kind, name, room, len(whole), err)
				}
			}
		}
	}
}

func TestASourceThatFailsIsAnError(t *testing.T) {
	gone := errors.New("the store is gone")
	from := func(_ context.Context, yield func(Selection) error) error {
		if err := yield(Selection{Document: document(2), All: true}); err != nil {
			return err
		}
		return gone
	}
	for _, kind := range Kinds {
		for _, name := range Formats(kind) {
			if _, err := Write(t.Context(), io.Discard, kind, name, Options{}, from); !errors.Is(err, gone) {
				t.Errorf("%s as %s: %v", kind, name, err)
			}
		}
	}
}

// listed is an index that yields given passages.
type listed struct {
	index.Reader
	refs []index.Ref
}

func (l listed) Each(_ context.Context, _ query.Node, yield func(index.Ref) error) error {
	for _, ref := range l.refs {
		if err := yield(ref); err != nil {
			return err
		}
	}
	return nil
}

func TestFound(t *testing.T) {
	store, err := pipeline.Open(t.TempDir(), false)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	for i, n := range []int{5, 2} {
		d := document(n)
		d.ID = pipeline.ID(fmt.Sprintf("%016x", i+1))
		if err := store.PutDocument(d); err != nil {
			t.Fatal(err)
		}
	}
	const a, b = pipeline.ID("0000000000000001"), pipeline.ID("0000000000000002")
	tests := []struct {
		name  string
		refs  []index.Ref
		want  string
		fails string
	}{
		{"nothing", nil, "", ""},
		{"one", []index.Ref{{Document: a, Passage: "p2"}}, "0000000000000001[1]", ""},
		{"in the document's order", []index.Ref{{Document: a, Passage: "p5"}, {Document: a, Passage: "p1"}}, "0000000000000001[0 4]", ""},
		{"twice", []index.Ref{{Document: a, Passage: "p1"}, {Document: a, Passage: "p1"}}, "0000000000000001[0]", ""},
		{"of two documents", []index.Ref{{Document: a, Passage: "p1"}, {Document: b, Passage: "p2"}}, "0000000000000001[0] 0000000000000002[1]", ""},
		{"a passage that is gone", []index.Ref{{Document: b, Passage: "p9"}}, "", "haki rebuild"},
		{"a document that is gone", []index.Ref{{Document: "00000000000000ff", Passage: "p1"}}, "", "00000000000000ff"},
	}
	for _, tt := range tests {
		var got []string
		err := Found(listed{refs: tt.refs}, store, query.All{})(t.Context(), func(s Selection) error {
			got = append(got, fmt.Sprint(s.Document.ID, s.Passages))
			return nil
		})
		if strings.Join(got, " ") != tt.want || (err != nil) != (tt.fails != "") || err != nil && !strings.Contains(err.Error(), tt.fails) {
			t.Errorf("%s: %v, %v", tt.name, got, err)
		}
	}
	stop := errors.New("enough")
	err = Found(listed{refs: []index.Ref{{Document: a, Passage: "p1"}, {Document: b, Passage: "p1"}}}, store, query.All{})(t.Context(), func(Selection) error { return stop })
	if !errors.Is(err, stop) {
		t.Errorf("a reader who has enough: %v", err)
	}
}

func TestAllOfAnEmptyStore(t *testing.T) {
	store, err := pipeline.Open(t.TempDir(), false)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	if n, err := Write(t.Context(), io.Discard, Passages, "csv", Options{}, All(store)); n != 0 || err != nil {
		t.Errorf("%d rows, %v", n, err)
	}
}

func TestFormatNames(t *testing.T) {
	tests := []struct {
		kind Kind
		want string
	}{
		{Passages, "akn bibtex conll csl csv jsonl jsonld label-studio parquet qdc qdpx ris sqlite tei webanno xlsx"},
		{Recommendations, "csv jsonl parquet sqlite xlsx"}, {References, "csv jsonl parquet sqlite xlsx"}, {Pledges, "csv jsonl parquet sqlite xlsx"},
		{Documents, "bibtex csl csv jsonl parquet ris sqlite xlsx"}, {"chapters", ""},
	}
	for _, tt := range tests {
		if got := strings.Join(Formats(tt.kind), " "); got != tt.want {
			t.Errorf("Formats(%s) = %s, want %s", tt.kind, got, tt.want)
		}
	}
	for _, tt := range []struct {
		kind Kind
		name string
	}{{Passages, ""}, {Passages, "CSV"}, {Recommendations, "tei"}, {Documents, "qdpx"}, {"chapters", "csv"}} {
		if _, err := New(io.Discard, tt.kind, tt.name, Options{}); err == nil || !strings.Contains(err.Error(), "choose one of") {
			t.Errorf("New(%s, %q): %v", tt.kind, tt.name, err)
		}
	}
}

// TestColumnsAreNamedOnce: a table with two columns of one name is read wrongly.
func TestColumnsAreNamedOnce(t *testing.T) {
	for _, kind := range Kinds {
		seen := map[string]bool{}
		for _, c := range columns(kind, "") {
			if seen[c.name] || c.name != strings.ToLower(c.name) || strings.ContainsAny(c.name, " -.") {
				t.Errorf("%s: column %q", kind, c.name)
			}
			seen[c.name] = true
		}
	}
}

func TestCSVCells(t *testing.T) {
	tests := []struct {
		in   any
		want string
	}{
		{"", ""}, {"a", "a"}, {"=1", "'=1"}, {"+49", "'+49"}, {"-", "'-"}, {"@a", "'@a"}, {"\t=1", "'\t=1"}, {"\r=1", "'\r=1"}, {" =1", " =1"}, {"'=1", "'=1"},
		{"é=1", "é=1"}, {"a\nb", "a\nb"}, {0, "0"}, {-5, "-5"}, {0.5, "0.5"}, {true, "true"},
	}
	for _, tt := range tests {
		if got := guard(tt.in); got != tt.want {
			t.Errorf("guard(%v) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestOptionsDate(t *testing.T) {
	if got := (Options{}).date(); !got.Equal(time.Unix(0, 0)) {
		t.Errorf("no date: %v", got)
	}
	east := time.FixedZone("east", 5*3600)
	if got := (Options{Date: time.Date(2031, 3, 14, 2, 0, 0, 0, east)}).date(); got.Format(time.RFC3339) != "2031-03-13T21:00:00Z" {
		t.Errorf("a date is in UTC: %v", got)
	}
}

func TestMemberNames(t *testing.T) {
	tests := []struct{ file, want string }{
		{"report.pdf", "report-1.xml"}, {"a.b.pdf", "a.b-1.xml"}, {"", "-1.xml"}, {".hidden", "-1.xml"}, {"..", "-1.xml"}, {`a/b\c:d*e?"f<g>h|i.txt`, "a_b_c_d_e__f_g_h_i-1.xml"},
		{"a\nb\x00c.txt", "a_b_c-1.xml"}, {"决议.docx", "决议-1.xml"}, {strings.Repeat("é", 200) + ".pdf", strings.Repeat("é", 80) + "-1.xml"},
	}
	for _, tt := range tests {
		if got := memberName(&pipeline.Document{ID: "1", File: tt.file}, ".xml"); got != tt.want {
			t.Errorf("memberName(%q) = %q, want %q", tt.file, got, tt.want)
		}
	}
}

func ExampleCite() {
	r := pipeline.PassageRecord{Number: "119.10", Kind: pipeline.Paragraph, Page: 15, Document: pipeline.DocumentRecord{
		Metadata: pipeline.Metadata{Title: "Report on Sylvania", Symbol: "A/HRC/98/7", Body: "HRC", Date: "2031-03-14"}}}
	fmt.Println(Cite(r, Plain))
	fmt.Println(Cite(r, OSCOLA))
	// Output:
	// A/HRC/98/7, para. 119.10, p. 15
	// United Nations Human Rights Council, ‘Report on Sylvania’ (14 March 2031) UN Doc A/HRC/98/7 para 119.10
}

func ExampleFormats() {
	fmt.Println(Formats(Recommendations))
	// Output: [csv jsonl parquet sqlite xlsx]
}
