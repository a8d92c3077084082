package nlp

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// Where sentences end and where they only seem to, by language: a bar is put
// between the sentences found.
func TestSentenceTable(t *testing.T) {
	tests := []struct{ language, text, want string }{
		{"en", ".", "."},
		{"en", "One.Two.", "One.Two."},
		{"en", "One. two.", "One. ¦ two."},
		{"en", "One! Two? Three.", "One! ¦ Two? ¦ Three."},
		{"en", "One... Two.", "One... ¦ Two."},
		{"en", "One… Two.", "One… Two."},
		{"en", "Mr. Doe and Mrs. Roe met Dr. Lee. They left.", "Mr. Doe and Mrs. Roe met Dr. Lee. ¦ They left."},
		{"en", "H.E. Ms. Roe spoke. She left.", "H.E. Ms. Roe spoke. ¦ She left."},
		{"en", "See para. 12. It is so.", "See para. 12. ¦ It is so."},
		{"en", "See paras. 12–14 and art. 5 (2). It is so.", "See paras. 12–14 and art. 5 (2). ¦ It is so."},
		{"en", "See Art. 5. The rest is silent.", "See Art. 5. ¦ The rest is silent."},
		{"en", "He said no. Then he left.", "He said no. ¦ Then he left."},
		{"en", "Law No. 26.485 applies. It is old.", "Law No. 26.485 applies. ¦ It is old."},
		{"en", "It cost 2.5 per cent. It was 3.0.", "It cost 2.5 per cent. ¦ It was 3.0."},
		{"en", "In 2012. In 2013.", "In 2012. ¦ In 2013."},
		{"en", "The U.S. Government left. It came back.", "The U.S. Government left. ¦ It came back."},
		{"en", "They met in the U.S. They left.", "They met in the U.S. ¦ They left."},
		{"en", "J. Doe v. R. Roe was heard. It ended.", "J. Doe v. R. Roe was heard. ¦ It ended."},
		{"en", "Doe et al. wrote it. It sold.", "Doe et al. wrote it. ¦ It sold."},
		{"en", "Rights, e.g. Housing, i.e. Homes, matter. Yes.", "Rights, e.g. Housing, i.e. Homes, matter. ¦ Yes."},
		{"en", "“Stop.” He left.", "“Stop.” ¦ He left."},
		{"en", "“Stop,” he said. “Go.”", "“Stop,” he said. ¦ “Go.”"},
		{"en", "(He left.) She stayed.", "(He left.) ¦ She stayed."},
		{"en", "He left (at five). She stayed.", "He left (at five). ¦ She stayed."},
		{"en", "(a) One. (b) Two.", "(a) One. ¦ (b) Two."},
		{"en", "1. One. 2. Two.", "1. One. ¦ 2. Two."},
		{"en", "119.10. Ratify it. 119.11. Sign it.", "119.10. Ratify it. ¦ 119.11. Sign it."},
		{"en", "I. Summary. II. Conclusions.", "I. Summary. ¦ II. Conclusions."},
		{"en", "See A/HRC/21/11/Add. 1. It is long.", "See A/HRC/21/11/Add. 1. ¦ It is long."},
		{"en", "See http://example.org/a.b?c=d. It is there.", "See http://example.org/a.b?c=d. ¦ It is there."},
		{"en", "One.\nTwo.", "One. ¦ Two."},
		{"en", "One\nline.\r\nTwo.", "One\nline. ¦ Two."},
		{"en", "One.\n\nTwo", "One. ¦ Two"},
		{"en", "One.\tTwo", "One. ¦ Two"},
		{"en", "One.\u00a0Two.", "One. ¦ Two."},
		{"en", "No stop at all", "No stop at all"},
		{"en", "WHO? ME! NO.", "WHO? ¦ ME! ¦ NO."},
		{"en", "The Committee vs. the State. It ended.", "The Committee vs. the State. ¦ It ended."},
		{"en", "On 5 Jan. 2012 it met. It rose.", "On 5 Jan. 2012 it met. ¦ It rose."},
		{"en", "It met at 5 p.m. It rose at 6 a.m. on Friday.", "It met at 5 p.m. ¦ It rose at 6 a.m. on Friday."},
		{"en", "Inc. and Ltd. are companies. So is Co. Yes.", "Inc. and Ltd. are companies. ¦ So is Co. ¦ Yes."},
		{"fr", "M. Dupont et Mme Durand sont là. Ils parlent.", "M. Dupont et Mme Durand sont là. ¦ Ils parlent."},
		{"fr", "L’art. 5, al. 2, par. 3 s’applique. Oui.", "L’art. 5, al. 2, par. 3 s’applique. ¦ Oui."},
		{"fr", "Voir p. ex. la loi no. 5. Elle est là.", "Voir p. ex. la loi no. 5. ¦ Elle est là."},
		{"fr", "« C’est fini. » Il part.", "« C’est fini. » ¦ Il part."},
		{"fr", "Qui ? Moi ! Bien.", "Qui ? ¦ Moi ! ¦ Bien."},
		{"fr", "Le 1er mai. Le 2 mai.", "Le 1er mai. ¦ Le 2 mai."},
		{"es", "El Sr. Paz y la Sra. Luz hablan. Callan.", "El Sr. Paz y la Sra. Luz hablan. ¦ Callan."},
		{"es", "Véase el art. 5, párr. 2. Nada más.", "Véase el art. 5, párr. 2. ¦ Nada más."},
		{"es", "¿Quién? ¡Nadie! Bien.", "¿Quién? ¦ ¡Nadie! ¦ Bien."},
		{"es", "Ley núm. 26.485. Otra ley.", "Ley núm. 26.485. ¦ Otra ley."},
		{"de", "Nach Art. 5 Abs. 2 Nr. 3 gilt das. Es bleibt.", "Nach Art. 5 Abs. 2 Nr. 3 gilt das. ¦ Es bleibt."},
		{"de", "Am 3. Oktober war es. Am 4. nicht.", "Am 3. Oktober war es. ¦ Am 4. nicht."},
		{"de", "Das ist z. B. so. Das nicht.", "Das ist z. B. so. ¦ Das nicht."},
		{"de", "Das gilt u. a. hier, d. h. überall. Es bleibt.", "Das gilt u. a. hier, d. h. überall. ¦ Es bleibt."},
		{"de", "Art. 5 i. V. m. Art. 6 gilt. Es bleibt.", "Art. 5 i. V. m. Art. 6 gilt. ¦ Es bleibt."},
		{"de", "Dr. Lee kam. Er ging.", "Dr. Lee kam. ¦ Er ging."},
		{"it", "L’art. 5 vale. La legge è chiara.", "L’art. 5 vale. ¦ La legge è chiara."},
		{"pt", "O art. 5.º vale. A lei é clara.", "O art. 5.º vale. ¦ A lei é clara."},
		{"ru", "См. ст. 5 и п. 3. Она действует.", "См. ст. 5 и п. 3. ¦ Она действует."},
		{"ru", "Выступил г-н А. Б. Лесов. Он ушел.", "Выступил г-н А. Б. Лесов. ¦ Он ушел."},
		{"ru", "Кто? Никто! Хорошо.", "Кто? ¦ Никто! ¦ Хорошо."},
		{"ar", "هل صدر؟ نعم. وهو نافذ.", "هل صدر؟ ¦ نعم. ¦ وهو نافذ."},
		{"ar", "صدر القانون رقم 5. وهو نافذ.", "صدر القانون رقم 5. ¦ وهو نافذ."},
		{"zh", "一。二！三？四", "一。 ¦ 二！ ¦ 三？ ¦ 四"},
		{"zh", "他说：“走吧。”他们走了。", "他说：“走吧。” ¦ 他们走了。"},
		{"zh", "见第12.5段。完。", "见第12.5段。 ¦ 完。"},
		{"ja", "これは文です。次の文です。", "これは文です。 ¦ 次の文です。"},
		{"hi", "यह एक है। यह दो है।", "यह एक है। ¦ यह दो है।"},
		{"xx", "Aba. Caba.", "Aba. ¦ Caba."},
		{"", "Aba. Caba.", "Aba. ¦ Caba."},
	}
	for _, tt := range tests {
		if got := strings.Join(split(t, tt.language, pipeline.Paragraph, tt.text), " ¦ "); got != tt.want {
			t.Errorf("%s: %q = %q, want %q", tt.language, tt.text, got, tt.want)
		}
	}
}

// Languages of short and mixed texts, as documents have them.
func TestLanguageTable(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{"12 34 — %", ""},
		{"A/HRC/21/11", "pt"},
		{"The right to food", "en"},
		{"Le droit à l’alimentation", "fr"},
		{"El derecho a la alimentación", "es"},
		{"Право на питание", "ru"},
		{"الحق في الغذاء", "ar"},
		{"食物权", "zh"},
		{"Das Recht auf Nahrung", "de"},
		{"O direito à alimentação e à água", "pt"},
		{"Il diritto al cibo e alla vita", "it"},
		{"Het recht op voedsel en op water", "nl"},
		{"Rätten till mat och till vatten", "sv"},
		{"Prawo do żywności i do wody", "pt"},
		{"Gıda hakkı ve su hakkı vardır", "tr"},
		{"Haki ya chakula na maji kwa watu wote", "sw"},
		{"حق غذا برای همه مردم ایران و کشورهای دیگر", "fa"},
		{"خوراک کا حق سب کے لیے ہے", "ur"},
		{"食べ物への権利について", "ja"},
		{"식량에 대한 권리", "ko"},
		{"สิทธิในอาหาร", "th"},
		{"भोजन का अधिकार सभी के लिए है", "hi"},
		{"Το δικαίωμα στην τροφή", "el"},
		{"הזכות למזון", "he"},
		{"The report A/HRC/21/11 on Brasil and 人权", "en"},
		{"人权 human rights", "en"},
		{"THE RIGHT TO FOOD AND WATER", "en"},
		{"le le le le the", "en"},
		{"of", "en"},
		{"Ecuador", "es"},
		{"Ministerio de Justicia", "es"},
		{"Bundesministerium der Justiz", "de"},
	}
	for _, tt := range tests {
		code, confidence := Language(tt.text)
		if code != tt.want {
			t.Errorf("Language(%q) = %q, want %q", tt.text, code, tt.want)
		}
		if confidence < 0 || confidence > 1 || (code == "") != (confidence == 0) {
			t.Errorf("Language(%q): %s with confidence %g", tt.text, code, confidence)
		}
		if again, _ := Language(tt.text); again != code {
			t.Errorf("Language(%q) = %s, then %s", tt.text, code, again)
		}
	}
}

func TestNormalizeTable(t *testing.T) {
	for tag, want := range map[string]string{
		" en ": "en", "EN-us": "en", "en_US.UTF-8": "en", "zh-Hant-TW": "zh", "fas": "fa", "per": "fa", "dut": "nl", "nld": "nl", "urd": "ur", "swa": "sw", "english": "", "e": "", "x-klingon": "", "-": "", "12": "", "zxx": "",
	} {
		if got := normalize(tag); got != want {
			t.Errorf("normalize(%q) = %q, want %q", tag, got, want)
		}
	}
}

// TestSentencesCoverAll: for any text of the pieces that matter, in every
// language with rules, the sentences are all of the text but white space.
func TestSentencesCoverAll(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 1))
	pieces := []string{"The", "word", ".", "!", "?", " ", " ", "\n", "\n\n", "\t", "Mr.", "art.", "12", "(a)", "“", "”", "»", " »", "…", "。", "人", "A.", "é", "\u00a0", "No.", "IV.", "и", "؟"}
	stage := New()
	for _, language := range []string{"en", "fr", "es", "de", "it", "pt", "ru", "ar", "zh", "xx"} {
		for range 300 {
			var b strings.Builder
			for range random.IntN(20) {
				b.WriteString(pieces[random.IntN(len(pieces))])
			}
			text, end := b.String(), 0
			for _, s := range sentences(text, pipeline.Paragraph, stage.splitter(language)) {
				if s[0] < end || s[1] <= s[0] || strings.TrimSpace(text[end:s[0]]) != "" || strings.TrimSpace(s.Of(text)) != s.Of(text) {
					t.Fatalf("%s: %q: sentence %v after %d", language, text, s, end)
				}
				end = s[1]
			}
			if strings.TrimSpace(text[end:]) != "" {
				t.Fatalf("%s: %q: %q is in no sentence", language, text, text[end:])
			}
		}
	}
}

func TestSampleTable(t *testing.T) {
	for _, n := range []int{0, 1, sampleSize - 1, sampleSize, sampleSize + 1, 10 * sampleSize} {
		for _, letter := range []string{"a", "é", "人", "🙂"} {
			text := strings.Repeat(letter, n/len(letter))
			got := sample(&pipeline.Document{Text: text})
			if len(got) > sampleSize+100 || len(text) <= sampleSize && got != text {
				t.Errorf("sample of %d bytes of %s has %d", len(text), letter, len(got))
			}
			if strings.ContainsRune(got, '\uFFFD') {
				t.Errorf("a sample of %s is cut within a letter", letter)
			}
		}
	}
}

func ExampleLanguage() {
	for _, text := range []string{"The right to food", "Право на питание", "人权"} {
		code, _ := Language(text)
		fmt.Println(code)
	}
	// Output:
	// en
	// ru
	// zh
}
