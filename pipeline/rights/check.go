package rights

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/haki-project/haki/pipeline/rights/terms"
)

// Problem is something wrong with a scheme file. It is an error.
type Problem struct {
	Line int // from 1; 0 where no line is to blame
	Text string
}

func (p Problem) Error() string {
	if p.Line == 0 {
		return p.Text
	}
	return fmt.Sprintf("line %d: %s", p.Line, p.Text)
}

// CheckScheme returns everything that is wrong with a scheme file, in the order
// of its lines.
func CheckScheme(r io.Reader) []Problem {
	_, problems := parseScheme(r)
	return problems
}

var (
	labelID  = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)
	language = regexp.MustCompile(`^[a-z]{2}$`)
	anchor   = regexp.MustCompile(`^\S+( (art|para|sec):\S+)?$`)
	mapping  = regexp.MustCompile(`^[a-z0-9-]+:[a-z0-9.-]+$`)
)

func parseScheme(r io.Reader) (*Scheme, []Problem) {
	raw, err := io.ReadAll(io.LimitReader(r, maxScheme+1))
	if err != nil {
		return nil, []Problem{{0, "cannot be read: " + err.Error()}}
	}
	if len(raw) > maxScheme {
		return nil, []Problem{{0, fmt.Sprintf("larger than %d bytes", maxScheme)}}
	}
	var root yaml.Node
	if err := yaml.Unmarshal(raw, &root); err != nil {
		return nil, []Problem{yamlProblem(err)}
	}
	s := &Scheme{}
	if err := root.Decode(s); err != nil {
		return nil, yamlProblems(err)
	}
	c := &checker{scheme: s}
	c.run(&root)
	return s, c.problems
}

func yamlProblem(err error) Problem {
	var line int
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if n, _ := fmt.Sscanf(text, "line %d:", &line); n == 1 {
		_, text, _ = strings.Cut(text, ": ")
	}
	return Problem{line, text}
}

// yamlProblems are the places where a value has not the form of its field.
func yamlProblems(err error) []Problem {
	var types *yaml.TypeError
	if !errors.As(err, &types) {
		return []Problem{yamlProblem(err)}
	}
	var list []Problem
	for _, text := range types.Errors {
		list = append(list, yamlProblem(errors.New(text)))
	}
	return list
}

// checker walks the YAML beside what was decoded from it, for the lines.
type checker struct {
	scheme   *Scheme
	problems []Problem
}

func (c *checker) add(n *yaml.Node, format string, args ...any) {
	line := 0
	if n != nil {
		line = n.Line
	}
	c.problems = append(c.problems, Problem{line, fmt.Sprintf(format, args...)})
}

func (c *checker) run(root *yaml.Node) {
	if len(root.Content) == 0 || root.Content[0].Kind != yaml.MappingNode {
		c.add(root, "not a scheme: write id, label and labels")
		return
	}
	top := root.Content[0]
	c.fields(top, "id", "label", "version", "say", "share", "form", "not", "labels")
	if !labelID.MatchString(c.scheme.ID) {
		c.add(orNode(child(top, "id"), top), "id %q: write small letters, digits and hyphens", c.scheme.ID)
	}
	if c.scheme.Say < 0 || c.scheme.Say >= 1 {
		c.add(child(top, "say"), "say %v: write a number from 0 to below 1", c.scheme.Say)
	}
	if f := c.scheme.Form; f != "" && f != "recommendation" {
		c.add(child(top, "form"), "form %q: write recommendation, or nothing", f)
	}
	if c.scheme.Share < 0 || c.scheme.Share > 1 {
		c.add(child(top, "share"), "share %v: write a number from 0 to 1", c.scheme.Share)
	}
	c.phrases(child(top, "not"))
	labels := child(top, "labels")
	if len(c.scheme.Labels) == 0 {
		c.add(orNode(labels, top), "no labels")
		return
	}
	for _, n := range labels.Content {
		c.label(n)
	}
	c.names(labels)
	slices.SortStableFunc(c.problems, func(a, b Problem) int { return a.Line - b.Line })
}

// names checks what labels say of each other.
func (c *checker) names(labels *yaml.Node) {
	line := map[string]int{}
	for i, l := range c.scheme.Labels {
		n := labels.Content[i]
		if first, ok := line[l.ID]; ok {
			c.add(n, "label %q is there already, on line %d", l.ID, first)
		}
		line[l.ID] = n.Line
	}
	for i, l := range c.scheme.Labels {
		if _, ok := line[l.Parent]; l.Parent != "" && !ok || l.Parent == l.ID && l.ID != "" {
			c.add(orNode(child(labels.Content[i], "parent"), labels.Content[i]), "parent %q is no other label of the scheme", l.Parent)
		}
	}
}

func (c *checker) label(n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		c.add(n, "not a label: write id, label and terms")
		return
	}
	c.fields(n, "id", "label", "note", "also", "family", "parent", "anchors", "from", "same", "terms", "except")
	if id := scalar(n, "id"); !labelID.MatchString(id) {
		c.add(n, "id %q: write small letters, digits, hyphens and full stops", id)
	}
	if scalar(n, "label") == "" {
		c.add(n, "label %q has no name: write label: …", scalar(n, "id"))
	}
	c.each(child(n, "anchors"), anchor, "write a reference's target, and art:7 after it where only that article speaks for the label")
	c.each(child(n, "from"), mapping, "write scheme:label")
	c.each(child(n, "same"), mapping, "write scheme:label")
	c.phrases(child(n, "terms"))
	c.phrases(child(n, "except"))
}

// each checks the entries of a list, without their weight.
func (c *checker) each(list *yaml.Node, form *regexp.Regexp, advice string) {
	if list == nil {
		return
	}
	for _, n := range list.Content {
		text, _, err := weighted(n.Value)
		if err != nil || !form.MatchString(text) {
			c.add(n, "%q: %s", n.Value, advice)
		}
	}
}

// phrases checks lists of terms by language.
func (c *checker) phrases(byLanguage *yaml.Node) {
	if byLanguage == nil {
		return
	}
	for i := 0; i+1 < len(byLanguage.Content); i += 2 {
		lang, list := byLanguage.Content[i], byLanguage.Content[i+1]
		if !language.MatchString(lang.Value) {
			c.add(lang, "language %q: write its code of two letters (ISO 639-1)", lang.Value)
		}
		seen := map[string]bool{}
		for _, n := range list.Content {
			term, _, err := weighted(n.Value)
			if err == nil {
				err = terms.NewSet().Add(term, lang.Value, 0)
			}
			switch {
			case err != nil:
				c.add(n, "%v", err)
			case seen[term]:
				c.add(n, "term %q is there already", term)
			}
			seen[term] = true
		}
	}
}

// fields reports the keys of a mapping that are none of known.
func (c *checker) fields(n *yaml.Node, known ...string) {
	for i := 0; i < len(n.Content); i += 2 {
		if k := n.Content[i]; !slices.Contains(known, k.Value) {
			c.add(k, "unknown field %q: one of %s", k.Value, strings.Join(known, ", "))
		}
	}
}

func child(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func scalar(n *yaml.Node, key string) string {
	if v := child(n, key); v != nil {
		return v.Value
	}
	return ""
}

func orNode(n, other *yaml.Node) *yaml.Node {
	if n != nil {
		return n
	}
	return other
}

// sorted returns the keys of m in order.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
