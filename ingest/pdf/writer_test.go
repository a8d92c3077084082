package pdf

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A writer makes small PDF files for tests: objects numbered from 1 in the order
// in which they are added.
type writer struct {
	objects []string
	pages   []int
	fonts   string // entries of the font dictionary
}

func newWriter() *writer {
	w := &writer{}
	w.add("<< /Type /Catalog /Pages 2 0 R >>")
	w.add("") // the page tree, written last
	w.fonts = "/F1 " + w.ref(w.add("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>")) +
		" /F2 " + w.ref(w.add("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>"))
	return w
}

func (w *writer) add(object string) int {
	w.objects = append(w.objects, object)
	return len(w.objects)
}

func (w *writer) ref(n int) string { return fmt.Sprintf("%d 0 R", n) }

func (w *writer) stream(dict, data string) int {
	return w.add(fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data))
}

// page adds a page of US letter size; extra goes into its dictionary.
func (w *writer) page(content, extra string) {
	c := w.stream("", content)
	n := w.add(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %s /Resources << /Font << %s >> >> %s >>", w.ref(c), w.fonts, extra))
	w.pages = append(w.pages, n)
}

func (w *writer) bytes() []byte {
	var kids []string
	for _, p := range w.pages {
		kids = append(kids, w.ref(p))
	}
	w.objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(kids))
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var offsets []int
	for i, o := range w.objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, at)
	return b.Bytes()
}

// file writes the PDF into the test's folder and returns its path.
func (w *writer) file(t testing.TB) string {
	t.Helper()
	return save(t, w.bytes())
}

func save(t testing.TB, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "test.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A script builds a content stream line by line, from the top of the page.
type script struct {
	b strings.Builder
	y float64
}

func newScript() *script { return &script{y: 720} }

// line writes text at x in the given font and size and goes down by step.
func (s *script) line(font string, size, x, step float64, text string) *script {
	text = strings.NewReplacer("\\", "\\\\", "(", "\\(", ")", "\\)").Replace(text)
	fmt.Fprintf(&s.b, "BT /%s %g Tf %g %g Td (%s) Tj ET\n", font, size, x, s.y, text)
	s.y -= step
	return s
}

// at puts the next line at height y from the bottom.
func (s *script) at(y float64) *script { s.y = y; return s }

func (s *script) String() string { return s.b.String() }
