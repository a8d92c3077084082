package meta

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// TestMastheads reads invented covers of each body, kind and language.
func TestMastheads(t *testing.T) {
	for _, tt := range []struct {
		name, language string
		lines          []string
		symbol, body   string
		kind           pipeline.Kind
		country, date  string
		session, cycle int
	}{
		{"first cycle", "en", []string{
			"UNITED NATIONS", "General Assembly", "Distr. GENERAL", "A/HRC/8/99", "22 May 2008", "HUMAN RIGHTS COUNCIL", "Eighth session",
			"REPORT OF THE WORKING GROUP ON THE UNIVERSAL PERIODIC REVIEW", "Morocco*",
			"1. The Working Group on the Universal Periodic Review held its first session from 7 to 18 April 2008. The review of Morocco was held at the 3rd meeting.",
		}, "A/HRC/8/99", "HRC", pipeline.KindUPRReport, "MAR", "2008-05-22", 1, 1},
		{"draft report", "en", []string{
			"A/HRC/WG.6/44/L.9", "Distr.: Limited", "14 November 2023", "Human Rights Council", "Working Group on the Universal Periodic Review", "Forty-fourth session",
			"Draft report of the Working Group on the Universal Periodic Review*", "Tonga",
		}, "A/HRC/WG.6/44/L.9", "HRC", pipeline.KindUPRReport, "TON", "2023-11-14", 44, 4},
		{"compilation", "en", []string{
			"United Nations A/HRC/WG.6/31/NZL/2", "Distr.: General", "27 August 2018", "Human Rights Council", "Working Group on the Universal Periodic Review", "Thirty-first session",
			"Compilation on New Zealand", "Report of the Office of the United Nations High Commissioner for Human Rights",
		}, "A/HRC/WG.6/31/NZL/2", "HRC", pipeline.KindUNReport, "NZL", "2018-08-27", 31, 3},
		{"Spanish report", "es", []string{
			"Naciones Unidas A/HRC/91/9", "Asamblea General Distr. general", "9 de marzo de 2031", "Español", "Consejo de Derechos Humanos",
			"Informe del Grupo de Trabajo sobre el Examen Periódico Universal*", "Ecuador",
		}, "A/HRC/91/9", "HRC", pipeline.KindUPRReport, "ECU", "2031-03-09", 0, 0},
		{"mandate holder", "en", []string{
			"United Nations A/HRC/47/99/Add.1", "General Assembly", "Distr.: General", "4 May 2021", "Human Rights Council", "Forty-seventh session",
			"Visit to Mongolia", "Report of the Special Rapporteur on clocks",
		}, "A/HRC/47/99/Add.1", "HRC", pipeline.KindUNReport, "MNG", "2021-05-04", 47, 0},
		{"Assembly resolution", "en", []string{
			"United Nations A/RES/85/299", "General Assembly", "Distr.: General", "12 January 2031", "Eighty-fifth session",
			"Resolution adopted by the General Assembly on 18 December 2030", "85/299. Day of the ferry", "The General Assembly,",
		}, "A/RES/85/299", "GA", pipeline.KindResolution, "", "2030-12-18", 85, 0},
		{"French resolution", "fr", []string{
			"Nations Unies A/RES/85/298", "Assemblée générale", "Distr. générale", "12 janvier 2031",
			"Résolution adoptée par l’Assemblée générale le 18 décembre 2030", "85/298. Journée du bac", "L’Assemblée générale,",
		}, "A/RES/85/298", "GA", pipeline.KindResolution, "", "2030-12-18", 85, 0},
		{"Human Rights Committee", "en", []string{
			"United Nations CCPR/C/FIN/CO/9", "International Covenant on Civil and Political Rights", "Distr.: General", "3 May 2031", "Human Rights Committee",
			"Concluding observations on the ninth periodic report of Finland",
		}, "CCPR/C/FIN/CO/9", "CCPR", pipeline.KindTreatyBody, "FIN", "2031-05-03", 0, 0},
		{"economic and social rights", "fr", []string{
			"Nations Unies E/C.12/SEN/CO/9", "Conseil économique et social", "Distr. générale", "1er novembre 2030",
			"Comité des droits économiques, sociaux et culturels", "Observations finales concernant le neuvième rapport périodique du Sénégal",
		}, "E/C.12/SEN/CO/9", "CESCR", pipeline.KindTreatyBody, "SEN", "2030-11-01", 0, 0},
		{"children", "es", []string{
			"Naciones Unidas CRC/C/CHL/CO/9", "Convención sobre los Derechos del Niño", "Distr. general", "22 de junio de 2030",
			"Comité de los Derechos del Niño", "Observaciones finales sobre el noveno informe periódico de Chile",
		}, "CRC/C/CHL/CO/9", "CRC", pipeline.KindTreatyBody, "CHL", "2030-06-22", 0, 0},
		{"disabilities", "ru", []string{
			"Организация Объединенных Наций CRPD/C/KAZ/CO/9", "Distr.: General", "12 апреля 2030 года", "Комитет по правам инвалидов",
			"Заключительные замечания по девятому докладу Казахстана",
		}, "CRPD/C/KAZ/CO/9", "CRPD", pipeline.KindTreatyBody, "KAZ", "2030-04-12", 0, 0},
		{"racial discrimination", "zh", []string{
			"联合国 CERD/C/THA/CO/9", "消除一切形式种族歧视国际公约", "Distr.: General", "2030年5月6日", "消除种族歧视委员会", "关于泰国第九次定期报告的结论性意见",
		}, "CERD/C/THA/CO/9", "CERD", pipeline.KindTreatyBody, "THA", "2030-05-06", 0, 0},
		{"torture", "ar", []string{
			"الأمم المتحدة CAT/C/JOR/CO/9", "Distr.: General", "11 كانون الأول/ديسمبر 2030", "لجنة مناهضة التعذيب", "الملاحظات الختامية بشأن التقرير الدوري التاسع للأردن",
		}, "CAT/C/JOR/CO/9", "CAT", pipeline.KindTreatyBody, "JOR", "2030-12-11", 0, 0},
		{"a general comment is about no State", "en", []string{
			"United Nations CRC/C/GC/99", "Convention on the Rights of the Child", "Distr.: General", "22 August 2030", "Committee on the Rights of the Child",
			"General comment No. 99 (2030) on the right to climb trees",
		}, "CRC/C/GC/99", "CRC", pipeline.KindTreatyBody, "", "2030-08-22", 0, 0},
		{"Commission on Human Rights", "en", []string{
			"UNITED NATIONS", "Distr. GENERAL", "E/CN.4/2004/999", "17 February 2004", "COMMISSION ON HUMAN RIGHTS", "Sixtieth session", "Report of the Special Rapporteur on lamps",
		}, "E/CN.4/2004/999", "CHR", pipeline.KindUNReport, "", "2004-02-17", 60, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := annotate(t, tt.language, pipeline.Metadata{}, tt.lines...)
			got := []any{m.Symbol, m.Body, m.Kind, strings.Join(m.Countries, "|"), m.Date, m.Session, m.Cycle}
			want := []any{tt.symbol, tt.body, tt.kind, tt.country, tt.date, tt.session, tt.cycle}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestDatesOfSixLanguages: one day, as each language prints it.
func TestDatesOfSixLanguages(t *testing.T) {
	for _, text := range []string{
		"17 February 2004", "February 17, 2004", "17th of February, 2004", "17 Feb. 2004", "17 février 2004", "le 17 février 2004", "17 de febrero de 2004",
		"17 февраля 2004 года", "17 شباط/فبراير 2004", "١٧ فبراير ٢٠٠٤", "2004年2月17日", "2004 年 2 月 17 日", "17. Februar 2004", "17 de fevereiro de 2004", "2004-02-17",
	} {
		if got, ok := firstDate("Distr. " + text + " ."); !ok || got.iso != "2004-02-17" {
			t.Errorf("%s: got %q", text, got.iso)
		}
	}
	for _, text := range []string{"30 February 2004", "17 Smarch 2004", "17/2/04", "2004", "00 May 2004", "32 mai 2004", "2004年13月1日", ""} {
		if got, ok := firstDate(text); ok {
			t.Errorf("%q is read as %s", text, got.iso)
		}
	}
}

// TestMonths: each of the twelve, in each language of the papers.
func TestMonths(t *testing.T) {
	for language, list := range map[string]string{
		"en": "January February March April May June July August September October November December",
		"fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		"es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
		"ar": "يناير فبراير مارس أبريل مايو يونيه يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
	} {
		for i, name := range strings.Fields(list) {
			if got := monthNumber(name); got != i+1 {
				t.Errorf("%s %s is month %d, want %d", language, name, got, i+1)
			}
		}
	}
}

// TestSymbolOfItsOwn: the paper's own symbol, not one that it cites.
func TestSymbolOfItsOwn(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"United Nations A/HRC/91/7\n\nHuman Rights Council\n\nSee document A/HRC/2/2.", "A/HRC/91/7"},
		{"United Nations\n\nS/RES/9912 (2031)\n\nSecurity Council", "S/RES/9912(2031)"},
		{"United Nations A/HRC/91/7/Corr.1\n\nHuman Rights Council", "A/HRC/91/7/Corr.1"},
		{"United Nations A/HRC/ 91/ 7\n\nGeneral Assembly", "A/HRC/91/7"},
		{"A letter about A/RES/60/251 and nothing else.", ""},
		{"Either/or, 24/7, and N/A.", ""},
	} {
		if got := annotate(t, "en", pipeline.Metadata{}, tt.text).Symbol; got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestSqueezeAndClip(t *testing.T) {
	for in, want := range map[string]string{"  a \t b\u00a0c ": "a b c", "\ufeffDistr.\u200e": "Distr.", "": ""} {
		if got := squeeze(in); got != want {
			t.Errorf("%q squeezed is %q, want %q", in, got, want)
		}
	}
	for n, want := range map[int]string{0: "", 1: "a", 2: "a", 3: "aé", 4: "aéb", 9: "aéb"} {
		if got := clip("aéb", n); got != want {
			t.Errorf("%d bytes: %q, want %q", n, got, want)
		}
	}
}
