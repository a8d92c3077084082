package rights

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/rights/linear"
)

// Version is the version of the stage: raise it when the same text may get other tags.
const Version = 1

//go:embed models/*.bin
var modelFiles embed.FS

// Options choose what a [Tagger] tags with. The zero value is everything embedded.
type Options struct {
	Models []*linear.Model // in place of the embedded model of the same scheme
}

// Tagger tags texts. It may be used by many goroutines at once.
type Tagger struct {
	models []*linear.Model // in order of their scheme
	action *linear.Model
}

// New returns a tagger with the embedded models and those of o.
func New(o Options) (*Tagger, error) {
	t := &Tagger{}
	return t, t.load(o.Models)
}

// load takes the embedded models, each replaced by one of given with the same scheme.
func (t *Tagger) load(given []*linear.Model) error {
	files, err := modelFiles.ReadDir("models")
	if err != nil {
		return fmt.Errorf("embedded models: %w", err)
	}
	models := slices.Clone(given)
	for _, f := range files {
		raw, err := modelFiles.ReadFile("models/" + f.Name())
		if err != nil {
			return fmt.Errorf("embedded models: %w", err)
		}
		m, err := linear.Read(bytes.NewReader(raw))
		if err != nil {
			return fmt.Errorf("embedded model %s: %w", f.Name(), err)
		}
		if !slices.ContainsFunc(models, func(g *linear.Model) bool { return schemeOf(g) == schemeOf(m) }) {
			models = append(models, m)
		}
	}
	for _, m := range models {
		if schemeOf(m) == "action" {
			t.action = m
			continue
		}
		t.models = append(t.models, m)
	}
	return nil
}

// schemeOf is the scheme of the labels that m gives: its name without the version.
func schemeOf(m *linear.Model) string {
	scheme, _, _ := strings.Cut(m.Name, "/")
	return scheme
}

// Name is the stage's name with its version.
func (t *Tagger) Name() string { return "rights/" + strconv.Itoa(Version) }

// Annotate writes the tags of every passage worth tagging, and the tags and the
// category of action of every recommendation. It reads the references of passages.
func (t *Tagger) Annotate(ctx context.Context, d *pipeline.Document) error {
	for i := range d.Passages {
		if err := ctx.Err(); err != nil {
			return err
		}
		if p := &d.Passages[i]; worth(p) {
			p.Tags = t.Tag(d.PassageText(p), d.Language, p.References)
		}
	}
	for i := range d.Recommendations {
		r := &d.Recommendations[i]
		r.Tags = t.Tag(r.Text, d.Language, nil)
		r.Action = t.Action(r.Text)
	}
	return nil
}

// worth says whether p is tagged: a heading is tagged by what stands under it.
func worth(p *pipeline.Passage) bool { return p.Kind != pipeline.Heading && p.End-p.Start >= 8 }

// Tag returns the tags of a text in a language (ISO 639-1, "" for English),
// in the order of their schemes, then by falling score. refs are the references
// found in it.
func (t *Tagger) Tag(text, lang string, refs []pipeline.Reference) []pipeline.Tag {
	var tags []pipeline.Tag
	if lang == "" || lang == "en" {
		for _, m := range t.models {
			tags = append(tags, modelTags(m, text)...)
		}
	}
	slices.SortStableFunc(tags, byScheme)
	return tags
}

func byScheme(a, b pipeline.Tag) int {
	if c := strings.Compare(a.Scheme, b.Scheme); c != 0 {
		return c
	}
	if a.Score != b.Score {
		return int(2 * (b.Score - a.Score) / abs(b.Score-a.Score))
	}
	return strings.Compare(a.ID, b.ID)
}

func abs(x float64) float64 { return max(x, -x) }

func modelTags(m *linear.Model, text string) []pipeline.Tag {
	var tags []pipeline.Tag
	for _, s := range m.Above(text) {
		id := m.Labels[s.Label].ID
		tags = append(tags, pipeline.Tag{Scheme: schemeOf(m), ID: id, Label: id, Score: s.Score, By: "model:" + m.Name})
	}
	return tags
}

// Action returns the category of action that a recommendation asks for (1
// minimal action, 2 continuing, 3 considering, 4 general, 5 specific action), 0
// where text says nothing that the model knows.
func (t *Tagger) Action(text string) int {
	best := t.action.Best(text)
	if best.Label < 0 {
		return 0
	}
	category, err := strconv.Atoi(t.action.Labels[best.Label].ID)
	if err != nil {
		return 0
	}
	return category
}
