package article

import (
	"strconv"
	"strings"
	"unicode"
)

// WesternDigits writes Arabic-Indic, Persian and full-width digits as 0…9.
func WesternDigits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		case r >= '۰' && r <= '۹':
			return '0' + r - '۰'
		case r >= '０' && r <= '９':
			return '0' + r - '０'
		}
		return r
	}, s)
}

// hanDigits and hanUnits are the characters that Chinese numbers are made of.
var (
	hanDigits = map[rune]int{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
	hanUnits  = map[rune]int{'十': 10, '百': 100, '千': 1000}
)

// hanNumber writes a Chinese number up to 9999 in digits: 一百二十三 → 123.
func hanNumber(s string) string {
	s = WesternDigits(s)
	if startsDigit(s) {
		return s
	}
	total, digit := 0, 0
	for _, r := range s {
		if unit, ok := hanUnits[r]; ok {
			total += max(digit, 1) * unit
			digit = 0
			continue
		}
		digit = hanDigits[r]
	}
	return strconv.Itoa(total + digit)
}

// arabicOrdinals are the feminine ordinals that name articles (المادة agrees
// with them), without the article ال and with every form of alif made plain.
var arabicOrdinals = map[string]int{
	"اولي": 1, "ثانيه": 2, "ثالثه": 3, "رابعه": 4, "خامسه": 5, "سادسه": 6, "سابعه": 7, "ثامنه": 8, "تاسعه": 9, "عاشره": 10,
	"حاديه": 1, "واحده": 1, "عشرون": 20, "عشرين": 20, "ثلاثون": 30, "ثلاثين": 30, "اربعون": 40, "اربعين": 40, "خمسون": 50, "خمسين": 50,
	"ستون": 60, "ستين": 60, "سبعون": 70, "سبعين": 70, "ثمانون": 80, "ثمانين": 80, "تسعون": 90, "تسعين": 90, "مائه": 100, "مئه": 100,
}

// arabicNumber reads the number of an Arabic article, in digits or as ordinal
// words up to 199; "" where it is none.
func arabicNumber(s string) string {
	s = strings.Trim(WesternDigits(s), "() ")
	if startsDigit(s) {
		digits, suffix, _ := strings.Cut(s, " ")
		if strings.HasPrefix(suffix, "مكرر") {
			return digits + "bis"
		}
		return strings.TrimRightFunc(digits, unicode.IsLetter)
	}
	total := 0
	for _, word := range strings.Fields(s) {
		word = plainArabic(word)
		switch n, ok := arabicOrdinals[word]; {
		case ok:
			total += n
		case word == "عشره" || word == "عشر":
			total += 10
		case word == "بعد":
		default:
			return ""
		}
	}
	if total == 0 {
		return ""
	}
	return strconv.Itoa(total)
}

// plainArabic strips the article, the conjunction and the variants of letters
// that writers mix.
func plainArabic(word string) string {
	word = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ى", "ي", "ة", "ه", "ً", "").Replace(word)
	for _, prefix := range []string{"وال", "ال"} {
		if rest, ok := strings.CutPrefix(word, prefix); ok {
			return rest
		}
	}
	return word
}
