package pdf

import (
	"fmt"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// outline prints kind and number of the blocks that lines give.
func outline(pages ...[]line) string {
	list := blocks(pages)
	classify(list, 10)
	var out []string
	for i := range list {
		out = append(out, strings.TrimSpace(string(list[i].kind)+" "+list[i].number))
	}
	return strings.Join(out, ", ")
}

// columnOf sets texts below each other on a page; only the last fills its line.
func columnOf(page int, texts ...string) []line {
	var out []line
	for i, text := range texts {
		out = append(out, plain(page, 100, 50+float32(i)*24, text))
	}
	out[len(out)-1].x1 = 560
	return out
}

func TestArticlesOfLaws(t *testing.T) {
	tests := []struct {
		name  string
		texts []string
		want  string
	}{
		{"English", []string{"Article 1. Boats are free.", "Article 2. Fish are free."}, "article 1, article 2"},
		{"sections", []string{"Section 4. Boats are free.", "Section 5. Fish are free."}, "article 4, article 5"},
		{"abbreviated", []string{"Art. 3 Les bateaux sont libres.", "Art. 4 Les poissons sont libres."}, "article 3, article 4"},
		{"Spanish", []string{"Artículo 7.- Los barcos son libres.", "Artículo 8.- Los peces son libres."}, "article 7, article 8"},
		{"Arabic", []string{"المادة (5) السفن حرة.", "المادة (6) الأسماك حرة."}, "article 5, article 6"},
		{"Chinese", []string{"第五条 船只自由。", "第六条 鱼类自由。"}, "article 5, article 6"},
		{"label on its own line", []string{"Article 1", "Boats are free.", "Article 2", "Fish are free.", "Nets are not."}, "heading, article 1, heading, article 2, article"},
		{"subsections", []string{"§ 5", "(1) Boote sind frei.", "(2) Fische sind frei.", "§ 6", "Netze sind es nicht."}, "heading 5, article 5(1), article 5(2), heading, article 6"},
		{"letters stay items", []string{"§ 5 Frei sind:", "(a) Boote;", "(b) Fische.", "§ 6 Netze sind es nicht."}, "article 5, list-item (a), list-item (b), article 6"},
		{"numbered paragraphs", []string{"Article 1. Boats:", "1. Boats are free.", "2. Fish are free.", "Article 2. Nets.", "Article 3. Hooks."}, "article 1, list-item 1, list-item 2, article 2, article 3"},
		{"one sentence is no law", []string{"Article 5. It was read out.", "The meeting ended."}, "paragraph, paragraph"},
		{"a report on a law", []string{"1. The Committee met.", "Article 5. Boats.", "2. It swam.", "Article 6. Fish.", "3. It ate."}, "paragraph 1, paragraph, paragraph 2, paragraph, paragraph 3"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := outline(columnOf(1, tt.texts...)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestArticleNamedAtALineStartIsNoArticle(t *testing.T) {
	full := func(y float32, text string) line { return plain(1, 100, y, text) }
	lines := []line{
		full(50, "Article 1. Boats are free as long as they keep to the rules that are set out in"),
		full(62, "Article 7 (2) and to those of the harbour."),
		full(90, "Article 2. Fish are free."),
	}
	if got := outline(lines); got != "article 1, article 2" {
		t.Errorf("got %q", got)
	}
}

func TestArticlesOverPages(t *testing.T) {
	if got := outline(columnOf(1, "Article 1. Boats are free.", "Article 2. Fish are free, and so"), columnOf(2, "are the weeds.", "Article 3. Nets are not.")); got != "article 1, article 2, article 3" {
		t.Errorf("got %q", got)
	}
}

func TestHeadingsEndArticles(t *testing.T) {
	lines := columnOf(1, "Article 1. Boats are free.", "Article 2. Fish are free.", "SCHEDULE OF FEES", "The fees are these.")
	lines[2].style = bold
	if got := outline(lines); got != "article 1, article 2, heading, paragraph" {
		t.Errorf("got %q", got)
	}
}

// law is an invented act: headings in bold with a title, subsections, items.
func law() *writer {
	w := newWriter()
	s := newScript().line("F2", 16, 200, 40, "Harbour Act")
	for i, title := range []string{"Purpose", "Scope", "Fees"} {
		s.line("F2", 10, 72, 20, fmt.Sprintf("Section %d. %s", i+1, title))
		s.line("F1", 10, 72, 16, fmt.Sprintf("(1) The harbour has rule %d, which all boats follow.", i+1))
		s.line("F1", 10, 72, 24, "(2) It is written on the wall.")
	}
	w.page(s.String(), "")
	return w
}

func TestExtractLaw(t *testing.T) {
	d := extract(t, law(), Options{Engine: EngineLayout})
	var got []string
	for i := range d.Passages {
		if p := &d.Passages[i]; p.Kind == pipeline.Article {
			got = append(got, p.Number+" "+strings.Join(p.Section, "/"))
		}
	}
	want := "1(1) Section 1. Purpose|1(2) Section 1. Purpose|2(1) Section 2. Scope|2(2) Section 2. Scope|3(1) Section 3. Fees|3(2) Section 3. Fees"
	if strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", strings.Join(got, "|"), want)
	}
}
