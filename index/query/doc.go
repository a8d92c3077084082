// Package query is Haki's query language: parse, simplify, print. In goes what
// a person typed; out comes a closed tree of nodes, or an [Error] that says
// where the trouble is and what to write instead. It knows no backend, no
// document and no language: what a word matches is the index's business.
//
// The rules, one line each, are in docs/query.md.
package query
