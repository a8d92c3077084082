package link

import (
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// speech is a document of invented passages, each with tags and references.
func speech(date string, passages ...pipeline.PassageRecord) *pipeline.Document {
	d := &pipeline.Document{ID: "00000000000000bb", Metadata: pipeline.Metadata{Kind: pipeline.KindSpeech, Date: date}}
	for _, p := range passages {
		start := len(d.Text)
		d.Text += p.Text + "\n\n"
		d.Passages = append(d.Passages, pipeline.Passage{Kind: pipeline.Paragraph, Start: start, End: start + len(p.Text), Tags: p.Tags, References: p.References})
	}
	d.NumberPassages()
	return d
}

func tag(id string) []pipeline.Tag {
	return []pipeline.Tag{{Scheme: "rights", ID: id, Label: strings.ToUpper(id)}}
}

func cites(kind, target string, pinpoints ...string) []pipeline.Reference {
	return []pipeline.Reference{{Kind: kind, Target: target, Pinpoints: pinpoints}}
}

func passage(text string, tags []pipeline.Tag, refs ...pipeline.Reference) pipeline.PassageRecord {
	return pipeline.PassageRecord{Text: text, Tags: tags, References: refs}
}

var ratify = pipeline.RecommendationRecord{Document: "00000000000000aa", Cycle: 3, Recommendation: pipeline.Recommendation{
	Number: "13.1", Text: "Ratify the Optional Protocol to the Convention on the Rights of Persons with Disabilities", Tags: tag("disability"),
}}

func linker(d *pipeline.Document) *Linker {
	l := New(Options{})
	l.Add(d)
	return l
}

func TestRankPutsSharedInstrumentsFirst(t *testing.T) {
	l := linker(speech("2031-05-01",
		passage("We have opened a new swimming pool in the capital, and everybody is welcome to use it.", nil),
		passage("Persons with disabilities are welcome in our schools, which have ramps and sign language.", tag("disability")),
		passage("Parliament has ratified the Optional Protocol to the CRPD, as the third cycle of the review asked.", tag("disability"),
			append(cites("treaty", "CRPD-OP"), cites("upr-cycle", "UPR/3")...)...),
	))
	e := l.Rank(ratify, cites("treaty", "CRPD-OP"), "2031-03-14")
	if len(e.Links) != 2 || !strings.HasPrefix(e.Links[0].Passage.Text, "Parliament") || !strings.HasPrefix(e.Links[1].Passage.Text, "Persons") {
		t.Fatalf("got %+v", e.Links)
	}
	var kinds []string
	for _, r := range e.Links[0].Reasons {
		kinds = append(kinds, r.Kind)
	}
	if got := strings.Join(kinds, " "); got != "reference tag words cycle" {
		t.Errorf("reasons %q", got)
	}
}

// TestTheAddendumAnswersFirst: what answers the very number comes before what is alike.
func TestTheAddendumAnswersFirst(t *testing.T) {
	r := ratify
	r.Symbol = "A/HRC/97/4"
	text := "The ministry is looking into the matter and will report on it to parliament."
	for _, c := range []struct {
		symbol, number string
		refs           []pipeline.Reference
		first          bool
	}{
		{"A/HRC/97/4/Add.1", "13.1", nil, true},
		{"A/HRC/97/4/Add.1", "7", cites("upr-recommendation", "UPR", "rec:13.1"), true},
		{"A/HRC/97/4/Add.1", "13.2", nil, false},
		{"A/HRC/55/9/Add.1", "13.1", nil, false},
	} {
		d := speech("2032", passage("Persons with disabilities are welcome in our schools, which have ramps.", tag("disability")), passage(text, nil, c.refs...))
		d.Symbol, d.Passages[1].Number = c.symbol, c.number
		e := linker(d).Rank(r, nil, "")
		if got := len(e.Links) > 0 && e.Links[0].Passage.Text == text; got != c.first {
			t.Errorf("%s para. %s is first: %v, want %v", c.symbol, c.number, got, c.first)
		}
	}
}

// TestOtherIsNoReason: two texts about nothing that a scheme lists share nothing.
func TestOtherIsNoReason(t *testing.T) {
	r := ratify
	r.Text, r.Tags = "Support the family", tag("other")
	if e := linker(speech("2032", passage("The letterhead of an office stands on every page of this letter.", tag("other")))).Rank(r, nil, ""); len(e.Links) != 0 {
		t.Errorf("got %+v", e.Links)
	}
}

func TestRankLeavesOutWhatCannotAnswer(t *testing.T) {
	early := speech("2030", passage("We will ratify the Optional Protocol to the CRPD before long, we promise you.", tag("disability"), cites("treaty", "CRPD-OP")...))
	for _, c := range []struct {
		kind pipeline.Kind
		date string
		want int
	}{
		{pipeline.KindUNReport, "2031-03-14", 0}, {pipeline.KindUNReport, "2030-03-14", 1}, {pipeline.KindUNReport, "", 1},
		{pipeline.KindSpeech, "2031-03-14", 1}, {pipeline.KindLaw, "2031-03-14", 1},
	} {
		early.Kind = c.kind
		if e := linker(early).Rank(ratify, cites("treaty", "CRPD-OP"), c.date); len(e.Links) != c.want {
			t.Errorf("a %s of 2030 for a report of %q: %d links, want %d", c.kind, c.date, len(e.Links), c.want)
		}
	}
	own := speech("2032", passage("We will ratify the Optional Protocol to the CRPD before long, we promise you.", tag("disability"), cites("treaty", "CRPD-OP")...))
	own.ID = ratify.Document
	if e := linker(own).Rank(ratify, nil, ""); len(e.Links) != 0 {
		t.Error("a report is evidence for itself")
	}
}

func TestRankIsTheSameEveryTime(t *testing.T) {
	d := speech("2032",
		passage("Disability, education, health, housing and work are matters of the ministry for social affairs.", tag("disability")),
		passage("Disability, education, health, housing and work are matters of the ministry for social affairs.", tag("disability")))
	first := linker(d).Rank(ratify, nil, "")
	for range 20 {
		again := linker(d).Rank(ratify, nil, "")
		for i := range first.Links {
			if first.Links[i].Passage.ID != again.Links[i].Passage.ID || first.Links[i].Score != again.Links[i].Score {
				t.Fatalf("%v, then %v", first.Links, again.Links)
			}
		}
	}
}

func TestScoresStayWithinBounds(t *testing.T) {
	text := ratify.Text
	l := linker(speech("2032", passage(text, tag("disability"), append(cites("treaty", "CRPD-OP", "art:1"), cites("upr-cycle", "UPR/3")...)...)))
	e := l.Rank(ratify, cites("treaty", "CRPD-OP", "art:1"), "")
	if len(e.Links) != 1 || e.Links[0].Score != 1 {
		t.Errorf("the same text with the same tags and references is no 1: %+v", e.Links)
	}
}
