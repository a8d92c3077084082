package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// two are documents that differ in everything but what they share on purpose:
// their symbol, as versions and languages of a document do.
func two() []*pipeline.Document {
	first, second := hard(), document(2)
	second.ID, second.File, second.SHA256, second.Language = "00000000000000bb", "rapport & \"annexe\" <1>.pdf", "bb", "fr"
	second.Title, second.Date, second.Body = "Rapport 50 % {sur} $_#~\\ l'État", "2031-05", "HRC"
	return []*pipeline.Document{first, second}
}

// eachNote calls yield with every tag and reference of documents, in their order.
func eachNote(docs []*pipeline.Document, yield func(d *pipeline.Document, p *pipeline.Passage, n note)) {
	for _, d := range docs {
		for i := range d.Passages {
			for _, n := range notes(&d.Passages[i], d.PassageText(&d.Passages[i])) {
				yield(d, &d.Passages[i], n)
			}
		}
	}
}

func TestAnotherProgramReadsTheSameWebAnnotations(t *testing.T) {
	python, docs := python(t), two()
	var want []map[string]any
	k := map[string]int{}
	eachNote(docs, func(d *pipeline.Document, p *pipeline.Passage, n note) {
		name := string(d.ID) + ":" + p.ID
		k[name]++
		from, to := p.Start+n.span[0], p.Start+n.span[1]
		start := len([]rune(d.Text[:from]))
		want = append(want, map[string]any{
			"id": fmt.Sprintf("urn:haki:%s:%d", name, k[name]), "code": n.name(), "quote": d.Text[from:to], "start": strconv.Itoa(start), "end": strconv.Itoa(start + len([]rune(d.Text[from:to]))),
			"target": n.address, "by": n.by, "symbol": d.Symbol, "sha256": d.SHA256, "score": strconv.FormatFloat(n.score, 'g', -1, 64),
		})
	})
	b, _ := write(t, Passages, "jsonld", all(docs...))
	if diff := cmp.Diff(want, readElsewhere(t, python, "jsonld", Passages, b)); diff != "" {
		t.Error(diff)
	}
}

// The reader takes an escaped tab for two characters, so the text has none. A
// reference that ends within a word is on the whole word in this format; one of
// the documents has such a one, which is left out.
func TestAnotherProgramReadsTheSameWebAnno(t *testing.T) {
	python, docs := python(t), two()
	want := map[string]int{}
	for _, d := range docs {
		d.Text = strings.ReplaceAll(d.Text, "\t", " ")
		last := &d.Passages[len(d.Passages)-1]
		last.Sentences = nil // an annotation ends with its sentence there
		last.References = slices.DeleteFunc(last.References, func(r pipeline.Reference) bool { return r.Target == "OTHER" })
	}
	eachNote(docs, func(d *pipeline.Document, p *pipeline.Passage, n note) {
		want[n.name()+" "+n.span.Of(d.PassageText(p))]++
	})
	b, _ := write(t, Passages, "webanno", all(docs...))
	got := map[string]int{}
	for _, row := range readElsewhere(t, python, "webanno", Passages, b) {
		got[row["code"].(string)+" "+row["quote"].(string)]++
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestOtherProgramsReadTheSameTexts validates against the published schemas, too.
func TestOtherProgramsReadTheSameTexts(t *testing.T) {
	python, docs := python(t), two()
	docs[1].Date = "last week" // no date for any of them
	kinds := map[string]map[string]string{"tei": nil, "akn": {"paragraph": "paragraph", "list-item": "point"}}
	for format, names := range kinds {
		var want []map[string]any
		for _, d := range docs {
			for i := range d.Passages {
				p := &d.Passages[i]
				row := map[string]any{"number": p.Number, "kind": string(p.Kind), "text": d.PassageText(p), "references": marks(p, d.PassageText(p))}
				if format == "tei" {
					tag := p.Tags[0]
					row["tags"], row["made"] = "#"+tag.Scheme+"."+tag.ID, score(tag.Score)+" urn:haki:"+tag.By+" "+tag.Label
				} else {
					row["kind"] = names[string(p.Kind)]
				}
				want = append(want, row)
			}
		}
		b, _ := write(t, Passages, format, all(docs...))
		if diff := cmp.Diff(want, readElsewhere(t, python, format, Passages, b)); diff != "" {
			t.Errorf("%s: %s", format, diff)
		}
	}
}

// marks are the references of a passage that an element can be around.
func marks(p *pipeline.Passage, text string) string {
	var list []string
	end := 0
	for _, r := range p.References {
		if r.Start >= end {
			list = append(list, text[r.Start:r.End])
			end = r.End
		}
	}
	return strings.Join(list, "|")
}

func TestAnotherProgramReadsTheSameTokens(t *testing.T) {
	python, docs := python(t), two()
	b, _ := write(t, Passages, "conll", all(docs...))
	rows := readElsewhere(t, python, "conll", Passages, b)
	n := 0
	for _, d := range docs {
		runes := []rune(d.Text)
		for i := range d.Passages {
			for range tokens(d.PassageText(&d.Passages[i])) {
				if n == len(rows) {
					t.Fatalf("only %d tokens", n)
				}
				row := rows[n]
				n++
				start, _ := strconv.Atoi(row["start"].(string))
				end, _ := strconv.Atoi(row["end"].(string))
				if got := string(runes[start:end]); got != row["form"] {
					t.Errorf("%s stands at %q", row["form"], got)
				}
			}
		}
	}
	if n != len(rows) {
		t.Errorf("%d tokens, want %d", len(rows), n)
	}
}

func TestOtherProgramsReadTheSameBibliography(t *testing.T) {
	python, docs := python(t), two()
	var entries []cited
	for _, d := range docs {
		for i := range d.Passages {
			entries = append(entries, newCited(d.PassageRecord(i)))
		}
	}
	read := map[string][]map[string]any{}
	for _, format := range []string{"bibtex", "ris", "csl"} {
		b, _ := write(t, Passages, format, all(docs...))
		read[format] = readElsewhere(t, python, format, Passages, b)
		if len(read[format]) != len(entries) {
			t.Fatalf("%s: %d entries, want %d", format, len(read[format]), len(entries))
		}
	}
	keys := map[any]bool{}
	for i, c := range entries {
		bib, ris, csl := read["bibtex"][i], read["ris"][i], read["csl"][i]
		keys[bib["key"]], keys[ris["id"]], keys[csl["id"]] = true, true, true
		if bib["title"] != c.title || bib["number"] != "A/HRC/98/7" || ris["title"] != c.title || ris["issn"] != "A/HRC/98/7" || csl["title"] != c.title {
			t.Errorf("title and symbol: %v\n%v\n%v", bib, ris, csl)
		}
		if printed := csl["printed"].(string); !strings.Contains(printed, "(2031)") || !strings.Contains(printed, "A/HRC/98/7") || !strings.Contains(printed, "p. "+strconv.Itoa(c.Page)) {
			t.Errorf("printed as %s", printed)
		}
	}
	if len(keys) != 2*len(entries) { // RIS and CSL name entries alike
		t.Errorf("%d different names of %d entries: %v", len(keys), len(entries), keys)
	}
}
