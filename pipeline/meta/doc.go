// Package meta finds out what a document is: its title, UN symbol, kind, body,
// session, cycle of the Universal Periodic Review, date and countries.
//
// In goes a [pipeline.Document] with text, pages and language; out comes the
// same document with the empty fields of its Metadata filled, where the text
// says so plainly. What the source's container states stays. The masthead of UN
// papers, their running headers and their fixed phrases are read in the six
// official languages; names of files count only where nothing else speaks.
package meta
