package source

import (
	"regexp"
	"slices"
	"strings"
)

// marcRecord is a record in MARC 21 (MARCXML).
type marcRecord struct {
	Fields []struct {
		Tag       string `xml:"tag,attr"`
		Subfields []struct {
			Code string `xml:"code,attr"`
			Text string `xml:",chardata"`
		} `xml:"subfield"`
	} `xml:"datafield"`
}

// marcFile is a file that a record names, and the language it is said to be in.
type marcFile struct{ address, language string }

// fill reads the fields that libraries of the United Nations use: 191 the symbol,
// 245 the title, 856 the files with their languages.
func (m marcRecord) fill(e *Entry, languages []string) {
	var files []marcFile
	for _, f := range m.Fields {
		sub := map[string]string{}
		for _, s := range f.Subfields {
			if sub[s.Code] == "" {
				sub[s.Code] = strings.TrimSpace(s.Text)
			}
		}
		switch f.Tag {
		case "191":
			if isSymbol(sub["a"]) && e.Set.Symbol == "" {
				e.Set.Symbol = compactSymbol(sub["a"])
			}
		case "245":
			e.Set.Title = strings.Trim(sub["a"]+" "+sub["b"], " /:")
		case "856":
			if _, err := webAddress(sub["u"]); err == nil {
				files = append(files, marcFile{sub["u"], languageOf(sub["y"], sub["u"])})
			}
		}
	}
	e.URLs = preferred(files, languages)
}

// preferred returns the addresses of the files in the languages wanted, in the
// order of preference; all where none is said.
func preferred(files []marcFile, languages []string) (urls []string) {
	if len(languages) == 0 {
		for _, f := range files {
			urls = append(urls, f.address)
		}
		return urls
	}
	for _, l := range languages {
		for _, f := range files {
			if f.language == l {
				urls = append(urls, f.address)
			}
		}
	}
	return urls
}

// languageOf reads the language of a file from its label or the end of its name
// (A_HRC_21_11-EN.pdf).
func languageOf(label, address string) string {
	if code := officialLanguage[strings.ToLower(label)]; code != "" {
		return code
	}
	if m := languageSuffix.FindStringSubmatch(address); m != nil {
		code := strings.ToLower(m[1])
		if slices.Contains([]string{"ar", "zh", "en", "fr", "ru", "es"}, code) {
			return code
		}
	}
	return ""
}

var languageSuffix = regexp.MustCompile(`[-_]([A-Z]{2})\.[a-zA-Z]{3,4}$`)

// officialLanguage maps what labels of the UN's libraries say to codes.
var officialLanguage = map[string]string{
	"arabic": "ar", "العربية": "ar", "chinese": "zh", "中文": "zh", "english": "en",
	"french": "fr", "français": "fr", "russian": "ru", "русский": "ru", "spanish": "es", "español": "es",
}

// isSymbol reports whether s looks like the symbol of a UN paper.
func isSymbol(s string) bool { return symbolForm.MatchString(strings.TrimSpace(s)) }

var symbolForm = regexp.MustCompile(`^[A-Z]+(?:/[A-Za-z0-9.()-]+){1,8}$`)

// compactSymbol writes a symbol without spaces.
func compactSymbol(s string) string { return strings.Join(strings.Fields(s), "") }
