package export

import (
	"fmt"
	"strings"
)

// Replay says how a count came about, so that a footnote can and a colleague
// gets the same: the same corpus and version give the same count.
type Replay struct {
	Query   string
	Total   int    // passages
	Corpus  string // hash over the documents of the corpus
	Version string // of Haki
}

// Command is what to type to search again. A query that begins with - stands
// behind --, or it would be taken for a flag.
func (r Replay) Command() string {
	command := "haki search "
	if strings.HasPrefix(r.Query, "-") {
		command += "-- "
	}
	return command + ShellQuoted(r.Query)
}

// String is all of it in one line.
func (r Replay) String() string {
	noun := "passages"
	if r.Total == 1 {
		noun = "passage"
	}
	return fmt.Sprintf("%s: %d %s, corpus %.12s, haki %s", r.Command(), r.Total, noun, r.Corpus, r.Version)
}

// ShellQuoted is a word as a shell takes it, whatever is in it.
func ShellQuoted(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }
