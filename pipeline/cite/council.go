package cite

import (
	"strconv"
	"strings"
)

// lastOfYear holds the number of the last resolution that the Security Council
// adopted in each year from 1946 on.
var lastOfYear = []int{
	15, 37, 66, 78, 89, 96, 98, 103, 104, 110, 121, 126, 131, 132, 160, 169, 171, 185, 199, 219, 232, 245, 262, 275, 291, 307, 324, 344, 366, 384,
	402, 422, 443, 461, 484, 499, 529, 545, 559, 580, 593, 606, 626, 646, 683, 725, 799, 892, 969, 1035, 1092, 1147, 1219, 1284, 1334, 1386, 1452,
	1521, 1580, 1651, 1738, 1794, 1859, 1907, 1966, 2033, 2085, 2132, 2195, 2259, 2336, 2397, 2450, 2503, 2560, 2617, 2671, 2721, 2768,
}

// plausibleSC reports whether number, "1325" or "1325(2000)", can be a
// resolution of the Security Council.
func plausibleSC(number string) bool {
	head, year, found := strings.Cut(strings.TrimSuffix(number, ")"), "(")
	n, err := strconv.Atoi(head)
	if err != nil || n < 1 || n > 3500 {
		return false
	}
	if !found {
		return true
	}
	known := yearOf(n)
	y, err := strconv.Atoi(year)
	return err == nil && (known == y || known == 0 && y >= 1946+len(lastOfYear))
}

func yearOf(n int) int {
	for k, last := range lastOfYear {
		if n <= last {
			return 1946 + k
		}
	}
	return 0
}

// withYear adds the year that a Security Council resolution was adopted in.
func withYear(number string) string {
	n, err := strconv.Atoi(number)
	if err != nil {
		return number
	}
	if y := yearOf(n); y > 0 {
		return number + "(" + strconv.Itoa(y) + ")"
	}
	return number
}
