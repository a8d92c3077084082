// Command generate makes the sample documents of testdata/corpus out of the
// texts in testdata/source, all of them invented: cd testdata/generate && go run .
// It is a module of its own, because nothing else needs a library that writes PDF.
//
// The binary formats are made here so that their content can be read and
// reviewed as text; the same sources always give the same bytes.
package main

import (
	"log"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	if err := run("../source", "../corpus"); err != nil {
		log.Fatal(err)
	}
}

// run writes every sample into corpus. The names are those of the files that a
// user would have; the folder's haki.csv tells Haki about the invented State.
func run(source, corpus string) error {
	report, err := read(filepath.Join(source, "upr-report.txt"))
	if err != nil {
		return err
	}
	if err := writePDF(filepath.Join(corpus, "sylvania-upr-report-2031.pdf"), report); err != nil {
		return err
	}
	observations, err := read(filepath.Join(source, "concluding-observations.txt"))
	if err != nil {
		return err
	}
	if err := writeDOCX(filepath.Join(corpus, "sylvania-cedaw-2030.docx"), observations); err != nil {
		return err
	}
	for from, to := range map[string]string{
		"speech.html": "human-rights-day-2030.html", "statement.txt": "general-assembly-2030.txt", "law.xml": "press-act-2029.xml",
	} {
		if err := copyFile(filepath.Join(source, from), filepath.Join(corpus, to)); err != nil {
			return err
		}
	}
	return nil
}

func copyFile(from, to string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o644)
}

// A text is a source file: fields of its head, then lines.
type text struct {
	fields map[string]string
	lines  []line
}

// A line is one block: kind is title, section, subsection, paragraph, sub, row,
// note or text; number is as printed ("12.", "(a)").
type line struct{ kind, number, text string }

func read(path string) (text, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return text{}, err
	}
	t := text{fields: map[string]string{}}
	for _, raw := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if name, value, ok := strings.Cut(raw, ": "); ok && !strings.ContainsAny(name, " .(") && name != "table" {
			t.fields[name] = value
		} else if !strings.HasPrefix(raw, "#") {
			t.lines = append(t.lines, parse(raw))
		}
	}
	return t, nil
}

// marks are the beginnings of lines that are not numbered, longest first.
var marks = []struct{ mark, kind string }{
	{"=== ", "subsection"}, {"== ", "section"}, {"= ", "title"}, {"table: ", "row"}, {"^ ", "note"},
}

func parse(raw string) line {
	for _, m := range marks {
		if rest, ok := strings.CutPrefix(raw, m.mark); ok {
			return line{kind: m.kind, text: rest}
		}
	}
	number, rest, _ := strings.Cut(raw, " ")
	switch {
	case strings.HasPrefix(number, "(") && strings.HasSuffix(number, ")"):
		return line{"sub", number, rest}
	case strings.HasSuffix(number, ".") && number[0] >= '0' && number[0] <= '9':
		return line{"paragraph", number, rest}
	}
	return line{kind: "text", text: raw}
}
