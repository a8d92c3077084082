package cite

import (
	"context"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// paper makes a document of one passage a paragraph.
func paper(m pipeline.Metadata, paragraphs ...string) *pipeline.Document {
	d := &pipeline.Document{Metadata: m, Text: strings.Join(paragraphs, "\n\n")}
	at := 0
	for _, p := range paragraphs {
		d.Passages = append(d.Passages, pipeline.Passage{Start: at, End: at + len(p)})
		at += len(p) + 2
	}
	return d
}

func TestStageCarriesContext(t *testing.T) {
	for _, test := range []struct {
		name string
		d    *pipeline.Document
		want string // references of the last passage
	}{
		{"nearest earlier organ", paper(pipeline.Metadata{}, "Human Rights Council resolution 5/1 applies.", "So does resolution 16/21."), "A/HRC/RES/16/21"},
		{"no organ at all", paper(pipeline.Metadata{}, "A resolution applies.", "So does resolution 16/21."), ""},
		{"the document's own body", paper(pipeline.Metadata{Body: "HRC"}, "So does resolution 16/21."), "A/HRC/RES/16/21"},
		{"the Covenant of a committee", paper(pipeline.Metadata{Body: "CCPR"}, "Article 4 of the Covenant applies."), "ICCPR art:4"},
		{"the Convention as named before", paper(pipeline.Metadata{}, "They ratified the Genocide Convention.", "Article 4 of the Convention applies."), "GENOCIDE art:4"},
		{"a bare article of a committee's paper", paper(pipeline.Metadata{Body: "CAT", Kind: pipeline.KindTreatyBody}, "This breaches article 3."), "CAT art:3"},
		{"a bare article elsewhere", paper(pipeline.Metadata{}, "This breaches article 3."), ""},
		{"the document's own symbol", paper(pipeline.Metadata{Symbol: "A/HRC/21/11"}, "(A/HRC/21/11)"), ""},
		{"the document's own paragraph", paper(pipeline.Metadata{Symbol: "A/HRC/21/11"}, "(see A/HRC/21/11, para. 5)"), "A/HRC/21/11 para:5"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if err := New().Annotate(context.Background(), test.d); err != nil {
				t.Fatal(err)
			}
			if err := test.d.Check(); err != nil {
				t.Fatal(err)
			}
			last := test.d.Passages[len(test.d.Passages)-1]
			if got := written(last.References); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestStageStopsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := New().Annotate(ctx, paper(pipeline.Metadata{}, "CRC")); err == nil {
		t.Error("a cancelled run went on")
	}
}
