// Package rights tags texts from schemes (lists of labels with the terms that
// speak for them) and from models learned from texts that people labelled.
//
// In go passages with their language and references; out come tags, each with a
// score, what made it and the words that weighed most. The score of a model is
// calibrated: how often such a tag was right of held-out texts. That of terms is
// their combined weight, which orders tags but is no frequency. A text in
// which nothing speaks clearly for a label does not get it. The same text gets
// the same tags on every machine.
package rights
