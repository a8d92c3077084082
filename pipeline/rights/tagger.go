package rights

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/rights/linear"
)

// Version is the version of the stage: raise it when the same text may get other tags.
const Version = 3

//go:embed models/*.bin
var modelFiles embed.FS

// Options choose what a [Tagger] tags with. The zero value is everything embedded.
type Options struct {
	Schemes []*Scheme       // besides the embedded ones, or in place of one of the same id
	Models  []*linear.Model // in place of the embedded model of the same scheme
}

// Tagger tags texts. It may be used by many goroutines at once.
type Tagger struct {
	engine *engine
	models map[string]*linear.Model // by scheme
	action *linear.Model
	form   *linear.Model // tells recommendations from other texts
	pool   sync.Pool     // of readings
}

// New returns a tagger with the embedded schemes and models and those of o.
func New(o Options) (*Tagger, error) {
	schemes, err := Embedded()
	if err != nil {
		return nil, err
	}
	for _, s := range o.Schemes {
		if i := slices.IndexFunc(schemes, func(old *Scheme) bool { return old.ID == s.ID }); i >= 0 {
			schemes[i] = s
			continue
		}
		schemes = append(schemes, s)
	}
	t := &Tagger{models: map[string]*linear.Model{}}
	if t.engine, err = newEngine(schemes); err != nil {
		return nil, err
	}
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
		t.models[schemeOf(m)] = m
	}
	t.action, t.form = t.models["action"], t.models["form"]
	if t.action == nil || t.form == nil {
		return errors.New("embedded models: action or form is missing")
	}
	return nil
}

// schemeOf is the scheme of the labels that m gives: its name without the version.
func schemeOf(m *linear.Model) string {
	scheme, _, _ := strings.Cut(m.Name, "/")
	return scheme
}

// Name is the stage's name with its version, also of a nil tagger.
func (*Tagger) Name() string { return "rights/" + strconv.Itoa(Version) }

// Annotate writes the tags of every passage worth tagging, and the tags and the
// category of action of every recommendation. It reads the references of passages.
func (t *Tagger) Annotate(ctx context.Context, d *pipeline.Document) error {
	of := recommendationsOf(d)
	for i := range d.Passages {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := &d.Passages[i]
		switch records := of[p.ID]; {
		case len(records) > 0:
			p.Tags = t.recommended(d, p, records)
		case worth(p):
			p.Tags = t.Tag(d.PassageText(p), d.Language, p.References)
		}
		t.state(p, of[p.ID])
	}
	return nil
}

// recommendationsOf lists the recommendations of d by the passage they stand in.
func recommendationsOf(d *pipeline.Document) map[string][]*pipeline.Recommendation {
	of := map[string][]*pipeline.Recommendation{}
	for i := range d.Recommendations {
		r := &d.Recommendations[i]
		of[r.Passage] = append(of[r.Passage], r)
	}
	return of
}

// recommended tags the recommendations of a passage and returns the tags of the
// passage, which are theirs: the models learned from such texts, without number
// and States.
func (t *Tagger) recommended(d *pipeline.Document, p *pipeline.Passage, records []*pipeline.Recommendation) []pipeline.Tag {
	var tags []pipeline.Tag
	for _, r := range records {
		offset := r.Start - p.Start
		whole := r.Start >= p.Start && r.End <= p.End && d.Text[r.Start:r.End] == r.Text
		var refs []pipeline.Reference
		if whole {
			refs = within(p.References, offset, len(r.Text))
		}
		in := t.read(r.Text, d.Language, refs)
		r.Tags = t.tags(in, len(t.engine.schemes))
		r.Action = t.category(in)
		t.pool.Put(in)
		tags = merged(tags, r.Tags, offset, whole)
	}
	return tags
}

// within returns the references that lie in a part of a passage, with places of that part.
func within(list []pipeline.Reference, start, size int) []pipeline.Reference {
	var kept []pipeline.Reference
	for _, r := range list {
		if r.Start -= start; r.Start < 0 {
			continue
		}
		if r.End -= start; r.End <= size {
			kept = append(kept, r)
		}
	}
	return kept
}

// merged adds the tags of a part to those of its passage, each once with its
// highest score. Places move with the part, where it stands there as it is.
func merged(tags, more []pipeline.Tag, offset int, whole bool) []pipeline.Tag {
	for _, tag := range more {
		var spans []pipeline.Span
		for _, s := range tag.Spans {
			if whole {
				spans = append(spans, pipeline.Span{s[0] + offset, s[1] + offset})
			}
		}
		tag.Spans = spans
		i := slices.IndexFunc(tags, func(old pipeline.Tag) bool { return old.Scheme == tag.Scheme && old.ID == tag.ID })
		switch {
		case i < 0:
			tags = append(tags, tag)
		case tags[i].Score < tag.Score:
			tags[i] = tag
		}
	}
	return tags
}

// worth says whether p is tagged: a heading is tagged by what stands under it.
func worth(p *pipeline.Passage) bool { return p.Kind != pipeline.Heading && p.End-p.Start >= 8 }

// Tag returns the tags of a text in a language (ISO 639-1, "" for English),
// scheme by scheme, the surest first. refs are the references found in it.
func (t *Tagger) Tag(text, lang string, refs []pipeline.Reference) []pipeline.Tag {
	in := t.read(text, lang, refs)
	defer t.pool.Put(in)
	return t.tags(in, len(t.engine.schemes))
}

// reading is a text as terms and models read it; its memory serves one text after another.
type reading struct {
	text      string
	refs      []pipeline.Reference
	lexicon   *lexicon // nil where no scheme has terms in the language
	hits      []hit
	words     linear.Words
	found     []linear.Found // terms, as models see them
	recommend bool           // reads as a recommendation: models learned from those have nothing to say of other texts
	modelled  bool           // the models know texts of this kind and language
	scores    []float64
	tags      []pipeline.Tag
	marks     []mark
	spans     []pipeline.Span
	scored    []scored
	opposed   []float64
}

// against returns room for a sum by label, all 0: who fills it clears it.
func (in *reading) against(labels int) []float64 {
	if len(in.opposed) < labels {
		in.opposed = make([]float64, labels)
	}
	return in.opposed
}

// read reads a text in a language ("" for English). Give it back to t.pool after use.
func (t *Tagger) read(text, lang string, refs []pipeline.Reference) *reading {
	in, ok := t.pool.Get().(*reading)
	if !ok {
		in = &reading{}
	}
	lang = cmp.Or(lang, "en")
	in.text, in.refs, in.lexicon, in.hits = text, refs, t.engine.lexicons[lang], in.hits[:0]
	in.spans = in.spans[:0]
	if in.lexicon != nil {
		in.hits = in.lexicon.find(text, in.hits)
	}
	in.words = linear.Split(text, in.words)
	in.scores = t.form.Scores(in.words.Before(maxForm), in.scores[:0])
	in.recommend = len(in.scores) > 0 && in.scores[0] >= perhaps
	in.modelled = lang == "en" && in.recommend
	if in.found = in.found[:0]; in.modelled && in.lexicon != nil {
		in.found = in.lexicon.found(in.hits, in.found)
	}
	return in
}

// tags are the tags of the first n schemes, nil where there are none.
func (t *Tagger) tags(in *reading, n int) []pipeline.Tag {
	tags := in.tags[:0]
	for i, s := range t.engine.schemes[:n] {
		from := len(tags)
		if m := t.models[s.ID]; m != nil && in.modelled {
			tags = t.modelTags(m, i, in, tags)
		} else {
			tags = t.engine.tags(i, in, tags)
		}
		slices.SortStableFunc(tags[from:], func(a, b pipeline.Tag) int { return cmp.Compare(b.Score, a.Score) })
	}
	in.tags = tags
	return append([]pipeline.Tag(nil), tags...)
}

// perhaps is the probability of being a recommendation from which the models
// speak: of 5,288 recommendations of later sessions it misses 12, of 4,013
// paragraphs of general comments it takes 12.
const perhaps = 0.05

// maxForm is how many bytes are enough to see what kind of text it is.
const maxForm = 600

// modelTags appends the labels of scheme i that its model says, with the places
// that weighed most.
func (t *Tagger) modelTags(m *linear.Model, i int, in *reading, tags []pipeline.Tag) []pipeline.Tag {
	s, by := t.engine.schemes[i], "model:"+m.Name
	for _, said := range m.Say(in.words, in.found...) {
		id := m.Labels[said.Label].ID
		name := id
		if l := s.Find(id); l != nil {
			name = l.Label
		}
		spans := make([]pipeline.Span, 0, min(len(said.Places), maxSpans))
		for _, at := range said.Places {
			spans = firstSpans(spans, []pipeline.Span{at})
		}
		tags = append(tags, pipeline.Tag{Scheme: s.ID, ID: id, Label: name, Score: said.Score, By: by, Spans: inOrder(spans)})
	}
	return tags
}

// Action returns the category of action that a recommendation asks for (1
// minimal action, 2 continuing, 3 considering, 4 general, 5 specific action), 0
// where text is none.
func (t *Tagger) Action(text string) int {
	in := t.read(text, "", nil)
	defer t.pool.Put(in)
	return t.category(in)
}

func (t *Tagger) category(in *reading) int {
	if !in.recommend {
		return 0
	}
	best := t.action.Best(in.words)
	if best.Label < 0 {
		return 0
	}
	category, err := strconv.Atoi(t.action.Labels[best.Label].ID)
	if err != nil {
		return 0
	}
	return category
}
