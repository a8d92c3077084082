package nlp

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// checkBounds joins sentences to a passage and wants them back.
func checkBounds(t *testing.T, language string, tests map[string][]string) {
	t.Helper()
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want, split(t, language, pipeline.Paragraph, strings.Join(want, " "))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestEnglishBounds(t *testing.T) {
	checkBounds(t, "en", map[string][]string{
		"paragraphs":      {"See para. 12 and paras. 14–16.", "See also para. (c)."},
		"sections":        {"Under sec. 4 and chap. 2, the State pays.", "It has not."},
		"numbers":         {"Law No. 26.485 was passed.", "Act No. 7 was not."},
		"symbols":         {"It is in A/HRC/21/11/Add. 1, para. 3.", "It is also in A/73/207."},
		"decimal":         {"It spent 2.5 per cent.", "It promised 3.0."},
		"recommendations": {"It accepted 119.10 and 119.11.", "It noted 119.12."},
		"versus":          {"In Stone v. Hill the court ruled.", "Hill appealed."},
		"honorifics":      {"Mrs. Lake, Prof. Moor and Dr. Fen met H.E. Mr. Brook.", "They agreed."},
		"quotation":       {"“Is it so?” she asked.", "It was."},
		"letters":         {"(a) Adopt the plan.", "(b) Fund it."},
		"exclamation":     {"Stop!", "They stopped."},
		"year ends":       {"It was so in 1998.", "In 1999 it changed."},
		"acronym ends":    {"They left the U.N.", "They came back."},
	})
}

func TestFrenchBounds(t *testing.T) {
	checkBounds(t, "fr", map[string][]string{
		"articles":   {"Voir art. 5, par. 3, et al. 2 du texte.", "Voir aussi l’art. 12."},
		"persons":    {"M. Leroy et Mme Blanc sont venus.", "Ils ont parlé."},
		"number":     {"La loi no. 12 est votée.", "Elle est appliquée."},
		"quotation":  {"Il a dit : « C’est fini. »", "Elle a ri."},
		"question":   {"Qui vient ?", "Personne !", "Bien."},
		"ellipsis":   {"Ils attendaient…", "Personne ne vint."},
		"opening":    {"Il a ri.", "« Oui », dit-elle."},
		"small type": {"Le Comité, p. ex. lundi, se réunit.", "Il se lève."},
	})
}

func TestSpanishBounds(t *testing.T) {
	checkBounds(t, "es", map[string][]string{
		"articles": {"Véanse los arts. 5 y 6 y el párr. 12.", "Nada más."},
		"number":   {"La Ley núm. 26.485 rige.", "La otra no."},
		"persons":  {"El Sr. Campos y la Dra. Luna hablaron.", "Luego callaron."},
		"inverted": {"¿Quién habla?", "¡Nadie!", "Bien."},
	})
}

func TestRussianBounds(t *testing.T) {
	checkBounds(t, "ru", map[string][]string{
		"articles":  {"См. ст. 5 и п. 3 закона.", "Он действует."},
		"initials":  {"Выступил А. Б. Лесов.", "Он был краток."},
		"question":  {"Кто идет?", "Никто."},
		"quotation": {"Он сказал: «Пора».", "Все встали."},
	})
}

func TestArabicBounds(t *testing.T) {
	checkBounds(t, "ar", map[string][]string{
		"question":    {"من جاء؟", "لم يأت أحد."},
		"exclamation": {"قف!", "فتوقفوا."},
		"plain":       {"اجتمعت اللجنة صباحا.", "وانصرفت مساء."},
	})
}

// TestChineseBounds: no white space stands between the sentences.
func TestChineseBounds(t *testing.T) {
	for _, want := range [][]string{
		{"委员会开会了。", "会议结束了。"},
		{"谁来了？", "没有人！", "好。"},
		{"他说：“走吧。”", "他们走了。"},
		{"见第12.5段。", "完。"},
	} {
		if diff := cmp.Diff(want, split(t, "zh", pipeline.Paragraph, strings.Join(want, ""))); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// TestAbbreviationsBeforeWhat: "No. 5" goes on, "no. Five" does not.
func TestAbbreviationsBeforeWhat(t *testing.T) {
	for after, want := range map[string]bool{
		"12 of the act": true, "(a) of it": true, "IV of it": true, "XII": true, "c of it": true, "° 5": true,
		"A dog": false, "I saw": false, "The dog": false, "": false, "— so": false,
	} {
		if got := isPinpoint(after); got != want {
			t.Errorf("para. %s: goes on %v, want %v", after, got, want)
		}
	}
	for text, want := range map[string]bool{
		"12.": true, "(a)": true, "119.10.": true, "IV.": true, "(iv)": true, "A.": true, "[3]": true,
		"": false, "The end.": false, "Stop.": false, "1234567890123.": false,
	} {
		if got := isEnumerator(text); got != want {
			t.Errorf("%q is an enumerator: %v, want %v", text, got, want)
		}
	}
}

func TestTerminators(t *testing.T) {
	for text, want := range map[string]int{
		"” Then": len("”"), ".) Then": 2, "...": 3, " Then": 0, "": 0, "」好": len("」"), "’” So": len("’”"),
	} {
		if got := closers(text); got != want {
			t.Errorf("%q begins with %d bytes of closers, want %d", text, got, want)
		}
	}
	for text, want := range map[string]bool{"One. Two": true, "One.": false, "3.5 per cent": false, "What? No": true, "e.g.x": false, "": false, "(He left.) She": true} {
		if got := mayBreak(text); got != want {
			t.Errorf("%q may break: %v, want %v", text, got, want)
		}
	}
}

// TestSentencesKeepTheirPlace: offsets count bytes of the passage, not runes.
func TestSentencesKeepTheirPlace(t *testing.T) {
	text := "  Élève. Où ?  Là.\tÇa va. "
	spans := sentences(text, pipeline.Table, New().splitter("fr"))
	var got []string
	for _, s := range spans {
		got = append(got, s.Of(text))
	}
	if diff := cmp.Diff([]string{"Élève.", "Où ?", "Là.", "Ça va."}, got); diff != "" {
		t.Error(diff)
	}
	if len(spans) > 1 && spans[1][0] != strings.Index(text, "Où") {
		t.Errorf("the second begins at byte %d", spans[1][0])
	}
}

// TestCodesOfLanguages: documents state their language in many ways.
func TestCodesOfLanguages(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "en", "EN": "en", "en-GB": "en", "fr_CH": "fr", "eng": "en", "fra": "fr", "fre": "fr", "spa": "es", "rus": "ru", "ara": "ar", "zho": "zh", "chi": "zh",
		"zh-Hans": "zh", "ger": "de", "deu": "de", "": "",
	} {
		if got := normalize(tag); got != want {
			t.Errorf("%q is %q, want %q", tag, got, want)
		}
	}
}

// TestShortTextsOfSixLanguages: a heading or an article alone is enough.
func TestShortTextsOfSixLanguages(t *testing.T) {
	for text, want := range map[string]string{
		"The rights of the child and of the family":          "en",
		"Les droits de l’enfant et de la famille":            "fr",
		"Los derechos del niño y de la familia":              "es",
		"Права ребенка и семьи":                              "ru",
		"حقوق الطفل والأسرة":                                 "ar",
		"儿童和家庭的权利":                                           "zh",
		"Die Rechte des Kindes und der Familie":              "de",
		"Os direitos da criança e da família não são poucos": "pt",
	} {
		if got, _ := Language(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
