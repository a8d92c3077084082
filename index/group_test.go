package index

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// found makes a hit; id is "document:passage".
func found(id, symbol, language, number, text string) Hit {
	document, _, _ := strings.Cut(id, ":")
	return Hit{PassageRecord: pipeline.PassageRecord{
		ID: id, Number: number, Kind: pipeline.Paragraph, Text: text,
		Document: pipeline.DocumentRecord{ID: pipeline.ID(document), Metadata: pipeline.Metadata{Symbol: symbol, Language: language}},
	}}
}

const (
	visit = "The delegation welcomed the visit of the working group to the northern prison in June and thanked its staff for all the help"
	other = "The delegation regretted that the visit to the northern prison in June had been put off by its staff for want of help"
)

func TestGroupHits(t *testing.T) {
	tests := map[string]struct {
		hits []Hit
		want string // groups apart by spaces, members by commas
	}{
		"none":                      {nil, ""},
		"one text, several papers":  {[]Hit{found("a:1", "", "en", "", visit), found("b:7", "", "en", "9", visit)}, "a:1,b:7"},
		"case and marks aside":      {[]Hit{found("a:1", "", "en", "", visit), found("b:1", "", "en", "", strings.ToUpper(visit)+" !")}, "a:1,b:1"},
		"nearly":                    {[]Hit{found("a:1", "", "en", "", visit), found("b:1", "", "en", "", strings.Replace(visit, "June", "May", 1))}, "a:1 b:1"},
		"nearly, of a longer text":  {[]Hit{found("a:1", "", "en", "", visit+" "+other), found("b:1", "", "en", "", strings.Replace(visit, "June", "May", 1)+" "+other)}, "a:1,b:1"},
		"not alike":                 {[]Hit{found("a:1", "", "en", "", visit), found("b:1", "", "en", "", other)}, "a:1 b:1"},
		"languages":                 {[]Hit{found("a:5", "A/HRC/98/7", "en", "5", visit), found("b:5", "A/HRC/98/7", "fr", "5", "La délégation se félicite")}, "a:5,b:5"},
		"a revision":                {[]Hit{found("a:5", "A/HRC/98/7", "en", "5", visit), found("b:5", "A/HRC/98/7/Rev.1", "en", "5", other)}, "a:5,b:5"},
		"a corrigendum":             {[]Hit{found("a:5", "A/HRC/98/7/Add.1", "en", "5", visit), found("b:5", "A/HRC/98/7/Add.1/Corr.2", "en", "5", other)}, "a:5,b:5"},
		"an addendum":               {[]Hit{found("a:5", "A/HRC/98/7", "en", "5", visit), found("b:5", "A/HRC/98/7/Add.1", "en", "5", other)}, "a:5 b:5"},
		"an addendum that repeats":  {[]Hit{found("a:5", "A/HRC/98/7", "en", "5", visit), found("b:2", "A/HRC/98/7/Add.1", "en", "2", visit)}, "a:5,b:2"},
		"another number":            {[]Hit{found("a:5", "A/HRC/98/7", "en", "5", visit), found("b:6", "A/HRC/98/7", "fr", "6", "La délégation se félicite")}, "a:5 b:6"},
		"the number twice in one":   {[]Hit{found("a:1", "A/HRC/98/7", "en", "5", visit), found("a:2", "A/HRC/98/7", "en", "5", other)}, "a:1 a:2"},
		"no symbol":                 {[]Hit{found("a:1", "", "en", "5", visit), found("b:1", "", "en", "5", other)}, "a:1 b:1"},
		"short texts, word by word": {[]Hit{found("a:1", "", "en", "", "Prisons"), found("b:1", "", "en", "", "prisons."), found("c:1", "", "en", "", "Women")}, "a:1,b:1 c:1"},
		"no words at all":           {[]Hit{found("a:1", "", "en", "", "—"), found("b:1", "", "en", "", "")}, "a:1,b:1"},
		"order of the hits": {[]Hit{found("c:1", "", "en", "", other), found("a:1", "", "en", "", visit), found("d:1", "", "en", "", other), found("b:1", "", "en", "", visit)},
			"c:1,d:1 a:1,b:1"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var groups []string
			for _, g := range GroupHits(tt.hits) {
				ids := []string{g.ID}
				for _, v := range g.Versions {
					ids = append(ids, v.ID)
				}
				groups = append(groups, strings.Join(ids, ","))
			}
			if diff := cmp.Diff(tt.want, strings.Join(groups, " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPaper(t *testing.T) {
	for symbol, want := range map[string]string{
		"A/HRC/21/11": "A/HRC/21/11", "A/HRC/21/11/Rev.1": "A/HRC/21/11", "A/HRC/21/11/Rev.1/Corr.2": "A/HRC/21/11", "A/HRC/21/11/REV.12": "A/HRC/21/11",
		"A/HRC/21/11/Add.1": "A/HRC/21/11/Add.1", "A/HRC/21/11/Add.1/Corr.1": "A/HRC/21/11/Add.1", "": "", "A/C.3/65/L.26/Rev.1": "A/C.3/65/L.26",
	} {
		if got := Paper(symbol); got != want {
			t.Errorf("%s: got %s, want %s", symbol, got, want)
		}
	}
}
