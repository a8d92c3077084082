package pdf

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

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
			var signs atomic.Int64
			ctx := pipeline.WithAlive(context.Background(), func() { signs.Add(1) })
			if _, err := Extract(ctx, tt.w.file(t), tt.o); err != nil {
				t.Fatal(err)
			}
			if n := int(signs.Load()); n < tt.want {
				t.Errorf("%d signs of life, want %d", n, tt.want)
			}
		})
	}
}

func TestAStartThatTakesLongSaysThatItGetsOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var signs atomic.Int64
		ctx := pipeline.WithAlive(t.Context(), func() { signs.Add(1) })
		stop := keepAlive(ctx, 10*time.Second)
		time.Sleep(3500 * time.Millisecond)
		stop()
		time.Sleep(time.Minute)
		if n := signs.Load(); n != 3 {
			t.Errorf("%d signs of life in 3.5 s and after the end, want 3", n)
		}
		signs.Store(0)
		defer keepAlive(ctx, 2500*time.Millisecond)()
		time.Sleep(time.Minute)
		if n := signs.Load(); n != 2 {
			t.Errorf("%d signs of life of one that never ends, want 2", n)
		}
	})
}
