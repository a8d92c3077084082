package ingest

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/haki-project/haki/ingest/pdf"
	"github.com/haki-project/haki/pipeline"
)

// damages are the ways in which files come to harm: cut off, bytes changed, a
// stretch lost, one repeated elsewhere, the beginning moved to the end, one
// number written over another.
var damages = []func(r *rand.Rand, b []byte) []byte{
	func(r *rand.Rand, b []byte) []byte { return b[:r.IntN(len(b))] },
	func(r *rand.Rand, b []byte) []byte {
		for range 1 + r.IntN(50) {
			b[r.IntN(len(b))] = byte(r.Uint32())
		}
		return b
	},
	func(r *rand.Rand, b []byte) []byte {
		from, to := stretch(r, len(b))
		return slices.Delete(b, from, to)
	},
	func(r *rand.Rand, b []byte) []byte {
		from, to := stretch(r, len(b))
		return slices.Insert(b, r.IntN(len(b)), slices.Clone(b[from:to])...)
	},
	func(r *rand.Rand, b []byte) []byte {
		at := r.IntN(len(b))
		return slices.Concat(b[at:], b[:at])
	},
	func(r *rand.Rand, b []byte) []byte {
		for range 20 {
			if at := r.IntN(len(b)); b[at] >= '0' && b[at] <= '9' {
				b[at] = byte('0' + r.IntN(10))
			}
		}
		return b
	},
}

func stretch(r *rand.Rand, n int) (from, to int) {
	from, to = r.IntN(n), r.IntN(n)
	return min(from, to), max(from, to)
}

// TestDamagedFilesEndInAnOutcome reads every invented document in many states of
// damage: each is read or refused with a reason, and soon.
func TestDamagedFilesEndInAnOutcome(t *testing.T) {
	samples := inventedDocuments(t)
	samples = append(samples, invented{"report.pdf", sampleFile(t, "sylvania-upr-report-2031.pdf")}, invented{"letter.docx", sampleFile(t, "sylvania-cedaw-2030.docx")})
	rounds := 30
	if testing.Short() {
		rounds = 6
	}
	opt := Options{PDF: pdf.Options{Engine: pdf.EngineLayout}} // PDFium takes a tenth of a second to start
	for i, s := range samples {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(1, uint64(i)))
			path := filepath.Join(t.TempDir(), s.name)
			for n := range rounds * len(damages) {
				data := damages[n%len(damages)](r, slices.Clone(s.data))
				if err := os.WriteFile(path, data, 0o600); err != nil {
					t.Fatal(err)
				}
				checkOutcome(t, path, data, opt)
			}
		})
	}
}

func checkOutcome(t *testing.T, path string, data []byte, opt Options) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	d, err := Extract(ctx, pipeline.Original{Path: path, File: filepath.Base(path), SHA256: "0123456789abcdef0", Size: int64(len(data))}, opt)
	switch reason := pipeline.Reason(err); {
	case err == nil:
		checkDocument(t, d)
	case ctx.Err() != nil:
		t.Errorf("no end within a minute; the file: %q", head(data))
	case reason == "failed", reason == "crashed":
		t.Errorf("%s: %v; the file: %q", reason, err, head(data))
	}
}

func head(data []byte) []byte { return data[:min(len(data), 300)] }

// sampleFile reads a document of the corpus that the demonstration uses.
func sampleFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", "corpus", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
