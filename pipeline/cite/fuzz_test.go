package cite

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/haki-project/haki/pipeline"
)

func FuzzFind(f *testing.F) {
	for _, seed := range []string{
		"Optional Protocol", "the Optional Protocol to the", "resolution", "第", "article 14 (", "A/", "A/HRC/21/11 and Add.1–", "recommendations 1.1 to 99999.9",
		"articles 2, 5 (a) and 15 of the Convention on the Rights of the Child", "Goal", "SDG 16.", "Law No.", "Act", "§ 5 of", "статьи 14 Пакта", "المادة 14 من العهد",
		"general comment No. 14 (2013)", "ICCPR and its two Optional Protocols", "recommendations of the third", "Ibid., para. 3", "\xff\xfe article \xf0 3",
	} {
		f.Add(seed, "CCPR")
	}
	f.Fuzz(func(t *testing.T, text, body string) {
		checkSpans(t, text, Find(text, Context{Body: body, Kind: pipeline.KindUPRAddendum}))
	})
}

// checkSpans fails where a reference is not a stretch of text with a target.
func checkSpans(t *testing.T, text string, list []pipeline.Reference) {
	t.Helper()
	last := 0
	for _, r := range list {
		if r.Start < last || r.End <= r.Start || r.End > len(text) {
			t.Fatalf("%+v is not in order in a text of %d bytes", r, len(text))
		}
		last = r.Start
		span := text[r.Start:r.End]
		if strings.TrimSpace(span) == "" || utf8.ValidString(text) && !utf8.ValidString(span) {
			t.Fatalf("%+v covers %q", r, span)
		}
		if r.Kind == "" || r.Target == "" || r.Pinpoints == nil {
			t.Fatalf("%+v is not whole", r)
		}
	}
}
