package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// words is running text long enough to be judged.
const words = "The right of everyone to the enjoyment of the highest standard of health is recognized by the parties and they shall take all the steps that are needed for it"

// garbled shows words in a font whose codes name other characters.
func garbled() *writer {
	w := newWriter()
	w.fonts += " /F3 " + w.ref(w.add("<< /Type /Font /Subtype /TrueType /BaseFont /Secret /Encoding << /Differences [32 /space 65 /g1 /g2 /g3 /g4 /g5] >> >>"))
	w.page("BT /F3 10 Tf 72 700 Td ("+strings.Repeat("AABCD EABCD ABBBA CABDE ", 8)+") Tj ET", "")
	s := newScript()
	for i := 0; i < 3; i++ {
		s.line("F1", 10, 40, 14, words[:80]).line("F1", 10, 40, 20, words[80:]+".")
	}
	w.page(s.String(), "")
	return w
}

// fakeTesseract puts a program of that name on PATH that prints a table of the
// given words, so that the tests need no recognition.
func fakeTesseract(t *testing.T, words ...string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the stand-in is a shell script")
	}
	dir := t.TempDir()
	var table strings.Builder
	table.WriteString("level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext\n4\t1\t1\t1\t1\t0\t300\t300\t1800\t50\t-1\t\n")
	for i, w := range words {
		fmt.Fprintf(&table, "5\t1\t1\t1\t1\t%d\t%d\t300\t%d\t50\t90\t%s\n", i+1, 300+i*60, 50, w)
	}
	script := "#!/bin/sh\ncase \"$*\" in *--list-langs*) printf 'List:\\neng\\nosd\\n';; *'--psm 0'*) echo 'Script: Latin';; *tsv*) cat " + filepath.Join(dir, "table") + ";; *) echo;; esac\n"
	for name, content := range map[string]string{"table": table.String(), "tesseract": script} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}

func TestChooserRecordsWhoReadAPageAndWhy(t *testing.T) {
	if testing.Short() {
		t.Skip("starts PDFium")
	}
	fakeTesseract(t, strings.Fields(words)...)
	d := extract(t, garbled(), Options{})
	if p := d.Pages[0]; p.Engine != EngineTesseract || p.Reason != "glyphs without a character" || p.Confidence != 0.9 {
		t.Errorf("first page: %+v", p)
	}
	if p := d.Pages[1]; p.Engine != EngineLayout || p.Reason != "" {
		t.Errorf("second page: %+v", p)
	}
	if !strings.HasPrefix(d.Text, "The right of everyone") || len(d.Quality.OCRPages) != 1 || d.Quality.OCRConfidence != 0.9 {
		t.Errorf("text %.60q, quality %+v", d.Text, d.Quality)
	}
}

func TestABlankPictureNeedsNoRecognition(t *testing.T) {
	if testing.Short() {
		t.Skip("starts PDFium")
	}
	fakeTesseract(t, strings.Fields(words)...)
	w := pictured(painted(250, 250))
	if _, err := Extract(context.Background(), w.file(t), Options{}); !errors.Is(err, pipeline.ErrNoText) {
		t.Errorf("error %v, want ErrNoText", err)
	}
}

func TestWithoutTesseractPicturesNeedIt(t *testing.T) {
	if testing.Short() {
		t.Skip("starts PDFium")
	}
	t.Setenv("PATH", t.TempDir())
	w := writing()
	if _, err := Extract(context.Background(), w.file(t), Options{}); !errors.Is(err, pipeline.ErrNeedsOCR) {
		t.Errorf("error %v, want ErrNeedsOCR", err)
	}
	w.page(newScript().line("F1", 10, 72, 0, "Some text on another page.").String(), "")
	d := extract(t, w, Options{})
	if len(d.Quality.NeedsOCR) != 1 || d.Quality.NeedsOCR[0] != 1 {
		t.Errorf("quality %+v", d.Quality)
	}
}

func TestSecondEngineReadsWhatTheFirstRefuses(t *testing.T) {
	if testing.Short() {
		t.Skip("starts PDFium")
	}
	data := paper().bytes()
	data = bytes.Replace(data, []byte("startxref\n"), []byte("startxref\n9"), 1) // no table there
	d, err := Extract(context.Background(), save(t, data), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if p := d.Pages[0]; p.Engine != EnginePDFium || !strings.HasPrefix(p.Reason, "the first engine refused the file") {
		t.Errorf("%+v", p)
	}
}

func TestRender(t *testing.T) {
	if testing.Short() {
		t.Skip("starts PDFium")
	}
	path := paper().file(t)
	data, err := Render(context.Background(), path, 1, 306)
	if err != nil {
		t.Fatal(err)
	}
	image, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if b := image.Bounds(); b.Dx() != 306 || b.Dy() != 396 {
		t.Errorf("picture of %v, want 306×396", b)
	}
	if _, err := Render(context.Background(), path, 9, 300); !errors.Is(err, pipeline.ErrUnreadable) {
		t.Errorf("page 9 of 4: %v", err)
	}
}

func TestPDFiumEndsWithItsContext(t *testing.T) {
	if testing.Short() {
		t.Skip("starts PDFium")
	}
	ctx, cancel := context.WithCancel(context.Background())
	p, err := openPDFium(ctx, paper().bytes(), Options{}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	cancel()
	if _, err := p.sheet(ctx, 1); err == nil {
		t.Error("a page was read after the context ended")
	}
}

func TestRecognisedTable(t *testing.T) {
	s := &sheet{number: 1, width: 612, height: 792}
	s.recognised([]byte("4\t1\t1\t1\t1\t0\t100\t100\t900\t40\t-1\t\n5\t1\t1\t1\t1\t1\t100\t100\t200\t40\t96.5\tHello\n5\t1\t1\t1\t1\t2\t320\t100\t200\t40\t91.5\tworld\n5\t1\t1\t1\t1\t3\t600\t100\t9\t40\t-1\t\nbroken row\n"), 0.24)
	if got := texts(s.lines()); got != "Hello world" || s.confidence != 0.94 {
		t.Errorf("%q with confidence %g", got, s.confidence)
	}
}
