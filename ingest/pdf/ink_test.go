package pdf

import (
	"image"
	"image/color"
	"testing"
)

// painted is a grey page of 200 by 100 dots, filled with shade, with boxes of
// another one at the given places: x, y, width, height.
func painted(paper, ink uint8, boxes ...[4]int) *image.Gray {
	m := image.NewGray(image.Rect(0, 0, 200, 100))
	for i := range m.Pix {
		m.Pix[i] = paper
	}
	for _, b := range boxes {
		for y := b[1]; y < b[1]+b[3]; y++ {
			for x := b[0]; x < b[0]+b[2]; x++ {
				m.SetGray(x, y, color.Gray{Y: ink})
			}
		}
	}
	return m
}

// writing is a page on which nothing is drawn but five marks of 12 points.
func writing() *writer {
	m := image.NewGray(image.Rect(0, 0, 153, 198))
	for i := range m.Pix {
		m.Pix[i] = 255
	}
	for i := range 5 {
		for x := range 3 {
			for y := range 3 {
				m.SetGray(40+5*i+x, 60+y, color.Gray{})
			}
		}
	}
	return pictured(m)
}

func TestLettersAreTheMarksOfTheirSize(t *testing.T) {
	word := [][4]int{{20, 40, 6, 10}, {30, 40, 6, 10}, {40, 38, 3, 14}, {50, 40, 8, 10}, {64, 40, 6, 10}}
	slope := painted(0, 0)
	for x := range 200 {
		for y := range 100 {
			slope.SetGray(x, y, color.Gray{Y: uint8(55 + x)})
		}
	}
	tests := []struct {
		name    string
		picture *image.Gray
		want    int
	}{
		{"a word", painted(255, 0, word...), 5},
		{"a word on grey paper", painted(120, 40, word...), 5},
		{"light on dark", painted(20, 230, word...), 5},
		{"joined letters", painted(255, 0, [4]int{20, 40, 60, 10}), 1},
		{"blank", painted(255, 0), 0},
		{"black", painted(0, 0), 0},
		{"hardly darker than the paper", painted(200, 190, word...), 0},
		{"a dotted line", painted(255, 0, [4]int{20, 40, 2, 2}, [4]int{24, 40, 2, 2}, [4]int{28, 40, 2, 2}, [4]int{32, 40, 2, 2}, [4]int{36, 40, 2, 2}), 0},
		{"a rule", painted(255, 0, [4]int{10, 50, 180, 5}), 0},
		{"a frame", painted(255, 0, [4]int{10, 10, 150, 3}, [4]int{10, 10, 3, 80}, [4]int{10, 87, 150, 3}, [4]int{157, 10, 3, 80}), 0},
		{"a slope from dark to light", slope, 0},
		{"nothing at all", image.NewGray(image.Rect(0, 0, 0, 0)), 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := letters(tt.picture); got != tt.want {
				t.Errorf("%d letters, want %d", got, tt.want)
			}
		})
	}
}
