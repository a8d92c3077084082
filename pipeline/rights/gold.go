package rights

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/haki-project/haki/pipeline/rights/linear"
)

// Gold is labelled texts.
type Gold struct {
	IDs      []string
	Examples []linear.Example
	Actions  []string // category of action of each text, "" where unknown
}

// ReadGold reads CSV with a header: columns text and labels (ids separated by
// "|"), and, where present, id, action and group (texts of one group are never
// on both sides of a test). Errors name the line.
func ReadGold(r io.Reader) (*Gold, error) {
	rows := csv.NewReader(r)
	head, err := rows.Read()
	if err != nil {
		return nil, fmt.Errorf("read labelled texts: %w", err)
	}
	column := map[string]int{}
	for i, name := range head {
		column[strings.TrimPrefix(strings.TrimSpace(name), "\ufeff")] = i
	}
	for _, name := range []string{"text", "labels"} {
		if _, ok := column[name]; !ok {
			return nil, fmt.Errorf("read labelled texts: line 1: no column %q among %s; write id,text,labels[,action][,group]", name, strings.Join(head, ","))
		}
	}
	g := &Gold{}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return g, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read labelled texts: %w", err)
		}
		g.add(row, column)
	}
}

func (g *Gold) add(row []string, column map[string]int) {
	cell := func(name string) string {
		if i, ok := column[name]; ok {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	labels := strings.FieldsFunc(cell("labels"), func(r rune) bool { return r == '|' })
	g.IDs = append(g.IDs, cell("id"))
	g.Examples = append(g.Examples, linear.Example{Text: cell("text"), Labels: labels, Group: cell("group")})
	g.Actions = append(g.Actions, cell("action"))
}

// find looks for the terms of the embedded schemes in the texts.
func (g *Gold) find() error {
	schemes, err := Embedded()
	if err != nil {
		return err
	}
	lexicons, err := newLexicons(schemes)
	if err != nil {
		return err
	}
	x := lexicons["en"]
	for i := range g.Examples {
		e := &g.Examples[i]
		e.Found = x.found(x.find(e.Text, nil), nil)
	}
	return nil
}

// actions are the texts of g as examples of their category of action.
func (g *Gold) actions() []linear.Example {
	var list []linear.Example
	for i, e := range g.Examples {
		if g.Actions[i] != "" {
			list = append(list, linear.Example{Text: e.Text, Labels: []string{g.Actions[i]}, Group: e.Group})
		}
	}
	return list
}
