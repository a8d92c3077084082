package cite

import "testing"

// TestTheConvention: who speaks, or what the text names, says which is meant.
func TestTheConvention(t *testing.T) {
	for _, x := range []struct{ body, text, want string }{
		{"CCPR", "The author claims a violation of article 7 of the Covenant.", "ICCPR art:7"},
		{"CESCR", "The author claims a violation of article 11 (1) of the Covenant.", "ICESCR art:11(1)"},
		{"CERD", "The petitioner claims a violation of article 4 of the Convention.", "ICERD art:4"},
		{"CEDAW", "The author claims a violation of article 12 of the Convention.", "CEDAW art:12"},
		{"CAT", "The complainant claims a violation of article 3 of the Convention.", "CAT art:3"},
		{"CRC", "The author claims a violation of article 3 of the Convention.", "CRC art:3"},
		{"CRPD", "The author claims a violation of article 27 of the Convention.", "CRPD art:27"},
		{"CMW", "States must act under article 22 of the Convention.", "ICRMW art:22"},
		{"CED", "The author claims a violation of article 1 of the Convention.", "CED art:1"},
		{"CCPR", "The claim is inadmissible under article 5 (2) (b) of the Optional Protocol.", "ICCPR-OP1 art:5(2)(b)"},
		{"CRPD", "The claim is inadmissible under article 2 (d) of the Optional Protocol.", "CRPD-OP art:2(d)"},
		{"CESCR", "The claim is inadmissible under article 3 of the Optional Protocol.", "ICESCR-OP art:3"},
		{"CAT", "The State ratified the Convention and the Optional Protocol.", ""},
		{"", "The clerk read out article 4 of the Convention.", "CONVENTION art:4"},
		{"", "The clerk read out article 4 of the Covenant.", "COVENANT art:4"},
		{"", "The clerk read out article 4 of the Optional Protocol.", "OPTIONAL-PROTOCOL art:4"},
		{"", "The Committee against Torture met. It read out article 4 of the Convention.", "CAT art:4"},
		{"", "The Committee on Economic, Social and Cultural Rights read out article 4 of the Covenant.", "ICESCR art:4"},
		{"", "Having ratified the ICESCR, it must heed article 13 of the Covenant.", "ICESCR ; ICESCR art:13"},
		{"", "The ICCPR binds all. So does the CRC. Article 24 of the Covenant and article 7 of the Convention overlap.", "ICCPR ; CRC ; ICCPR art:24 ; CRC art:7"},
		{"CEDAW", "The CRC is cited too; article 3 of the Convention on the Rights of the Child applies.", "CRC ; CRC art:3"},
	} {
		found := Find(x.text, Context{Body: x.body})
		checkSpans(t, x.text, found)
		if got, want := written(found), sorted(x.want); got != want {
			t.Errorf("%s: %s\n  got  %s\n  want %s", x.body, x.text, got, want)
		}
	}
}

func TestRepeatedReferences(t *testing.T) {
	checkSentences(t, Context{}, []sentence{
		{"See A/HRC/14/22, para. 62.\n\nIbid., paras. 64 and 65.", "A/HRC/14/22 para:62 ; A/HRC/14/22 para:64 para:65"},
		{"See CEDAW/C/RUR/CO/4, para. 3. 12 Ibid., para. 9.", "CEDAW/C/RUR/CO/4 para:3 ; CEDAW/C/RUR/CO/4 para:9"},
		{"A colleague wrote a book, p. 4. Ibid., para. 9.", ""},
	})
}
