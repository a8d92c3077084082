// Package testdata holds the sample documents, all of them invented, so that
// the demo works wherever the program is.
package testdata

import "embed"

// Corpus is the folder corpus: documents as a user would have them.
//
//go:embed corpus
var Corpus embed.FS
