package web

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
)

func TestComplete(t *testing.T) {
	b := newBench(t, Options{}, map[string]string{"a.pdf": "ordinary", "b.txt": "in fr"})
	for word, want := range map[string]string{
		"coun":         "country: (State a document is about, ISO code or name) 0",
		"-COUN":        "country: (State a document is about, ISO code or name) 0",
		"country:":     "country:BRA (Brazil) 6",
		"country:br":   "country:BRA (Brazil) 6",
		"country:braz": "country:BRA (Brazil) 6",
		"-lang:fre":    "lang:fr (French) 3",
		"rights:tor":   "right:torture (Torture) 2",
		"title:re":     "",
		"nothing:x":    "",
		"zzz":          "",
		"":             "",
	} {
		var list []completion
		if err := json.Unmarshal(b.get("/complete?word="+url.QueryEscape(word)).Body.Bytes(), &list); err != nil || list == nil {
			t.Fatalf("%s: %v", word, err)
		}
		var got []string
		for _, c := range list {
			got = append(got, c.Text+" ("+c.Label+") "+thousands(c.Count))
		}
		if said := strings.Join(got, ", "); said != want {
			t.Errorf("%s: %s, want %s", word, said, want)
		}
	}
}

// TestHint suggests operators for what was typed as words, and nothing else.
func TestHint(t *testing.T) {
	b := newBench(t, Options{}, map[string]string{"a.pdf": "ordinary"})
	for q, want := range map[string]string{
		"torture or prison":           "torture OR prison",
		"torture not prison":          "torture NOT prison",
		"a or (b or c) not country:X": "a OR (b or c) NOT country:X",
		"torture and prison":          "",
		`"torture or prison"`:         "",
		"or torture":                  "",
		"torture or":                  "",
		"torture OR prison":           "",
		"ni or ni":                    "ni OR ni",
	} {
		hints := texts(t, b.get("/?q="+url.QueryEscape(q)).Body.String(), "hinted")
		if said := strings.Join(hints, ","); said != want {
			t.Errorf("%s: %q, want %q", q, said, want)
		}
	}
}
