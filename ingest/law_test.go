package ingest

import "testing"

func TestLaws(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"English", "PART I\n\nSection 1. Short title\n\nThis is the Lakes Act.\n\nSection 2.\n\n(1) A boat carries:\n\n(a) a number;\n\n(b) a light.\n\n(2) A raft needs none.", []string{
			"heading - PART I", "article 1 Short title", "article - This is the Lakes Act.", "heading 2 Section 2.", "article 2(1) A boat carries:", "list-item 2(1)(a) a number;", "list-item 2(1)(b) a light.", "article 2(2) A raft needs none."}},
		{"French", "TITRE Ier\n\nArticle 1er. – Les lacs sont à tous.\n\nArticle 2 bis\n\nSont protégés :\n\n1° les rives ;\n\n2° les poissons.", []string{
			"heading - TITRE Ier", "article 1 Les lacs sont à tous.", "heading - Article 2 bis", "article 2 bis Sont protégés :", "list-item 2 bis(1) les rives ;", "list-item 2 bis(2) les poissons."}},
		{"Spanish", "CAPÍTULO I\n\nArtículo 1º.- Los lagos son de todos.\n\nArtículo 2º.- Se prohíbe:\n\na) cerrar;\n\nb) ensuciar.", []string{
			"heading - CAPÍTULO I", "article 1 Los lagos son de todos.", "article 2 Se prohíbe:", "list-item 2(a) cerrar;", "list-item 2(b) ensuciar."}},
		{"Portuguese", "CAPÍTULO I\n\nArtigo 1.º – Os lagos são de todos.\n\nArtigo 2.º – É proibido fechar os lagos.", []string{
			"heading - CAPÍTULO I", "article 1 Os lagos são de todos.", "article 2 É proibido fechar os lagos."}},
		{"Brazilian", "Art. 1º Os lagos são de todos.\n\nArt. 2º São deveres:\n\nI - contar os peixes;\n\nII - cuidar das margens.\n\nParágrafo único. O inverno é livre.", []string{
			"article 1 Os lagos são de todos.", "article 2 São deveres:", "list-item 2(I) contar os peixes;", "list-item 2(II) cuidar das margens.", "article - Parágrafo único. O inverno é livre."}},
		{"German", "Abschnitt 1\n\n§ 1\n\n(1) Die Seen gehören allen.\n\n(2) Boote tragen:\n\n1. eine Nummer,\n\n2. ein Licht.\n\n§ 2a Floße\n\nFloße sind frei.", []string{
			"heading - Abschnitt 1", "heading 1 § 1", "article 1(1) Die Seen gehören allen.", "article 1(2) Boote tragen:", "list-item 1(2)(1) eine Nummer,", "list-item 1(2)(2) ein Licht.", "article 2a Floße", "article - Floße sind frei."}},
		{"Russian", "Глава 1. Общие положения\n\nСтатья 1. Озёра принадлежат всем.\n\nСтатья 2. Запрещается:\n\n1) закрывать озёра;\n\n2) загрязнять их.", []string{
			"heading - Глава 1. Общие положения", "article 1 Озёра принадлежат всем.", "article 2 Запрещается:", "list-item 2(1) закрывать озёра;", "list-item 2(2) загрязнять их."}},
		{"Chinese", "第一章 总则\n\n第一条 湖泊属于全体人民。\n\n第二条 禁止下列行为：\n\n（一）关闭湖泊；\n\n（二）污染湖泊。\n\n第二条之一 木筏自由。", []string{
			"heading - 第一章 总则", "article 1 湖泊属于全体人民。", "article 2 禁止下列行为：", "list-item 2(一) 关闭湖泊；", "list-item 2(二) 污染湖泊。", "article 2-1 木筏自由。"}},
		{"Arabic", "الباب الأول أحكام عامة\n\nالمادة الأولى: البحيرات ملك للجميع.\n\nالمادة (٢): يحظر ما يلي:\n\nأ) إغلاق البحيرات.\n\nب) تلويثها.", []string{
			"heading - الباب الأول أحكام عامة", "article 1 البحيرات ملك للجميع.", "article 2 يحظر ما يلي:", "list-item 2(أ) إغلاق البحيرات.", "list-item 2(ب) تلويثها."}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { wantBrief(t, "law.txt", []byte(c.text), c.want...) })
	}
}

func TestSentencesAboutArticlesAreNoArticles(t *testing.T) {
	text := "Article 19 of the Covenant protects speech.\n\nArticle 20 thereof forbids propaganda.\n\nSection 4 was amended.\n\nArticles 2 and 3 go together."
	for _, p := range mustExtract(t, "paper.txt", []byte(text)).Passages {
		if p.Kind != "paragraph" || p.Number != "" {
			t.Errorf("%s is taken for %s %s", p.ID, p.Kind, p.Number)
		}
	}
}

func TestDeepCountingChains(t *testing.T) {
	text := "Section 1.\n\n(a)(1) The first.\n\n(A) Under it.\n\n(i) Below.\n\n(ii) Beside.\n\n(B) Back.\n\n(2) Again.\n\n(b) The last.\n\nSection 2. Letters\n\n(h) aitch.\n\n(i) after it.\n\n(j) the next."
	wantBrief(t, "law.txt", []byte(text),
		"heading 1 Section 1.", "article 1(a)(1) The first.", "list-item 1(a)(1)(A) Under it.", "list-item 1(a)(1)(A)(i) Below.", "list-item 1(a)(1)(A)(ii) Beside.", "list-item 1(a)(1)(B) Back.", "list-item 1(a)(2) Again.", "article 1(b) The last.",
		"article 2 Letters", "list-item 2(h) aitch.", "list-item 2(i) after it.", "list-item 2(j) the next.")
}
