package plain

import bleveindex "github.com/blevesearch/bleve_index_api"

// storedRecord returns the record that an entry holds.
func storedRecord(doc bleveindex.Document) (record []byte) {
	doc.VisitFields(func(f bleveindex.Field) {
		if f.Name() == recordField {
			record = f.Value()
		}
	})
	return record
}
