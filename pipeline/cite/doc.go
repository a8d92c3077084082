// Package cite finds references in text and normalises them to canonical ids.
//
// In goes a text and what is known of the document it stands in ([Context]);
// out come [pipeline.Reference] values: byte spans of that text, each with the
// id of what it points at (ICCPR, A/HRC/21/11, CRC/GC/13, SDG/16.3) and the
// places cited of it (art:14(3)(g), para:59).
//
// A text is read once, left to right: it is cut into tokens, each token that
// can begin a reference is handed to one small parser, and what the parsers
// found (atoms) is then joined: articles with the instrument they are of,
// resolutions with the organ that adopted them, "the Convention" with the one
// that text or document makes plain. No parser looks further than a fixed
// number of tokens, so time grows with length only.
//
// What a reference points at is not looked up here: whether the corpus holds
// the document is a question for the index.
package cite
