package nlp

import (
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

func TestLanguage(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"The delegation thanked all States for their questions and recommendations.", "en"},
		{"La délégation a remercié les États de leurs questions et de leurs recommandations.", "fr"},
		{"La delegación dio las gracias a los Estados por sus preguntas y recomendaciones.", "es"},
		{"Die Delegation dankte den Staaten für ihre Fragen und für die Empfehlungen.", "de"},
		{"A delegação agradeceu aos Estados as perguntas e as recomendações que fizeram.", "pt"},
		{"La delegazione ha ringraziato gli Stati per le domande e per le raccomandazioni.", "it"},
		{"Делегация поблагодарила государства за вопросы и рекомендации.", "ru"},
		{"شكر الوفد جميع الدول على أسئلتها وتوصياتها.", "ar"},
		{"代表团感谢各国提出的问题和建议。", "zh"},
		{"代表団は、各国の質問と勧告に感謝した。", "ja"},
		{"대표단은 각국의 질문과 권고에 감사를 표했다.", "ko"},
		{"هیئت از کشورها برای پرسش\u200cها و توصیه\u200cهایی که گفتند سپاسگزاری کرد و گزارش پایانی را پذیرفت.", "fa"},
		{"وفد نے تمام ریاستوں کے سوالات اور سفارشات کا شکریہ ادا کیا۔", "ur"},
		{"Ujumbe wa nchi ulishukuru kwa maswali na mapendekezo ya nchi zote katika mkutano huu.", "sw"},
		{"§ 3 Die Gemeinde", "de"},
		{"Artículo 5 de la Ley del Estado", "es"},
		{"12 (3) — 14.5 %", ""},
		{"", ""},
	} {
		if got, conf := Language(tt.text); got != tt.want || conf < 0 || conf > 1 {
			t.Errorf("Language(%q) = %q, %.2f, want %q", tt.text, got, conf, tt.want)
		}
	}
}

func TestSettle(t *testing.T) {
	english := strings.Repeat("The delegation thanked all of the States for their questions. ", 20)
	for _, tt := range []struct{ name, stated, text, want string }{
		{"nothing stated", "", english, "en"},
		{"region and case", "EN_us", english, "en"},
		{"three letters", "eng", english, "en"},
		{"old three letters", "fre", "12", "fr"},
		{"wrongly stated", "fr", english, "en"},
		{"too short to overrule", "fr", "The end.", "fr"},
		{"not a language", "english", english, "en"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := settle(tt.stated, tt.text); got != tt.want {
				t.Errorf("settle(%q) = %q, want %q", tt.stated, got, tt.want)
			}
		})
	}
}

func TestSampleIsBoundedAndFromAllOver(t *testing.T) {
	d := &pipeline.Document{Text: "first " + strings.Repeat("é", 1<<20) + " last"}
	s := sample(d)
	if len(s) > sampleSize+sampleSize/2 || !strings.HasPrefix(s, "first") || !strings.HasSuffix(strings.TrimSpace(s), "last") {
		t.Errorf("sample of %d bytes: %.20q … %q", len(s), s, s[len(s)-20:])
	}
}

func FuzzLanguage(f *testing.F) {
	f.Add("Article 5. The State shall")
	f.Add("第一条 为了")
	f.Add("\xff\xfe a")
	f.Fuzz(func(t *testing.T, text string) {
		code, confidence := Language(text)
		if confidence < 0 || confidence > 1 || len(code) != 0 && len(code) != 2 {
			t.Errorf("Language(%q) = %q, %v", text, code, confidence)
		}
	})
}
