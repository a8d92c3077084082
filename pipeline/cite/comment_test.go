package cite

import "testing"

func TestGeneralComments(t *testing.T) {
	checkSentences(t, Context{}, []sentence{
		{"The Human Rights Committee, in its general comment No. 36 (2018), spoke of life.", "CCPR/GC/36"},
		{"General comment No. 36 (2018) on the right to life", "CCPR/GC/36"},
		{"Human Rights Committee, general comment No. 35 (2014), para. 12", "CCPR/GC/35 para:12"},
		{"See Human Rights Committee, general comments No. 31 (2004) and No. 36 (2018).", "CCPR/GC/31 ; CCPR/GC/36"},
		{"Committee on the Rights of the Child, general comment No. 13 (2011)", "CRC/GC/13"},
		{"Committee on Economic, Social and Cultural Rights, general comment No. 20 (2009), paras. 27–29", "CESCR/GC/20 para:27 para:28 para:29"},
		{"Committee on the Elimination of Racial Discrimination, general recommendation XXX", "CERD/GR/30"},
		{"the Committee on the Elimination of Discrimination against Women, in its general recommendation No. 33 (2015)", "CEDAW/GR/33"},
		{"the Committee on the Rights of Persons with Disabilities general comment No. 1 (2014)", "CRPD/GC/1"},
		{"the Committee on Migrant Workers general comment No. 2", "CMW/GC/2"},
		{"CRC general comment No. 10", "CRC/GC/10"},
		{"paragraphs 9 and 10 of the Human Rights Committee’s general comment No. 34", "CCPR/GC/34 para:10 para:9"},
		{"A general comment on lunch was made by 12 members.", ""},
		{"In general, recommendations No one reads are many.", ""},
	})
	for _, x := range []struct{ body, text, want string }{
		{"CCPR", "its general comment No. 29", "CCPR/GC/29"},
		{"CAT", "its general comment No. 4 (2017)", "CAT/GC/4"},
		{"CEDAW", "its general recommendations No. 19 and No. 35", "CEDAW/GR/19 ; CEDAW/GR/35"},
		{"CERD", "its general recommendation No. 36 (2020)", "CERD/GR/36"},
		{"CEDAW", "the Human Rights Committee’s general comment No. 28", "CCPR/GC/28"},
	} {
		if got, want := written(Find(x.text, Context{Body: x.body})), sorted(x.want); got != want {
			t.Errorf("%s: %s\n  got  %s\n  want %s", x.body, x.text, got, want)
		}
	}
}
