package nlp

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/jdkato/prose/v2"

	"github.com/haki-project/haki/pipeline"
)

// split returns the sentences that the stage sees in one passage.
func split(t *testing.T, language string, kind pipeline.PassageKind, text string) []string {
	t.Helper()
	d := &pipeline.Document{
		Metadata: pipeline.Metadata{Language: language}, Text: text,
		Passages: []pipeline.Passage{{ID: "s1", Kind: kind, End: len(text)}},
	}
	if err := New().Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range d.Passages[0].Sentences {
		got = append(got, s.Of(text))
	}
	return got
}

func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		name, language string
		want           []string // joined by a space they are the passage
	}{
		{"plain", "en", []string{"The State ratified the Covenant.", "It reported late."}},
		{"question", "en", []string{"Was the law amended?", "The delegation said that it was!", "Nobody asked again."}},
		{"article", "en", []string{"See Art. 5 and paras. 12 and 13 of the report.", "Nothing follows from Arts. 6 or 7."}},
		{"number", "en", []string{"Protocol No. 11 and Nos. 4 and 6 were signed.", "The answer was no.", "It stayed so."}},
		{"addendum", "en", []string{"It is in document 7/Add. 1 and Corr. 2 of that year.", "Both are lost."}},
		{"person", "en", []string{"Mr. Otieno and H.E. Ms. Banda spoke for the State.", "Dr. Lindqvist replied."}},
		{"latin", "en", []string{"Some rights, e.g. Housing and health, i.e. Those of article 11, were named.", "Others were not."}},
		{"enumerator", "en", []string{"12. The Committee met twice.", "It rose early."}},
		{"line ends", "en", []string{"The Committee met\nin Nairobi.", "It rose\nearly."}},
		{"roman", "en", []string{"It follows from chap. IV of the code.", "Chapter V is silent."}},
		{"quotation", "en", []string{"The judge said “No one is above the law.”", "Then the court rose."}},
		{"French", "fr", []string{"L’art. 5 et le par. 3 s’appliquent.", "M. Diallo l’a dit.", "Est-ce clair ?", "Oui."}},
		{"Spanish", "es", []string{"El art. 5 de la Ley núm. 12 rige.", "¿Quién lo dijo?", "La Sra. Paz."}},
		{"German", "de", []string{"Nach Art. 5 Abs. 2 gilt das seit dem 3. Oktober.", "Es bleibt dabei."}},
		{"Russian", "ru", []string{"См. ст. 5 закона.", "Она действует."}},
		{"Arabic", "ar", []string{"هل صدر القانون؟", "نعم صدر.", "وهو نافذ."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := split(t, tt.language, pipeline.Paragraph, strings.Join(tt.want, " "))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSentencesOfOtherPassages(t *testing.T) {
	for _, tt := range []struct {
		name, language string
		kind           pipeline.PassageKind
		text           string
		want           []string
	}{
		{"Chinese has no spaces", "zh", pipeline.Paragraph, "代表团表示感谢。“会议结束了。”主席说！好", []string{"代表团表示感谢。", "“会议结束了。”", "主席说！", "好"}},
		{"heading", "en", pipeline.Heading, " I. Mr. B. The end. ", []string{"I. Mr. B. The end."}},
		{"row", "en", pipeline.Table, "12\tAccede to it. Then report\tAccepted", []string{"12", "Accede to it.", "Then report", "Accepted"}},
		{"blank lines", "en", pipeline.Paragraph, "CONCLUSIONS\n\nThe Committee\n\n12.", []string{"CONCLUSIONS", "The Committee", "12."}},
		{"nothing", "en", pipeline.Paragraph, " \n\u00a0 ", nil},
		{"unknown language", "xx", pipeline.Paragraph, "Aba caba. Dab aca", []string{"Aba caba.", "Dab aca"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, split(t, tt.language, tt.kind, tt.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSameAsProse holds the tokenizer that is kept to the one that prose/v2
// builds for each document.
func TestSameAsProse(t *testing.T) {
	const text = `The U.S. delegation of J. Doe met at 5 p.m. on Friday. It said "Stop." and left... Then 3.5 per cent of them returned! ` +
		`Was it Washington? (Nobody knew.) The Govt. agreed etc. and so on. Smith et al. wrote it.`
	d, err := prose.NewDocument(text, prose.WithTokenization(false), prose.WithTagging(false), prose.WithExtraction(false))
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, s := range d.Sentences() {
		want = append(want, s.Text)
	}
	for _, s := range newEnglish().tokenizer().Tokenize(text) {
		got = append(got, strings.TrimSpace(s))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAbbreviationFiles(t *testing.T) {
	files, err := abbreviationFiles.ReadDir("abbreviations")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		language := strings.TrimSuffix(f.Name(), ".txt")
		for word := range abbreviationsOf(language) {
			if word != strings.ToLower(word) || strings.HasSuffix(word, ".") || !utf8.ValidString(word) {
				t.Errorf("%s: %q is not in lower case without its full stop", f.Name(), word)
			}
		}
	}
}

func TestAnnotateStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	d := &pipeline.Document{Text: "One. Two.", Passages: []pipeline.Passage{{End: 9}}}
	if err := New().Annotate(ctx, d); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzSentences(f *testing.F) {
	for _, seed := range []string{"One. Two.", "See Art. 5. Then.", "第一条。第二条", "a\tb\n\nc", "\xff. A", "... . .", "“A.” B’s."} {
		f.Add(seed, "en")
		f.Add(seed, "zh")
	}
	stage := New()
	f.Fuzz(func(t *testing.T, text, language string) {
		text = strings.ToValidUTF8(text, "�")
		spans := sentences(text, pipeline.Paragraph, stage.splitter(language))
		end, letters := 0, 0
		for _, s := range spans {
			if s[0] < end || s[1] <= s[0] || s[1] > len(text) || strings.TrimSpace(s.Of(text)) != s.Of(text) {
				t.Fatalf("%q: %v after %d", text, s, end)
			}
			if strings.TrimSpace(text[end:s[0]]) != "" {
				t.Fatalf("%q: %q is in no sentence", text, text[end:s[0]])
			}
			end = s[1]
			letters += len(s.Of(text))
		}
		if strings.TrimSpace(text[end:]) != "" {
			t.Fatalf("%q: %q is in no sentence", text, text[end:])
		}
	})
}

func BenchmarkSentences(b *testing.B) {
	text := strings.Repeat("The State under review thanked Mr. Otieno for para. 12 of the report. It took note of Art. 5 of the Covenant and of the answer given. ", 40)
	d := &pipeline.Document{Metadata: pipeline.Metadata{Language: "en"}, Text: text, Passages: []pipeline.Passage{{End: len(text)}}}
	stage := New()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if err := stage.Annotate(context.Background(), d); err != nil {
			b.Fatal(err)
		}
	}
}
