package cite

import (
	"strings"
	"testing"
)

func TestResolutions(t *testing.T) {
	checkSentences(t, Context{}, []sentence{
		{"It was mandated by Council resolution 43/12.", "A/HRC/RES/43/12"},
		{"The session was called by Council resolution S-22/1 and Council resolution 1996/31.", "A/HRC/RES/S-22/1 ; E/RES/1996/31"},
		{"The town council passed resolution 193/98 and the Council of Elders resolution 4/2.", ""},
		{"The Human Rights Council adopted draft resolution A/HRC/97/L.34 by 43 votes to 1 (resolution 97/27 of 3 May).", "A/HRC/97/L.34"},
		{"The Human Rights Council adopted the draft by 43 votes to 1, with 3 abstentions (resolution 28/27).", "A/HRC/RES/28/27"},
		{"They hoped for peace (resolution 51/3).", ""},
		{"It was mandated by Human Rights Council resolutions 43/12, 46/3 and 49/8.", "A/HRC/RES/43/12 ; A/HRC/RES/46/3 ; A/HRC/RES/49/8"},
		{"The Human Rights Council met. Council resolution 43/12 was adopted.", "A/HRC/RES/43/12"},
		{"The Human Rights Council adopted resolution S-22/1 and decision S-22/101.", "A/HRC/DEC/S-22/101 ; A/HRC/RES/S-22/1"},
		{"The General Assembly, in its resolutions 48/134 and 68/171, spoke of institutions.", "A/RES/48/134 ; A/RES/68/171"},
		{"General Assembly resolution 48/75 A of 16 December 1993", "A/RES/48/75A"},
		{"General Assembly resolution 217 A (III) proclaimed it.", "A/RES/217A(III)"},
		{"The Universal Declaration was proclaimed by resolution 217 A (III).", "UDHR ; A/RES/217A(III)"},
		{"General Assembly resolution 1514 (XV) freed them.", "A/RES/1514(XV)"},
		{"Economic and Social Council resolutions 663 C (XXIV) and 2076 (LXII) hold.", "E/RES/2076(LXII) ; E/RES/663C(XXIV)"},
		{"Economic and Social Council decision 2003/251 was recalled.", "E/DEC/2003/251"},
		{"Commission on Human Rights decision 2004/113 was recalled.", "E/CN.4/DEC/2004/113"},
		{"Commission on Human Rights resolutions 1992/54 and 2003/72 hold.", "E/CN.4/RES/1992/54 ; E/CN.4/RES/2003/72"},
		{"Security Council resolutions 1325 (2000), 1820 (2008) and 2242 (2015) hold.", "S/RES/1325(2000) ; S/RES/1820(2008) ; S/RES/2242(2015)"},
		{"Resolution 1820 (2008) of the Security Council holds.", "S/RES/1820(2008)"},
		{"Security Council resolution 2467 holds.", "S/RES/2467(2019)"},
		{"It recalled UNSCR 1820 and UNSCR 2250.", "S/RES/1820(2008) ; S/RES/2250(2015)"},
		{"Human Rights Council decision 2/102 and General Assembly resolution 60/251 hold.", "A/HRC/DEC/2/102 ; A/RES/60/251"},
		{"See resolution 60/251 of the General Assembly and resolution 5/1 of the Human Rights Council.", "A/RES/60/251 ; A/HRC/RES/5/1"},
		{"Paragraph 3 of Human Rights Council resolution 43/12 asks for a study.", "A/HRC/RES/43/12 para:3"},
		{"In its resolution 43/12 (para. 3), the Human Rights Council asked for a study.", "A/HRC/RES/43/12 para:3"},
		{"Human Rights Council resolution 43/12, paragraph 3, asks for a study.", "A/HRC/RES/43/12 para:3"},
		{"The annex to General Assembly resolution 55/2 lists them.", "A/RES/55/2"},
		{"The General Assembly adopted resolution 71/1 by consensus; its resolution 73/195 went further.", "A/RES/71/1 ; A/RES/73/195"},
	})
	checkCovered(t, []sentence{
		{"As in General Assembly resolution 60/251 of 15 March 2006, all agreed.", "General Assembly resolution 60/251"},
		{"The General Assembly resolved to end hunger by 2015 (resolution 55/2).", "resolution 55/2"},
		{"They cite resolution 1820 (2008) often.", "resolution 1820 (2008)"},
	})
}

func TestResolutionsThatAreNone(t *testing.T) {
	checkSentences(t, Context{}, []sentence{
		{"The present resolution was adopted by a vote of 24 to 3.", ""},
		{"The draft resolution had 12 sponsors.", ""},
		{"Parliament adopted resolution 12/2019 on fisheries.", ""},
		{"Decision 45/2010 of the Constitutional Court annulled it.", ""},
		{"The screen has a resolution of 1920 pixels.", ""},
		{"The decision of 12 May 2010 was annulled.", ""},
		{"Conflict resolution 24/7 is our service.", ""},
	})
}

// TestOrganOfTheDocument reads what a paper calls its own resolutions.
func TestOrganOfTheDocument(t *testing.T) {
	for _, x := range []struct{ body, text, want string }{
		{"HRC", "Reaffirming its resolution 43/12 of 22 June 2020,", "A/HRC/RES/43/12"},
		{"HRC", "Recalling General Assembly resolution 60/251 and its own resolution 5/1,", "A/RES/60/251 ; A/HRC/RES/5/1"},
		{"HRC", "Council resolution 46/3 holds.", "A/HRC/RES/46/3"},
		{"GA", "Recalling its resolution 75/168 of 16 December 2020,", "A/RES/75/168"},
		{"SC", "Recalling its resolutions 1325 (2000) and 1820 (2008),", "S/RES/1325(2000) ; S/RES/1820(2008)"},
		{"ECOSOC", "Recalling its resolution 1996/31,", "E/RES/1996/31"},
		{"CHR", "Recalling its resolution 2004/48,", "E/CN.4/RES/2004/48"},
		{"HRC", "Recalling Commission on Human Rights resolution 2004/48 and its resolution 9/2,", "E/CN.4/RES/2004/48 ; A/HRC/RES/9/2"},
	} {
		if got, want := written(Find(x.text, Context{Body: x.body})), sorted(x.want); got != want {
			t.Errorf("%s: %s\n  got  %s\n  want %s", x.body, x.text, got, want)
		}
	}
}

// TestYearsOfTheSecurityCouncil: the table that gives a resolution its year grows with it.
func TestYearsOfTheSecurityCouncil(t *testing.T) {
	for n, year := range map[string]string{"1": "1946", "242": "1967", "338": "1973", "687": "1991", "1244": "1999", "1325": "2000", "1373": "2001", "1973": "2011", "2178": "2014", "2250": "2015"} {
		if got := withYear(n); got != n+"("+year+")" {
			t.Errorf("resolution %s: got %s, want the year %s", n, got, year)
		}
	}
	for k := 1; k < len(lastOfYear); k++ {
		if lastOfYear[k] <= lastOfYear[k-1] {
			t.Errorf("%d ended with resolution %d, the year before with %d", 1946+k, lastOfYear[k], lastOfYear[k-1])
		}
	}
	for number, want := range map[string]bool{"1325(2000)": true, "1325(1999)": false, "0": false, "99999": false, "1325": true, "x": false} {
		if got := plausibleSC(number); got != want {
			t.Errorf("%s of the Security Council: %v, want %v", number, got, want)
		}
	}
}

// TestLongListsOfResolutions: a list ends somewhere, and takes nothing twice.
func TestLongListsOfResolutions(t *testing.T) {
	text := "General Assembly resolutions " + strings.Repeat("60/251, ", 500) + "and 61/1"
	if n := len(Find(text, Context{})); n == 0 || n > maxNumbers+1 {
		t.Errorf("%d references of a list of 501", n)
	}
}
