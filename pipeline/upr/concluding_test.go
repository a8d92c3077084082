package upr

import (
	"testing"

	"github.com/haki-project/haki/pipeline"
)

func TestStance(t *testing.T) {
	tests := []struct {
		text string
		want pipeline.PassageKind
	}{
		{"The Committee recommends that the State party adopt a law on legal aid.", pipeline.Recommended},
		{"The Committee strongly urges the State party to close the camp.", pipeline.Recommended},
		{"The State party should ensure that judges are independent.", pipeline.Recommended},
		{"The Committee is concerned at long waiting times. It recommends that more interpreters be hired.", pipeline.Recommended},
		{"The Special Rapporteur calls upon the authorities to register all births.", pipeline.Recommended},
		{"While welcoming the new act, the Committee remains concerned that it is not applied.", pipeline.Concern},
		{"The Committee regrets the lack of data.", pipeline.Concern},
		{"The Committee notes with deep concern that schools were closed.", pipeline.Concern},
		{"She is also gravely concerned about reports of arrests.", pipeline.Concern},
		{"The Committee welcomes the accession to the Convention.", pipeline.PositiveAspect},
		{"The Committee notes with appreciation the dialogue with the delegation.", pipeline.PositiveAspect},
		{"The Working Group commends the Government for its cooperation.", pipeline.PositiveAspect},
		{"Le Comité recommande à l’État partie de modifier sa loi.", pipeline.Recommended},
		{"Le Comité est préoccupé par la lenteur des procédures.", pipeline.Concern},
		{"El Comité acoge con satisfacción la nueva ley.", pipeline.PositiveAspect},
		{"Al Comité le preocupa la falta de datos.", pipeline.Concern},
		{"The Committee considered the report at its 12th meeting.", ""},
		{"The Government welcomes the visit of the rapporteurs.", ""},
		{"The previous recommendations of the Committee were discussed.", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := Stance(tt.text); got != tt.want {
			t.Errorf("Stance(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestToldStances: a report of the Organization tells what a body said; what a
// State says of another is none of its own.
func TestToldStances(t *testing.T) {
	tests := []struct {
		text string
		want pipeline.PassageKind
	}{
		{"29. The Committee on the Rights of the Child was concerned at the number of dropouts.", pipeline.Concern},
		{"29. The Committee on Economic, Social and Cultural Rights recommended that Sylvania train nurses.", pipeline.Recommended},
		{"30. CEDAW recommended that Sylvania raise the age of marriage.", pipeline.Recommended},
		{"31. CAT was concerned about delays. It urged Sylvania to hire judges.", pipeline.Concern},
		{"32. The Special Rapporteur welcomed the new act.", pipeline.PositiveAspect},
		{"33. The Working Group commended the Government.", pipeline.PositiveAspect},
		{"34. The Minority Rights Group welcomed the new act.", pipeline.Paragraph},
		{"35. Freedonia thanked Sylvania. It welcomed the new act and commended the Government.", pipeline.Paragraph},
		{"36. The delegation regretted the delay.", pipeline.Paragraph},
	}
	for _, tt := range tests {
		d := document(pipeline.KindUNReport, "XXX", []part{{pipeline.Paragraph, "29", tt.text}})
		conclude(d)
		if got := d.Passages[0].Kind; got != tt.want {
			t.Errorf("%q is %s, want %s", tt.text, got, tt.want)
		}
		d = document(pipeline.KindTreatyBody, "XXX", []part{{pipeline.Paragraph, "29", tt.text}})
		if conclude(d); d.Passages[0].Kind != pipeline.Paragraph {
			t.Errorf("in concluding observations %q is %s", tt.text, d.Passages[0].Kind)
		}
	}
}

func TestConcludeListsFollowTheirLead(t *testing.T) {
	d := document(pipeline.KindTreatyBody, "XXX", []part{
		{pipeline.Heading, "", "C. Right to health"},
		{pipeline.Paragraph, "12", "12. The Committee is concerned about:"},
		{pipeline.ListItem, "(a)", "(a) The distance to clinics;"},
		{pipeline.ListItem, "(b)", "(b) The cost of medicine."},
		{pipeline.Paragraph, "13", "13. The Committee recommends that the State party:"},
		{pipeline.ListItem, "(a)", "(a) Build clinics in the valleys;"},
		{pipeline.Paragraph, "14", "14. The dialogue took place in two meetings."},
		{pipeline.ListItem, "(a)", "(a) On a Monday;"},
	})
	conclude(d)
	want := []pipeline.PassageKind{pipeline.Heading, pipeline.Concern, pipeline.Concern, pipeline.Concern, pipeline.Recommended, pipeline.Recommended, pipeline.Paragraph, pipeline.ListItem}
	for i, p := range d.Passages {
		if p.Kind != want[i] {
			t.Errorf("passage %d is %s, want %s", i, p.Kind, want[i])
		}
	}
}
