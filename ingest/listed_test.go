package ingest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// Invented rows.
const (
	uhriRows = `[{"AnnotationId":"a1","AnnotationType":"- Recommendations","Body":"- CEDAW","Countries":["Peru"],"Symbol":"CEDAW/C/PER/CO/9","PublicationDate":"2031-02-12T00:00:00","Text":"12. Open a school in every valley.","Themes":["Right to education"]},
{"AnnotationId":"a2","AnnotationType":"- Concerns/Observations","Body":"- CEDAW","Countries":["Chile","Atlantis"],"Symbol":"CEDAW/C/PER/CO/9","PublicationDate":"2031-02-12T00:00:00","Text":"<p></p>","Themes":[]}]`
	uprInfoRows = "country,session,state,number,status,text,response,action,issues\nKEN,58,NOR,10.2,supported,Open the road,accepted,5,health\n"
)

func extractText(t *testing.T, name, text string) *pipeline.Document {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := Extract(context.Background(), pipeline.Original{Path: path, File: name, SHA256: strings.Repeat("a", 64)}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestRowsOfAnIndexAreADocument(t *testing.T) {
	d := extractText(t, "x.json", uhriRows)
	if diff := cmp.Diff(pipeline.Metadata{
		Title: "Universal Human Rights Index: CEDAW/C/PER/CO/9", Kind: pipeline.KindTreatyBody, Symbol: "CEDAW/C/PER/CO/9", Countries: []string{"CHL", "PER"}, Date: "2031-02-12", Body: "CEDAW",
	}, d.Metadata); diff != "" {
		t.Error(diff)
	}
	if d.ListedBy != "uhri" || len(d.Passages) != 1 || len(d.Quality.Notes) != 3 {
		t.Fatalf("listed by %q, %d passages, notes %q", d.ListedBy, len(d.Passages), d.Quality.Notes)
	}
	p := d.Passages[0]
	if p.ID != "p12" || p.Kind != pipeline.Recommended || p.Identifier != "a1" || d.PassageText(&p) != "Open a school in every valley." || p.Stated.Tags[0].Label != "Right to education" {
		t.Errorf("%+v", p)
	}
	d = extractText(t, "y.csv", uprInfoRows)
	if d.ListedBy != "upr-info" || d.Title != "UPR Info: review of KEN at session 58" || d.Passages[0].ID != "p10.2" || d.Passages[0].Stated.Action != 5 {
		t.Errorf("%+v", d)
	}
}
