package ingest

import "testing"

func TestCounters(t *testing.T) {
	cases := []struct {
		format string
		n      int
		want   string
	}{
		{"decimal", 12, "12"}, {"", 3, "3"}, {"decimalZero", 7, "07"}, {"decimalEnclosedParen", 4, "(4)"}, {"none", 4, ""}, {"bullet", 4, ""},
		{"lowerLetter", 1, "a"}, {"lowerLetter", 26, "z"}, {"lowerLetter", 27, "aa"}, {"lowerLetter", 53, "aaa"}, {"upperLetter", 28, "BB"}, {"lowerLetter", 0, "0"}, {"lowerLetter", 1 << 30, "1073741824"},
		{"lowerRoman", 4, "iv"}, {"upperRoman", 1999, "MCMXCIX"}, {"upperRoman", 4000, "4000"}, {"lowerRoman", -1, "-1"},
		{"chineseCounting", 10, "十"}, {"chineseCounting", 12, "十二"}, {"chineseCounting", 105, "一百零五"}, {"chineseCounting", 2024, "二千零二十四"}, {"chineseCounting", 10000, "10000"},
		{"russianLower", 3, "в"}, {"russianUpper", 29, "АА"}, {"arabicAlpha", 2, "ب"}, {"arabicAbjad", 3, "ج"}, {"someday", 5, "5"},
	}
	for _, c := range cases {
		if got := formatCounter(c.n, c.format); got != c.want {
			t.Errorf("%d as %s is %q, want %q", c.n, c.format, got, c.want)
		}
	}
}
