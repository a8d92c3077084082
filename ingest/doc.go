// Package ingest turns the bytes of one file into a [pipeline.Document].
//
// In goes an original of any format: PDF, DOCX, DOC, ODT, RTF, EPUB, EML, HTML,
// Markdown, plain text in any encoding, Akoma Ntoso and other legal XML. Out
// comes immutable UTF-8 text (NFC, no control characters but tab and newline)
// with passages in reading order, their printed numbers and the headings above
// them, and the metadata that the container itself states.
//
// The format is told from the bytes, never from the name. Foreign bytes are
// hostile: what is unpacked, how deep it nests and how many passages it makes
// are bounded, entities are never expanded, nothing is written outside a
// temporary folder, and a panic becomes [pipeline.ErrMalformed]. What cannot be
// bounded from inside (a library that loops) is the caller's: run Extract in a
// process that can be ended.
//
// The package annotates nothing: language, references and tags are stages.
package ingest
