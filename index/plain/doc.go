// Package plain is the embedded index on bleve. In go documents, out come
// passages found, counted and marked.
//
// One process writes, any number read. The writer works in a folder of its own;
// to publish, it closes the index there, links its immutable segment files into
// a new generation and names that in CURRENT by a rename. Readers open what
// CURRENT names, read only, and follow it; a crash leaves the last generation.
package plain
