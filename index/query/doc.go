// Package query is Haki's query language: parse, simplify, print. It knows no backend.
package query

// Node is a node of a query tree; String prints it in the query language.
type Node interface{ String() string }
