package meta

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// annotate runs the stage over lines as the text of a document.
func annotate(t *testing.T, language string, given pipeline.Metadata, lines ...string) pipeline.Metadata {
	t.Helper()
	d := &pipeline.Document{Metadata: given, Text: strings.Join(lines, "\n\n")}
	d.Language = language
	if err := New().Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	return d.Metadata
}

var reviewCover = []string{
	"United Nations A/HRC/91/7", "General Assembly Distr.: General", "3 March 2031", "Original: English", "Human Rights Council", "Ninety-first session",
	"Report of the Working Group on the Universal", "Periodic Review*", "Kenya", "* Previously issued as document A/HRC/WG.6/79/L.4.",
	"Summary of the proceedings of the review process",
	"1. The Working Group on the Universal Periodic Review held its seventy-ninth session from 4 to 15 November 2030. The review of Kenya was held at the 3rd meeting.",
}

func TestAnnotatePapers(t *testing.T) {
	for _, tt := range []struct {
		name, language string
		lines          []string
		want           pipeline.Metadata
	}{
		{"report of the Working Group", "en", reviewCover, pipeline.Metadata{
			Title: "Report of the Working Group on the Universal Periodic Review: Kenya", Kind: pipeline.KindUPRReport, Symbol: "A/HRC/91/7",
			Countries: []string{"KEN"}, Date: "2031-03-03", Body: "HRC", Session: 79, Cycle: 4,
		}},
		{"addendum", "en", []string{
			"United Nations A/HRC/28/99/Add.1", "Distr.: General", "2 March 2015", "Human Rights Council", "Twenty-eighth session",
			"Report of the Working Group on the Universal Periodic Review*", "Peru", "Addendum", "Views on conclusions and/or recommendations",
		}, pipeline.Metadata{
			Title: "Report of the Working Group on the Universal Periodic Review: Peru, addendum", Kind: pipeline.KindUPRAddendum, Symbol: "A/HRC/28/99/Add.1",
			Countries: []string{"PER"}, Date: "2015-03-02", Body: "HRC", Session: 20, Cycle: 2,
		}},
		{"national report", "en", []string{
			"A/HRC/WG.6/34/FJI/1", "Distr.: General", "5 August 2019", "Working Group on the Universal Periodic Review", "Thirty-fourth session",
			"National report submitted in accordance with paragraph 5 of the annex to resolution 16/21", "Fiji",
		}, pipeline.Metadata{
			Title: "National report submitted in accordance with paragraph 5 of the annex to resolution 16/21", Kind: pipeline.KindUNReport,
			Symbol: "A/HRC/WG.6/34/FJI/1", Countries: []string{"FJI"}, Date: "2019-08-05", Body: "HRC", Session: 34, Cycle: 3,
		}},
		{"French report", "fr", []string{
			"Nations Unies A/HRC/91/8", "Assemblée générale Distr. générale", "7 mars 2031", "Conseil des droits de l’homme",
			"Rapport du Groupe de travail sur l’Examen périodique universel*", "Tchad",
			"1. Le Groupe de travail sur l’Examen périodique universel a tenu sa vingt-septième session du 1er au 12 mai.",
		}, pipeline.Metadata{
			Title: "Report of the Working Group on the Universal Periodic Review: Chad", Kind: pipeline.KindUPRReport, Symbol: "A/HRC/91/8",
			Countries: []string{"TCD"}, Date: "2031-03-07", Body: "HRC", Session: 27, Cycle: 3,
		}},
		{"resolution", "en", []string{
			"United Nations", "A/HRC/RES/88/3", "General Assembly", "Distr.: General", "20 October 2030", "Human Rights Council", "Eighty-eighth session",
			"Resolution adopted by the Human Rights Council on 11 October 2030", "88/3.", "Rights of bicycle couriers", "The Human Rights Council,",
			"Recalling its resolution 71/2 of 14 July 2026,",
		}, pipeline.Metadata{
			Title: "Rights of bicycle couriers", Kind: pipeline.KindResolution, Symbol: "A/HRC/RES/88/3", Date: "2030-10-11", Body: "HRC", Session: 88,
		}},
		{"Security Council", "es", []string{
			"Naciones Unidas S/RES/9912 (2031)", "Consejo de Seguridad Distr. general", "5 de mayo de 2031", "Resolución 9912 (2031)",
			"Aprobada por el Consejo de Seguridad en su 9999ª sesión, celebrada el 5 de mayo de 2031", "El Consejo de Seguridad,",
		}, pipeline.Metadata{
			Title: "Resolución 9912 (2031)", Kind: pipeline.KindResolution, Symbol: "S/RES/9912(2031)", Date: "2031-05-05", Body: "SC",
		}},
		{"treaty body", "en", []string{
			"United Nations CEDAW/C/TON/CO/9", "Distr.: General", "1 April 2031", "Committee on the Elimination of Discrimination against Women",
			"Concluding observations on the ninth periodic report of Tonga",
		}, pipeline.Metadata{
			Title: "Concluding observations on the ninth periodic report of Tonga", Kind: pipeline.KindTreatyBody, Symbol: "CEDAW/C/TON/CO/9",
			Countries: []string{"TON"}, Date: "2031-04-01", Body: "CEDAW",
		}},
		{"report to a treaty body", "en", []string{
			"United Nations CAT/C/MLI/4", "Distr.: General", "9 June 2030", "Committee against Torture", "Consideration of reports submitted by States parties",
			"Fourth periodic reports of States parties", "Mali",
		}, pipeline.Metadata{
			Title: "Consideration of reports submitted by States parties", Kind: pipeline.KindUNReport, Symbol: "CAT/C/MLI/4",
			Countries: []string{"MLI"}, Date: "2030-06-09", Body: "CAT",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.want.Language = tt.language
			if diff := cmp.Diff(tt.want, annotate(t, tt.language, pipeline.Metadata{}, tt.lines...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnnotateOtherTexts(t *testing.T) {
	speech := strings.Repeat("We welcome this meeting, and I say that our work for the rights of children is not done. ", 5)
	rules := strings.Repeat("The Minister shall keep a register of every licence issued under this Part and shall publish it. ", 5)
	for _, tt := range []struct {
		name, language string
		lines          []string
		kind           pipeline.Kind
		country, date  string
	}{
		{"speech with a title", "en", []string{"Opening remarks by the Minister of Justice of Ghana", "Accra, 4 June 2029", "Dear colleagues,", speech}, pipeline.KindSpeech, "GHA", "2029-06-04"},
		{"speech without", "en", []string{"Mr. President,", speech, "I thank you."}, pipeline.KindSpeech, "", ""},
		{"speech for a State", "en", []string{"Mr. President,", "I speak on behalf of the people of Samoa. My country, Samoa, is small.", speech}, pipeline.KindSpeech, "WSM", ""},
		{"French speech", "fr", []string{"Discours du Ministre des affaires étrangères du Bénin", "Genève, le 3 mai 2030", strings.Repeat("Nous sommes ici pour dire que notre pays tient à la paix et je vous remercie. ", 6)}, pipeline.KindSpeech, "BEN", "2030-05-03"},
		{"act", "en", []string{"The Beekeeping Act, 1994", "An Act to regulate the keeping of bees.", "Section 1. Short title", rules, "Section 2. Licences", rules}, pipeline.KindLaw, "", "1994"},
		{"German law", "de", []string{"Imkereigesetz", "Ausfertigungsdatum", "1994-05-06", "§ 1 Zweck", "§ 2 Register"}, pipeline.KindLaw, "DEU", "1994-05-06"},
		{"Chinese law", "zh", []string{"中华人民共和国养蜂法", "1994年5月6日第八届全国人民代表大会常务委员会通过", "第一条 为了保护蜜蜂", "第二条 国家"}, pipeline.KindLaw, "CHN", "1994-05-06"},
		{"Spanish law", "es", []string{"Ley Nº 99999 - APICULTURA", "Artículo 1", "El Estado protege las abejas.", "Artículo 2", "Comuníquese."}, pipeline.KindLaw, "", ""},
		{"Arabic law", "ar", []string{"القانون رقم 9 لسنة 1994", "مادة 1", "تحمي الدولة النحل.", "مادة 2"}, pipeline.KindLaw, "", "1994"},
		{"news", "en", []string{"Harvest", strings.Repeat("The harvest was good this year, said the cooperative of the valley on Monday. ", 8)}, pipeline.KindOther, "", ""},
		{"nothing", "", []string{""}, pipeline.KindOther, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := annotate(t, tt.language, pipeline.Metadata{}, tt.lines...)
			if country := strings.Join(m.Countries, "|"); m.Kind != tt.kind || country != tt.country || m.Date != tt.date {
				t.Errorf("kind %q, country %q, date %q; want %q, %q, %q", m.Kind, country, m.Date, tt.kind, tt.country, tt.date)
			}
		})
	}
}

func TestContainerWins(t *testing.T) {
	given := pipeline.Metadata{Title: "Bees | The site of a ministry", Kind: pipeline.KindLaw, Countries: []string{"TZA"}, Date: "2001-02-03"}
	m := annotate(t, "en", given, reviewCover...)
	given.Title = "Bees | The site of a ministry"
	if m.Kind != given.Kind || m.Date != given.Date || !cmp.Equal(m.Countries, given.Countries) || m.Title != given.Title {
		t.Errorf("got %+v", m)
	}
}

func TestHintOfFileName(t *testing.T) {
	for _, tt := range []struct {
		file, country, date string
		session             int
	}{
		{"TUV_62_2007.txt", "TUV", "2007", 62},
		{"TUV_62_2008.txt", "", "", 0}, // the year is not the session's
		{"XQX_62_2007.txt", "", "2007", 62},
		{"report.txt", "", "", 0},
	} {
		m := pipeline.Metadata{Kind: pipeline.KindSpeech}
		hint(&m, tt.file)
		if strings.Join(m.Countries, "") != tt.country || m.Date != tt.date || m.Session != tt.session {
			t.Errorf("%s: %+v", tt.file, m)
		}
	}
}

func TestFurnitureNamesTheSymbol(t *testing.T) {
	d := &pipeline.Document{Text: "Nothing but words that mention A/RES/60/251 and go on."}
	for n := range 3 {
		d.Pages = append(d.Pages, pipeline.Page{Number: n + 1, Furniture: []string{"A/HRC/ 91/7", "GE.31-01234", "Page 2"}})
	}
	if err := New().Annotate(context.Background(), d); err != nil || d.Symbol != "A/HRC/91/7" {
		t.Errorf("symbol %q, %v", d.Symbol, err)
	}
}

func TestAnnotateStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := New().Annotate(ctx, &pipeline.Document{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzAnnotate(f *testing.F) {
	f.Add(strings.Join(reviewCover, "\n"), "en", "TUV_62_2007.txt")
	f.Add("第一条\n2012年7月27日", "zh", "a")
	f.Add("A/ / /HRC/(2001) Distr. 31 февраля 2001", "ru", "")
	f.Fuzz(func(t *testing.T, text, language, file string) {
		d := &pipeline.Document{Text: strings.ToValidUTF8(text, "?"), File: file, Metadata: pipeline.Metadata{Language: language}}
		before := d.Text
		if err := New().Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		if d.Text != before || d.Language != language || d.Kind == "" || d.Cycle < 0 || d.Cycle > 4 || d.Session < 0 || strings.ContainsAny(d.Symbol, " \n") {
			t.Errorf("%+v", d.Metadata)
		}
	})
}
