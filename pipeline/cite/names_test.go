package cite

import (
	"strings"
	"testing"
)

// TestInstrumentsByShape: instruments that no list has, told by their names.
func TestInstrumentsByShape(t *testing.T) {
	checkSentences(t, Context{}, []sentence{
		{"The Convention on the Crossing of Rivers was signed.", "OTHER"},
		{"The Protocol on Ferries to the Lake Treaty was signed.", "OTHER"},
		{"The Treaty of Amity, Commerce and Navigation between the Valleys was signed.", "OTHER"},
		{"The Declaration of Kenya was heard.", ""},
		{"The Lisbon Treaty and the Kampala Convention were signed.", "OTHER ; OTHER"},
		{"The Oslo Principles on Clocks were read.", "OTHER"},
		{"The Peace Agreement and the Optional Agreement were read.", ""},
		{"The National Declaration on Ferries was read.", ""},
		{"The Lusaka Protocol Committee met.", ""},
		{"Recommendation 1737 (2006) of the Parliamentary Assembly of the Council of Europe was read.", "OTHER"},
		{"Recommendation CM/Rec(2010)5 of the Committee of Ministers was read.", "OTHER"},
		{"Ratify Convention No. 189.", "ILO-C189"},
		{"Ratify Convention No. 7.", ""},
		{"Ratify ILO C190.", "ILO-C190"},
		{"Ratify ILO Conventions 29, 105, 138 and 182.", "ILO-C105 ; ILO-C138 ; ILO-C182 ; ILO-C29"},
	})
}

// TestProtocols: which optional protocol is meant, by its number, its subject or its base.
func TestProtocols(t *testing.T) {
	checkSentences(t, Context{}, []sentence{
		{"Ratify both Optional Protocols to the CRC.", "CRC-OP-AC ; CRC-OP-SC"},
		{"Ratify all three Optional Protocols to the CRC.", "CRC-OP-AC ; CRC-OP-IC ; CRC-OP-SC"},
		{"Ratify the CRC and its three Optional Protocols.", "CRC ; CRC-OP-AC ; CRC-OP-IC ; CRC-OP-SC"},
		{"Ratify the Optional Protocol to the International Covenant on Economic, Social and Cultural Rights.", "ICESCR-OP"},
		{"Ratify the Convention on the Rights of Persons with Disabilities and the Optional Protocol thereto.", "CRPD ; CRPD-OP"},
		{"Ratify CEDAW, CAT and their Optional Protocols.", "CAT ; CAT-OP ; CEDAW ; CEDAW-OP"},
		{"Ratifier le deuxième Protocole facultatif se rapportant au Pacte international relatif aux droits civils et politiques.", "ICCPR-OP2"},
		{"Ratificar el Segundo Protocolo Facultativo del Pacto Internacional de Derechos Civiles y Políticos.", "ICCPR-OP2"},
		{"Ратифицировать второй Факультативный протокол к Международному пакту о гражданских и политических правах.", "ICCPR-OP2"},
		{"التصديق على البروتوكول الاختياري لاتفاقية مناهضة التعذيب", "CAT-OP"},
		{"批准《禁止酷刑公约任择议定书》", "CAT-OP"},
		{"批准《公民及政治权利国际公约》第二任择议定书", "ICCPR-OP2"},
		{"批准《残疾人权利公约》及其任择议定书", "CRPD ; CRPD-OP"},
		{"批准《儿童权利公约》和《残疾人权利公约》", "CRC ; CRPD"},
	})
}

// TestPlacesFarFromTheirInstrument: brackets at the end of a sentence, "thereof", "of which".
func TestPlacesFarFromTheirInstrument(t *testing.T) {
	checkSentences(t, Context{}, []sentence{
		{"It recalled the ICCPR, and article 4 thereof in particular.", "ICCPR art:4"},
		{"General comment No. 36 (2018) of the Human Rights Committee says that life is dear (para. 3).", "CCPR/GC/36 para:3"},
		{"It cited A/HRC/50/27, paragraph 42 of which speaks of wells.", "A/HRC/50/27 para:42"},
		{"Under A/HRC/50/27 the wells were counted (paras. 4 and 5).", "A/HRC/50/27 para:4 para:5"},
		{"It cited the CRC. The wells were counted (para. 9).", "CRC"},
		{"Articles 6 and 7 of the ICCPR were cited. The author adds article 10 (1).", "ICCPR art:6 art:7 ; ICCPR art:10(1)"},
		{"Article 12 of the Penal Code was cited. The author adds article 10.", "law=Penal Code art:12"},
		{"Article 134-5 of the Penal Code was cited.", "law=Penal Code art:134-5"},
		{"Article 9A of the Press Act was cited.", "law=Press Act art:9A"},
		{"Annex I to Human Rights Council resolution 5/1 was cited.", "A/HRC/RES/5/1 annex:I"},
	})
}

// TestLawsInSmallLetters: papers of the United Nations print codes without capitals.
func TestLawsInSmallLetters(t *testing.T) {
	checkSentences(t, Context{}, []sentence{
		{"Amend the civil code and the labour code.", "law=civil code ; law=labour code"},
		{"Amend the penal and criminal codes.", "law=penal and criminal codes"},
		{"The personal status code was amended.", "law=personal status code"},
		{"The criminal procedure code was amended.", "law=criminal procedure code"},
		{"The code of military justice was amended.", "law=code of military justice"},
		{"By federal law No. 12 and decree-law No. 77, it was closed.", "law=decree-law No. 77 ; law=federal law No. 12"},
		{"The law was amended by act No. 9 of 2011.", "law=act No. 9 of 2011"},
		{"The building code, the bar code and the dress code changed.", ""},
		{"The Houses, Roads and Papers Act was amended.", "law=Houses, Roads and Papers Act"},
		{"The Small Boats Act (No. 3 of 2004) was amended.", "law=Small Boats Act"},
		{"The Law on Bees (No. 12/2009) was amended.", "law=Law on Bees"},
	})
}

// TestMarksOfAllScripts: brackets, dashes and commas of other scripts count as the plain ones.
func TestMarksOfAllScripts(t *testing.T) {
	for _, x := range []struct {
		text string
		id   byte
	}{{"–", '-'}, {"—", '-'}, {"‑", '-'}, {"−", '-'}, {"’", '\''}, {"“", '"'}, {"«", '"'}, {"《", '"'}, {"（", '('}, {"）", ')'}, {"，", ','}, {"、", ','}, {"،", ','}, {"；", ';'}, {"؛", ';'}, {"：", ':'}, {"。", '.'}} {
		s := newScan(x.text, Context{})
		if len(s.tok) != 1 || !s.isMark(0, x.id) {
			t.Errorf("%s is not read as %c", x.text, x.id)
		}
	}
}

// TestTokens: what is one token, and of which shape.
func TestTokens(t *testing.T) {
	for _, x := range []struct {
		text   string
		words  string
		shapes []shape
	}{
		{"See A/HRC/21", "See|A|/|HRC|/|21", []shape{title, upper, mark, upper, mark, number}},
		{"119.10, 26.485.", "119.10|,|26.485|.", []shape{number, mark, number, mark}},
		{"l’État", "l|’|État", []shape{lower, mark, title}},
		{"第十四条", "第|十|四|条", []shape{han, han, han, han}},
		{"المادة ١٤", "المادة|١٤", []shape{lower, number}},
		{"статья 14", "статья|14", []shape{lower, number}},
		{"е\u0301лки", "е\u0301лки", []shape{lower}},
		{"\xffa\x00b", "a|b", []shape{lower, lower}},
		{"", "", nil},
	} {
		s := newScan(x.text, Context{})
		var words []string
		for i := range s.tok {
			words = append(words, s.word(i))
			if i < len(x.shapes) && s.tok[i].shape != x.shapes[i] {
				t.Errorf("%s: %q has shape %d, want %d", x.text, s.word(i), s.tok[i].shape, x.shapes[i])
			}
		}
		if got := strings.Join(words, "|"); got != x.words {
			t.Errorf("%q is cut to %s, want %s", x.text, got, x.words)
		}
	}
}

// TestWhereSentencesEnd: a full stop after para. or Mr. ends none.
func TestWhereSentencesEnd(t *testing.T) {
	for text, want := range map[string]bool{
		"The end. Then": true, "See para. Four": false, "Mr. Lake": false, "no. Five": false, "J. Lake": false, "Stop! Then": true, "结束。然后": true, "3.5": false, "a. b": false,
	} {
		s := newScan(text, Context{})
		found := false
		for i := range s.tok[:len(s.tok)-1] {
			found = found || s.ends(i)
		}
		if found != want {
			t.Errorf("%s: a sentence ends within it: %v, want %v", text, found, want)
		}
	}
}
