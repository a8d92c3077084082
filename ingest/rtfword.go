package ingest

import "strings"

// apply does what a control word says. Words that are not here change looks,
// not text.
func (r *rtfReader) apply(word string, value int, has bool) {
	starred := r.starred
	r.starred = false
	switch {
	case rtfSkipped[word] || starred && !rtfStarred[word]:
		r.state.skip = true
	case rtfChars[word] != "":
		r.toSkip = 0
		r.put(rtfChars[word])
	case r.paragraphWord(word, value, has):
	default:
		r.groupWord(word, value, has)
	}
}

// paragraphWord does the words that end or shape paragraphs; it reports whether
// word is one.
func (r *rtfReader) paragraphWord(word string, value int, has bool) bool {
	body := r.state.dest == rtfBody && !r.state.skip
	switch word {
	case "par", "sect":
		switch {
		case body && !r.state.inTable:
			r.endParagraph()
		default:
			r.put(" ")
		}
	case "cell", "nestcell":
		if body {
			r.cells = append(r.cells, r.text.String())
			r.text.Reset()
		}
	case "row", "nestrow":
		if body {
			r.endRow()
		}
	case "pard":
		r.state.style, r.state.outline, r.state.inTable, r.state.centred = 0, 0, false, false
	case "qc", "ql", "qr", "qj", "qd":
		r.state.centred = word == "qc"
	case "intbl":
		r.state.inTable = true
	case "s":
		r.state.style = value
	case "outlinelevel":
		if r.state.outline = 0; has && value >= 0 && value < 9 {
			r.state.outline = value + 1
		}
	default:
		return false
	}
	return true
}

// groupWord does the words that change what a group's text is or how it is
// encoded.
func (r *rtfReader) groupWord(word string, value int, has bool) {
	switch word {
	case "u":
		r.unit(value)
	case "uc":
		r.state.unicodeSkip = min(max(value, 0), 8)
	case "pntext": // the number of a list, unless \listtext said it already
		r.state.skip = r.state.skip || strings.TrimSpace(r.text.String()) != ""
	case "bin":
		r.pos = min(r.pos+max(value, 0), len(r.in))
	case "plain":
		r.state.hidden, r.state.encoding, r.state.bold = false, r.page, false
	case "b", "ab": // of Latin, and of text that runs to the left
		r.state.bold = !has || value != 0
	case "v", "deleted":
		r.state.hidden = !has || value != 0
	case "ansicpg":
		if e := codePages[value]; e != nil {
			r.page, r.state.encoding = e, e
		}
	case "mac":
		r.page, r.state.encoding = codePages[10000], codePages[10000]
	case "fonttbl":
		r.state.dest = rtfFontTable
	case "stylesheet":
		r.state.dest, r.state.style = rtfStyleSheet, 0
	case "title":
		r.state.dest, r.state.skip = rtfTitle, false
	case "footnote":
		r.state.dest, r.state.hidden = rtfNote, false
	case "f":
		r.font(value)
	case "fcharset":
		if r.state.dest == rtfFontTable {
			r.fonts[r.state.font] = codePages[rtfCharsets[value]]
		}
	}
}

// font makes the characters of a font's character set readable.
func (r *rtfReader) font(n int) {
	r.state.font = n
	if r.state.dest == rtfFontTable {
		return
	}
	r.state.encoding = r.page
	if e := r.fonts[n]; e != nil {
		r.state.encoding = e
	}
}

// unit takes \uN: a UTF-16 unit as a signed number, and the characters after it
// that say the same for old readers.
func (r *rtfReader) unit(value int) {
	r.units = append(r.units, uint16(value))
	r.toSkip = r.state.unicodeSkip
}

// rtfSkipped are destinations whose text is not the document's.
var rtfSkipped = set("pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "colortbl", "info", "xe", "tc", "rxe",
	"listtable", "listoverridetable", "list", "listlevel", "listoverride", "revtbl", "generator", "fldinst", "template", "themedata", "datastore", "latentstyles", "filetbl", "annotation", "atnid", "atnauthor", "nonshppict", "nonesttables", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "comment", "author", "operator", "company", "subject", "keywords", "doccomm", "private", "mmathPr", "listpicture", "pgptbl", "xmlnstbl", "rsidtbl", "bkmkstart", "bkmkend", "falt", "panose")

// rtfStarred are destinations that old readers skip and that hold text.
var rtfStarred = set("shpinst", "shptxt", "footnote", "cs", "ts")

// rtfChars are control words that are characters.
var rtfChars = map[string]string{
	"tab": " ", "line": " ", "page": " ", "column": " ", "softline": " ", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ",
	"bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "zwj": "\u200d", "zwnj": "\u200c",
}
