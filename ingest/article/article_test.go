package article

import "testing"

func TestParse(t *testing.T) {
	tests := []struct{ text, number, printed, rest string }{
		{"Article 5", "5", "Article 5", ""},
		{"ARTICLE IV The harbour", "IV", "ARTICLE IV", "The harbour"},
		{"Article L. 123-4 Les lacs", "L123-4", "Article L. 123-4", "Les lacs"},
		{"Article 1er : Objet", "1", "Article 1er", "Objet"},
		{"Artículo 7.- Los lagos", "7", "Artículo 7", "Los lagos"},
		{"Artículo único. Los lagos", "1", "Artículo único", "Los lagos"},
		{"Art. 3 (Boats)", "3", "Art. 3", "(Boats)"},
		{"Article 12 bis. Boats", "12 bis", "Article 12 bis", "Boats"},
		{"Section 4. Boats", "4", "Section 4", "Boats"},
		{"§ 3a Zweck", "3a", "§ 3a", "Zweck"},
		{"§3 Zweck", "3", "§3", "Zweck"},
		{"§ 7–12. Boats.", "7-12", "§ 7–12", "Boats."},
		{"Статья 7. Озёра", "7", "Статья 7", "Озёра"},
		{"第十二条 为了", "12", "第十二条", "为了"},
		{"第12条 为了", "12", "第12条", "为了"},
		{"第一百二十条之一 湖", "120-1", "第一百二十条之一", "湖"},
		{"المادة ١٢ تنشر", "12", "المادة ١٢", "تنشر"},
		{"مادة (5): تنشر", "5", "مادة (5)", "تنشر"},
		{"المادة 5 مكرر: تنشر", "5bis", "المادة 5 مكرر", "تنشر"},
		{"المادة الحادية والعشرون", "21", "المادة الحادية والعشرون", ""},
	}
	for _, tt := range tests {
		got, ok := Parse(tt.text)
		if want := (Label{tt.number, tt.printed, tt.rest}); !ok || got != want {
			t.Errorf("%q: %+v %v, want %+v", tt.text, got, ok, want)
		}
	}
}

func TestParseLeavesSentencesAlone(t *testing.T) {
	for _, text := range []string{
		"Article 19 of the Covenant protects speech.", "Article 5, paragraph 2, says so.", "Section by section we read", "Articles 5 and 6",
		"Artistic 5", "§ und Recht", "المادة الجديدة", "第二天", "", "Art.",
	} {
		if got, ok := Parse(text); ok {
			t.Errorf("%q was taken for the label %+v", text, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("Article 5. Boats")
	f.Add("المادة (5) تنشر")
	f.Add("第十二条之一 湖")
	f.Fuzz(func(t *testing.T, text string) {
		if l, ok := Parse(text); ok && (l.Number == "" || len(l.Printed)+len(l.Rest) > len(text)) {
			t.Errorf("%q: %+v", text, l)
		}
	})
}

func TestNumerals(t *testing.T) {
	for in, want := range map[string]string{"十": "10", "十二": "12", "二十": "20", "一百零五": "105", "三百二十一": "321", "两千": "2000", "１２": "12"} {
		if got := hanNumber(in); got != want {
			t.Errorf("hanNumber(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"الأولى": "1", "الثانية عشرة": "12", "العشرون": "20", "الخامسة والثلاثون": "35", "المائة": "100", "المائة والثانية": "102", "٧": "7", "5 مكرر": "5bis", "الجديدة": ""} {
		if got := arabicNumber(in); got != want {
			t.Errorf("arabicNumber(%q) = %q, want %q", in, got, want)
		}
	}
}
