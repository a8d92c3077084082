package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/haki-project/haki/cmd/haki/internal/report"
)

// uhriRow is an invented row of the Universal Human Rights Index.
func uhriRow(id, symbol, text string) string {
	return fmt.Sprintf(`{"AnnotationId":%q,"AnnotationType":"- Recommendations","Body":"- UPR","Countries":["Kenya"],"DocumentId":%q,"Symbol":%q,"PublicationDate":"2031-03-14T00:00:00",`+
		`"Text":%q,"Themes":["Right to food"],"Sdgs":[],"AffectedPersons":[],"UprCycle":"5","UprSession":["58"],"UprPositions":["Supported"],"UprRecommendingCountry":["Norway"]}`, id, symbol, symbol, text)
}

func exportOf(rows ...string) string { return "[" + strings.Join(rows, ",\n") + "]" }

func TestAnIndexOfRecommendationsDayByDay(t *testing.T) {
	n := newNight(t, "sources:\n- {name: index, kind: uhri, address: SERVER/files/uhri.json}\nsearches:\n- {name: bridges, query: 'bridge state:NOR status:supported'}\n")
	road, well := uhriRow("a", "A/HRC/98/7", "10.1 Open the road (Norway);"), uhriRow("b", "A/HRC/98/8", "11.1 Dig a well (Norway);")
	n.server.Put("uhri.json", exportOf(road, well))
	r := n.sync(0)
	if len(r.New) != 2 || r.RecommendationCount != 2 || r.Searches[0].Count != 0 {
		t.Fatalf("first day: %+v", r)
	}

	n.server.Put("uhri.json", exportOf(well, road)) // another order is no news
	if r = n.sync(5); r.Sources[0].Unchanged != 2 {
		t.Errorf("another order: %+v", r.Sources)
	}
	bodies := n.server.Bodies("")
	if n.sync(5); n.server.Bodies("") != bodies {
		t.Error("an unchanged export was fetched again")
	}

	bridge, song := uhriRow("c", "A/HRC/98/7", "10.2 Mend the bridge (Norway);"), uhriRow("d", "A/HRC/98/9", "12.1 Sing (Norway);")
	n.server.Put("uhri.json", exportOf(bridge, song, road))
	r = n.sync(0)
	if len(r.New) != 1 || len(r.Changed) != 1 || *r.Changed[0].Passages != (report.Passages{Added: 1}) || r.RecommendationCount != 2 || r.Searches[0].Count != 1 {
		t.Errorf("new and changed rows: %+v", r)
	}
	if len(r.Gone) != 1 || r.Gone[0].Symbol != "A/HRC/98/8" || r.Sources[0].Gone != 1 || len(r.Failed) != 0 {
		t.Errorf("gone: %+v, failed %+v", r.Gone, r.Failed)
	}
	if r = n.sync(5); len(r.Gone) != 0 {
		t.Errorf("gone is told once: %+v", r.Gone)
	}

	n.server.Put("uhri.json", exportOf(bridge, song, road)[:300])
	if r = n.sync(3); r.Sources[0].Reason != "malformed" || len(r.Gone) != 0 {
		t.Errorf("an export that is cut off takes nothing away: %+v", r)
	}
	n.server.Put("uhri.json", "<p>down for maintenance</p>")
	if r = n.sync(3); r.Sources[0].Reason != "not-a-document" || len(r.Gone) != 0 {
		t.Errorf("a page in its place: %+v", r.Sources)
	}
	n.server.Put("uhri.json", exportOf(bridge, well, road))
	if r = n.sync(0); len(r.Gone) != 1 || r.Gone[0].Symbol != "A/HRC/98/9" {
		t.Errorf("back again: %+v", r)
	}
	stdout, _, _ := command(t, nil, "export", "recommendations", "--corpus", filepath.Join(n.dir, "corpus"), "--format", "csv")
	for _, want := range []string{"KEN,A/HRC/98/7,58,5,10.2,Mend the bridge,NOR,supported", "themes:right-to-food", ",uhri,"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in %s", want, stdout)
		}
	}
}

func TestOnlySomeDocumentsOfAnIndex(t *testing.T) {
	n := newNight(t, "sources:\n- {name: index, kind: uhri, address: SERVER/files/uhri.json, include: ['98/7']}\n")
	n.server.Put("uhri.json", exportOf(uhriRow("a", "A/HRC/98/7", "1.1 Open the road"), uhriRow("b", "A/HRC/98/8", "2.1 Dig a well")))
	if r := n.sync(0); len(r.New) != 1 || r.New[0].Symbol != "A/HRC/98/7" {
		t.Errorf("%+v", r.New)
	}
	if r := n.sync(5, "--limit", "1"); len(r.Gone) != 0 {
		t.Errorf("what is not wanted is not gone: %+v", r.Gone)
	}
}

func TestWhatLeftAnArchiveIsTold(t *testing.T) {
	n := newNight(t, "sources:\n- {name: zips, kind: urls, urls: [SERVER/files/a.zip]}\n")
	x, y := paper("Arda", "Water shall be shared."), paper("Berun", "Roads shall be open.")
	n.server.Put("a.zip", archive(t, "x.txt", x, "in.zip", archive(t, "y.txt", y)))
	n.sync(0)
	n.server.Put("a.zip", archive(t, "x.txt", x, "in.zip", "PK\x03\x04 damaged"))
	if r := n.sync(3); len(r.Gone) != 0 {
		t.Errorf("nothing is known of what is in a damaged archive: %+v", r.Gone)
	}
	n.server.Put("a.zip", archive(t, "z.txt", x))
	if r := n.sync(0); len(r.Gone) != 2 {
		t.Errorf("%+v", r.Gone)
	}
}
