package pdf

import (
	"strings"
	"unicode/utf8"

	pdflib "github.com/ledongthuc/pdf"
)

// maxAnnotations bounds the annotations drawn of one page.
const maxAnnotations = 2000

// annotations draws what is put upon the page: the values of form fields, notes
// in free text, stamps. Links draw nothing, pop-ups and hidden ones are not shown.
func (w *walker) annotations(list pdflib.Value, base matrix, res resources) error {
	for i := 0; i < min(list.Len(), maxAnnotations); i++ {
		a := list.Index(i)
		switch a.Key("Subtype").Name() {
		case "Widget", "FreeText", "Stamp":
		default:
			continue
		}
		const hidden, noView = 1 << 1, 1 << 5
		if a.Key("F").Int64()&(hidden|noView) != 0 {
			continue
		}
		w.gs = graphics{ctm: base, scale: 1}
		w.resources = res
		if err := w.appearance(a); err != nil {
			return err
		}
	}
	return nil
}

// appearance draws the normal appearance of annotation a: its form, moved and
// stretched from its bounding box to the annotation's place.
func (w *walker) appearance(a pdflib.Value) error {
	form := a.Key("AP").Key("N")
	if form.Kind() == pdflib.Dict {
		form = form.Key(a.Key("AS").Name())
	}
	if form.Kind() != pdflib.Stream {
		w.note(a)
		return nil
	}
	from, to := corners(form.Key("BBox"), matrixValue(form.Key("Matrix"))), corners(a.Key("Rect"), identity)
	fit := matrix{a: 1, d: 1, e: to[0] - from[0], f: to[1] - from[1]}
	if fw, fh := from[2]-from[0], from[3]-from[1]; fw > 0 && fh > 0 {
		fit.a, fit.d = (to[2]-to[0])/fw, (to[3]-to[1])/fh
		fit.e, fit.f = to[0]-from[0]*fit.a, to[1]-from[1]*fit.d
	}
	if !fit.finite() {
		return nil
	}
	w.gs.ctm = fit.mul(w.gs.ctm)
	return w.form(form)
}

// note writes the text of an annotation that comes without an appearance, as
// readers do: the contents of a free text, the value of a field.
func (w *walker) note(a pdflib.Value) {
	text := a.Key("Contents").Text()
	if a.Key("Subtype").Name() == "Widget" {
		if a.Key("FT").Name() != "Tx" && a.Key("FT").Name() != "Ch" {
			return
		}
		text = a.Key("V").Text()
	}
	const size = 10 // what most say that say it
	place := corners(a.Key("Rect"), identity)
	for i, l := range strings.FieldsFunc(text, func(r rune) bool { return r == '\r' || r == '\n' }) {
		x, y := w.gs.ctm.apply(place[0], place[3]-float64(i+1)*size)
		width := float32(utf8.RuneCountInString(l)) * size / 2
		w.out.word(l, float32(x), float32(x)+width, float32(y), size)
	}
}

// corners returns left, bottom, right and top of a rectangle after m.
func corners(v pdflib.Value, m matrix) [4]float64 {
	var b [4]float64
	for i := range b {
		b[i] = v.Index(i).Float64()
	}
	x0, y0 := m.apply(b[0], b[1])
	x1, y1 := m.apply(b[2], b[3])
	return [4]float64{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}
