package cite

// role says what a word can begin or be part of; a word of the lexicon has at
// most one. data/words.txt gives words their roles by these names.
type role uint8

const (
	none               role = iota
	roleArticle             // article, art., artículo, статья …
	roleParagraph           // paragraph, para., párrafo, пункт …
	roleSub                 // subparagraph, clause: a part of a paragraph or section
	roleSection             // section of a law
	roleSubsection          // subsection: 14(5) counts from the section
	roleChapter             // chapter
	rolePart                // part, title
	roleAnnex               // annex
	roleRule                // rule
	rolePrinciple           // principle, guideline
	roleAnd                 // and, or, y, et …: joins numbers of a list
	roleTo                  // to, through, à, по: a range
	roleOf                  // of, de, del, من: joins a part with its whole
	roleThe                 // articles, skipped inside names
	roleResolution          // resolution(s)
	roleDecision            // decision(s)
	roleGeneral             // general: before comment, recommendation
	roleRecommendation      // recommendation(s), commitment(s)
	roleGoal                // Goal, SDG
	roleTarget              // target
	roleOptional            // optional (protocol)
	roleLaw                 // act, code, law, bill, constitution …
	roleInstrument          // convention, covenant, protocol, declaration …
	roleIbid                // ibid.
	roleHanOrdinal          // 第: begins a Chinese ordinal
	roleNumero              // No., Nos., núm., №
)

var roleNames = map[string]role{
	"article": roleArticle, "paragraph": roleParagraph, "sub": roleSub, "section": roleSection, "subsection": roleSubsection,
	"chapter": roleChapter, "part": rolePart, "annex": roleAnnex, "rule": roleRule, "principle": rolePrinciple,
	"and": roleAnd, "to": roleTo, "of": roleOf, "the": roleThe, "resolution": roleResolution, "decision": roleDecision,
	"general": roleGeneral, "recommendation": roleRecommendation, "goal": roleGoal, "target": roleTarget,
	"optional": roleOptional, "law": roleLaw, "instrument": roleInstrument, "ibid": roleIbid, "numero": roleNumero, "hanOrdinal": roleHanOrdinal,
}

// pinType is the word before the colon of a pinpoint.
var pinType = map[role]string{
	roleArticle: "art", roleParagraph: "para", roleSub: "para", roleSection: "sec", roleSubsection: "sec", roleChapter: "ch",
	rolePart: "part", roleAnnex: "annex", roleRule: "rule", rolePrinciple: "principle",
}
