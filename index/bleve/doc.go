// Package bleve is the embedded index. In go documents, out come passages found,
// counted and marked; one process writes, any number read, each a published
// state. It promises what package index promises, on one disk.
//
// It is made of bleve's parts: its language analysis (through index/terms) and
// its segment files (zap), merged by bleve's own code. Two things bleve does not
// have are ours: searchers that know distances between words, and generations.
// bleve's root file is a database that only one process may open; here a
// generation is a list of immutable segment files in one small file, CURRENT,
// that is replaced by a rename. A reader sees the old list or the new one, never
// half of one; a crash leaves the old one; a file that no list names is removed
// by the next writer.
//
// A segment is three files: NAME.zap (bleve's: which term stands in which
// passage, where), NAME.voc (which terms share a stem), NAME.rec (what a hit
// shows, compressed). In a zap file a document is an entry, followed by one for
// each run of passages under the same headings, followed by its passages: what
// is said of a document or a section is kept once and spread when it is asked.
package bleve
