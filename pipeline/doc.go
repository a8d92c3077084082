// Package pipeline holds what travels through Haki and what keeps it safe.
//
// In goes an [Item] (bytes somewhere, and where they came from); out comes a
// [Document]: immutable UTF-8 text with pages and passages, every annotation a
// byte span into it, and an [Outcome] in the ledger, whatever happened. The
// package imports nothing of ours: extractors, stages and indexes depend on it,
// never the other way round.
//
// A processed document is a pure function of source bytes, [Metadata] given by
// the user and the recipe; links between documents are resolved when they are
// asked for, so the order of ingest cannot matter.
package pipeline
