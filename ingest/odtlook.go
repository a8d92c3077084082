package ingest

import "strconv"

// An odtLook is what a style of OpenDocument says of the looks of its text; what
// it does not say its parent does.
type odtLook struct {
	parent  string // family and name
	weighs  bool   // it says how heavy the letters are
	bold    bool
	aligned bool // it says where lines stand
	centred bool
}

func readODTLook(style *element, family string) odtLook {
	l := odtLook{}
	if p := style.attr("parent-style-name"); p != "" {
		l.parent = family + p
	}
	for _, e := range style.children {
		for _, name := range []string{"font-weight", "font-weight-asian", "font-weight-complex"} {
			if v := e.attr(name); v != "" && e.name == "text-properties" {
				n, _ := strconv.Atoi(v) // 100…900, or a word
				l.weighs, l.bold = true, l.bold || v == "bold" || n >= 600
			}
		}
		if v := e.attr("text-align"); v != "" && e.name == "paragraph-properties" {
			l.aligned, l.centred = true, v == "center"
		}
	}
	return l
}

// look returns how text of the style of that family and name looks.
func (w *odtWalk) look(name string) (bold, centred bool) {
	weighs, aligned := false, false
	for l, n := w.looks[name], 0; n < maxStyleChain; l, n = w.looks[l.parent], n+1 {
		if !weighs && l.weighs {
			weighs, bold = true, l.bold
		}
		if !aligned && l.aligned {
			aligned, centred = true, l.centred
		}
		if l.parent == "" {
			break
		}
	}
	return bold, centred
}

// span writes the words of a stretch with a style of its own.
func (w *odtWalk) span(e *element, run *docxRun, depth int) {
	around := run.bold
	if name := "text " + e.attr("style-name"); w.looks[name] != (odtLook{}) {
		bold, _ := w.look(name)
		run.bold = bold || around && !w.looks[name].weighs
	}
	w.runs(e, run, depth)
	run.bold = around
}
