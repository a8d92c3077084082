// Package indextest is the suite that every backend of package index passes. In
// goes a backend, out come failures: a table of queries over invented documents
// with the passages, counts and marks that each must have, and properties that
// must hold on random queries over a random corpus, against [Scan], which reads
// every passage and uses no index. [Grow] makes corpora of any size for
// measuring, [Mix] the queries to measure with.
package indextest
