// Package opensearch is the distributed index: the same terms, queries and
// counts as index/bleve, on an OpenSearch cluster of version 2 or later. In go
// documents, out come passages found, counted and marked. Many machines may
// write one index at once; readers see what was published, all of it or none.
//
// A passage is one document of OpenSearch. Its words are not analysed there:
// they arrive as the forms that index/terms makes of them (a fold, a stem, the
// word as written, all in one place), and a query arrives as terms to look up, so
// that both backends match the same words. Hits are marked here, by index/terms.
//
// A cluster has no transactions; these are made of two fields and one document.
// Each passage carries the ID of the transaction that wrote it and the version of
// its document. The document "state" lists which transactions are open and which
// versions are gone; a search reads it first and leaves both out. Publish makes
// the passages searchable, then replaces the state, on condition that nobody else
// did: that is the one moment at which the new is seen and the old is not. What
// is gone is removed some time later, so that searches under way still find it.
//
// HTTP is the standard library's: a request is a JSON document and an address,
// and what matters here (which answer is repeated, at which node, and for how
// long) would have to be turned off in the official client first, which polls the
// nodes in the background.
package opensearch
