package upr

import (
	"regexp"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// speakers are the bodies and mandate holders whose verbs count, and what they
// call the State. A national report that welcomes something is no mandate holder.
const speakers = `(?:(?:the |this )?(?:sub-?)?committee(?: members)?|(?:the )?(?:special rapporteurs?|independent experts?|working group|special representative|(?:mandate|mission|commission) ?(?:holders?|of inquiry|experts?)?|experts?|rapporteurs?|high commissioner|delegation of the subcommittee)|she|he|it|they)`

// stance is the wording by which a paragraph is a recommendation, a concern or
// a positive aspect; the first that fits decides, for a paragraph that is
// concerned and then recommends says what should be done.
type stance struct {
	kind  pipeline.PassageKind
	words *regexp.Regexp
}

const adverbs = `(?:[,\s]+(?:also|further(?:more)?|therefore|thus|again|strongly|urgently|once more|once again|hereby|accordingly|moreover|in particular|particularly|remains?|is|are|deeply|seriously|gravely|very|however|nevertheless|especially|reiterates and|continues to)){0,4}[,\s]+`

var stances = []stance{
	{pipeline.Recommended, regexp.MustCompile(`\b` + speakers + adverbs + `(?:recommends?|urges?|calls? (?:up)?on|encourages?|requests?|invites?|suggests?|advises?|exhorts?|stresses the (?:need|importance)|reiterates (?:its|her|his|the) (?:previous |earlier )?(?:recommendations?|request|call|invitation)|is of the view that the state|draws? the attention of the state)\b` +
		`|\b(?:the )?state(?:s)? part(?:y|ies) (?:should|must|is (?:urged|encouraged|requested|invited|called upon|strongly encouraged))\b` +
		`|\b(?:the |its )?(?:government|authorities) (?:should|is urged|are urged|must)\b` +
		`|\b(?:is|are) (?:therefore |strongly )?recommended (?:that|to)\b` +
		`|\b(?:le comité|la rapporteuse spéciale|le rapporteur spécial|il|elle) (?:lui )?(?:recommande|engage|invite|exhorte|prie|encourage|demande)|l[’']état partie (?:devrait|doit)` +
		`|\b(?:el comité|la relatora especial|el relator especial) (?:le )?(?:recomienda|insta|exhorta|alienta|pide|solicita|invita)|\bel estado parte (?:debe|debería)`)},
	{pipeline.Concern, regexp.MustCompile(`\b` + speakers + adverbs + `(?:(?:is |are |remains? |also |deeply |seriously |gravely |particularly |further |very |however |equally )*(?:concerned|alarmed|troubled|disturbed|preoccupied|worried|dismayed)|regrets?|deplores?|(?:expresses?|reiterates?) (?:its|her|his|their)? ?(?:\w+ )?(?:concerns?|regret|alarm)|(?:notes?|observes?|views?|takes note)(?: also| further)?,? with (?:\w+ )?(?:concern|regret|alarm|preoccupation)|is of the view that .{0,80}(?:insufficient|inadequate))\b` +
		`|\b(?:le comité|il|elle) (?:est|demeure|reste|se dit|s[’']inquiète|note avec (?:inquiétude|préoccupation|regret)|regrette|déplore)\b.{0,30}(?:préoccupé|inquiet|inquiète|regrette|déplore|inquiétude|préoccupation|regret|alarmé)` +
		`|\b(?:el comité|la relatora especial|el relator especial) (?:está|sigue|lamenta|observa con (?:preocupación|inquietud|pesar)|deplora|expresa su preocupación)|\bal comité le (?:preocupa|inquieta)`)},
	{pipeline.PositiveAspect, regexp.MustCompile(`\b` + speakers + adverbs + `(?:welcomes?|commends?|appreciates?|congratulates?|applauds?|praises?|acknowledges? with|expresses? (?:its|her|his) (?:\w+ )?(?:appreciation|satisfaction|gratitude)|(?:notes?|takes note|observes?)(?: also| further)?,? with (?:\w+ )?(?:appreciation|satisfaction|interest|approval))\b` +
		`|\b(?:le comité|il|elle) (?:se félicite|accueille avec|salue|note avec (?:satisfaction|intérêt)|prend note avec (?:satisfaction|intérêt))` +
		`|\b(?:el comité|la relatora especial|el relator especial) (?:acoge con|celebra|felicita|encomia|observa con (?:satisfacción|agrado|reconocimiento))`)},
}

// maxStance bounds how much of a passage is read, in bytes: a paragraph says
// what it is in its first sentences.
const maxStance = 4000

// conclude sets the kind of the paragraphs and list items of concluding
// observations and of reports of mandate holders from their wording. Items of a
// list are what the paragraph that introduces them is.
func conclude(d *pipeline.Document) {
	var above pipeline.PassageKind
	for i := range d.Passages {
		p := &d.Passages[i]
		text := d.PassageText(p)
		switch {
		case p.Kind == pipeline.Footnote:
		case p.Kind != pipeline.Paragraph && p.Kind != pipeline.ListItem:
			above = ""
		default:
			kind := Stance(text)
			item := p.Kind == pipeline.ListItem || strings.HasPrefix(p.Number, "(")
			if kind == "" && item {
				kind = above
			}
			if kind != "" {
				p.Kind = kind
			}
			if !item {
				above = ""
				if introducesList(text) {
					above = kind
				}
			}
		}
	}
}

// Stance returns what a paragraph of a treaty body or a mandate holder is by
// its wording: [pipeline.Recommended], [pipeline.Concern],
// [pipeline.PositiveAspect], or "" where it is none of them.
func Stance(text string) pipeline.PassageKind {
	if len(text) > maxStance {
		text = text[:maxStance]
	}
	s := strings.ToLower(strings.Join(strings.Fields(text), " "))
	for _, st := range stances {
		if st.words.MatchString(s) {
			return st.kind
		}
	}
	return ""
}

// introducesList reports whether a list follows a paragraph.
func introducesList(text string) bool {
	s := strings.TrimSpace(text)
	return strings.HasSuffix(s, ":") || strings.HasSuffix(s, "to") || strings.HasSuffix(s, ",") || strings.HasSuffix(s, "that")
}
