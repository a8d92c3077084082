package web

import "strings"

// label is a value of a facet as people read it.
func label(field, value string) string {
	switch field {
	case "country":
		return stateName(value)
	case "lang":
		if name, ok := languages[value]; ok {
			return name
		}
	case "sdg":
		return "Goal " + value
	case "cycle":
		return "Cycle " + value
	}
	if value == "" {
		return "—"
	}
	value = humanly(value)
	return strings.ToUpper(value[:1]) + value[1:]
}

// humanly writes the ID of a tag or kind as people do.
func humanly(id string) string {
	parts := strings.FieldsFunc(id, func(c rune) bool { return c == '-' })
	for i, w := range parts {
		if as, ok := written[w]; ok && (i < len(parts)-1 || !strings.HasSuffix(as, "’")) { // indigenous peoples, but peoples’ rights
			parts[i] = as
		}
	}
	if len(parts) == 0 {
		return id
	}
	return strings.Join(parts, " ")
}

// written are the words of IDs that are not written as they stand there.
var written = map[string]string{
	"upr": "UPR", "un": "UN", "cid": "CID", "nhri": "NHRI", "esc": "ESC", "hiv": "HIV", "aids": "AIDS", "sdg": "SDG", "lgbt": "LGBT", "lgbti": "LGBTI",
	"sogi": "SOGI", "ngo": "NGO", "ngos": "NGOs", "icc": "ICC", "womens": "women’s", "childrens": "children’s", "peoples": "peoples’", "idps": "IDPs",
}

var languages = map[string]string{"en": "English", "fr": "French", "es": "Spanish", "ru": "Russian", "ar": "Arabic", "zh": "Chinese", "de": "German", "pt": "Portuguese"}
