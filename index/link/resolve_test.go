package link

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// written is a processor whose originals are documents as JSON.
type written struct{}

func (written) Recipe() string { return "written" }

func (written) Process(_ context.Context, o pipeline.Original) (*pipeline.Document, error) {
	b, err := os.ReadFile(o.Path)
	if err != nil {
		return nil, err
	}
	d := &pipeline.Document{}
	if err := json.Unmarshal(b, d); err != nil {
		return nil, err
	}
	d.SHA256, d.ID, d.File, d.URI, d.Recipe = o.SHA256, pipeline.ID(o.SHA256[:16]), o.File, o.URI, "written"
	return d, d.Check()
}

// unindexed is an index that forgets.
type unindexed struct{}

func (unindexed) Put(context.Context, ...*pipeline.Document) error { return nil }
func (unindexed) Delete(context.Context, ...pipeline.ID) error     { return nil }
func (unindexed) Publish(context.Context, string) error            { return nil }
func (unindexed) Mark() string                                     { return "" }

type items []pipeline.Item

func (l items) Each(_ context.Context, yield func(pipeline.Item) error) error {
	for _, it := range l {
		if err := yield(it); err != nil {
			return err
		}
	}
	return nil
}

// corpusOf stores the documents, named by their symbols.
func corpusOf(t *testing.T, docs ...*pipeline.Document) *pipeline.Store {
	t.Helper()
	var list items
	for _, d := range docs {
		b, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.NewReplacer("/", "-").Replace(d.Symbol)
		list = append(list, pipeline.Item{URI: "test:///" + name, File: name, Size: int64(len(b)), Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(string(b))), nil
		}})
	}
	store, err := pipeline.Open(t.TempDir(), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	runner := pipeline.Runner{Store: store, Processor: written{}, Index: unindexed{}}
	report, err := runner.Run(t.Context(), list, pipeline.RunOptions{})
	if err != nil || report.Failed > 0 {
		t.Fatalf("%+v, %v", report, err)
	}
	return store
}

// paper is an invented document of numbered passages.
func paper(symbol string, kind pipeline.Kind, numbered ...string) *pipeline.Document {
	d := &pipeline.Document{Metadata: pipeline.Metadata{Symbol: symbol, Kind: kind, Language: "en"}}
	for _, text := range numbered {
		number, _, _ := strings.Cut(text, " ")
		start := len(d.Text)
		d.Text += text + "\n\n"
		d.Passages = append(d.Passages, pipeline.Passage{Number: number, Kind: pipeline.Paragraph, Start: start, End: start + len(text)})
	}
	d.NumberPassages()
	return d
}

func resolved(t *testing.T, store *pipeline.Store, symbol string) *pipeline.Document {
	t.Helper()
	r, err := NewResolver(store)
	if err != nil {
		t.Fatal(err)
	}
	o, err := store.Find(symbol)
	if err != nil {
		t.Fatal(err)
	}
	d, err := store.Document(o.Document)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Resolve(d); err != nil {
		t.Fatal(err)
	}
	return d
}

// TestAnswersOfAddenda: an addendum settles what the report left pending and nothing else.
func TestAnswersOfAddenda(t *testing.T) {
	report := paper("A/HRC/97/4", pipeline.KindUPRReport, "98 Recommendations", "98.1 Ratify (Peru);", "98.2 Abolish (Mali);", "98.3 Train (Chad);")
	for i, status := range []string{"pending", "pending", "supported"} {
		report.Recommendations = append(report.Recommendations, pipeline.Recommendation{Number: report.Passages[i+1].Number, Status: status, Passage: report.Passages[i+1].ID})
	}
	addendum := paper("A/HRC/97/4/Add.1", pipeline.KindUPRAddendum,
		"1 Sylvania accepts recommendation 98.1.", "2 Sylvania does not accept recommendations 98.2 and 98.3.")
	other := paper("A/HRC/97/5/Add.1", pipeline.KindUPRAddendum, "1 Freedonia does not accept recommendation 98.1.")
	d := resolved(t, corpusOf(t, addendum, report, other), "A/HRC/97/4")
	var got []string
	for _, r := range d.Recommendations {
		got = append(got, strings.TrimSpace(r.Number+" "+r.Status+" "+r.Answer+" "+r.AnsweredIn+" → "+r.Position()))
	}
	want := []string{
		"98.1 pending supported A/HRC/97/4/Add.1 → supported", "98.2 pending rejected A/HRC/97/4/Add.1 → rejected", "98.3 supported   → supported",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestWhereAReferenceIsStored: the passage where the corpus has it, else the document.
func TestWhereAReferenceIsStored(t *testing.T) {
	report := paper("A/HRC/97/4", pipeline.KindUPRReport, "12 Twelve", "98.1 Ratify")
	comment := paper("CCPR/C/GC/35", pipeline.KindTreatyBody, "59 Detention")
	citing := paper("A/HRC/97/4/Add.1", pipeline.KindUPRAddendum, "1 one")
	p := &citing.Passages[0]
	p.References = []pipeline.Reference{
		{Kind: "un-document", Target: "a/hrc/97/4"},
		{Kind: "un-document", Target: "A/HRC/97/4", Pinpoints: []string{"para:12(a)"}},
		{Kind: "un-document", Target: "A/HRC/97/4", Pinpoints: []string{"para:77"}},
		{Kind: "un-document", Target: "A/HRC/97/9"},
		{Kind: "un-document", Target: "A/HRC/97/4/ADD.1"},
		{Kind: "general-comment", Target: "CCPR/GC/35", Pinpoints: []string{"para:59"}},
		{Kind: "upr-recommendation", Target: "UPR", Pinpoints: []string{"rec:98.1"}},
		{Kind: "upr-recommendation", Target: "UPR", Pinpoints: []string{"rec:55.1"}},
		{Kind: "treaty", Target: "ICCPR", Pinpoints: []string{"art:12"}},
	}
	store := corpusOf(t, citing, report, comment)
	id := func(symbol string) string { return string(resolved(t, store, symbol).ID) }
	r, c := id("A/HRC/97/4"), id("CCPR/C/GC/35")
	want := []string{r, r + ":p12", r, "", "", c + ":p59", r + ":p98.1", "", ""}
	var got []string
	for _, ref := range resolved(t, store, "A/HRC/97/4/Add.1").Passages[0].References {
		got = append(got, ref.Stored)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
