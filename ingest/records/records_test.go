package records

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// The rows are invented; their fields are those of the export.
const (
	rowRoads = `{"AnnotationId":"b2","AnnotationType":"- Recommendations","Body":"- UPR","Countries":["Kenya"],"DocumentId":"d1","Symbol":"A/HRC/98/7",
"PublicationDate":"2031-03-14T00:00:00","Text":"<p>10.2 Open every road &amp; bridge (Norway, Portugal);</p>","Themes":["Right to food","Nobody's theme"],
"AffectedPersons":["- Children"],"Sdgs":["16.2 - Protect","- S05 SDG 5 - equality"],"UprCycle":"5th cycle","UprSession":["58"],"UprPositions":["Supported"],"UprRecommendingCountry":["Portugal","Norway"]}`
	rowWater   = `{"AnnotationId":"a1","AnnotationType":"- Concerns/Observations","Body":"- CRC","Countries":["Peru","Atlantis"],"DocumentId":"d2","Symbol":"crc/c/per/co/9","Text":"4.The wells \"[{\" are dry.","UprCycle":null,"UprSession":[],"UprPositions":[],"PublicationDate":""}`
	rowBridges = `{"AnnotationId":"a9","AnnotationType":"- Recommendations","Body":"- UPR","Countries":["Kenya"],"DocumentId":"d1","Symbol":"A/HRC/98/7","Text":"10.10 Mend the bridges","UprPositions":["Noted"],"UprRecommendingCountry":["Peru"]}`
)

func scan(t *testing.T, data string, f Format) *Export {
	t.Helper()
	x, err := Scan(strings.NewReader(data), f)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func names(x *Export) (list []string) {
	for _, p := range x.Parts {
		name := p.Name
		if p.Err != nil {
			name += ": " + pipeline.Reason(p.Err)
		}
		list = append(list, name)
	}
	return list
}

func TestSniff(t *testing.T) {
	for head, want := range map[string]Format{
		"[" + rowRoads:                        UHRI,
		"\ufeff [\n " + rowRoads:              UHRI,
		`[{"id":1}]`:                          "",
		`{"AnnotationId":"AnnotationType"}`:   "",
		"country,session,state,text,status\n": UPRInfo,
		"\ufeffState under Review,Session,Recommending State,Recommendation,Response\r\n": UPRInfo,
		"country,session,state,text\n":                              "",
		"file,kind,symbol\n":                                        "",
		"country, session and state, text, response are four words": "",
		"": "",
	} {
		if got, ok := Sniff([]byte(head)); got != want || ok != (want != "") {
			t.Errorf("%.40q: %q, want %q", head, got, want)
		}
	}
}

func TestRowsOfADocumentAreTheSameBytesInAnyOrder(t *testing.T) {
	rows := []string{rowRoads, rowWater, rowBridges}
	var want string
	for n := range 6 {
		rand.New(rand.NewPCG(uint64(n), 0)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		data := "[" + strings.Join(rows, " ,\n") + "]\n"
		x := scan(t, data, UHRI)
		if len(x.Parts) != 2 {
			t.Fatalf("parts %v", names(x))
		}
		for _, p := range x.Parts {
			b, err := x.Bytes(strings.NewReader(data), p)
			if err != nil || int64(len(b)) != x.Size(p) {
				t.Fatalf("%s: %d bytes, said %d, %v", p.Name, len(b), x.Size(p), err)
			}
			if p.Name != "A/HRC/98/7" {
				continue
			}
			if want == "" {
				want = string(b)
			}
			if string(b) != want || strings.Index(want, "10.2 ") > strings.Index(want, "10.10 ") {
				t.Errorf("order %d: %s", n, b)
			}
		}
	}
}

func TestUHRIRow(t *testing.T) {
	list, err := Read([]byte("["+rowRoads+","+rowWater+"]"), UHRI)
	if err != nil {
		t.Fatal(err)
	}
	tag := func(scheme, label string) pipeline.Tag {
		return pipeline.Tag{Scheme: scheme, Label: label, Score: 1, By: "uhri"}
	}
	want := []Record{
		{
			ID: "b2", Number: "10.2", Text: "Open every road & bridge (Norway, Portugal);", Kind: pipeline.Recommended,
			Stated: pipeline.Stated{By: "uhri", States: []string{"NOR", "PRT"}, Status: "Supported", Tags: []pipeline.Tag{
				tag("themes", "Right to food"), tag("themes", "Nobody's theme"), tag("groups", "Children"), tag("sdg", "16.2 - Protect"), tag("sdg", "S05 SDG 5 - equality"),
			}},
			Of: pipeline.Metadata{Symbol: "A/HRC/98/7", Kind: pipeline.KindUPRReport, Body: "HRC", Countries: []string{"KEN"}, Date: "2031-03-14", Session: 58, Cycle: 5},
		},
		{
			ID: "a1", Number: "4", Text: `The wells "[{" are dry.`, Kind: pipeline.Concern, Stated: pipeline.Stated{By: "uhri"}, Unknown: []string{"Atlantis"},
			Of: pipeline.Metadata{Symbol: "CRC/C/PER/CO/9", Kind: pipeline.KindTreatyBody, Body: "CRC", Countries: []string{"PER"}},
		},
	}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
}

func TestDamagedExports(t *testing.T) {
	large := `{"Text":"` + strings.Repeat("x", maxRow) + `"}`
	for data, want := range map[string]string{
		"[]":                               "",
		"[" + rowWater + "]":               "CRC/C/PER/CO/9",
		"[" + rowWater + "] x":             "malformed",
		"[" + rowWater:                     "malformed",
		"[" + rowWater[:50]:                "malformed",
		"[" + rowWater + " " + rowWater:    "malformed",
		"[" + rowWater + ",]":              "malformed",
		"[,]":                              "malformed",
		"[1]":                              "malformed",
		"{}":                               "malformed",
		"":                                 "malformed",
		`[{"Text":1},` + rowWater + "]":    "row 1: malformed CRC/C/PER/CO/9",
		`[{"Text":" "},` + rowWater + "]":  "row 1: malformed CRC/C/PER/CO/9",
		"[" + large + "," + rowWater + "]": "row 1: malformed CRC/C/PER/CO/9",
		`[{"Text":"a","DocumentId":"d"}]`:  "d",
		`[{"Text":"a"}]`:                   "without a document",
		"[" + strings.Repeat("{},", 2000) + "{}]": "malformed",
	} {
		x, err := Scan(strings.NewReader(data), UHRI)
		got := pipeline.Reason(err)
		if err == nil {
			got = strings.Join(names(x), " ")
		}
		if got != want {
			t.Errorf("%.60s: %q, want %q (%v)", data, got, want, err)
		}
	}
}

const reviews = "country,session,state,number,status,text,response,action,issues\n" +
	"KEN,58,NOR,10.2,pending,\"Open \"\"every\"\"\nroad\",accepted,5,health|justice\n" +
	"KEN,58,Portugal,10.2,pending,\"Open \"\"every\"\"\nroad\",accepted,5,health|justice\n" +
	"Peru,59,Kenya,1,noted,Dig wells,noted,4,\n" +
	"KEN,58,Atlantis,10.3,supported,Mend bridges,accepted,2,health\n"

func TestUPRInfo(t *testing.T) {
	x := scan(t, reviews+"KEN,,NOR,1,noted,Sing,noted,1,\nKEN,58,NOR,1,noted,,noted,1,\nKEN,58,N\"OR,1,noted,Sing,noted,1,\n", UPRInfo)
	if diff := cmp.Diff([]string{"KEN-58", "PER-59", "row 5: malformed", "row 6: malformed", "row 7: malformed"}, names(x)); diff != "" {
		t.Error(diff)
	}
	b, err := x.Bytes(strings.NewReader(reviews), x.Parts[0])
	if err != nil || int64(len(b)) != x.Size(x.Parts[0]) {
		t.Fatalf("%d bytes, said %d, %v", len(b), x.Size(x.Parts[0]), err)
	}
	list, err := Read(b, UPRInfo)
	if err != nil {
		t.Fatal(err)
	}
	tag := func(label string) pipeline.Tag {
		return pipeline.Tag{Scheme: "upr-issues", Label: label, Score: 1, By: "upr-info"}
	}
	of := pipeline.Metadata{Kind: pipeline.KindUPRReport, Body: "HRC", Countries: []string{"KEN"}, Session: 58}
	want := []Record{
		{Number: "10.2", Text: `Open "every" road`, Kind: pipeline.Recommended, Of: of, Stated: pipeline.Stated{
			By: "upr-info", States: []string{"NOR", "PRT"}, Status: "pending", Answer: "accepted", Action: 5, Tags: []pipeline.Tag{tag("health"), tag("justice")}}},
		{Number: "10.3", Text: "Mend bridges", Kind: pipeline.Recommended, Of: of, Unknown: []string{"Atlantis"}, Stated: pipeline.Stated{
			By: "upr-info", Status: "supported", Answer: "accepted", Action: 2, Tags: []pipeline.Tag{tag("health")}}},
	}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
}

func TestAQuotationMarkThatNobodyCloses(t *testing.T) {
	data := reviews + `KEN,58,NOR,1,noted,"` + strings.Repeat("x,\n", maxRow)
	if _, err := Scan(strings.NewReader(data), UPRInfo); !errors.Is(err, pipeline.ErrMalformed) {
		t.Error(err)
	}
}

func TestAPartHasABound(t *testing.T) {
	row := `{"Symbol":"A/1","Text":"` + strings.Repeat("x", maxRow-100) + `"}`
	x := scan(t, "["+strings.Repeat(row+",", maxPart/maxRow+1)+row+"]", UHRI)
	if len(x.Parts) != 1 || !errors.Is(x.Parts[0].Err, pipeline.ErrTooLarge) {
		t.Errorf("%v", names(x))
	}
}

func TestCutNumber(t *testing.T) {
	for text, want := range map[string]string{
		"121.1 Ratify": "121.1|Ratify", "121.1. Ratify": "121.1|Ratify", "4.The": "4|The", "4) The": "4|The", "4.5 per cent": "|4.5 per cent", "2 million": "|2 million",
		"2030 Agenda": "|2030 Agenda", "12. “Take": "12|“Take", "12.": "|12.", "": "|", "7. (a) Do": "7|(a) Do", "3.人权": "3|人权",
	} {
		number, rest := cutNumber(text)
		if got := number + "|" + rest; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzScan(f *testing.F) {
	f.Add([]byte("["+rowRoads+","+rowWater+"]"), true)
	f.Add([]byte(reviews), false)
	f.Add([]byte(`[{"Text":"\"}`), true)
	f.Fuzz(func(t *testing.T, data []byte, index bool) {
		format := UPRInfo
		if index {
			format = UHRI
		}
		x, err := Scan(bytes.NewReader(data), format)
		if err != nil {
			if pipeline.Reason(err) == "failed" {
				t.Errorf("no name for %v", err)
			}
			return
		}
		for _, p := range x.Parts {
			if p.Err != nil {
				continue
			}
			b, err := x.Bytes(bytes.NewReader(data), p)
			if err != nil || int64(len(b)) != x.Size(p) {
				t.Fatalf("%q: %d bytes, said %d, %v", p.Name, len(b), x.Size(p), err)
			}
			if list, err := Read(b, format); err == nil && len(list) == 0 {
				t.Error(fmt.Sprint("no record of ", p.Name))
			}
		}
	})
}
