package pdf

import (
	"strings"

	pdflib "github.com/ledongthuc/pdf"
)

// resources are what a content stream calls by name.
type resources struct {
	fonts   map[string]string // name → reference ("12 0 R") or the font's own text
	dict    pdflib.Value
	fontSet pdflib.Value
}

// newResources reads which fonts v names without resolving them: in files with
// object streams each resolution inflates a whole stream.
func newResources(v pdflib.Value) resources {
	set := v.Key("Font")
	return resources{fonts: referencesIn(set), dict: v, fontSet: set}
}

func (r resources) object(id string) pdflib.Value { return r.dict.Key("XObject").Key(id) }

// referencesIn lists the entries of a dictionary as printed by the library, which
// keeps references as "12 0 R" and offers no other way to see them.
func referencesIn(dict pdflib.Value) map[string]string {
	if dict.Kind() != pdflib.Dict {
		return nil
	}
	out := map[string]string{}
	rest := strings.TrimSuffix(strings.TrimPrefix(dict.String(), "<<"), ">>")
	for _, key := range dict.Keys() {
		i := strings.Index(rest, "/"+key+" ")
		if i < 0 {
			continue
		}
		rest = rest[i+len(key)+2:]
		if end := strings.Index(rest, " R"); end > 0 && isReference(rest[:end]) {
			out[key] = rest[:end]
		}
	}
	return out
}

func isReference(s string) bool {
	for i := 0; i < len(s); i++ {
		if (s[i] < '0' || s[i] > '9') && s[i] != ' ' {
			return false
		}
	}
	return true
}
