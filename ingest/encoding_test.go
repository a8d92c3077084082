package ingest

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// speeches in languages that old files write in encodings of their own.
const (
	frenchSpeech  = "Monsieur le Président, mon pays salue l’élection de votre Excellence. Nos pêcheurs espèrent que les forêts près des lacs seront protégées dès l’été prochain."
	russianSpeech = "Господин Председатель, наша страна приветствует ваше избрание. Мы надеемся, что озёра и леса будут защищены, а рыбаки смогут вернуться домой уже будущим летом."
	arabicSpeech  = "السيد الرئيس، يسعدني أن أهنئكم بانتخابكم. إن بلادي تأمل أن تحمى البحيرات والغابات، وأن يعود الصيادون إلى بيوتهم في الصيف القادم، وأن يعيش كل طفل في أمان."
	chineseSpeech = "主席先生，我国祝贺你当选。我们希望湖泊和森林得到保护，渔民能够在明年夏天回到自己的家乡，每一个孩子都能够安全地生活。"
	polishSpeech  = "Panie Przewodniczący, nasz kraj cieszy się z pańskiego wyboru. Mamy nadzieję, że jeziora i lasy będą chronione, a rybacy wrócą do domów już przyszłego lata, żeby żyć w spokoju."
	greekSpeech   = "Κύριε Πρόεδρε, η χώρα μας χαιρετίζει την εκλογή σας. Ελπίζουμε ότι οι λίμνες και τα δάση θα προστατευθούν και οι ψαράδες θα γυρίσουν στα σπίτια τους."
	koreanSpeech  = "의장님, 우리 나라는 당신의 당선을 축하합니다. 우리는 호수와 숲이 보호되고 어부들이 내년 여름에 고향으로 돌아가기를 바랍니다."
	turkishSpeech = "Sayın Başkan, ülkemiz seçilmenizi kutlar. Göllerin ve ormanların korunacağını, balıkçıların gelecek yaz evlerine döneceğini ve çocukların güvenle yaşayacağını umuyoruz."
)

func TestEncodings(t *testing.T) {
	utf16 := func(order unicode.Endianness, bom unicode.BOMPolicy) encoding.Encoding {
		return unicode.UTF16(order, bom)
	}
	cases := []struct {
		name, text string
		e          encoding.Encoding
	}{
		{"UTF-8 with a mark", frenchSpeech, unicode.UTF8BOM},
		{"UTF-16, little end first", russianSpeech, utf16(unicode.LittleEndian, unicode.UseBOM)},
		{"UTF-16, big end first", chineseSpeech, utf16(unicode.BigEndian, unicode.UseBOM)},
		{"UTF-16 without a mark", frenchSpeech, utf16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{"UTF-16 without a mark, big end first", frenchSpeech, utf16(unicode.BigEndian, unicode.IgnoreBOM)},
		{"Windows-1252", frenchSpeech, charmap.Windows1252},
		{"Windows-1251", russianSpeech, charmap.Windows1251},
		{"KOI8-R", russianSpeech, charmap.KOI8R},
		{"ISO-8859-5", russianSpeech, charmap.ISO8859_5},
		{"Windows-1256", arabicSpeech, charmap.Windows1256},
		{"ISO-8859-6", arabicSpeech, charmap.ISO8859_6},
		{"Windows-1250", polishSpeech, charmap.Windows1250},
		{"ISO-8859-2", polishSpeech, charmap.ISO8859_2},
		{"Windows-1253", greekSpeech, charmap.Windows1253},
		{"Windows-1254", turkishSpeech, charmap.Windows1254},
		{"GBK", chineseSpeech, simplifiedchinese.GBK},
		{"GB18030", chineseSpeech, simplifiedchinese.GB18030},
		{"Big5", "主席先生，我國祝賀你當選。我們希望湖泊和森林得到保護，漁民能夠在明年夏天回到自己的家鄉，每一個孩子都能夠安全地生活。", traditionalchinese.Big5},
		{"EUC-KR", koreanSpeech, korean.EUCKR},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			data, err := c.e.NewEncoder().Bytes([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if d := mustExtract(t, "speech.txt", data); d.Text != c.text {
				t.Errorf("got %q", d.Text)
			}
		})
	}
}

func TestBrokenUTF8StaysReadable(t *testing.T) {
	d := mustExtract(t, "speech.txt", append([]byte(russianSpeech), 0xd0))
	if want := russianSpeech + "\ufffd"; d.Text != want {
		t.Errorf("one broken byte costs more than itself: %q", d.Text)
	}
}

func TestCleanLetters(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"white space", " a\t\tb\u00a0c\u2003d\n", "a b c d"},
		{"letters and accents come together", "e\u0301te\u0301", "été"},
		{"ligatures", "o\ufb03cial \ufb01sh", "official fish"},
		{"Arabic forms", "\ufee3\ufef4\ufe8e\ufee9", "مياه"},
		{"soft hyphens and marks of direction", "la\u00adke\u200e\u202b\u202c", "lake"},
		{"joiners of Persian stay", "می\u200cخواهم", "می\u200cخواهم"},
		{"bullets of symbol fonts", "\uf0b7 fish", "• fish"},
		{"control characters", "a\x00b\x07c", "abc"},
		{"bytes that are no letters", "a\xffb", "a\ufffdb"},
		{"noncharacters", "a\ufffe\uffffb", "ab"},
	}
	for _, c := range cases {
		if got := clean(c.in); got != c.want {
			t.Errorf("%s: clean(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
}
