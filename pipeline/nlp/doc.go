// Package nlp finds the language of a document and the sentences of its
// passages.
//
// In goes a [pipeline.Document] with text and passages; out comes the same
// document with Language set, where it was unknown or plainly wrong, and with
// Sentences in every passage: byte spans of the passage's text, in order,
// without overlap, without white space at their ends. English is split by
// prose, the other languages by rules of our own. A sentence never crosses the
// bounds of its passage.
package nlp
