package indextest

import (
	"fmt"

	"github.com/haki-project/haki/pipeline"
)

// paragraph is a passage of an invented document.
type paragraph struct {
	number  string
	kind    pipeline.PassageKind
	section []string
	page    int
	text    string
	tags    []pipeline.Tag
	refs    []pipeline.Reference
	rec     *pipeline.Recommendation
}

// newDocument puts a document together; its text is its paragraphs, a line
// between them.
func newDocument(id pipeline.ID, file string, meta pipeline.Metadata, paragraphs ...paragraph) *pipeline.Document {
	d := &pipeline.Document{ID: id, File: file, URI: "file:///" + file, SHA256: fmt.Sprintf("%064s", id), Metadata: meta}
	for _, p := range paragraphs {
		start := len(d.Text)
		d.Text += p.text + "\n"
		if p.kind == "" {
			p.kind = pipeline.Paragraph
		}
		d.Passages = append(d.Passages, pipeline.Passage{
			Number: p.number, Kind: p.kind, Section: p.section, Page: p.page, Start: start, End: start + len(p.text), Tags: p.tags, References: p.refs,
		})
	}
	d.NumberPassages()
	for i, p := range paragraphs {
		if p.rec != nil {
			p.rec.Passage = d.Passages[i].ID
			d.Recommendations = append(d.Recommendations, *p.rec)
		}
	}
	return d
}

func tag(scheme, id string) pipeline.Tag { return pipeline.Tag{Scheme: scheme, ID: id, Score: 1} }

func ref(kind, target string, pinpoints ...string) pipeline.Reference {
	return pipeline.Reference{Kind: kind, Target: target, Pinpoints: pinpoints}
}

// Documents returns the invented documents of the table of queries.
func Documents() []*pipeline.Document {
	conclusions := []string{"II. Conclusions and recommendations", "A. Recommendations"}
	return []*pipeline.Document{
		newDocument("a1", "arcadia-2012.pdf", pipeline.Metadata{
			Title: "Report on Arcadia", Kind: pipeline.KindUPRReport, Symbol: "A/HRC/99/1", Language: "en",
			Countries: []string{"BRA"}, Date: "2012-07-09", Body: "HRC", Session: 13, Cycle: 2,
		},
			paragraph{number: "1", page: 1, section: []string{"I. Summary"}, text: "The delegation spoke of human rights and of the rights of the child."},
			paragraph{number: "2", page: 1, section: []string{"I. Summary"}, text: "Women and children were tortured in police custody; torture is a crime.", tags: []pipeline.Tag{tag("upr-issues", "torture"), tag("rights", "integrity")}},
			paragraph{number: "119.1", page: 2, kind: pipeline.Recommended, section: conclusions, text: "Ratify the Optional Protocol to the Convention against Torture (Portugal);",
				tags: []pipeline.Tag{tag("upr-issues", "torture"), tag("upr-issues", "international-instruments"), tag("sdg", "16.3")},
				refs: []pipeline.Reference{ref("treaty", "CAT-OP")}, rec: &pipeline.Recommendation{Number: "119.1", States: []string{"PRT"}, Status: "supported", Action: 5}},
			paragraph{number: "119.10", page: 2, kind: pipeline.Recommended, section: conclusions, text: "Consider abolishing the death penalty (Spain, France).",
				tags: []pipeline.Tag{tag("upr-issues", "death-penalty")},
				rec:  &pipeline.Recommendation{Number: "119.10", States: []string{"ESP", "FRA"}, Status: "rejected", Action: 3}},
		),
		newDocument("b2", "ley.html", pipeline.Metadata{Title: "Ley de Arcadia", Kind: pipeline.KindLaw, Language: "es", Countries: []string{"ARG"}, Date: "2010"},
			paragraph{number: "1", kind: pipeline.Article, section: []string{"Título I"}, text: "Los derechos de los niños y de las mujeres serán protegidos."},
			paragraph{number: "2", kind: pipeline.Article, section: []string{"Título I"}, text: "La nación reconoce el derecho a la educación.", refs: []pipeline.Reference{ref("treaty", "ICESCR", "art:13(2)(a)")}},
		),
		newDocument("c3", "speech.txt", pipeline.Metadata{Title: "Speech to the Council", Kind: pipeline.KindSpeech, Language: "en", Countries: []string{"KAZ", "BRA"}, Date: "2014-03"},
			paragraph{text: "We welcome CEDAW, and the work of non-governmental organizations; self-determination matters.", refs: []pipeline.Reference{ref("treaty", "CEDAW", "art:2")}},
			paragraph{text: "The right to a fair and public trial is a right to a trial that is fair."},
			paragraph{text: "Une phrase naïve: l’égalité des Droits."},
			paragraph{text: "A cat sat by AIDS aids."},
		),
		newDocument("d4", "决议.docx", pipeline.Metadata{Title: "决议", Kind: pipeline.KindResolution, Language: "zh", Symbol: "S/RES/1325(2000)", Date: "2000-10-31"},
			paragraph{number: "1", text: "促进和保护人权"},
			paragraph{number: "2", text: "妇女、和平与安全"},
		),
		newDocument("e5", "решение.txt", pipeline.Metadata{Title: "Доклад", Kind: pipeline.KindUNReport, Language: "ru", Symbol: "A/HRC/99/2", Body: "HRC", Session: 14},
			paragraph{number: "1", page: 1, text: "Права человека и права ребёнка."},
			paragraph{number: "2", page: 10, text: "Государство обязано уважать право каждого."},
		),
	}
}

// cases are queries over Documents with the passages that each finds, in the
// order of Each. A mark is the words marked in the first of them.
var cases = []struct {
	query string
	ids   string // document:passage, separated by spaces
	marks string // separated by |
}{
	{"torture", "a1:p2 a1:p119.1", "tortured|torture"},
	{"Tortured", "a1:p2 a1:p119.1", "tortured|torture"},
	{"=torture", "a1:p2 a1:p119.1", "torture"},
	{"=tortured", "a1:p2", "tortured"},
	{"child", "a1:p1 a1:p2", "child"},
	{"woman", "a1:p2", "Women"},
	{"human rights", "a1:p1", "human|rights|rights"},
	{`"human rights"`, "a1:p1", "human rights"},
	{`"rights human"`, "", ""},
	{`"rights human"~2`, "a1:p1", "human|rights"},
	{`"rights child"~>2`, "a1:p1", "rights|child"},
	{`"child rights"~>5`, "", ""},
	{`"fair trial"`, "", ""},
	{`"fair trial"~2`, "c3:s2", "fair|trial|trial|fair"},
	{`"right trial"~>2`, "c3:s2", "right|trial"},
	{`"right right"~7`, "a1:p1", "rights|rights"},
	{`"right right"~8`, "a1:p1 c3:s2", "rights|rights"},
	{"tortur*", "a1:p2 a1:p119.1", "tortured|torture"},
	{"wom?n", "a1:p2", "Women"},
	{"*ture", "a1:p2 a1:p119.1", "torture"},
	{"tortrue~1", "a1:p2 a1:p119.1", "torture"},
	{"polise~", "a1:p2", "police"},
	{"torture -custody", "a1:p119.1", "Torture"},
	{"torture NOT (custody OR ratify)", "", ""},
	{"custody OR ratify", "a1:p2 a1:p119.1", "custody"},
	{"(custody OR ratify) torture kind:recommendation", "a1:p119.1", "Ratify|Torture"},
	{"derecho", "b2:p1 b2:p2", "derechos"},
	{"ninos", "b2:p1", "niños"},
	{"NACIÓN", "b2:p2", "nación"},
	{"=Derechos", "", ""},
	{"=derechos", "b2:p1", "derechos"},
	{"naive egalite droit", "c3:s3", "naïve|égalité|Droits"},
	{"=droits", "c3:s3", "Droits"},
	{"=Droits", "c3:s3", "Droits"},
	{"=DROITS", "", ""},
	{"=AIDS", "c3:s4", "AIDS"},
	{"aids", "c3:s4", "AIDS|aids"},
	{"CAT", "a1:p119.1 c3:s4", "Convention against Torture"},
	{"cedaw", "c3:s1", "CEDAW"},
	{`"Convention on the Elimination of All Forms of Discrimination against Women"`, "c3:s1", "CEDAW"},
	{"NGO", "c3:s1", "non-governmental organizations"},
	{"self-determination", "c3:s1", "self-determination"},
	{"selfdetermination", "", ""},
	{"人权", "d4:p1", "人权"},
	{"权", "d4:p1", "权"},
	{"妇女和平", "", ""},
	{"和平与安全", "d4:p2", "和平与安全"},
	{"право", "e5:p1 e5:p2", "Права|права"},
	{"ребенка", "e5:p1", "ребёнка"},
	{"country:BRA", "a1:p1 a1:p2 a1:p119.1 a1:p119.10 c3:s1 c3:s2 c3:s3 c3:s4", ""},
	{"country:Brazil torture", "a1:p2 a1:p119.1", "tortured|torture"},
	{"country:(ARG OR KAZ) -lang:en", "b2:p1 b2:p2", ""},
	{"issue:torture", "a1:p2 a1:p119.1", ""},
	{`issue:"death penalty"`, "a1:p119.10", ""},
	{"issue:*", "a1:p2 a1:p119.1 a1:p119.10", ""},
	{"tag:rights/integrity", "a1:p2", ""},
	{"sdg:16", "a1:p119.1", ""},
	{"ref:ICESCR", "b2:p2", ""},
	{"ref:ICESCR:art:13(2)", "b2:p2", ""},
	{"ref:ICESCR:art:13", "b2:p2", ""},
	{"ref:ICESCR:art:1", "", ""},
	{"cites:CEDAW", "c3:s1", ""},
	{"cites:CAT*", "a1:p119.1", ""},
	{"state:PRT", "a1:p119.1", ""},
	{"status:rejected action:3", "a1:p119.10", ""},
	{"action:4..", "a1:p119.1", ""},
	{"kind:law", "b2:p1 b2:p2", ""},
	{"year:2010..2012 -kind:law", "a1:p1 a1:p2 a1:p119.1 a1:p119.10", ""},
	{"year:..2000", "d4:p1 d4:p2", ""},
	{"date:2014", "c3:s1 c3:s2 c3:s3 c3:s4", ""},
	{"date:2012-07..2012-08", "a1:p1 a1:p2 a1:p119.1 a1:p119.10", ""},
	{"date:2012-08..2014-02", "", ""},
	{"-date:*", "e5:p1 e5:p2", ""},
	{"session:13..14 page:1", "a1:p1 a1:p2 e5:p1", ""},
	{"page:>2", "e5:p2", ""},
	{"symbol:a/hrc/99/2", "e5:p1 e5:p2", ""},
	{"symbol:A/HRC/*", "a1:p1 a1:p2 a1:p119.1 a1:p119.10 e5:p1 e5:p2", ""},
	{"symbol:S/RES/1325(2000) number:1", "d4:p1", ""},
	{"number:119.1", "a1:p119.1", ""},
	{"number:119.*", "a1:p119.1 a1:p119.10", ""},
	{"section:recommendation", "a1:p119.1 a1:p119.10", ""},
	{`section:"conclusions and recommendations"`, "a1:p119.1 a1:p119.10", ""},
	{"section:titulo", "b2:p1 b2:p2", ""},
	{"title:speeches", "c3:s1 c3:s2 c3:s3 c3:s4", ""},
	{`title:"report arcadia"~1 torture`, "a1:p2 a1:p119.1", "tortured|torture"},
	{"file:*.html", "b2:p1 b2:p2", ""},
	{"doc:a1 cycle:2 body:hrc death", "a1:p119.10", "death"},
	{"id:a1:p119.10", "a1:p119.10", ""},
	{"*", "a1:p1 a1:p2 a1:p119.1 a1:p119.10 b2:p1 b2:p2 c3:s1 c3:s2 c3:s3 c3:s4 e5:p1 e5:p2 d4:p1 d4:p2", ""},
	{"-torture -country:*", "e5:p1 e5:p2 d4:p1 d4:p2", ""},
	{"torture^3 OR police", "a1:p2 a1:p119.1", "tortured|police|torture"},
}
