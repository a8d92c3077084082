package export

import (
	"slices"
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// column is one column of the tabular formats. Value returns a string, an int
// or a float64; the type is the same for every row.
type column struct {
	name  string
	value func(record any) any
}

// columns returns the columns of kind, in order. Names may be added, never changed.
func columns(kind Kind, version string) []column {
	made := []column{{"haki_version", func(any) any { return version }}}
	switch kind {
	case Recommendations, Pledges:
		scored := under(tagColumns, func(r pipeline.RecommendationRecord) []pipeline.Tag { return r.Tags })
		return slices.Concat(of(recommendationColumns), scored, made)
	case References:
		return append(append(of(referenceColumns), under(documentColumns, func(r pipeline.ReferenceRecord) pipeline.DocumentRecord { return r.Document })...), made...)
	case Documents:
		return append(append(under(documentColumns, func(r documentRecord) pipeline.DocumentRecord { return r.DocumentRecord }), of(qualityColumns)...), made...)
	default:
		in := under(documentColumns, func(r pipeline.PassageRecord) pipeline.DocumentRecord { return r.Document })
		scored := under(tagColumns, func(r pipeline.PassageRecord) []pipeline.Tag { return r.Tags })
		return slices.Concat(of(passageColumns), in, scored, made)
	}
}

// typed is a column that knows the record it reads.
type typed[R any] struct {
	name  string
	value func(R) any
}

// of forgets the type of record of each column.
func of[R any](list []typed[R]) []column { return under(list, func(r R) R { return r }) }

// under makes columns of Inner columns of Outer, by a path from one to the other.
func under[Outer, Inner any](list []typed[Inner], path func(Outer) Inner) []column {
	out := make([]column, len(list))
	for i, c := range list {
		out[i] = column{c.name, func(record any) any { return c.value(path(record.(Outer))) }}
	}
	return out
}

// tagColumns say how sure each tag is and what set it, in the order of the column tags.
var tagColumns = []typed[[]pipeline.Tag]{
	{"tag_scores", func(tags []pipeline.Tag) any {
		return eachTag(tags, func(t pipeline.Tag) string { return score(t.Score) })
	}},
	{"tags_by", func(tags []pipeline.Tag) any { return eachTag(tags, func(t pipeline.Tag) string { return t.By }) }},
}

var documentColumns = []typed[pipeline.DocumentRecord]{
	{"document", func(d pipeline.DocumentRecord) any { return string(d.ID) }},
	{"file", func(d pipeline.DocumentRecord) any { return d.File }},
	{"uri", func(d pipeline.DocumentRecord) any { return d.URI }},
	{"sha256", func(d pipeline.DocumentRecord) any { return d.SHA256 }},
	{"title", func(d pipeline.DocumentRecord) any { return d.Title }},
	{"document_kind", func(d pipeline.DocumentRecord) any { return string(d.Kind) }},
	{"symbol", func(d pipeline.DocumentRecord) any { return d.Symbol }},
	{"language", func(d pipeline.DocumentRecord) any { return d.Language }},
	{"countries", func(d pipeline.DocumentRecord) any { return strings.Join(d.Countries, "|") }},
	{"date", func(d pipeline.DocumentRecord) any { return d.Date }},
	{"body", func(d pipeline.DocumentRecord) any { return d.Body }},
	{"session", func(d pipeline.DocumentRecord) any { return d.Session }},
	{"cycle", func(d pipeline.DocumentRecord) any { return d.Cycle }},
	{"listed_by", func(d pipeline.DocumentRecord) any { return d.Listed }},
}

var passageColumns = []typed[pipeline.PassageRecord]{
	{"id", func(r pipeline.PassageRecord) any { return r.ID }},
	{"number", func(r pipeline.PassageRecord) any { return r.Number }},
	{"kind", func(r pipeline.PassageRecord) any { return string(r.Kind) }},
	{"section", func(r pipeline.PassageRecord) any { return strings.Join(r.Section, " › ") }},
	{"page", func(r pipeline.PassageRecord) any { return r.Page }},
	{"text", func(r pipeline.PassageRecord) any { return r.Text }},
	{"tags", func(r pipeline.PassageRecord) any { return tagNames(r.Tags) }},
	{"references", func(r pipeline.PassageRecord) any { return referenceNames(r.References) }},
	{"start", func(r pipeline.PassageRecord) any { return r.Start }},
	{"end", func(r pipeline.PassageRecord) any { return r.End }},
}

var recommendationColumns = []typed[pipeline.RecommendationRecord]{
	{"country", func(r pipeline.RecommendationRecord) any { return r.Country }},
	{"symbol", func(r pipeline.RecommendationRecord) any { return r.Symbol }},
	{"session", func(r pipeline.RecommendationRecord) any { return r.Session }},
	{"cycle", func(r pipeline.RecommendationRecord) any { return r.Cycle }},
	{"number", func(r pipeline.RecommendationRecord) any { return r.Number }},
	{"text", func(r pipeline.RecommendationRecord) any { return r.Text }},
	{"states", func(r pipeline.RecommendationRecord) any { return strings.Join(r.States, "|") }},
	{"status", func(r pipeline.RecommendationRecord) any { return r.Status }},
	{"answer", func(r pipeline.RecommendationRecord) any { return r.Answer }},
	{"answered_in", func(r pipeline.RecommendationRecord) any { return r.AnsweredIn }},
	{"action", func(r pipeline.RecommendationRecord) any { return r.Action }},
	{"pledge", func(r pipeline.RecommendationRecord) any { return yesNo(r.Pledge) }},
	{"tags", func(r pipeline.RecommendationRecord) any { return tagNames(r.Tags) }},
	{"page", func(r pipeline.RecommendationRecord) any { return r.Page }},
	{"passage", func(r pipeline.RecommendationRecord) any { return string(r.Document) + ":" + r.Passage }},
	{"file", func(r pipeline.RecommendationRecord) any { return r.File }},
	{"listed_by", func(r pipeline.RecommendationRecord) any { return r.Listed }},
}

var referenceColumns = []typed[pipeline.ReferenceRecord]{
	{"passage", func(r pipeline.ReferenceRecord) any { return r.Passage }},
	{"number", func(r pipeline.ReferenceRecord) any { return r.Number }},
	{"page", func(r pipeline.ReferenceRecord) any { return r.Page }},
	{"text", func(r pipeline.ReferenceRecord) any { return r.Text }},
	{"kind", func(r pipeline.ReferenceRecord) any { return r.Kind }},
	{"target", func(r pipeline.ReferenceRecord) any { return r.Target }},
	{"pinpoints", func(r pipeline.ReferenceRecord) any { return strings.Join(r.Pinpoints, "|") }},
	{"target_uri", func(r pipeline.ReferenceRecord) any { return r.URI }},
	{"stored", func(r pipeline.ReferenceRecord) any { return r.Stored }},
	{"start", func(r pipeline.ReferenceRecord) any { return r.Start }},
	{"end", func(r pipeline.ReferenceRecord) any { return r.End }},
}

var qualityColumns = []typed[documentRecord]{
	{"media_type", func(r documentRecord) any { return r.MediaType }},
	{"pages", func(r documentRecord) any { return r.Pages }},
	{"passages", func(r documentRecord) any { return r.Passages }},
	{"recommendations", func(r documentRecord) any { return r.Recommendations }},
	{"references", func(r documentRecord) any { return r.References }},
	{"empty_pages", func(r documentRecord) any { return len(r.Quality.EmptyPages) }},
	{"unmapped_glyphs", func(r documentRecord) any { return r.Quality.UnmappedGlyphs }},
	{"foreign_words", func(r documentRecord) any { return r.Quality.ForeignWords }},
	{"engines", func(r documentRecord) any { return strings.Join(r.Quality.Engines, "|") }},
	{"outcome", func(r documentRecord) any { return r.Outcome }},
}

// tagNames lists tags as scheme:id, separated by |.
func tagNames(tags []pipeline.Tag) string {
	return eachTag(tags, func(t pipeline.Tag) string { return t.Scheme + ":" + t.ID })
}

func eachTag(tags []pipeline.Tag, say func(pipeline.Tag) string) string {
	list := make([]string, len(tags))
	for i, t := range tags {
		list[i] = say(t)
	}
	return strings.Join(list, "|")
}

// score prints how sure a tag or reference is, 0…1, as exactly as it is known.
func score(s float64) string { return strconv.FormatFloat(s, 'g', 3, 64) }

// referenceNames lists targets with their pinpoints, as ICCPR art:14 art:26, separated by |.
func referenceNames(references []pipeline.Reference) string {
	names := make([]string, len(references))
	for i, r := range references {
		names[i] = strings.Join(append([]string{r.Target}, r.Pinpoints...), " ")
	}
	return strings.Join(names, "|")
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
