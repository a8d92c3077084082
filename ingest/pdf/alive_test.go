package pdf

import (
	"context"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

func TestSlowPagesSayThatTheyGetOn(t *testing.T) {
	if testing.Short() {
		t.Skip("starts PDFium")
	}
	fakeTesseract(t, strings.Fields(words)...)
	tests := []struct {
		name string
		w    *writer
		o    Options
		want int // at least
	}{
		{"each page of PDFium", paper(), Options{Engine: EnginePDFium}, 4},
		{"a page that is recognised", garbled(), Options{}, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n := 0
			ctx := pipeline.WithAlive(context.Background(), func() { n++ })
			if _, err := Extract(ctx, tt.w.file(t), tt.o); err != nil {
				t.Fatal(err)
			}
			if n < tt.want {
				t.Errorf("%d signs of life, want %d", n, tt.want)
			}
		})
	}
}
