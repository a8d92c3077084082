package ingest

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// wordLists counts the lists of a DOC; lists are named by their place in the
// table of lists in use (LFO), from 1.
type wordLists struct {
	listNumbering
}

// wordFormats are the numbering formats (MSONFC) that are not digits.
var wordFormats = map[byte]string{1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 23: "bullet", 255: "none",
	22: "decimalZero", 37: "chineseCounting", 39: "chineseCountingThousand", 58: "russianLower", 59: "russianUpper", 46: "arabicAlpha", 48: "arabicAbjad"}

// readWordLists reads the list definitions (LSTF, LVLF) and what lists of the
// document use them (LFO).
func readWordLists(plf, inUse []byte) wordLists {
	lists := wordLists{newListNumbering()}
	definitions := readDefinitions(plf)
	count := int(le32(inUse, 0))
	for i := range min(count, len(inUse)/16) {
		id := strconv.Itoa(int(le32(inUse, 4+16*i)))
		if levels, ok := definitions[id]; ok {
			lists.lists[strconv.Itoa(i+1)] = &numberedList{abstract: id, levels: levels}
		}
	}
	lists.readOverrides(inUse, count)
	return lists
}

// readDefinitions reads the lists by their id. The levels of all stand after
// the table of lists, which the header's length does not count.
func readDefinitions(plf []byte) map[string][maxListLevels]listLevel {
	const size = 28
	count := int(le16(plf, 0))
	definitions := map[string][maxListLevels]listLevel{}
	at := 2 + size*count
	for i := range count {
		if 2+size*(i+1) > len(plf) {
			break
		}
		lstf := plf[2+size*i:]
		levels := 9
		if lstf[26]&1 != 0 { // a simple list
			levels = 1
		}
		var all [maxListLevels]listLevel
		for k := range levels {
			all[k], at = readWordLevel(plf, at)
		}
		definitions[strconv.Itoa(int(le32(lstf, 0)))] = all
	}
	return definitions
}

// readWordLevel reads a level (LVL) at an offset and returns the next one's.
func readWordLevel(plf []byte, at int) (listLevel, int) {
	const fixed = 28
	if at+fixed > len(plf) {
		return listLevel{}, len(plf)
	}
	lvlf := plf[at : at+fixed]
	l := listLevel{start: int(int32(le32(lvlf, 0))), format: wordFormats[lvlf[4]], restart: -1, legal: lvlf[5]&4 != 0}
	if l.format == "" {
		l.format = "decimal"
	}
	if lvlf[5]&8 != 0 { // restarts only after the level named
		l.restart = int(lvlf[26])
	}
	at += fixed + int(lvlf[24]) + int(lvlf[25])
	length := int(le16(plf, at))
	at += 2
	if at > len(plf) || at+2*length > len(plf) {
		return listLevel{}, len(plf)
	}
	l.text = levelText(plf[at : at+2*length])
	return l, at + 2*length
}

// levelText turns Word's pattern, in which the characters 0 to 8 stand for
// numbers of levels, into that of OOXML: %1.%2.
func levelText(data []byte) string {
	var text strings.Builder
	for i := 0; i+1 < len(data); i += 2 {
		if u := le16(data, i); u < maxListLevels {
			text.WriteString("%" + strconv.Itoa(int(u)+1))
		} else {
			text.WriteString(string(utf16.Decode([]uint16{u})))
		}
	}
	return text.String()
}

// readOverrides reads the starts that lists in use set for themselves.
func (l *wordLists) readOverrides(inUse []byte, count int) {
	at := 4 + 16*count
	for i := range min(count, len(inUse)/16) {
		overrides := int(inUse[min(4+16*i+12, len(inUse)-1)])
		at += 4 // a character position nobody needs
		for range overrides {
			if at+8 > len(inUse) {
				return
			}
			start, flags := le32(inUse, at), le32(inUse, at+4)
			at += 8
			level := int(flags & 15)
			list := l.lists[strconv.Itoa(i+1)]
			if list != nil && level < maxListLevels && flags&0x10 != 0 {
				list.restart[level] = strconv.Itoa(int(start))
			}
			if flags&0x20 != 0 {
				var changed listLevel
				if changed, at = readWordLevel(inUse, at); list != nil && level < maxListLevels && changed.format != "" {
					list.levels[level] = changed
				}
			}
		}
	}
}

// withLevels returns the list part with the levels that follow it in the table
// stream: the header's length ends before them.
func (d *wordDoc) withLevels(part []byte, entry int) []byte {
	at := int(le32(d.word, 0x9a+8*entry))
	if part == nil || at > len(d.table) {
		return part
	}
	return slices.Clip(d.table[at:])
}
