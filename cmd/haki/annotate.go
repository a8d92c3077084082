package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/cite"
	"github.com/haki-project/haki/pipeline/nlp"
	"github.com/haki-project/haki/pipeline/rights"
)

type annotateOptions struct {
	jsonl    bool
	language string
}

func newAnnotate(a *app) *cobra.Command {
	var o annotateOptions
	c := &cobra.Command{
		Use:   "annotate [FILE]",
		Short: "Tags and references of a text; needs no corpus",
		Long: `Print the rights tags and references of the text in FILE or on stdin, as JSON.
With --jsonl each line read is {"id","text"} and each line printed is
{"id","tags","references","action"}, in the same order.`,
		Example: `  echo 'Ratify the Optional Protocol to the Convention against Torture' | haki annotate
  haki annotate --jsonl passages.jsonl > annotated.jsonl`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return runAnnotate(a, o, args) },
	}
	c.Flags().BoolVar(&o.jsonl, "jsonl", false, "one text a line in, one annotation a line out")
	c.Flags().StringVar(&o.language, "lang", "", "language of the text (ISO 639-1); found from the text where not given")
	return c
}

func runAnnotate(a *app, o annotateOptions, args []string) error {
	in := a.stdin
	if len(args) == 1 && args[0] != "-" {
		f, err := os.Open(args[0])
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	tagger, err := rights.New(rights.Options{})
	if err != nil {
		return err
	}
	an := &annotator{tagger: tagger, language: o.language}
	out := bufio.NewWriter(a.stdout)
	if o.jsonl {
		return errors.Join(an.lines(in, out), out.Flush())
	}
	return errors.Join(an.whole(in, out), out.Flush())
}

// annotated is what annotate prints of one text.
type annotated struct {
	ID         string               `json:"id,omitempty"`
	Tags       []pipeline.Tag       `json:"tags"`
	References []pipeline.Reference `json:"references"`
	Action     int                  `json:"action,omitempty"`
}

type annotator struct {
	tagger   *rights.Tagger
	language string
}

func (an *annotator) annotate(id, text string) annotated {
	lang := an.language
	if lang == "" {
		lang, _ = nlp.Language(text)
	}
	refs := cite.Find(text, cite.Context{Language: lang})
	for i := range refs {
		refs[i].URI = cite.URI(refs[i])
	}
	out := annotated{ID: id, Tags: an.tagger.Tag(text, lang, refs), References: refs, Action: an.tagger.Action(text)}
	if out.Tags == nil {
		out.Tags = []pipeline.Tag{}
	}
	if out.References == nil {
		out.References = []pipeline.Reference{}
	}
	return out
}

func (an *annotator) whole(in io.Reader, out io.Writer) error {
	b, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	if !utf8.Valid(b) {
		return fmt.Errorf("%w: the text is not UTF-8; haki ingest reads other encodings", errUsage)
	}
	e := encoder(out)
	e.SetIndent("", "  ")
	return e.Encode(an.annotate("", string(b)))
}

// lines answers every line read, in order; a line that is no JSON object stops
// it, because the answers could no longer be told apart.
func (an *annotator) lines(in io.Reader, out io.Writer) error {
	r := bufio.NewReaderSize(in, 1<<20)
	e := encoder(out)
	for n := 1; ; n++ {
		line, err := r.ReadBytes('\n')
		if len(strings.TrimSpace(string(line))) > 0 {
			var t struct{ ID, Text string }
			if err := json.Unmarshal(line, &t); err != nil {
				return fmt.Errorf(`line %d: %w: each line must be an object {"id": "…", "text": "…"}`, n, err)
			}
			if err := e.Encode(an.annotate(t.ID, t.Text)); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func encoder(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}
