package rights

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// csvHead are the columns of a scheme as CSV: one row a label; columns
// "terms:en", "except:fr" follow for each language; lists are separated by "|"
// with spaces around it, because a term may hold one without.
var csvHead = []string{"id", "label", "note", "also", "family", "parent", "anchors", "from", "same"}

const csvBar = " | "

// WriteSchemeCSV writes the labels of s as CSV. The scheme's own id, label and
// thresholds are not part of it.
func WriteSchemeCSV(w io.Writer, s *Scheme) error {
	out := csv.NewWriter(w)
	terms, except := s.languages()
	head := slices.Clone(csvHead)
	for _, lang := range terms {
		head = append(head, "terms:"+lang)
	}
	for _, lang := range except {
		head = append(head, "except:"+lang)
	}
	if err := out.Write(head); err != nil {
		return fmt.Errorf("write scheme %s: %w", s.ID, err)
	}
	join := func(list []string) string { return strings.Join(list, csvBar) }
	for _, l := range s.Labels {
		row := []string{l.ID, l.Label, l.Note, join(l.Also), l.Family, l.Parent, join(l.Anchors), join(l.From), join(l.Same)}
		for _, lang := range terms {
			row = append(row, join(l.Terms[lang]))
		}
		for _, lang := range except {
			row = append(row, join(l.Except[lang]))
		}
		if err := out.Write(row); err != nil {
			return fmt.Errorf("write scheme %s: %w", s.ID, err)
		}
	}
	out.Flush()
	return out.Error()
}

// languages are those that s has terms and exceptions in.
func (s *Scheme) languages() (terms, except []string) {
	t, e := map[string]bool{}, map[string]bool{}
	for _, l := range s.Labels {
		for lang := range l.Terms {
			t[lang] = true
		}
		for lang := range l.Except {
			e[lang] = true
		}
	}
	return sorted(t), sorted(e)
}

// ReadSchemeCSV reads labels that WriteSchemeCSV wrote, or that a person made
// in a spreadsheet, or that a program for coding wrote (a column tag, name or path,
// and description), into a scheme of the given id and name. A row without id gets
// one, and a term, of its name. Errors name the line.
func ReadSchemeCSV(r io.Reader, id, label string) (*Scheme, error) {
	in := csv.NewReader(io.LimitReader(r, maxScheme))
	head, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("read scheme: %w", err)
	}
	head[0] = strings.TrimPrefix(head[0], "\ufeff")
	for i, name := range head {
		head[i] = strings.ToLower(strings.TrimSpace(name))
	}
	if !slices.ContainsFunc(head, func(name string) bool { return slices.Contains(csvNames, name) }) {
		return nil, fmt.Errorf("read scheme: line 1: a column label is needed, there are %s", strings.Join(head, ","))
	}
	s := &Scheme{ID: id, Label: label, Version: 1}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return s, s.recheck()
		}
		if err != nil {
			return nil, fmt.Errorf("read scheme: %w", err)
		}
		l := Label{}
		for i, column := range head {
			if err := l.set(column, row[i]); err != nil {
				line, _ := in.FieldPos(i)
				return nil, fmt.Errorf("read scheme: line %d: %w", line, err)
			}
		}
		if l.ID == "" {
			s.addNamed(&l)
			continue
		}
		s.Labels = append(s.Labels, l)
	}
}

// csvNames are the columns that may hold the name of a label.
var csvNames = []string{"label", "tag", "name", "path"}

// set puts the value of a column into l.
func (l *Label) set(column, value string) error {
	kind, lang, _ := strings.Cut(column, ":")
	switch kind {
	case "id":
		l.ID = value
	case "label", "tag", "name", "path":
		l.Label = value
	case "note", "description":
		l.Note = value
	case "family":
		l.Family = value
	case "parent":
		l.Parent = value
	case "also":
		l.Also = bars(value)
	case "anchors":
		l.Anchors = bars(value)
	case "from":
		l.From = bars(value)
	case "same":
		l.Same = bars(value)
	case "terms":
		add(&l.Terms, lang, bars(value))
	case "except":
		add(&l.Except, lang, bars(value))
	default:
		return fmt.Errorf("unknown column %q", column)
	}
	return nil
}

func bars(value string) []string {
	var list []string
	for _, part := range strings.Split(value, csvBar) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

func add(to *map[string][]string, lang string, list []string) {
	if len(list) == 0 {
		return
	}
	if *to == nil {
		*to = map[string][]string{}
	}
	(*to)[lang] = append((*to)[lang], list...)
}

// recheck validates a scheme that did not come from YAML.
func (s *Scheme) recheck() error {
	var text strings.Builder
	if err := WriteScheme(&text, s); err != nil {
		return err
	}
	for _, p := range CheckScheme(strings.NewReader(text.String())) {
		return fmt.Errorf("scheme %s: %s", s.ID, p.Text)
	}
	return nil
}
