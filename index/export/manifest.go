package export

import (
	"encoding/json"
	"io"
	"time"
)

// Manifest says how an export was made, so that it can be made again and cited.
type Manifest struct {
	Kind      Kind      `json:"kind"`
	Format    string    `json:"format"`
	Query     string    `json:"query"` // "" for everything
	Rows      int       `json:"rows"`
	Documents int       `json:"documents"`
	Corpus    string    `json:"corpus"` // hash over the documents of the corpus
	SHA256    string    `json:"sha256"` // of the file exported
	Version   string    `json:"haki_version"`
	Date      time.Time `json:"date"`
	Command   string    `json:"command"` // makes it again
}

// Write prints m as indented JSON.
func (m Manifest) Write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(m)
}
