package upr

import (
	"regexp"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// speakers are the last words of the names of bodies and mandate holders whose
// verbs count, and the pronouns that stand for them. A national report that
// welcomes something has no such subject.
var speakers = set(`committee subcommittee sub-committee rapporteur rapporteurs expert experts group representative mission
	holder holders inquiry commissioner she he it they comité spéciale spécial especial il elle`)

// addressees are the last words of what bodies call the State.
var addressees = set("party parties government authorities partie parte")

// adverbs may stand between a subject and its verb.
const adverbs = `^(?:[,\s]+(?:also|further(?:more)?|therefore|thus|again|strongly|urgently|once more|once again|hereby|accordingly|moreover|in particular|particularly|however|nevertheless|especially|remains?|is|are|deeply|seriously|gravely|very|equally)){0,5}[,\s]+`

// stance is the wording after a subject by which a paragraph is a
// recommendation, a concern or a positive aspect.
type stance struct {
	kind  pipeline.PassageKind
	words *regexp.Regexp
}

// stances are in order of weight: a paragraph that is concerned and then
// recommends says what should be done.
var stances = []stance{
	{pipeline.Recommended, regexp.MustCompile(adverbs + `(?:recommends?|urges?|calls? (?:up)?on|encourages?|requests?|invites?|suggests?|advises?|exhorts?|stresses the (?:need|importance)|reiterates (?:its|her|his|the) (?:previous |earlier )?(?:recommendations?|request|call|invitation)|(?:lui )?(?:recommande|engage|invite|exhorte|prie|encourage|demande)|(?:le )?(?:recomienda|insta|exhorta|alienta|pide|solicita|invita))\b`)},
	{pipeline.Concern, regexp.MustCompile(adverbs + `(?:concerned|alarmed|troubled|disturbed|preoccupied|worried|dismayed|(?:regrets?|deplores?)\b|(?:expresses?|reiterates?) (?:its |her |his |their )?(?:\pL+ )?(?:concerns?|regret|alarm)|(?:notes?|observes?|views?|takes note)(?: also| further)?,? with (?:\pL+ )?(?:concern|regret|alarm|preoccupation)|(?:est|demeure|reste|se dit) (?:\pL+ )?(?:préoccupé|inquiet|alarmé)|s[’']inquiète|note avec (?:\pL+ )?(?:inquiétude|préoccupation|regret)|(?:regrette|déplore)\b|(?:está|sigue)(?: \pL+)? (?:preocupad|alarmad)|(?:lamenta|deplora)\b|observa con (?:\pL+ )?(?:preocupación|inquietud|pesar)|le (?:preocupa|inquieta))`)},
	{pipeline.PositiveAspect, regexp.MustCompile(adverbs + `(?:(?:welcomes?|commends?|appreciates?|congratulates?|applauds?|praises?)\b|acknowledges? with|expresses? (?:its |her |his )?(?:\pL+ )?(?:appreciation|satisfaction|gratitude)|(?:notes?|takes note|observes?)(?: also| further)?,? with (?:\pL+ )?(?:appreciation|satisfaction|interest|approval)|se félicite|accueille avec|salue|(?:prend )?note avec (?:satisfaction|intérêt)|acoge con|celebra|felicita|encomia|observa con (?:satisfacción|agrado|reconocimiento))`)},
}

// told is the wording by which a paper tells what a body said: a compilation for
// the Universal Periodic Review, say. It counts where nothing is said in the
// present, and not of a pronoun: that may stand for a State.
var told = []stance{
	{pipeline.Recommended, regexp.MustCompile(adverbs + `(?:recommended|urged|called (?:up)?on|encouraged|requested|invited|suggested|advised)\b`)},
	{pipeline.Concern, regexp.MustCompile(adverbs + `(?:(?:was|were|remained) (?:\pL+ )?(?:concerned|alarmed|troubled|disturbed|worried)|regretted|deplored|expressed (?:its |her |his |their )?(?:\pL+ )?(?:concerns?|regret|alarm)|noted,? with (?:\pL+ )?(?:concern|regret|alarm))\b`)},
	{pipeline.PositiveAspect, regexp.MustCompile(adverbs + `(?:welcomed|commended|appreciated|congratulated|applauded|praised|noted,? with (?:\pL+ )?(?:appreciation|satisfaction|interest))\b`)},
}

// mandate finds what a body or a mandate holder is called after, between it and its verb.
var mandate = regexp.MustCompile(`\b(rapporteur|expert|working group|committee) (?:on|against|in|for) [^,.;:]{3,110}? ((?:was|were|is|remained|remains|also|further|recommend|urge|call|encourage|request|invite|suggest|advise|regret|deplore|express|note|welcome|commend|appreciate|congratulate|praise)\w*)\b`)

// pronouns are the speakers that may stand for a State as well.
var pronouns = set("she he it they il elle")

// committees are those of the treaty bodies by their acronyms, as compilations call them.
var committees = set("ccpr cescr cerd cedaw cat crc crpd cmw ced spt")

// duty is what follows the name of the State in a recommendation.
var duty = regexp.MustCompile(`^ (?:should|must|is (?:strongly )?(?:urged|encouraged|requested|invited|called upon)|are (?:urged|encouraged|requested|invited)|devrait|doit|debe|debería)\b`)

// maxStance bounds how much of a passage is read, in bytes: a paragraph says
// what it is in its first sentences.
const maxStance = 4000

// maxVerbGap is how far after its subject a verb is looked for, in bytes.
const maxVerbGap = 160

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
			if kind == "" && d.Kind == pipeline.KindUNReport {
				kind = stanceOf(text, told, false)
			}
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
func Stance(text string) pipeline.PassageKind { return stanceOf(text, stances, true) }

// stanceOf is Stance by some wordings; pronouns and duties of the State count
// where what is said is said now.
func stanceOf(text string, stances []stance, now bool) pipeline.PassageKind {
	s := strings.ToLower(strings.Join(strings.Fields(text[:min(len(text), maxStance)]), " "))
	s = mandate.ReplaceAllString(strings.ReplaceAll(s, "economic, social and cultural", "social"), "$1 $2") // the only name with a comma
	best, before := len(stances), ""
	for at := 0; at < len(s) && best > 0; {
		word, rest, _ := strings.Cut(s[at:], " ")
		at = len(s) - len(rest)
		name := strings.Trim(word, ",;:.()’'")
		after := " " + rest[:min(len(rest), maxVerbGap)]
		working := name != "group" || before == "working"
		before = name
		switch {
		case !working, !now && pronouns[name]:
		case now && addressees[name] && duty.MatchString(after):
			best = 0
		case speakers[name], !now && committees[name]:
			for i := 0; i < best; i++ {
				if stances[i].words.MatchString(after) {
					best = i
				}
			}
		}
	}
	if best == len(stances) {
		return ""
	}
	return stances[best].kind
}

// introducesList reports whether a list follows a paragraph.
func introducesList(text string) bool {
	s := strings.TrimSpace(text)
	return strings.HasSuffix(s, ":") || strings.HasSuffix(s, "to") || strings.HasSuffix(s, ",") || strings.HasSuffix(s, "that")
}
