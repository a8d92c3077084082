package web

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/haki-project/haki/index"
)

// The drawing of the years, in units of its own.
const (
	histogramWidth  = 600
	histogramHeight = 60
)

// bar is one year of the histogram.
type bar struct {
	Year, Count  int
	X, Y, Height int
	Slot, Width  int // of the year, and of what is drawn of it
	Href         string
}

// years is the histogram: its width, the first and the last year.
type years struct {
	Bars              []bar
	Wide, First, Last int
	Query             string
}

// histogram draws every year from the first to the last, so that gaps are seen.
func histogram(v url.Values, counts []index.Count) (p years) {
	p.Query = v.Get("q")
	byYear, most := map[int]int{}, 0
	list := []int{}
	for _, c := range counts {
		if y, err := strconv.Atoi(c.Value); err == nil && y >= 1900 && y <= 2100 {
			byYear[y], most = c.Count, max(most, c.Count)
			list = append(list, y)
		}
	}
	if len(list) == 0 {
		return p
	}
	p.First, p.Last = slices.Min(list), slices.Max(list)
	slot := max(histogramWidth/(p.Last-p.First+1), 2)
	p.Wide = slot * (p.Last - p.First + 1)
	for y := p.First; y <= p.Last; y++ {
		if byYear[y] == 0 {
			continue
		}
		h := max(byYear[y]*(histogramHeight-2)/most, 1)
		year := strconv.Itoa(y)
		p.Bars = append(p.Bars, bar{
			Year: y, Count: byYear[y], X: (y - p.First) * slot, Y: histogramHeight - h, Height: h, Slot: slot, Width: max(slot-1, 1),
			Href: spanned(url.Values{"q": v["q"], "sort": v["sort"], "view": v["view"], "from": {year}, "to": {year}}),
		})
	}
	return p
}
