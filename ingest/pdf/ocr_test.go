package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/haki-project/haki/pipeline"
)

// scan makes a PDF of the picture of a page of text: what a scanner delivers.
func scan(t *testing.T, lines ...string) *writer {
	t.Helper()
	w := newWriter()
	s := newScript()
	for _, l := range lines {
		s.line("F1", 14, 60, 24, l)
	}
	w.page(s.String(), "")
	data, err := Render(context.Background(), w.file(t), 1, 1224)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return pictured(picture)
}

// pictured is a PDF whose only page shows a picture in grey.
func pictured(picture image.Image) *writer {
	b := picture.Bounds()
	var hex strings.Builder
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, _, _, _ := picture.At(x, y).RGBA()
			fmt.Fprintf(&hex, "%02x", r>>8)
		}
	}
	w := newWriter()
	i := w.stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /ASCIIHexDecode", b.Dx(), b.Dy()), hex.String()+">")
	c := w.stream("", "q 612 0 0 792 0 0 cm /I Do Q")
	w.pages = append(w.pages, w.add(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /XObject << /I %d 0 R >> >> >>", c, i)))
	return w
}

func TestScanIsRecognised(t *testing.T) {
	if testing.Short() {
		t.Skip("starts PDFium")
	}
	if _, err := exec.LookPath("tesseract"); err != nil {
		if strings.Contains(os.Getenv("HAKI_REQUIRE"), "ocr") {
			t.Fatal("tesseract is required and absent")
		}
		t.Skip("tesseract is absent")
	}
	w := scan(t, "The right of everyone to swim in the lake is", "recognized by the parties to this treaty and", "they shall take all the steps that are needed", "for it in every town and on every shore.")
	d := extract(t, w, Options{Language: "en"})
	p := d.Pages[0]
	if p.Engine != EngineTesseract || p.Confidence < 0.6 || p.Confidence > 1 || p.Reason == "" {
		t.Errorf("page %+v", p)
	}
	if text := strings.Join(strings.Fields(d.Text), " "); !strings.Contains(text, "to swim in the lake is recognized by the parties") {
		t.Errorf("text %q", text)
	}
	if !slices.Equal(d.Quality.OCRPages, []int{1}) || d.Passages[0].Page != 1 || d.Passages[0].Boxes[0].X0 < 50 || d.Passages[0].Boxes[0].X0 > 70 {
		t.Errorf("quality %+v, first passage %+v", d.Quality, d.Passages[0])
	}
}

// TestRecognitionThatFailsLeavesThePageMarked stands a program in that only complains.
func TestRecognitionThatFailsLeavesThePageMarked(t *testing.T) {
	if testing.Short() {
		t.Skip("starts PDFium")
	}
	fakeTesseract(t)
	path, err := exec.LookPath("tesseract")
	if err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\ncase \"$*\" in *--list-langs*) printf 'List:\\neng\\n';; *) echo 'no memory' >&2; exit 1;; esac\n"
	if err := os.WriteFile(path, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	w := writing()
	if _, err := Extract(context.Background(), w.file(t), Options{}); !errors.Is(err, pipeline.ErrNeedsOCR) {
		t.Errorf("error %v, want ErrNeedsOCR", err)
	}
	w.page(newScript().line("F1", 10, 72, 0, "Some text on another page.").String(), "")
	d := extract(t, w, Options{})
	if !slices.Equal(d.Quality.NeedsOCR, []int{1}) || !strings.Contains(d.Pages[0].Reason, "no memory") {
		t.Errorf("quality %+v, page %+v", d.Quality, d.Pages[0])
	}
}

// TestRecognitionIsBoundInProcessorTime stands a program in that never ends.
func TestRecognitionIsBoundInProcessorTime(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only the clock bounds recognition on this system")
	}
	program := filepath.Join(t.TempDir(), "tesseract")
	if err := os.WriteFile(program, []byte("#!/bin/sh\nwhile :; do :; done\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	r := &recogniser{program: program, left: time.Second}
	if _, err := r.run(t.Context(), nil, "eng"); err == nil || r.left > time.Second/2 {
		t.Errorf("error %v, %v left", err, r.left)
	}
}

func TestRecognitionThatReadsNonsenseIsNotTaken(t *testing.T) {
	if testing.Short() {
		t.Skip("starts PDFium")
	}
	fakeTesseract(t, strings.Fields(strings.Repeat("xq# bzk| ~v ", 10))...)
	if d := extract(t, garbled(), Options{}); d.Pages[0].Engine == EngineTesseract {
		t.Errorf("nonsense was taken: %.80q", d.Text)
	}
}

func TestLanguagePacksOfAScript(t *testing.T) {
	tests := []struct {
		name, script string
		installed    []string
		want         []string
	}{
		{"Arabic", "Arabic", []string{"eng", "ara"}, []string{"ara"}},
		{"two of Latin", "Latin", []string{"ara", "fra", "eng"}, []string{"eng", "fra"}},
		{"none for the script", "Han", []string{"eng"}, []string{"eng"}},
		{"unknown script", "Runic", []string{"eng", "ara"}, []string{"eng", "ara"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := &recogniser{installed: tt.installed}
			if got := r.ofScript(tt.script); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestRecogniserTakesTheLanguageHint(t *testing.T) {
	fakeTesseract(t)
	for hint, want := range map[string]string{"en": "eng", "ar": "", "": "", "xx": ""} {
		if got := newRecogniser(context.Background(), hint).language; got != want {
			t.Errorf("hint %q: pack %q, want %q", hint, got, want)
		}
	}
}

func TestRecognisedArabicRunsFromTheRight(t *testing.T) {
	s := &sheet{number: 1, width: 612, height: 792}
	s.word("حقوق", 200, 240, 100, 10)
	s.word("الإنسان", 150, 195, 100, 10)
	if got := texts(s.lines()); got != "حقوق الإنسان" {
		t.Errorf("got %q", got)
	}
}

// The box of a recognised line is lower where no letter has a descender.
func TestRecognisedLinesAreOfOneSize(t *testing.T) {
	var table strings.Builder
	for i, h := range []int{40, 32, 40, 30, 70} {
		fmt.Fprintf(&table, "4\t1\t1\t1\t%d\t0\t100\t%d\t900\t%d\t-1\t\n5\t1\t1\t1\t%d\t1\t100\t%d\t200\t%d\t96\tHello\n", i, 100*i, h, i, 100*i, h)
	}
	s := &sheet{number: 1, width: 612, height: 792}
	s.recognised([]byte(table.String()), 0.25)
	var sizes []float32
	for _, l := range s.lines() {
		sizes = append(sizes, l.size)
	}
	if !slices.Equal(sizes, []float32{10, 10, 10, 10, 17.5}) {
		t.Errorf("sizes %v", sizes)
	}
}
