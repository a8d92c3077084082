package pipeline

// PassageRecord is one passage as every reader of Haki sees it: the command
// line's --json, exports and the API print the same fields.
type PassageRecord struct {
	ID         string         `json:"id"` // document ID, colon, passage ID
	Document   DocumentRecord `json:"document"`
	Number     string         `json:"number,omitempty"`
	Kind       PassageKind    `json:"kind"`
	Section    []string       `json:"section"`
	Page       int            `json:"page"`
	Start      int            `json:"start"` // bytes of the document's text
	End        int            `json:"end"`
	Identifier string         `json:"identifier,omitempty"`
	Text       string         `json:"text"`
	Tags       []Tag          `json:"tags"`
	References []Reference    `json:"references"`
}

// DocumentRecord is a document without its text.
type DocumentRecord struct {
	ID     ID     `json:"id"`
	File   string `json:"file"`
	URI    string `json:"uri"`
	SHA256 string `json:"sha256"`
	Listed string `json:"listed_by,omitempty"` // the index whose rows these are, "" for a document itself
	Metadata
}

// RecommendationRecord is a recommendation with the report it stands in.
type RecommendationRecord struct {
	Document ID     `json:"document"`
	File     string `json:"file"`
	Symbol   string `json:"symbol"`
	Country  string `json:"country"` // State under review, ISO 3166-1 alpha-3
	Cycle    int    `json:"cycle"`
	Session  int    `json:"session"`
	Listed   string `json:"listed_by,omitempty"` // the index that lists it, "" where it was read in the document
	Recommendation
}

// ReferenceRecord is a reference with the passage it stands in.
type ReferenceRecord struct {
	Passage  string         `json:"passage"` // document ID, colon, passage ID
	Document DocumentRecord `json:"document"`
	Number   string         `json:"number,omitempty"` // of the citing passage
	Page     int            `json:"page"`
	Text     string         `json:"text"` // the words that make the reference
	Reference
}

// Record returns d without its text.
func (d *Document) Record() DocumentRecord {
	return DocumentRecord{ID: d.ID, File: d.File, URI: d.URI, SHA256: d.SHA256, Listed: d.ListedBy, Metadata: d.Metadata}
}

// PassageRecord returns passage i of d.
func (d *Document) PassageRecord(i int) PassageRecord {
	p := &d.Passages[i]
	return PassageRecord{
		ID: string(d.ID) + ":" + p.ID, Document: d.Record(), Number: p.Number, Kind: p.Kind, Section: orEmpty(p.Section),
		Page: p.Page, Start: p.Start, End: p.End, Identifier: p.Identifier, Text: d.PassageText(p),
		Tags: orEmpty(p.Tags), References: orEmpty(p.References),
	}
}

// RecommendationRecord returns recommendation i of d.
func (d *Document) RecommendationRecord(i int) RecommendationRecord {
	r := RecommendationRecord{Document: d.ID, File: d.File, Symbol: d.Symbol, Cycle: d.Cycle, Session: d.Session, Listed: d.ListedBy, Recommendation: d.Recommendations[i]}
	if len(d.Countries) > 0 {
		r.Country = d.Countries[0]
	}
	r.States, r.Tags = orEmpty(r.States), orEmpty(r.Tags)
	return r
}

// ReferenceRecords returns the references of passage i of d, in their order.
func (d *Document) ReferenceRecords(i int) []ReferenceRecord {
	p, text := &d.Passages[i], d.PassageText(&d.Passages[i])
	records := make([]ReferenceRecord, len(p.References))
	for k, r := range p.References {
		r.Pinpoints = orEmpty(r.Pinpoints)
		records[k] = ReferenceRecord{
			Passage: string(d.ID) + ":" + p.ID, Document: d.Record(), Number: p.Number, Page: p.Page, Text: text[r.Start:r.End], Reference: r,
		}
	}
	return records
}

// orEmpty makes JSON print [] where a reader expects a list.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
