// Package bench grows corpora of any size from the words of a given one and
// measures an index with a fixed mix of queries. In go some documents and a
// seed; out come invented documents whose words follow each other as they do
// there, so that phrases, rare words and long lists of hits occur as in life,
// and the times that searches took.
package bench
