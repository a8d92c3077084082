package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/haki-project/haki/pipeline"
)

// labelStudioSink writes tasks of Label Studio, one JSON array: a passage a
// task, its tags as choices and its references as labelled spans, offsets in
// code points. What a person set is an annotation, the rest are predictions.
type labelStudioSink struct {
	w       *bufio.Writer
	version string
	rows    int
}

func newLabelStudio(w io.Writer, _ Kind, o Options) (Sink, error) {
	s := &labelStudioSink{w: bufio.NewWriterSize(w, 1<<16), version: o.Version}
	return s, s.w.WriteByte('[')
}

type labelTask struct {
	Data        labelData     `json:"data"`
	Predictions []labelResult `json:"predictions,omitempty"`
	Annotations []labelResult `json:"annotations,omitempty"`
}

type labelData struct {
	Text     string   `json:"text"`
	ID       string   `json:"id"`
	Document string   `json:"document"`
	Symbol   string   `json:"symbol"`
	Number   string   `json:"number"`
	Page     int      `json:"page"`
	URL      string   `json:"url"`
	SHA256   string   `json:"sha256"`
	Version  string   `json:"version"`
	Section  []string `json:"section"`
}

type labelResult struct {
	Model  string       `json:"model_version,omitempty"`
	Score  float64      `json:"score,omitempty"`
	Result []labelEntry `json:"result"`
}

type labelEntry struct {
	ID    string         `json:"id"`
	From  string         `json:"from_name"`
	To    string         `json:"to_name"`
	Type  string         `json:"type"`
	Value map[string]any `json:"value"`
	Score float64        `json:"score,omitempty"`
	Meta  map[string]any `json:"meta,omitempty"`
}

func (s *labelStudioSink) Add(sel Selection) error {
	return sel.each(func(i int) error {
		b, err := json.Marshal(s.task(sel.Document, i))
		if err != nil {
			return err
		}
		if s.rows > 0 {
			b = append([]byte{','}, b...)
		}
		s.rows++
		_, err = s.w.Write(append([]byte{'\n'}, b...))
		return err
	})
}

func (s *labelStudioSink) task(d *pipeline.Document, i int) labelTask {
	r := d.PassageRecord(i)
	t := labelTask{Data: labelData{
		Text: r.Text, ID: r.ID, Document: d.File, Symbol: d.Symbol, Number: r.Number, Page: r.Page, URL: d.URI, SHA256: d.SHA256, Version: s.version, Section: r.Section,
	}}
	var made, person []labelEntry
	at := &runesAt{text: r.Text}
	for k, n := range notes(&d.Passages[i], r.Text) {
		e := labelEntryOf(fmt.Sprintf("%s-%d", r.ID, k+1), n, at)
		if n.by == "person" {
			person = append(person, e)
		} else {
			made = append(made, e)
		}
	}
	if made != nil {
		t.Predictions = []labelResult{{Model: "haki " + s.version, Result: made}}
	}
	if person != nil {
		t.Annotations = []labelResult{{Result: person}}
	}
	return t
}

func labelEntryOf(id string, n note, at *runesAt) labelEntry {
	e := labelEntry{ID: id, To: "text", Score: n.score, Meta: map[string]any{"by": n.by}}
	if n.target == "" {
		e.From, e.Type, e.Value = n.scheme, "choices", map[string]any{"choices": []string{n.code}}
		return e
	}
	e.From, e.Type = "references", "labels"
	e.Value = map[string]any{"start": at.offset(n.span[0]), "end": at.offset(n.span[1]), "text": n.span.Of(at.text), "labels": []string{n.code}}
	e.Meta["target"] = n.target
	return e
}

func (s *labelStudioSink) Close() error {
	if _, err := s.w.WriteString("\n]\n"); err != nil {
		return err
	}
	return s.w.Flush()
}

func (s *labelStudioSink) Rows() int { return s.rows }
