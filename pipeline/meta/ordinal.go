package meta

import (
	"strings"
)

// ordinal returns the number that an ordinal in words or figures stands for, 1
// to 99, in English, French, Spanish, Russian or Chinese; 0 where it is none.
// Papers write "twenty-first", "21st", "vingt et unième", "vigésimo primer".
func ordinal(words string) int {
	words = strings.ToLower(strings.TrimSpace(words))
	if n := atoi(strings.TrimRight(words, "stndrhemèºª.-яй")); n > 0 {
		return n
	}
	if n := chineseNumber(words); n > 0 {
		return n
	}
	parts := strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == '-' || r == '\u00a0' || r == '‑' })
	total := 0
	for i, p := range parts {
		n := ordinalWord(p)
		switch {
		case n > 0:
			total += n
		case p == "et" || p == "and" || p == "y":
		case i+1 < len(parts): // a word before the ordinal: "its resumed twelfth"
			total = 0
		default:
			return 0
		}
	}
	return total
}

// ordinalWord knows one part of an ordinal: its stem is what the endings of
// gender and case leave.
func ordinalWord(w string) int {
	if n := ordinals[w]; n > 0 {
		return n
	}
	for _, ending := range []string{"ième", "ieme", "imo", "ima", "avo", "ava", "er", "o", "a", "ую", "ая", "ой", "ый", "ий", "ей", "ью", "ь", "ть", "ти", "yenne"} {
		if stem, ok := strings.CutSuffix(w, ending); ok && ordinals[stem+"~"] > 0 {
			return ordinals[stem+"~"]
		}
	}
	return 0
}

// ordinals lists whole words, and stems marked with ~.
var ordinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "eight": 8, "ninth": 9, "tenth": 10,
	"eleventh": 11, "twelfth": 12, "twelth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
	"twentieth": 20, "twenty": 20, "thirtieth": 30, "thirty": 30, "fortieth": 40, "forty": 40, "fiftieth": 50, "fifty": 50, "sixtieth": 60, "sixty": 60,
	"seventieth": 70, "seventy": 70, "eightieth": 80, "eighty": 80, "ninetieth": 90, "ninety": 90,
	"première": 1, "deuxième": 2, "seconde": 2, "un~": 1, "deux~": 2, "trois~": 3, "quatr~": 4, "cinqu~": 5, "six~": 6, "sept~": 7, "huit~": 8, "neuv~": 9, "dix~": 10,
	"onz~": 11, "douz~": 12, "treiz~": 13, "quatorz~": 14, "quinz~": 15, "seiz~": 16, "vingt~": 20, "vingt": 20, "trent~": 30, "trente": 30, "quarant~": 40, "quarante": 40,
	"cinquant~": 50, "cinquante": 50, "dix": 10, "soixant~": 60, "soixante": 60,
	"primer~": 1, "primer": 1, "segund~": 2, "tercer~": 3, "tercer": 3, "cuart~": 4, "quint~": 5, "sext~": 6, "séptim~": 7, "octav~": 8, "noven~": 9, "décim~": 10, "undécim~": 11, "duodécim~": 12,
	"decimotercer": 13, "decimotercer~": 13, "decimocuart~": 14, "decimoquint~": 15, "decimosext~": 16, "decimoséptim~": 17, "decimoctav~": 18, "decimonoven~": 19,
	"vigésim~": 20, "trigésim~": 30, "cuadragésim~": 40, "quincuagésim~": 50, "sexagésim~": 60, "septuagésim~": 70,
	"перв~": 1, "втор~": 2, "трет~": 3, "четверт~": 4, "пят~": 5, "шест~": 6, "седьм~": 7, "восьм~": 8, "девят~": 9, "десят~": 10,
	"одиннадцат~": 11, "двенадцат~": 12, "тринадцат~": 13, "четырнадцат~": 14, "пятнадцат~": 15, "шестнадцат~": 16, "семнадцат~": 17, "восемнадцат~": 18, "девятнадцат~": 19,
	"двадцат~": 20, "тридцат~": 30, "сороков~": 40, "сорок": 40, "пятидесят~": 50, "пятьдесят": 50, "шестидесят~": 60, "шестьдесят": 60,
}

// chineseNumber reads a number below 100 in Chinese figures.
func chineseNumber(s string) int {
	total, digit := 0, 0
	for _, r := range s {
		switch at := strings.IndexRune("一二三四五六七八九", r); {
		case at >= 0:
			digit = at/len("一") + 1
		case r == '十':
			total += max(1, digit) * 10
			digit = 0
		default:
			return 0
		}
	}
	return total + digit
}
