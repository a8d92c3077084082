package cite

import (
	"maps"
	"strings"
)

// Looking around is bounded, so that no text takes more than linear time.
const (
	maxNumbers = 120 // numbers in one list
	maxBack    = 30  // tokens read backwards for a name that ends where its parser starts
	maxAround  = 100 // parts of references looked through for what "the Convention" means
	maxAhead   = 60  // tokens between a document and "(para. 14)" of the same sentence
)

// scan reads one text. Parsers take a token's place and return the place after
// what they took, or the same place where they found nothing.
type scan struct {
	*knowledge
	text  string
	tok   []token
	atoms []atom
	c     Context
	done  int       // tokens before it belong to atoms already found
	seen  []mention // organs and committees named so far
	// organs is whose the last numbered resolution of each form was.
	organs  map[form]string
	sdg     int               // whether the text speaks of the Sustainable Development Goals: 1 yes, -1 no, 0 not asked
	review  int               // whether the text names the Universal Periodic Review: 1 yes, -1 no, 0 not asked
	weights map[string]int    // subject of the text, see evidence
	laws    map[string]string // acronyms that the text gives to laws → their names
}

type atomKind uint8

const (
	pinAtom    atomKind = iota // article 14, paragraph 3
	treatyAtom                 // an instrument
	documentAtom
	commentAtom
	uprAtom
	cycleAtom
	goalAtom
	lawAtom
	weakAtom // the Convention, the Act: a reference only with a pinpoint
)

var kindName = map[atomKind]string{
	treatyAtom: "treaty", documentAtom: "un-document", commentAtom: "general-comment",
	uprAtom: "upr-recommendation", cycleAtom: "upr-cycle", goalAtom: "sdg", lawAtom: "national-law",
}

// mention is an organ or committee named at tokens [from, to).
type mention struct {
	body     string
	from, to int
}

// atom is a part of a reference, tokens [from, to).
type atom struct {
	kind     atomKind
	from, to int
	target   string
	pins     []string
	labels   role // of a pinAtom: what its first word counts
	group    int  // atoms that were named together share a number above 0 ("CRC and its Optional Protocols")
	own      bool // of a commentAtom: said to be that of the committee that speaks
	spread   bool // of a pinAtom: stands alone, the instrument of the words before may be carried to it
}

func newScan(text string, c Context) *scan {
	k := known()
	organs := maps.Clone(c.organs)
	if organs == nil {
		organs = map[form]string{}
	}
	return &scan{knowledge: k, text: text, tok: lex(text, k.lexicon), c: c, organs: organs}
}

func (s *scan) add(a atom) int {
	s.atoms = append(s.atoms, a)
	if a.to > s.done {
		s.done = a.to
	}
	return a.to
}

// atoms finds the parts of references in one pass.
func (s *scan) run() {
	for i := 0; i < len(s.tok); {
		next := s.parse(i)
		if next <= i {
			next = i + 1
		}
		i = next
	}
}

func (s *scan) parse(i int) int {
	t := s.tok[i]
	if t.id == 0 {
		return s.shortLaw(i)
	}
	if t.shape == upper && s.isMark(i+1, '/') && s.adjacent(i+1) {
		if next := s.symbol(i); next > i {
			return next
		}
	}
	if s.starts[t.id] {
		if next := s.named(i); next > i {
			return next
		}
	}
	if t.shape == upper && t.id == s.ilo {
		return s.labourByAcronym(i)
	}
	switch t.role {
	case roleArticle, roleParagraph, roleSub, roleSection, roleSubsection, roleChapter, rolePart, roleAnnex, roleRule, rolePrinciple:
		return s.pinpoint(i)
	case roleResolution, roleDecision:
		return s.resolution(i)
	case roleGeneral:
		return s.comment(i)
	case roleRecommendation:
		return s.recommendation(i)
	case roleGoal, roleTarget:
		return s.goal(i)
	case roleOptional:
		return s.optional(i)
	case roleLaw:
		return s.law(i)
	case roleInstrument:
		return s.generic(i)
	case roleHanOrdinal:
		return s.hanPlaces(i)
	case roleIbid:
		return s.ibid(i)
	}
	return s.shortLaw(i)
}

func (s *scan) in(i int) bool { return i >= 0 && i < len(s.tok) }

// word returns token i as printed, "" outside the text.
func (s *scan) word(i int) string {
	if !s.in(i) {
		return ""
	}
	return s.text[s.tok[i].start:s.tok[i].end]
}

// is reports whether token i is one of words, in any case.
func (s *scan) is(i int, words ...string) bool {
	if !s.in(i) {
		return false
	}
	w := s.word(i)
	for _, x := range words {
		if len(x) == len(w) && strings.EqualFold(x, w) {
			return true
		}
	}
	return false
}

// seq reports whether the tokens from i on are these words.
func (s *scan) seq(i int, words ...string) bool {
	for k, w := range words {
		if !s.is(i+k, w) {
			return false
		}
	}
	return true
}

func (s *scan) role(i int) role {
	if !s.in(i) {
		return none
	}
	return s.tok[i].role
}

func (s *scan) shape(i int) shape {
	if !s.in(i) {
		return mark
	}
	return s.tok[i].shape
}

func (s *scan) isMark(i int, c byte) bool {
	return s.in(i) && s.tok[i].shape == mark && s.tok[i].id == wordID(c)
}

// adjacent reports whether nothing stands between token i and the one before.
func (s *scan) adjacent(i int) bool {
	return i > 0 && s.in(i) && s.tok[i].start == s.tok[i-1].end
}

// capital reports whether token i is a word with a capital.
func (s *scan) capital(i int) bool {
	return s.in(i) && (s.tok[i].shape == title || s.tok[i].shape == upper)
}

// ends reports whether a sentence ends with token i.
func (s *scan) ends(i int) bool {
	if !s.in(i) {
		return true
	}
	if s.blank(i + 1) {
		return true
	}
	if s.isMark(i, '?') || s.isMark(i, '!') || s.word(i) == "。" {
		return true
	}
	if !s.isMark(i, '.') || s.adjacent(i+1) {
		return false
	}
	return s.in(i+1) && (s.capital(i+1) || s.isMark(i+1, '"') || s.shape(i+1) == number || s.shape(i+1) == mark) && !s.abbreviation(i-1)
}

// blank reports whether an empty line stands before token i.
func (s *scan) blank(i int) bool {
	if i <= 0 || !s.in(i) {
		return false
	}
	gap := s.text[s.tok[i-1].end:s.tok[i].start]
	return len(gap) > 1 && strings.Count(gap, "\n") > 1
}

// abbreviation reports whether a full stop after token i does not end a sentence.
func (s *scan) abbreviation(i int) bool {
	switch s.role(i) {
	case roleNumero, roleIbid:
		return true
	case roleArticle, roleParagraph, roleSection, roleChapter:
		return len(s.word(i)) <= 5
	}
	return s.is(i, "add", "corr", "rev", "amend", "cf", "mr", "mrs", "ms", "dr", "st", "vol", "pp", "etc", "v", "vs", "fig") ||
		s.shape(i) == upper && len(s.word(i)) == 1
}
