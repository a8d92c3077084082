// Package terms says how text becomes terms, for every backend alike. In goes
// the text of a passage, out come tokens with byte spans, folded terms and their
// stems; in goes a query, out comes a plan: the same tree in terms, synonyms
// added, that a backend runs against its index, and that [Marks] runs
// against one text to say which bytes of it matched.
//
// Terms are kept as they are written; what belongs together (case, diacritics,
// inflection) is brought together when a query is run. So one index answers
// stemmed and exact queries, and a better stemmer needs no new index.
package terms
