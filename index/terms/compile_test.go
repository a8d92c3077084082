package terms

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// printed writes a plan on one line.
func printed(n Node) string {
	switch n := n.(type) {
	case Term:
		return printedTerm(n)
	case Phrase:
		parts := make([]string, len(n.Terms))
		for i, t := range n.Terms {
			parts[i] = printedTerm(t)
		}
		how := ""
		if n.Slop > 0 {
			how = fmt.Sprintf("~%d", n.Slop)
		}
		if n.Ordered {
			how += ">"
		}
		return `"` + strings.Join(parts, " ") + `"` + how
	case Keyed:
		return n.Field + mode(n.Mode) + n.Value
	case Range:
		return n.Field + "[" + n.From + ".." + n.To + "]"
	case And:
		return "And(" + printedAll(n.Nodes) + ")"
	case Or:
		return "Or(" + printedAll(n.Nodes) + ")"
	case Not:
		return "Not(" + printed(n.Node) + ")"
	case Boost:
		return fmt.Sprintf("%s^%g", printed(n.Node), n.Factor)
	}
	return "*"
}

func printedTerm(t Term) string {
	s := t.Fold
	if t.Field != Body {
		s = t.Field + "." + s
	}
	if t.Written != "" {
		s += "[" + t.Written + "]"
	}
	if t.Mode == query.Fuzzy {
		return fmt.Sprintf("%s~%d", s, t.Distance)
	}
	return strings.TrimPrefix(mode(t.Mode), "=") + s
}

func mode(m query.Mode) string { return []string{"=", "==", "prefix=", "wild=", "fuzzy="}[m] }

func printedAll(nodes []Node) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = printed(n)
	}
	return strings.Join(parts, " ")
}

func compile(t *testing.T, c Compiler, q string) Node {
	t.Helper()
	n, err := query.Parse(q)
	if err != nil {
		t.Fatalf("Parse(%q): %v", q, err)
	}
	return c.Compile(n)
}

// What is looked up for what people write.
func TestCompile(t *testing.T) {
	c := Compiler{Country: func(name string) string {
		return map[string]string{"brazil": "BRA", "Côte d'Ivoire": "CIV"}[name]
	}}
	tests := []struct{ query, want string }{
		{"", "*"},
		{"*", "*"},
		{"torture", "torture"},
		{"Torture", "torture[Torture]"},
		{"NAÏVE", "naive[NAÏVE]"},
		{"Straße", "strasse[Straße]"},
		{"self-determination", `"self determination"`},
		{"l'égalité", `"l egalite[égalité]"`},
		{"women's", "women"},
		{"A/HRC/21/11", `"a[A] hrc[HRC] 21 11"`},
		{"e-mail*", `"e prefix=mail"`},
		{"co\u00adoperation", "cooperation[co\u00adoperation]"},
		{"حُقُوق", "حقوق[حُقُوق]"},
		{"人权", "人权"},
		{"人", "prefix=人"},
		{"人权法", `"人权 权法"`},
		{"人权*", `"人权 prefix=权"`},
		{"iOS版本", `"ios[iOS] 版本"`},
		{"ไทย", `"ไท ทย"`},
		{`"human rights"`, `"human rights"`},
		{`"human rights"~4`, `"human rights"~4`},
		{`"human rights"~>4`, `"human rights"~4>`},
		{`"self-determination of peoples"`, `"self determination of peoples"`},
		{`"the State's duty"`, `"the state[State] duty"`},
		{`"人权 委员会"`, `"人权 委员 员会"`},
		{"=rights", "=rights"},
		{"=AIDS", "=aids[AIDS]"},
		{"=self-determination", `"=self =determination"`},
		{"=résumé", "=resume[résumé]"},
		{"tortur*", "prefix=tortur"},
		{"Tortur*", "prefix=tortur[Tortur]"},
		{"self-det*", `"self prefix=det"`},
		{"wom?n", "wild=wom?n"},
		{"*ture", "wild=*ture"},
		{"ÉGAL*É", "wild=egal*e"},
		{"self-d?t*", `"self wild=d?t*"`},
		{"*-rights", "rights"},
		{"tortrue~", "tortrue~1"},
		{"tortrue~2", "tortrue~2"},
		{"self-determinaton~1", `"self~1 determinaton~1"`},
		{"fair trial", "And(fair trial)"},
		{"fair OR trial", "Or(fair trial)"},
		{"fair -trial", "And(fair Not(trial))"},
		{"fair^2 trial", "And(fair^2 trial)"},
		{"country:BRA", "country=bra"},
		{"country:brazil", "country=bra"},
		{`country:"Côte d'Ivoire"`, "country=civ"},
		{"country:Atlantis", "country=atlantis"},
		{"country:*", "countryprefix="},
		{"country:B*", "countryprefix=b"},
		{"country:?RA", "countrywild=?ra"},
		{"state:brazil", "state=bra"},
		{"symbol:A/HRC/21/11", "symbol=a-hrc-21-11"},
		{"symbol:a/hrc/21/11", "symbol=a-hrc-21-11"},
		{"symbol:A/HRC/*", "symbolprefix=a-hrc-"},
		{"symbol:*/11", "symbolwild=*-11"},
		{"symbol:S/RES/1325(2000)", "symbol=s-res-1325-2000"},
		{"file:Brazil_2012.PDF", "file=brazil-2012-pdf"},
		{`file:"a  b--c.pdf"`, "file=a-b-c-pdf"},
		{"right:Fair-Trial", "right=fair-trial"},
		{"tag:rights/fair-trial", "tag=rights-fair-trial"},
		{"ref:ICCPR:art:14", "ref=iccpr-art-14"},
		{"sdg:16.3", "sdg=16-3"},
		{"number:119.10", "number=119-10"},
		{"number:119.*", "numberprefix=119-"},
		{"year:2012", "year=000002012"},
		{"year:7", "year=000000007"},
		{"year:2010..2014", "year[000002010..000002014]"},
		{"year:2010..", "year[000002010..]"},
		{"year:..2014", "year[..000002014]"},
		{"page:*", "pageprefix="},
		{"date:2012", "date[2012..2012~]"},
		{"date:2012-07-09", "date[2012-07-09..2012-07-09~]"},
		{"date:2012..2013-02", "date[2012..2013-02~]"},
		{"date:2012..", "date[2012..]"},
		{"date:..2012", "date[..2012~]"},
		{"id:3f9a:p119.10", "And(doc=3f9a id=p119-10)"},
		{"id:3f9a", "id=3f9a"},
		{"doc:3F9A*", "docprefix=3f9a"},
		{"title:act", "title.act"},
		{"title:Act*", "prefix=title.act[Act]"},
		{"title:=Act", "=title.act[Act]"},
		{`title:"third cycle"`, `"title.third title.cycle"`},
		{`title:"third cycle"~2`, `"title.third title.cycle"~2`},
		{"title:*", "titleprefix="},
		{"section:conclusions", "section.conclusions"},
		{"section:self-determination", `"section.self section.determination"`},
		{"title:人", "prefix=title.人"},
	}
	for _, tt := range tests {
		if got := printed(compile(t, c, tt.query)); got != tt.want {
			t.Errorf("Compile(%s) = %q, want %q", tt.query, got, tt.want)
		}
	}
}

// A word that its index would not keep matches nothing, whatever the tree around.
func TestCompileNothing(t *testing.T) {
	c := Compiler{}
	for _, w := range []string{"", "!!!", "—", "'", "\u0301"} {
		if got := printed(c.Compile(query.Word{Text: w})); got != "Not(*)" {
			t.Errorf("Compile(Word %q) = %s", w, got)
		}
	}
	if got := printed(c.Compile(query.Phrase{})); got != "Not(*)" {
		t.Errorf("Compile(empty phrase) = %s", got)
	}
	if got := printed(c.Compile(query.Word{Text: "**", Mode: query.Wildcard})); got != "Not(*)" {
		t.Errorf("Compile(**) = %s", got)
	}
}

func TestKeys(t *testing.T) {
	tests := []struct{ value, key, pattern string }{
		{"", "", ""},
		{"BRA", "bra", "bra"},
		{"New Zealand", "new-zealand", "new-zealand"},
		{"  New   Zealand  ", "new-zealand", "-new-zealand"},
		{"Côte d'Ivoire", "cote-d-ivoire", "cote-d-ivoire"},
		{"Türkiye", "turkiye", "turkiye"},
		{"A/HRC/21/11", "a-hrc-21-11", "a-hrc-21-11"},
		{"S/RES/1325(2000)", "s-res-1325-2000", "s-res-1325-2000"},
		{"A/HRC/*", "a-hrc", "a-hrc-*"},
		{"*/11", "11", "*-11"},
		{"a?c", "a-c", "a?c"},
		{"--", "", ""},
		{"*", "", "*"},
		{"fair-trial", "fair-trial", "fair-trial"},
		{"rights/fair-trial", "rights-fair-trial", "rights-fair-trial"},
		{"16.3", "16-3", "16-3"},
		{"119.10", "119-10", "119-10"},
		{"Report (final) v2.PDF", "report-final-v2-pdf", "report-final-v2-pdf"},
		{"中国", "中国", "中国"},
		{"الإمارات العربية", "الامارات-العربيه", "الامارات-العربيه"},
		{"Straße", "strasse", "strasse"},
		{"a\x00b", "a-b", "a-b"},
		{"a\xffb", "a-b", "a-b"},
		{"ﬁle", "file", "file"},
		{"१२", "१२", "१२"},
	}
	for _, tt := range tests {
		if got := Key(tt.value, false); got != tt.key {
			t.Errorf("Key(%q, false) = %q, want %q", tt.value, got, tt.key)
		}
		if got := Key(tt.value, true); got != tt.pattern {
			t.Errorf("Key(%q, true) = %q, want %q", tt.value, got, tt.pattern)
		}
		if key, written := Cut(KeptKey(tt.value)); key != tt.key || written != tt.value && tt.key != tt.value {
			t.Errorf("KeptKey(%q) keeps %q, %q", tt.value, key, written)
		}
	}
}

func TestFolds(t *testing.T) {
	tests := []struct{ word, want string }{
		{"", ""},
		{"rights", "rights"},
		{"RIGHTS", "rights"},
		{"Égalité", "egalite"},
		{"e\u0301galite\u0301", "egalite"},
		{"Ñandú", "nandu"},
		{"Çağrı", "cagri"},
		{"İstanbul", "istanbul"},
		{"Łódź", "lodz"},
		{"Đông", "dong"},
		{"Þingvellir", "thingvellir"},
		{"Ærø", "aero"},
		{"ŒUVRE", "oeuvre"},
		{"STRASSE", "strasse"},
		{"ẞ", "ss"},
		{"ĳ", "ij"},
		{"№5", "no5"},
		{"½", "1⁄2"},
		{"²", "2"},
		{"Ⅳ", "iv"},
		{"ﬀﬁﬂ", "fffifl"},
		{"ＡＢＣ１２", "abc12"},
		{"Ёлка", "елка"},
		{"Й", "й"},
		{"Ελλάδα", "ελλαδα"},
		{"ΟΔΟΣ", "οδοσ"},
		{"Қазақ", "қазақ"},
		{"مُحَمَّد", "محمد"},
		{"أإآا", "اااا"},
		{"مدرسة", "مدرسه"},
		{"على", "علي"},
		{"کتاب", "كتاب"},
		{"كـــتاب", "كتاب"},
		{"می\u200cخواهم", "ميخواهم"},
		{"שָׁלוֹם", "שלום"},
		{"हिन्दी", "हिन्दी"},
		{"क्ष", "क्ष"},
		{"வணக்கம்", "வணக்கம்"},
		{"ไทย", "ไทย"},
		{"人权", "人权"},
		{"ｶﾞ", "ガ"},
		{"한국", "한국"},
		{"a\u0300\u0301\u0302", "a"},
		{"co\u00adop", "coop"},
		{"\u200dab", "ab"},
		{"ʻokina", "ʻokina"},
		{"ß\u0301", "ss"},
	}
	for _, tt := range tests {
		got := Fold(tt.word)
		if got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.word, got, tt.want)
		}
		if Fold(got) != got {
			t.Errorf("Fold(%q) is not folded", got)
		}
	}
}

func TestTokenSpans(t *testing.T) {
	tests := []struct{ text, want string }{
		{"a", "a"},
		{" a ", "a"},
		{"a\r\nb", "a|b"},
		{"a\u00a0b\u3000c\u2009d", "a|b|c|d"},
		{"\ufeffa", "a"},
		{"a\x00b", "a|b"},
		{"a_b", "a|b"},
		{"a.b.c", "a|b|c"},
		{"a@b.org", "a|b|org"},
		{"3.14 1,000", "3|14|1|000"},
		{"119.10(a)", "119|10|a"},
		{"COVID-19", "COVID|19"},
		{"it's its '", "it|its"},
		{"State’s States’", "State|States"},
		{"'s", "s"},
		{"a 's b", "a|s|b"},
		{"S's", "S"},
		{"5's", "5"},
		{"don't", "don|t"},
		{"rock'n'roll", "rock|n|roll"},
		{"aʼs", "a"},
		{"e\u0301a", "éa"},
		{"\u0301a", "a"},
		{"a\u00ad\u00adb", "a\u00ad\u00adb"},
		{"\u00ada", "a"},
		{"مى\u200cخواهم", "مى\u200cخواهم"},
		{"١٢٣", "١٢٣"},
		{"人", "人."},
		{"人权", "人权+|权."},
		{"人 权", "人.|权."},
		{"人权。法律", "人权+|权.|法律+|律."},
		{"第12条", "第.|12|条."},
		{"カタカナ語", "カタ+|タカ+|カナ+|ナ語+|語."},
		{"ひらがな", "ひら+|らが+|がな+|な."},
		{"ไทย", "ไท+|ทย+|ย."},
		{"ភាសា", "ភាស+|សា."},
		{"한국어 말", "한국어|말"},
		{"𠀀𠀁", "𠀀𠀁+|𠀁."},
		{"🙂a🙂", "a"},
		{"½ ² Ⅳ", "½|²|Ⅳ"},
		{"A/RES/60/1", "A|RES|60|1"},
		{"http://example.org/x?y=1", "http|example|org|x|y|1"},
		{"\xe4\xba", ""},
		{"人\xff权", "人.|权."},
	}
	for _, tt := range tests {
		var words []string
		for _, token := range Tokens(tt.text) {
			w := token.Span.Of(tt.text)
			if token.Last {
				w += "."
			} else if token.Paired {
				w += "+"
			}
			words = append(words, w)
		}
		if got := strings.Join(words, "|"); got != tt.want {
			t.Errorf("Tokens(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestTokensOfHugeWords(t *testing.T) {
	for _, letter := range []string{"a", "é", "ж", "人", "𝒳"} {
		text := strings.Repeat(letter, 10_000)
		end := 0
		for _, token := range Tokens(text) {
			if size := token.Span[1] - token.Span[0]; size > MaxTokenBytes || size == 0 {
				t.Fatalf("a token of %d bytes of repeated %s", size, letter)
			}
			if token.Span[0] > end {
				t.Fatalf("bytes %d to %d of repeated %s are in no token", end, token.Span[0], letter)
			}
			end = token.Span[1]
		}
		if end != len(text) {
			t.Errorf("the tokens of repeated %s end at %d of %d", letter, end, len(text))
		}
	}
	if got := AppendTokens(make([]Token, 3), "a b"); len(got) != 5 || got[4].Span != (pipeline.Span{2, 3}) {
		t.Errorf("AppendTokens = %v", got)
	}
}

func TestLanguages(t *testing.T) {
	tests := []struct{ code, want string }{
		{"en", "en"}, {"fr", "fr"}, {"no", "no"}, {"nb", "no"}, {"nn", "no"}, {"zh", Unknown}, {"", Unknown}, {"EN", Unknown}, {"xx", Unknown},
		{"uk", Unknown}, {"ar", "ar"},
	}
	for _, tt := range tests {
		if got := Language(tt.code); got != tt.want {
			t.Errorf("Language(%q) = %s, want %s", tt.code, got, tt.want)
		}
	}
}

// Words that must be found for each other, and words that must not, by language.
func TestStemsTogetherAndApart(t *testing.T) {
	tests := []struct{ language, a, b string }{
		{"en", "detain", "detained"}, {"en", "detention", "detentions"}, {"en", "policies", "policy"}, {"en", "women", "woman"},
		{"en", "people", "persons"}, {"en", "lives", "life"}, {"en", "ratify", "ratified"}, {"en", "abuses", "abuse"},
		{"en", "law", "lawyer"}, {"en", "state", "statement"}, {"en", "universe", "university"}, {"en", "arm", "army"},
		{"en", "general", "generate"}, {"en", "new", "news"}, {"en", "organ", "organization"},
		{"fr", "enfant", "enfants"}, {"fr", "national", "nationaux"}, {"fr", "égale", "égal"}, {"fr", "travail", "travaux"},
		{"es", "niña", "niñas"}, {"es", "nacional", "nacionales"}, {"es", "libertad", "libertades"},
		{"de", "kind", "kinder"}, {"de", "gesetz", "gesetze"}, {"de", "gesetz", "gesetzes"},
		{"it", "diritto", "diritti"}, {"nl", "recht", "rechten"}, {"sv", "rättighet", "rättigheter"}, {"da", "rettighed", "rettigheder"},
		{"no", "rettighet", "rettigheter"}, {"fi", "oikeus", "oikeudet"}, {"hu", "jog", "jogok"}, {"ro", "drept", "drepturi"},
		{"tr", "hak", "haklar"}, {"ru", "ребенок", "ребенка"}, {"ru", "женщина", "женщины"}, {"ar", "الطفل", "طفل"}, {"ar", "معلم", "معلمون"},
		{"es", "niño", "niños"}, {"es", "niña", "niñas"}, {"es", "vida", "vidas"}, {"es", "pena", "penas"}, {"es", "ley", "leyes"}, {"es", "juez", "jueces"},
		{"it", "donna", "donne"}, {"it", "legge", "leggi"}, {"it", "vita", "vite"}, {"it", "anno", "anni"}, {"pt", "nação", "nações"}, {"pt", "lei", "leis"},
		{"es", "niño", "nieto"}, {"it", "donna", "dono"}, {"es", "ley", "rey"}, {"fr", "loi", "lois"}, {"fr", "femme", "femmes"}, {"de", "frau", "frauen"},
		{"und", "right", "rights"}, {"en", "rights2", "right2"}, {"en", "人", "人"},
	}
	want := "detain=detained detention=detentions policies=policy women=woman people=persons lives=life ratify=ratified abuses=abuse universe=university organ=organization enfant=enfants national=nationaux égale=égal niña=niñas nacional=nacionales libertad=libertades kind=kinder gesetz=gesetze gesetz=gesetzes diritto=diritti recht=rechten rättighet=rättigheter rettighed=rettigheder rettighet=rettigheter jog=jogok hak=haklar женщина=женщины الطفل=طفل معلم=معلمون niño=niños niña=niñas vida=vidas pena=penas ley=leyes juez=jueces donna=donne legge=leggi vita=vite anno=anni nação=nações lei=leis loi=lois femme=femmes frau=frauen 人=人"
	var together []string
	for _, tt := range tests {
		if Stem(tt.language, Fold(tt.a)) == Stem(tt.language, Fold(tt.b)) {
			together = append(together, tt.a+"="+tt.b)
		}
	}
	if got := strings.Join(together, " "); got != want {
		t.Errorf("together = %q, want %q", got, want)
	}
}

// TestStemIsSafe stems odd words in every language.
func TestStemIsSafe(t *testing.T) {
	words := []string{"", "a", "ab", "abc", "'", "\u0301", "\xff\xff\xff", strings.Repeat("s", 255), strings.Repeat("ing", 80), "人权法", "ааа", "ууу", "ййй",
		"ات", "والال", "ieux", "sses", "eed", "yyy", "ının", "lar", "a\x00b"}
	languages := []string{"und", "xx", ""}
	for language := range stemmers {
		languages = append(languages, language)
	}
	for _, language := range languages {
		for _, w := range words {
			if got := Stem(language, w); w != "" && got == "" {
				t.Errorf("Stem(%s, %q) is empty", language, w)
			}
		}
	}
}

// What is marked in a text for a query: that and nothing else.
func TestMarks(t *testing.T) {
	synonyms, err := NewSynonyms("")
	if err != nil {
		t.Fatal(err)
	}
	c := Compiler{Synonyms: synonyms}
	tests := []struct{ query, language, text, want string }{
		{"torture", "en", "Torture, tortured; TORTURING. Tort.", "Torture|tortured|TORTURING"},
		{"torture", "fr", "Torture, tortured", "Torture"},
		{"torture", "", "torture tortures", "torture"},
		{"=torture", "en", "Torture tortured", "Torture"},
		{"=Torture", "en", "Torture torture", "Torture"},
		{"=AIDS", "en", "AIDS aids Aids", "AIDS"},
		{"=aids", "en", "AIDS aids Aids", "AIDS|aids|Aids"},
		{"=résumé", "fr", "résumé resume Résumé", "résumé|Résumé"},
		{"=re\u0301sume\u0301", "fr", "résumé resume", "résumé"},
		{"=résumé", "fr", "re\u0301sume\u0301 resume", "résumé"},
		{"=resume", "fr", "résumé resume", "résumé|resume"},
		{"=Resume", "fr", "Résumé Resume resume", "Résumé|Resume"},
		{"tortur*", "en", "torture torturer tort", "torture|torturer"},
		{"*ure", "en", "torture capture tort", "torture|capture"},
		{"wom?n", "en", "woman women womyn womn", "woman|women|womyn"},
		{"tortrue~1", "en", "torture tortur tortrue trut", "torture|tortrue"},
		{"fair trial", "en", "a fair and a trial", "fair|trial"},
		{"fair trial", "en", "a fair one", ""},
		{"fair OR trial", "en", "a fair one", "fair"},
		{"fair -trial", "en", "fair", "fair"},
		{"fair -trial", "en", "fair trial", ""},
		{"NOT trial", "en", "fair", ""},
		{`"fair trial"`, "en", "fair trial, fair the trial, trial fair, fair trials", "fair trial|fair trials"},
		{`"fair trial"`, "en", "fair\r\ntrial", "fair\r\ntrial"},
		{`"fair trial"`, "en", "fair. Trial", "fair. Trial"},
		{`"fair trial"~1`, "en", "trial is fair; fair of the trial", "trial|fair"},
		{`"fair trial"~>1`, "en", "trial is fair; fair a trial", "fair|trial"},
		{`"a a"`, "en", "a a a a a", "a a|a a"},
		{`"right* of child*"`, "en", "rights of children", "rights of children"},
		{`"=Rights of"`, "en", "rights of Rights of", "Rights of"},
		{"self-determination", "en", "self-determination; self determination; determination", "self-determination|self determination"},
		{"women's", "en", "women's woman", "women|woman"},
		{"égalité", "fr", "ÉGALITÉ egalite l'égalité", "ÉGALITÉ|egalite|égalité"},
		{"人权", "zh", "促进人权和人权法", "人权|人权"},
		{"人", "zh", "人权 个人", "人|人"},
		{"人权法", "zh", "人权法 人权 权法", "人权法"},
		{"人*", "zh", "人权", "人"},
		{"حقوق", "ar", "الحقوق حُقُوق", "الحقوق|حُقُوق"},
		{"право", "ru", "Права правом", "Права|правом"},
		{"country:BRA torture", "en", "torture in Brazil BRA", "torture"},
		{"title:torture", "en", "torture", ""},
		{"title:torture OR prison", "en", "torture prison", "prison"},
		{"year:2012", "en", "2012", ""},
		{"2012", "en", "In 2012, 20123", "2012"},
		{"NHRI", "en", "the NHRI, a national human rights institution, NHRIs", "NHRI|national human rights institution"},
		{"torture^3", "en", "torture", "torture"},
		{"(a OR b) (c OR d)", "en", "a d x", "a|d"},
		{"(a OR b) (c OR d)", "en", "a x", ""},
		{"a (b OR -c)", "en", "a x", "a"},
		{"a (b OR -c)", "en", "a c", ""},
		{"*", "en", "anything", ""},
		{"torture", "en", "", ""},
		{"torture", "en", "tor\u00adture", "tor\u00adture"},
		{"torture", "en", "\xfftorture\xff", "torture"},
		{"co-operation", "en", "co-operation cooperation", "co-operation"},
	}
	marker := NewMarker(All{})
	for _, tt := range tests {
		plan := compile(t, c, tt.query)
		var words []string
		spans := Marks(plan, tt.language, tt.text)
		for _, span := range spans {
			words = append(words, span.Of(tt.text))
		}
		if got := strings.Join(words, "|"); got != tt.want {
			t.Errorf("Marks(%s, %s, %s) = %q, want %q", tt.query, tt.language, tt.text, got, tt.want)
		}
		marker.Reset(plan)
		if again := marker.Marks(tt.language, tt.text); !slices.Equal(again, spans) {
			t.Errorf("%s in %s: a marker used before marks %v, a new one %v", tt.query, tt.text, again, spans)
		}
	}
}

func TestMatches(t *testing.T) {
	tests := []struct {
		query, language, word string
		want                  bool
	}{
		{"torture", "en", "tortured", true}, {"torture", "en", "Torture", true}, {"torture", "und", "tortured", false}, {"torture", "en", "tort", false},
		{"=torture", "en", "Torture", true}, {"=Torture", "en", "torture", false}, {"=Torture", "en", "Torture", true}, {"=TORTURE", "en", "Torture", false},
		{"=égal", "fr", "egal", false}, {"=égal", "fr", "Égal", true}, {"=egal", "fr", "égal", true}, {"=Egal", "fr", "Égal", true}, {"=Égal", "fr", "égal", false},
		{"tort*", "en", "TORTURE", true}, {"tort*", "en", "tor", false}, {"*tort", "en", "retort", true}, {"t?rt", "en", "tört", true}, {"t?rt", "en", "trt", false},
		{"torture~1", "en", "trture", true}, {"torture~1", "en", "trtue", false}, {"torture~2", "en", "trtue", true}, {"torture~1", "en", "TORTÙRE", true},
	}
	for _, tt := range tests {
		term, ok := compile(t, Compiler{}, tt.query).(Term)
		if !ok {
			t.Fatalf("%s is no term", tt.query)
		}
		if got := term.Matches(tt.language, Kept(tt.word)); got != tt.want {
			t.Errorf("%s matches %s (%s): %t", tt.query, tt.word, tt.language, got)
		}
		if term.Mode != query.Stem && tt.want && !strings.HasPrefix(Fold(tt.word), term.Literal()) {
			t.Errorf("%s matches %s, which does not begin with its literal %q", tt.query, tt.word, term.Literal())
		}
	}
}

func TestMatchesKey(t *testing.T) {
	tests := []struct {
		query, value string
		want         bool
	}{
		{"country:BRA", "BRA", true}, {"country:bra", "BRA", true}, {"country:BR", "BRA", false}, {"country:B*", "BRA", true}, {"country:*", "BRA", true},
		{"country:?RA", "BRA", true}, {"country:?RA", "RA", false}, {"symbol:A/HRC/*", "A/HRC/21/11", true}, {"symbol:A/HRC/*", "A/HRCX/1", false},
		{"symbol:*/11", "A/HRC/21/11", true}, {"symbol:*/11", "A/HRC/21/111", false}, {"file:Brazil*.pdf", "brazil 2012.PDF", true},
		{"symbol:A-HRC-21-11", "A/HRC/21/11", true}, {"year:2012", "2012", false}, {"number:119.*", "119.10", true}, {"number:119.*", "1190", false},
	}
	for _, tt := range tests {
		keyed, ok := compile(t, Compiler{}, tt.query).(Keyed)
		if !ok {
			t.Fatalf("%s is not keyed", tt.query)
		}
		key := Key(tt.value, false)
		if got := keyed.MatchesKey(key); got != tt.want {
			t.Errorf("%s matches %s: %t", tt.query, tt.value, got)
		}
		if tt.want && !strings.HasPrefix(key, keyed.Literal()) {
			t.Errorf("%s matches %s, which does not begin with its literal %q", tt.query, key, keyed.Literal())
		}
	}
}

// TestPatternsAsSlowly compares with trying every way to read a pattern.
func TestPatternsAsSlowly(t *testing.T) {
	var slow func(pattern, s []rune) bool
	slow = func(pattern, s []rune) bool {
		switch {
		case len(pattern) == 0:
			return len(s) == 0
		case pattern[0] == '*':
			return slow(pattern[1:], s) || len(s) > 0 && slow(pattern, s[1:])
		case len(s) == 0:
			return false
		}
		return (pattern[0] == '?' || pattern[0] == s[0]) && slow(pattern[1:], s[1:])
	}
	r := rand.New(rand.NewPCG(7, 8))
	random := func(letters []rune, most int) string {
		var b strings.Builder
		for range r.IntN(most) {
			b.WriteRune(letters[r.IntN(len(letters))])
		}
		return b.String()
	}
	for range 20_000 {
		pattern, s := random([]rune("aaé权*?"), 7), random([]rune("aaé权"), 8)
		if got, want := matchPattern(pattern, s), slow([]rune(pattern), []rune(s)); got != want {
			t.Fatalf("matchPattern(%q, %q) = %t", pattern, s, got)
		}
	}
	if matchPattern(strings.Repeat("*a", 2000), strings.Repeat("a", 4000)+"b") { // in a blink, or the test never ends
		t.Error("ends in b")
	}
}

// TestWithinAsSlowly compares with the textbook's edit distance.
func TestWithinAsSlowly(t *testing.T) {
	var slow func(a, b []rune) int
	slow = func(a, b []rune) int {
		if len(a) == 0 || len(b) == 0 {
			return len(a) + len(b)
		}
		x, y := len(a)-1, len(b)-1
		best := min(slow(a[:x], b)+1, slow(a, b[:y])+1)
		cost := 1
		if a[x] == b[y] {
			cost = 0
		}
		best = min(best, slow(a[:x], b[:y])+cost)
		if x > 0 && y > 0 && a[x] == b[y-1] && a[x-1] == b[y] {
			best = min(best, slow(a[:x-1], b[:y-1])+1)
		}
		return best
	}
	r := rand.New(rand.NewPCG(9, 9))
	letters := []rune("abé权")
	random := func() []rune {
		word := make([]rune, r.IntN(6))
		for i := range word {
			word[i] = letters[r.IntN(len(letters))]
		}
		return word
	}
	for range 3000 {
		a, b := random(), random()
		d := slow(a, b)
		for most := range 4 {
			if got := within(string(a), string(b), most); got != (d <= most) {
				t.Fatalf("within(%s, %s, %d) = %t; they differ by %d", string(a), string(b), most, got, d)
			}
		}
	}
}

func TestLeaves(t *testing.T) {
	tests := []struct{ query, want string }{
		{"a", "a^1"},
		{"a b^2", "a^1 b^2"},
		{"(a (b OR c)^2)^3", "a^3 b^6 c^6"},
		{"a NOT b", "a^1"},
		{"country:BRA a", "a^1"},
		{"year:2010..", ""},
		{"*", ""},
		{`"a b" title:c`, `"a b"^1 title.c^1`},
	}
	for _, tt := range tests {
		var leaves []string
		for _, leaf := range Leaves(compile(t, Compiler{}, tt.query)) {
			leaves = append(leaves, fmt.Sprintf("%s^%g", printed(leaf.Node), leaf.Boost))
		}
		if got := strings.Join(leaves, " "); got != tt.want {
			t.Errorf("Leaves(%s) = %q, want %q", tt.query, got, tt.want)
		}
	}
}

// TestNumbersSort checks that numbers as kept sort as numbers.
func TestNumbersSort(t *testing.T) {
	numbers := []string{"0", "1", "9", "10", "99", "100", "2012", "999999998", "999999999"}
	for i := range numbers[1:] {
		if a, b := Number(numbers[i]), Number(numbers[i+1]); a >= b || len(a) != 9 {
			t.Errorf("%s is kept as %s, %s as %s", numbers[i], a, numbers[i+1], b)
		}
	}
}

func TestSynonymFiles(t *testing.T) {
	tests := []struct{ file, query, want string }{
		{"", "gaol", "gaol"},
		{"gaol | prison", "gaol", "Or(gaol prison)"},
		{"gaol | prison", "gaols", "Or(gaols prison)"},
		{"gaol | prison", "=gaol", "=gaol"},
		{"gaol | prison", "gaol*", "prefix=gaol"},
		{"gaol | prison", "title:gaol", "title.gaol"},
		{"gaol | remand centre | lock-up", "gaol", `Or(gaol "remand centre"> "lock up">)`},
		{"gaol | remand centre | lock-up", `"remand centres"`, `Or("remand centres" gaol "lock up">)`},
		{"gaol | remand centre | lock-up", "remand centre", "And(remand centre)"},
		{"gaol | remand centre | lock-up", "lock-up", `Or("lock up" gaol "remand centre">)`},
		{"gaol | remand centre | lock-up", `"remand centre"~3`, `"remand centre"~3`},
		{"XYZ | exemplary", "XYZ", "Or(xyz[XYZ] exemplary)"},
		{"XYZ | exemplary", "xyz", "xyz"},
		{"WXYZ | exemplary", "wxyz", "Or(wxyz exemplary)"},
		{"WXYZ | exemplary", "exemplary", "Or(exemplary Or(=wxyz[WXYZ] =wxyzs[WXYZs]))"},
		{"\r\n# note\r\ngaol | prison\r\n", "gaol", "Or(gaol prison)"},
		{"gaol | prison\ngaol | jailhouse", "gaol", "Or(gaol prison jailhouse)"},
		{"gaol | gaols | prison", "gaol", "Or(gaol prison)"},
		{"gaol | prison\nprison | gaol", "gaol", "Or(gaol prison)"},
		{"labour | labor", "labour", "Or(labour labor)"},
	}
	for _, tt := range tests {
		s, err := NewSynonyms(tt.file)
		if err != nil {
			t.Fatalf("%q: %v", tt.file, err)
		}
		if got := printed(compile(t, Compiler{Synonyms: s}, tt.query)); got != tt.want {
			t.Errorf("with %q Compile(%s) = %q, want %q", tt.file, tt.query, got, tt.want)
		}
	}
	for _, tt := range []struct{ file, want string }{
		{"a", "two members"},
		{"a |", "member 2 has no word"},
		{"| a", "member 1 has no word"},
		{"a | !!! | b", "member 2 has no word"},
		{"a | b\n\n\nc", "two members"},
	} {
		if _, err := NewSynonyms(tt.file); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("NewSynonyms(%q): %v, want %q", tt.file, err, tt.want)
		}
	}
	if got := printed(compile(t, Compiler{}, "CEDAW")); got != "cedaw[CEDAW]" {
		t.Errorf("without synonyms = %s", got)
	}
}

func TestIsAcronym(t *testing.T) {
	for _, s := range []string{"CEDAW", "NGOs", "UNHCR", "ЕСПЧ", "A-B", "H5N1X"} {
		if !isAcronym(s) {
			t.Errorf("%s is an acronym", s)
		}
	}
	for _, s := range []string{"", "A", "Cedaw", "UN body", "the", "As", "人权", "12"} {
		if isAcronym(s) {
			t.Errorf("%q is no acronym", s)
		}
	}
}

// TestMarksCoverWhatMatches: every marked span is made of whole tokens, in order.
func TestMarksCoverWhatMatches(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	words := []string{"a", "b", "c", "人权", "d-e", "é", "f's", "\n", ".", "GH"}
	queries := []string{"a", `"a b"`, `"a b"~2`, `"b a"~>3`, "a b", "a OR c*", "人", "人权", "d-e", "E", "=GH", "a -b", `"a 人权"`}
	for range 2000 {
		parts := make([]string, r.IntN(12))
		for i := range parts {
			parts[i] = words[r.IntN(len(words))]
		}
		text, q := strings.Join(parts, " "), queries[r.IntN(len(queries))]
		bounds := map[int]bool{}
		for _, token := range Tokens(text) {
			bounds[token.Span[0]], bounds[token.Span[1]] = true, true
		}
		last := -1
		for _, span := range Marks(compile(t, Compiler{}, q), "en", text) {
			if !bounds[span[0]] || !bounds[span[1]] || span[0] < last || span[1] <= span[0] {
				t.Fatalf("%s marks %v in %q", q, span, text)
			}
			last = span[1]
		}
	}
}

func ExampleTokens() {
	text := "women's self-determination"
	for _, token := range Tokens(text) {
		fmt.Println(token.Span, token.Span.Of(text))
	}
	// Output:
	// [0 5] women
	// [8 12] self
	// [13 26] determination
}

func ExampleFold() {
	fmt.Println(Fold("ÉGALITÉ"), Fold("Straße"), Fold("حُقُوق"))
	// Output: egalite strasse حقوق
}

// TestKeysAreTakenAsTheyAre compares the quick way with the other.
func TestKeysAreTakenAsTheyAre(t *testing.T) {
	random, letters := rand.New(rand.NewPCG(5, 6)), []rune("ab1-./ Éß*")
	for range 20_000 {
		value := make([]rune, random.IntN(7))
		for i := range value {
			value[i] = letters[random.IntN(len(letters))]
		}
		var b strings.Builder
		writeKey(&b, string(value), false)
		if got := Key(string(value), false); got != b.String() {
			t.Fatalf("Key(%q) = %q, want %q", string(value), got, b.String())
		}
		if b.Reset(); isKey(string(value)) {
			if writeKey(&b, string(value), true); b.String() != string(value) {
				t.Fatalf("pattern %q has key %q", string(value), b.String())
			}
		}
	}
}

func ExampleKey() {
	fmt.Println(Key("S/RES/1325 (2000)", false), Key("A/HRC/*", true))
	// Output: s-res-1325-2000 a-hrc-*
}
