// Package nlp finds the language of a document and the sentences of its passages.
package nlp
