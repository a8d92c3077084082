package ingest

import (
	"fmt"
	"strconv"
	"strings"
)

// formatCounter writes n in a numbering format of OOXML (ST_NumberFormat);
// formats that are rare fall back to digits.
func formatCounter(n int, format string) string {
	switch format {
	case "none", "bullet":
		return ""
	case "lowerLetter":
		return letters(n, 'a')
	case "upperLetter":
		return letters(n, 'A')
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	case "decimalZero":
		return fmt.Sprintf("%02d", n)
	case "decimalEnclosedParen":
		return "(" + strconv.Itoa(n) + ")"
	case "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand":
		return han(n)
	case "russianLower":
		return alphabet(n, "абвгдежзиклмнопрстуфхцчшщэюя")
	case "russianUpper":
		return alphabet(n, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ")
	case "arabicAlpha":
		return alphabet(n, "أبتثجحخدذرزسشصضطظعغفقكلمنهوي")
	case "arabicAbjad":
		return alphabet(n, "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ")
	}
	return strconv.Itoa(n)
}

// maxLetters bounds how often Word repeats a letter (aa, aaa): numbers beyond
// come from damaged files.
const maxLetters = 30

// letters counts as Word does: a … z, aa, bb … zz, aaa.
func letters(n int, first rune) string {
	if n < 1 || (n-1)/26 >= maxLetters {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(first+rune((n-1)%26)), (n-1)/26+1)
}

func alphabet(n int, of string) string {
	runes := []rune(of)
	if n < 1 || (n-1)/len(runes) >= maxLetters {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(runes[(n-1)%len(runes)]), (n-1)/len(runes)+1)
}

// roman writes n in Roman numerals, digits beyond 3999.
func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var out strings.Builder
	for _, step := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= step.value {
			out.WriteString(step.sign)
			n -= step.value
		}
	}
	return out.String()
}

// han writes n up to 9999 in Chinese numerals.
func han(n int) string {
	digits := []rune("零一二三四五六七八九")
	if n < 1 || n > 9999 {
		return strconv.Itoa(n)
	}
	var out strings.Builder
	zero := false
	for _, unit := range []struct {
		value int
		sign  string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / unit.value % 10
		switch {
		case d == 0:
			zero = out.Len() > 0
			continue
		case zero:
			out.WriteRune('零')
		}
		zero = false
		if unit.value != 10 || d != 1 || out.Len() > 0 { // 十二, not 一十二
			out.WriteRune(digits[d])
		}
		out.WriteString(unit.sign)
	}
	return out.String()
}
