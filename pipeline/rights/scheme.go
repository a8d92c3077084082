package rights

import (
	"embed"
	"fmt"
	"io"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

//go:embed schemes/*.yaml
var schemeFiles embed.FS

// schemeOrder is the order in which schemes are applied: a label may be implied
// by labels of schemes before its own.
var schemeOrder = []string{"rights", "groups", "upr-issues", "sdg", "themes"}

// Scheme is a list of labels with what speaks for them.
type Scheme struct {
	ID      string              `yaml:"id"`
	Label   string              `yaml:"label"`
	Version int                 `yaml:"version"`
	Say     float64             `yaml:"say,omitempty"` // score from which a label is said
	Share   float64             `yaml:"share,omitempty"`
	Form    string              `yaml:"form,omitempty"` // "recommendation": in other texts only what implies its labels counts
	Not     map[string][]string `yaml:"not,omitempty"`  // by language: what takes back the term after it
	Labels  []Label             `yaml:"labels"`
}

// Label is one label of a scheme.
type Label struct {
	ID      string              `yaml:"id"`
	Label   string              `yaml:"label"`
	Note    string              `yaml:"note,omitempty"` // what it means, for people
	Also    []string            `yaml:"also,omitempty"` // other names of it, of earlier generations
	Family  string              `yaml:"family,omitempty"`
	Parent  string              `yaml:"parent,omitempty"`
	Anchors []string            `yaml:"anchors,omitempty"` // "ICCPR art:7": references that speak for it
	From    []string            `yaml:"from,omitempty"`    // "rights:torture": labels of other schemes that imply it
	Same    []string            `yaml:"same,omitempty"`    // labels of other schemes that mean the same
	Terms   map[string][]string `yaml:"terms,omitempty"`   // by language; "term =0.4" for a weight
	Except  map[string][]string `yaml:"except,omitempty"`  // phrases in which its terms mean something else
}

const (
	defaultWeight = 0.8 // of a term: it alone is enough
	defaultSay    = 0.5
)

// Embedded returns the schemes that Haki ships, in the order they are applied.
// A test checks them as those of a user are: every process would else do it again.
func Embedded() ([]*Scheme, error) {
	var list []*Scheme
	for _, id := range schemeOrder {
		raw, err := schemeFiles.ReadFile("schemes/" + id + ".yaml")
		if err != nil {
			return nil, fmt.Errorf("embedded scheme %s: %w", id, err)
		}
		s := &Scheme{}
		if err := yaml.Unmarshal(raw, s); err != nil {
			return nil, fmt.Errorf("embedded scheme %s: %w", id, err)
		}
		list = append(list, s)
	}
	return list, nil
}

// maxScheme is the size in bytes up to which a scheme file is read.
const maxScheme = 16 << 20

// ReadScheme reads a scheme from YAML. The error is the first problem that
// [CheckScheme] finds.
func ReadScheme(r io.Reader) (*Scheme, error) {
	s, problems := parseScheme(r)
	if len(problems) > 0 {
		return nil, problems[0]
	}
	return s, nil
}

// WriteScheme writes s as YAML that ReadScheme reads.
func WriteScheme(w io.Writer, s *Scheme) error {
	e := yaml.NewEncoder(w)
	e.SetIndent(2)
	if err := e.Encode(s); err != nil {
		return fmt.Errorf("write scheme %s: %w", s.ID, err)
	}
	return e.Close()
}

// Name is the scheme's id with its version.
func (s *Scheme) Name() string { return s.ID + "/" + strconv.Itoa(max(1, s.Version)) }

// Find returns the label of s with the given id, or nil.
func (s *Scheme) Find(id string) *Label {
	for i := range s.Labels {
		if s.Labels[i].ID == id {
			return &s.Labels[i]
		}
	}
	return nil
}

func (s *Scheme) threshold() float64 {
	if s.Say == 0 {
		return defaultSay
	}
	return s.Say
}

// weighted splits "term =0.4" into term and weight.
func weighted(term string) (string, float64, error) {
	i := strings.LastIndex(term, " =")
	if i < 0 {
		return term, defaultWeight, nil
	}
	w, err := strconv.ParseFloat(term[i+2:], 64)
	if err != nil || !(w > 0 && w < 1) {
		return "", 0, fmt.Errorf("term %q: a weight is a number between 0 and 1", term)
	}
	return strings.TrimSpace(term[:i]), w, nil
}
