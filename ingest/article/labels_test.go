package article

import (
	"fmt"
	"strings"
	"testing"
)

// Labels of articles as laws of many countries print them, and sentences that begin alike.
func TestLabels(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Article 1", "1 [Article 1] "},
		{"article 1", "1 [article 1] "},
		{"ARTICLE 1", "1 [ARTICLE 1] "},
		{"Article 1.", "1 [Article 1] "},
		{"Article 1:", "1 [Article 1] "},
		{"Article 1 -", "1 [Article 1] "},
		{"Article 1 — Name", "1 [Article 1] Name"},
		{"Article 1. Name", "1 [Article 1] Name"},
		{"Article 1 Name", "1 [Article 1] Name"},
		{"Article 1 name", "none"},
		{"Article 1, paragraph 2", "none"},
		{"Article 1(2) Name", "none"},
		{"Article 1 (Name)", "1 [Article 1] (Name)"},
		{"Article 1 «Name»", "1 [Article 1] «Name»"},
		{"Article  1", "none"},
		{"Article1", "none"},
		{"Article one", "1 [Article one] "},
		{"Article One. Name", "1 [Article One] Name"},
		{"Article first. Name", "1 [Article first] Name"},
		{"Article premier. Objet", "1 [Article premier] Objet"},
		{"Article 1er. Objet", "1 [Article 1er] Objet"},
		{"Article 1er Objet", "1 [Article 1er] Objet"},
		{"Article 2 ter. Objet", "2 ter [Article 2 ter] Objet"},
		{"Article 1re Objet", "1 [Article 1re] Objet"},
		{"Article 2 quater Objet", "2 quater [Article 2 quater] Objet"},
		{"Article 2-1. Objet", "2-1 [Article 2-1] Objet"},
		{"Article 2-1-A Objet", "2-1-A [Article 2-1-A] Objet"},
		{"Article L123-4 Objet", "L123-4 [Article L123-4] Objet"},
		{"Article L. 123-4. Objet", "L123-4 [Article L. 123-4] Objet"},
		{"Article R*123-4 Objet", "R123-4 [Article R*123-4] Objet"},
		{"Article D 12 Objet", "none"},
		{"Article IV", "IV [Article IV] "},
		{"Article IV. Name", "IV [Article IV] Name"},
		{"Article XLII Name", "XLII [Article XLII] Name"},
		{"Article MD Name", "none"},
		{"Article 12A. Name", "12A [Article 12A] Name"},
		{"Article 12a Name", "12a [Article 12a] Name"},
		{"Article 1.2. Name", "1.2 [Article 1.2] Name"},
		{"Article 1.2 Name", "1.2 [Article 1.2] Name"},
		{"Art. 5", "5 [Art. 5] "},
		{"Art. 5 Name", "5 [Art. 5] Name"},
		{"Art.5 Name", "none"},
		{"Art. 5. Name", "5 [Art. 5] Name"},
		{"art. 5 of the code", "none"},
		{"Artikel 5 Name", "5 [Artikel 5] Name"},
		{"Artikel 5", "5 [Artikel 5] "},
		{"Artigo 5.º Nome", "5 [Artigo 5] Nome"},
		{"Artigo 5º - Nome", "5 [Artigo 5º] Nome"},
		{"Artículo 5°. Nombre", "5 [Artículo 5°] Nombre"},
		{"Artículo 5º.- Nombre", "5 [Artículo 5º] Nombre"},
		{"Artículo primero. Nombre", "1 [Artículo primero] Nombre"},
		{"Artículo 5 bis.- Nombre", "5 bis [Artículo 5 bis] Nombre"},
		{"ARTÍCULO 5.- NOMBRE", "5 [ARTÍCULO 5] NOMBRE"},
		{"Articulo 5. Nombre", "5 [Articulo 5] Nombre"},
		{"Section 5", "5 [Section 5] "},
		{"Section 5. Name", "5 [Section 5] Name"},
		{"Section 5 applies to boats", "none"},
		{"SECTION 5.", "5 [SECTION 5] "},
		{"Sec. 5. Name", "5 [Sec. 5] Name"},
		{"Section 5A.—Name", "5A [Section 5A] Name"},
		{"§ 5", "5 [§ 5] "},
		{"§5 Name", "5 [§5] Name"},
		{"§ 5. Name", "5 [§ 5] Name"},
		{"§§ 5-7 Name", "5-7 [§§ 5-7] Name"},
		{"§ 5a Name", "5a [§ 5a] Name"},
		{"§ 5 Abs. 2", "5 [§ 5] Abs. 2"},
		{"§ 5 gilt", "none"},
		{"Статья 5", "5 [Статья 5] "},
		{"Статья 5. Имя", "5 [Статья 5] Имя"},
		{"СТАТЬЯ 5. ИМЯ", "5 [СТАТЬЯ 5] ИМЯ"},
		{"Статья 5.1. Имя", "5.1 [Статья 5.1] Имя"},
		{"Ст. 5 Имя", "5 [Ст. 5] Имя"},
		{"статья 5 кодекса", "none"},
		{"第一条", "1 [第一条] "},
		{"第一条 名称", "1 [第一条] 名称"},
		{"第 1 条 名称", "1 [第 1 条] 名称"},
		{"第１２条　名称", "12 [第１２条] 名称"},
		{"第十条", "10 [第十条] "},
		{"第二十一条", "21 [第二十一条] "},
		{"第一百零一条 名", "101 [第一百零一条] 名"},
		{"第一千二百条 名", "1200 [第一千二百条] 名"},
		{"第三条之二 名", "3-2 [第三条之二] 名"},
		{"第五條 名", "5 [第五條] 名"},
		{"第五章", "none"},
		{"第一", "none"},
		{"المادة 5", "5 [المادة 5] "},
		{"المادة (5)", "5 [المادة (5)] "},
		{"المادة ( 5 ) نص", "5 [المادة ( 5 )] نص"},
		{"المادة 5: نص", "5 [المادة 5] نص"},
		{"المادة رقم 5 نص", "5 [المادة رقم 5] نص"},
		{"مادة 5 نص", "5 [مادة 5] نص"},
		{"ماده ۵ متن", "5 [ماده ۵] متن"},
		{"المادة ٥ نص", "5 [المادة ٥] نص"},
		{"المادة 5 مكررا نص", "5bis [المادة 5 مكررا] نص"},
		{"المادة الأولى", "1 [المادة الأولى] "},
		{"المادة الثانية عشرة نص", "12 [المادة الثانية عشرة] نص"},
		{"المادة الخامسة والعشرون", "25 [المادة الخامسة والعشرون] "},
		{"المادة المائة", "100 [المادة المائة] "},
		{"المادة التالية", "none"},
		{"", "none"},
		{" Article 1", "none"},
		{"The article 1", "none"},
		{"Articles 1 and 2", "none"},
		{"Article", "none"},
		{"Article ", "none"},
		{"Article A", "none"},
		{"Article 999999999999", "999999999999 [Article 999999999999] "},
		{"Article 1\x00", "none"},
	}
	for _, tt := range tests {
		got := "none"
		if l, ok := Parse(tt.text); ok {
			got = fmt.Sprintf("%s [%s] %s", l.Number, l.Printed, l.Rest)
		}
		if got != tt.want {
			t.Errorf("Parse(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestDigits(t *testing.T) {
	for in, want := range map[string]string{"٠١٢٣٤٥٦٧٨٩": "0123456789", "۰۱۲۳۴۵۶۷۸۹": "0123456789", "０１２３４５６７８９": "0123456789", "a1": "a1", "": "", "第１条": "第1条", "½": "½"} {
		if got := WesternDigits(in); got != want {
			t.Errorf("WesternDigits(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestHanNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"零": "0", "一": "1", "九": "9", "十": "10", "十一": "11", "十九": "19", "二十": "20", "九十九": "99", "一百": "100", "一百零一": "101", "一百一十": "110", "二百": "200", "两百": "200",
		"九百九十九": "999", "一千": "1000", "一千零一": "1001", "一千二百六十": "1260", "百": "100", "〇": "0", "12": "12", "１２": "12",
	} {
		if got := hanNumber(in); got != want {
			t.Errorf("hanNumber(%s) = %s, want %s", in, got, want)
		}
	}
}

func TestArabicNumbers(t *testing.T) {
	tests := []struct{ in, want string }{
		{"الأولى", "1"}, {"الثانية", "2"}, {"العاشرة", "10"}, {"الحادية عشرة", "11"}, {"التاسعة عشرة", "19"}, {"العشرون", "20"}, {"الحادية والعشرون", "21"}, {"التاسعة والتسعون", "99"},
		{"المائة", "100"}, {"الأولى بعد المائة", "101"}, {"الحادية عشرة بعد المائة", "111"}, {"٥", "5"}, {"(٥)", "5"}, {"( 12 )", "12"}, {"5 مكرر", "5bis"}, {"", ""}, {"كلمة", ""}, {"الأولى كلمة", ""},
	}
	for _, tt := range tests {
		if got := arabicNumber(tt.in); got != tt.want {
			t.Errorf("arabicNumber(%s) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// TestEveryNumberIsRead counts through a code, in digits of four scripts.
func TestEveryNumberIsRead(t *testing.T) {
	arabic := strings.NewReplacer("0", "٠", "1", "١", "2", "٢", "3", "٣", "4", "٤", "5", "٥", "6", "٦", "7", "٧", "8", "٨", "9", "٩")
	for n := 1; n <= 1200; n++ {
		number := fmt.Sprint(n)
		for _, text := range []string{"Article " + number, "Article " + number + ". Name", "§ " + number + " Name", "Статья " + number + ". Имя", "第" + number + "条 名", "المادة " + arabic.Replace(number) + " نص"} {
			if l, ok := Parse(text); !ok || l.Number != number {
				t.Fatalf("%s is read as %+v, %t", text, l, ok)
			}
		}
	}
}

func ExampleParse() {
	for _, text := range []string{"Article 12 bis. Boats", "§ 3 Seen", "第十二条 为了", "Article 19 of the Covenant"} {
		l, ok := Parse(text)
		fmt.Println(ok, l.Number, l.Rest)
	}
	// Output:
	// true 12 bis Boats
	// true 3 Seen
	// true 12 为了
	// false
}
