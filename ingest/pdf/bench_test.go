package pdf

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shared returns files of the shared reference material, which lies beside the
// repository; without it the test is skipped, in CI it fails.
func shared(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "shared", pattern))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		if strings.Contains(os.Getenv("HAKI_REQUIRE"), "shared") {
			t.Fatalf("../shared/%s is required and absent", pattern)
		}
		t.Skipf("../shared/%s is absent", pattern)
	}
	return files
}

// TestReportsKeepTheirNumbering reads some reports and looks whether their
// paragraphs are numbered without gaps, each once, none with furniture inside.
func TestReportsKeepTheirNumbering(t *testing.T) {
	files := shared(t, "corpus/upr/*.pdf")
	for i := 0; i < len(files); i += 23 {
		d, err := Extract(context.Background(), files[i], Options{Engine: EngineLayout})
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		if len(d.Quality.NumberGaps) > 1 {
			t.Errorf("%s: gaps %v", filepath.Base(files[i]), d.Quality.NumberGaps)
		}
		for k := range d.Passages {
			if text := d.PassageText(&d.Passages[k]); strings.Contains(text, "GE.") && strings.Contains(text, "-1") && len(text) < 40 {
				t.Errorf("%s: furniture in %q", filepath.Base(files[i]), text)
			}
		}
	}
}

func benchmark(b *testing.B, engine string) {
	path := shared(b, "corpus/upr/brazil2012.pdf")[0]
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Extract(context.Background(), path, Options{Engine: engine}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLayout(b *testing.B) { benchmark(b, EngineLayout) }

func BenchmarkPDFium(b *testing.B) { benchmark(b, EnginePDFium) }

func BenchmarkRender(b *testing.B) {
	path := shared(b, "corpus/upr/brazil2012.pdf")[0]
	for b.Loop() {
		if _, err := Render(context.Background(), path, 3, 1000); err != nil {
			b.Fatal(err)
		}
	}
}
