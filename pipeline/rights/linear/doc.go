// Package linear learns one linear decision a label from labelled texts and
// applies it. In go texts with their labels; out comes a [Model] that gives a
// new text a calibrated score for each label, the same on every machine: scores
// are sums of small integers.
//
// A text is the set of its words, pairs and triples of neighbours, word
// beginnings, pairs of words that stand anywhere near each other and what else
// was found in it, each known by a hash; the model keeps no word. It knows nothing of labels' meaning, of
// languages or of documents.
package linear
