package ingest

import "strings"

// weight tells whether the words of a paragraph stand out as a whole.
type weight struct{ bold, plain bool }

// add notes whether text, if it has words, is bold.
func (w *weight) add(text string, bold bool) {
	if strings.TrimSpace(text) == "" {
		return
	}
	w.bold, w.plain = w.bold || bold, w.plain || !bold
}

// loud reports whether all words are bold.
func (w weight) loud() bool { return w.bold && !w.plain }
