package article

import "testing"

func TestPartLevel(t *testing.T) {
	for text, want := range map[string]int{
		"Part one": 1, "Teil 2 Boote": 1, "第二编 湖泊": 1, "Раздел I": 1, "الكتاب الأول": 1,
		"TITRE II": 2, "Título IV: De los lagos": 2, "الباب الثاني: المقومات": 2,
		"CHAPTER 1": 3, "第一章 总则": 3, "Глава 3. Озёра": 3, "Abschnitt 2": 3, "الفصل الأول": 3,
		"第三节 处罚": 4, "Sección 1": 4, "الفرع الثاني": 4,
		"Part of the lake is closed.": 0, "Article 5": 0, "Words": 0, "": 0,
	} {
		if got := PartLevel(text); got != want {
			t.Errorf("PartLevel(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestBare(t *testing.T) {
	for text, want := range map[string]bool{
		"Part one": true, "PART TWO": true, "Titre premier": true, "Titre II": true, "CHAPTER 1": true, "Chapter IV.": true, "第一章": true, "Глава 2": true, "الباب الأول": true,
		"Article 5": true, "§ 3": true, "مادة (23)": true, "第五条": true, "Article 5.": true,
		"Part one: General": false, "Titre II Le lac": false, "第一章 总则": false, "Article 5 Boats": false, "General": false, "": false, "Chapter": false,
	} {
		if got := Bare(text); got != want {
			t.Errorf("Bare(%q) = %v, want %v", text, got, want)
		}
	}
}
