package link

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

func TestAlike(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", "NOT *"},
		{"12. (a) — !!!", "NOT *"},
		{"of the and", "NOT *"},
		{"Torture of detainees, torture of prisoners.", "(torture OR detainees OR prisoners) NOT id:00000000000000aa:p1"},
		{"TORTURE torture Torture", "torture NOT id:00000000000000aa:p1"},
		{"NOT this OR that", "(this OR that) NOT id:00000000000000aa:p1"},
		{"l'égalité des sexes", "(égalité OR sexes) NOT id:00000000000000aa:p1"},
		{"été né", "été NOT id:00000000000000aa:p1"},
		{"人权 法律", "(人权 OR 法律) NOT id:00000000000000aa:p1"},
		{"حقوق الإنسان", "(حقوق OR الإنسان) NOT id:00000000000000aa:p1"},
		{"пытки", "пытки NOT id:00000000000000aa:p1"},
		{"women's self-determination", "(women OR self OR determination) NOT id:00000000000000aa:p1"},
		{"e\u0301galite\u0301", "égalité NOT id:00000000000000aa:p1"},
		{"a\x00torture\xffprison", "(torture OR prison) NOT id:00000000000000aa:p1"},
		{"word* or~ ques?tion", "(word OR ques OR tion) NOT id:00000000000000aa:p1"},
	}
	for _, tt := range tests {
		n := Alike(pipeline.PassageRecord{ID: "00000000000000aa:p1", Text: tt.text})
		if got := n.String(); got != tt.want {
			t.Errorf("Alike(%q) = %q, want %q", tt.text, got, tt.want)
		}
		if _, err := query.Parse(n.String()); err != nil {
			t.Errorf("Alike(%q) cannot be read: %v", tt.text, err)
		}
	}
}

func TestAlikeTakesTheFirstWords(t *testing.T) {
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, "word%s ", strings.Repeat(string(rune('a'+i%26)), 1+i/26))
	}
	words := query.Words(Alike(pipeline.PassageRecord{ID: "a:1", Text: b.String()}))
	if len(words) != alikeWords || words[0].Text != "worda" || words[alikeWords-1].Text != "wordnn" {
		t.Errorf("%d words from %v to %v", len(words), words[0], words[len(words)-1])
	}
}

// A passage's features, written in order.
func TestFeatures(t *testing.T) {
	tests := []struct {
		name string
		text string
		tags []pipeline.Tag
		refs []pipeline.Reference
		want string
	}{
		{"nothing", "", nil, nil, " /  /  / "},
		{"common words only", "Take the necessary measures to ensure human rights", nil, nil, " /  /  / "},
		{"short words", "an ox is up", nil, nil, " /  /  / "},
		{"inflections are one", "Detained, detaining, DETAIN", nil, nil, "detain(detained)2.1 /  /  / "},
		{"figures are none", "119.10 In 2012, 45%", nil, nil, " /  /  / "},
		{"accents stay", "égalité Égalité", nil, nil, "égalité(égalité)1.7 /  /  / "},
		{"other scripts", "права человека 人权法 حقوق", nil, nil, "права(права)1.0 человека(человека)1.0 حقوق(حقوق)1.0 人权法(人权法)1.0 /  /  / "},
		{"tags", "", append(tag("health"), tag("life")...), nil, " / rights:health rights:life /  / "},
		{"the same tag twice", "", append(tag("health"), tag("health")...), nil, " / rights:health /  / "},
		{"a treaty", "", nil, cites("treaty", "ICCPR"), " /  / ICCPR / "},
		{"with places", "", nil, cites("treaty", "ICCPR", "art:14", "art:9"), " /  / ICCPR, ICCPR art:14, ICCPR art:9 / "},
		{"a cycle", "", nil, cites("upr-cycle", "UPR/3"), " /  /  / UPR/3"},
		{"what says nothing", "", nil, append(cites("treaty", "OTHER"), cites("mechanism", "UPR")...), " /  /  / "},
		{"bytes", "a\xffbc\x00def", nil, nil, "def(def)1.0 /  /  / "},
	}
	for _, tt := range tests {
		f := featuresOf(tt.text, tt.tags, tt.refs)
		var words []string
		for w := range sorted(f.words) {
			words = append(words, fmt.Sprintf("%s(%s)%.1f", w, f.printed[w], f.words[w]))
		}
		got := strings.Join(words, " ") + " / " + strings.Join(slices.Collect(sorted(f.tags)), " ") + " / " +
			strings.Join(slices.Collect(sorted(f.references)), ", ") + " / " + strings.Join(slices.Collect(sorted(f.cycles)), " ")
		if got != tt.want {
			t.Errorf("%s = %q, want %q", tt.name, got, tt.want)
		}
		if n := len(slices.Collect(f.all())); n != len(f.words)+len(f.tags)+len(f.references) {
			t.Errorf("%s: all yields %d", tt.name, n)
		}
	}
	for range featuresOf("detention centre", tag("health"), cites("treaty", "ICCPR")).all() {
		break // a loop may end early
	}
}

// Passages that are, and are not, evidence at all.
func TestAddLeavesOut(t *testing.T) {
	long := "Persons with disabilities are welcome in our schools, which have ramps."
	tests := []struct {
		name     string
		document pipeline.Kind
		kind     pipeline.PassageKind
		text     string
		want     int
	}{
		{"a paragraph", pipeline.KindSpeech, pipeline.Paragraph, long, 1},
		{"a heading", pipeline.KindSpeech, pipeline.Heading, long, 0},
		{"a short one", pipeline.KindSpeech, pipeline.Paragraph, "Thank you.", 0},
		{"39 bytes", pipeline.KindSpeech, pipeline.Paragraph, long[:39], 0},
		{"40 bytes", pipeline.KindSpeech, pipeline.Paragraph, long[:40], 1},
		{"a recommendation of a report", pipeline.KindUPRReport, pipeline.Recommended, long, 0},
		{"a recommendation elsewhere", pipeline.KindUPRAddendum, pipeline.Recommended, long, 1},
		{"an article", pipeline.KindLaw, pipeline.Article, long, 1},
		{"a list item", pipeline.KindLaw, pipeline.ListItem, long, 1},
		{"a footnote", pipeline.KindUNReport, pipeline.Footnote, long, 1},
	}
	for _, tt := range tests {
		d := speech("2030", passage(tt.text, nil))
		d.Kind, d.Passages[0].Kind = tt.document, tt.kind
		if got := len(linker(d).passages); got != tt.want {
			t.Errorf("%s: %d passages, want %d", tt.name, got, tt.want)
		}
	}
	if got := linker(&pipeline.Document{}); len(got.passages) != 0 {
		t.Error("an empty document has evidence")
	}
}

func TestOlder(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"2030", "2031", true}, {"2031", "2030", false}, {"2031", "2031", false}, {"2031", "2031-03", false}, {"2031-03", "2031", false},
		{"2031-02", "2031-03", true}, {"2031-03-01", "2031-03-02", true}, {"2031-03-02", "2031-03", false}, {"", "2031", false}, {"2031", "", false}, {"", "", false},
	}
	for _, tt := range tests {
		if got := older(tt.a, tt.b); got != tt.want {
			t.Errorf("older(%q, %q) = %t", tt.a, tt.b, got)
		}
	}
}

// many is a speech of passages more or less alike to the recommendation ratify.
func many(n int) *pipeline.Document {
	passages := make([]pipeline.PassageRecord, n)
	for i := range passages {
		text := fmt.Sprintf("Our parliament has debated the protocol on disabilities in its sitting of %s.", strings.Repeat("long ", i%7))
		passages[i] = passage(text, tag("disability"), cites("treaty", "CRPD-OP")...)
	}
	return speech("2032", passages...)
}

func TestOptions(t *testing.T) {
	tests := []struct {
		o    Options
		want int
	}{
		{Options{}, 5}, {Options{Limit: 1}, 1}, {Options{Limit: 12}, 12}, {Options{Limit: -3}, 5}, {Options{Limit: 100}, 30},
		{Options{Floor: 0.99}, 0}, {Options{Floor: -1}, 5}, {Options{Floor: 0.01, Limit: 50}, 30},
	}
	for _, tt := range tests {
		l := New(tt.o)
		l.Add(many(30))
		if got := len(l.Rank(ratify, cites("treaty", "CRPD-OP"), "").Links); got != tt.want {
			t.Errorf("%+v: %d links, want %d", tt.o, got, tt.want)
		}
	}
}

func TestRankOrdersAndAddsUp(t *testing.T) {
	l := New(Options{Limit: 100, Floor: 0.01})
	l.Add(many(30))
	e := l.Rank(ratify, cites("treaty", "CRPD-OP"), "")
	if len(e.Links) != 30 || e.Recommendation.Number != "13.1" {
		t.Fatalf("%d links for %s", len(e.Links), e.Recommendation.Number)
	}
	for i, k := range e.Links {
		sum := 0.0
		for _, r := range k.Reasons {
			sum += r.Score
			if r.Score <= 0 || r.What == "" {
				t.Errorf("reason %+v", r)
			}
		}
		if k.Score <= 0 || k.Score > 1 || sum < k.Score-0.003 || sum > k.Score+0.003 {
			t.Errorf("score %g, reasons of %g", k.Score, sum)
		}
		if i > 0 && (k.Score > e.Links[i-1].Score || k.Score == e.Links[i-1].Score && k.Passage.ID < e.Links[i-1].Passage.ID) {
			t.Errorf("%s of %g follows %s of %g", k.Passage.ID, k.Score, e.Links[i-1].Passage.ID, e.Links[i-1].Score)
		}
	}
}

func TestNothingToGoBy(t *testing.T) {
	empty := pipeline.RecommendationRecord{}
	if e := linker(many(3)).Rank(empty, nil, ""); e.Links == nil || len(e.Links) != 0 {
		t.Errorf("an empty recommendation has evidence: %+v", e)
	}
	if e := New(Options{}).Rank(ratify, nil, ""); e.Links == nil || len(e.Links) != 0 {
		t.Errorf("no passages, and evidence: %+v", e)
	}
}

// What a reason says to its reader.
func TestReasons(t *testing.T) {
	l := linker(speech("2032",
		passage("Parliament debated wheelchairs, ramps and the optional protocol for persons with disabilities.", tag("disability"),
			append(cites("treaty", "CRPD-OP", "art:4"), cites("upr-cycle", "UPR/3")...)...),
		passage("The harvest was good, and the bridges over both rivers have been painted yellow.", nil)))
	e := l.Rank(ratify, cites("treaty", "CRPD-OP", "art:4"), "")
	if len(e.Links) != 1 {
		t.Fatalf("%+v", e.Links)
	}
	said := map[string]string{}
	for _, r := range e.Links[0].Reasons {
		said[r.Kind] = strings.TrimPrefix(said[r.Kind]+"; "+r.What, "; ")
	}
	got := fmt.Sprint(slices.Sorted(maps.Keys(said)), said["reference"], " | ", said["tag"], " | ", said["cycle"], " | ", said["words"])
	if want := "[cycle reference tag words]CRPD-OP; CRPD-OP art:4 | DISABILITY | names the recommendations of cycle 3 | disabilities, optional, persons, protocol"; got != want {
		t.Errorf("reasons = %q, want %q", got, want)
	}
}

func ExampleLinker_Rank() {
	l := New(Options{})
	l.Add(speech("2031-05-01",
		passage("We have opened a new swimming pool in the capital, and everybody is welcome to use it.", nil),
		passage("Parliament has ratified the Optional Protocol to the CRPD.", tag("disability"), cites("treaty", "CRPD-OP")...)))
	for _, k := range l.Rank(ratify, cites("treaty", "CRPD-OP"), "2031-03-14").Links {
		fmt.Println(k.Passage.Text)
		for _, r := range k.Reasons {
			fmt.Println("-", r.Kind, r.What)
		}
	}
	// Output:
	// Parliament has ratified the Optional Protocol to the CRPD.
	// - reference CRPD-OP
	// - tag DISABILITY
	// - words optional, protocol, ratify
}

func ExampleAlike() {
	fmt.Println(Alike(pipeline.PassageRecord{ID: "3f9a:p12", Text: "The detention of children is a last resort."}))
	// Output: (detention OR children OR last OR resort) NOT id:3f9a:p12
}

// TestOneWordInCommonIsChance: a word that both texts share is no reason, two are.
func TestOneWordInCommonIsChance(t *testing.T) {
	want := pipeline.RecommendationRecord{Document: "00000000000000aa", Recommendation: pipeline.Recommendation{Text: "Abolish corporal punishment"}}
	for text, links := range map[string]int{
		"The punishment of late trains is a matter of the railways alone.":  0,
		"Corporal punishment of pupils has gone from schools for good now.": 1,
	} {
		l := New(Options{Floor: 0.001})
		l.Add(speech("2032", passage(text, nil)))
		if got := l.Rank(want, nil, ""); len(got.Links) != links {
			t.Errorf("%q: %d links, want %d", text, len(got.Links), links)
		}
	}
}
