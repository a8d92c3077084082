package meta

import (
	"regexp"
	"strconv"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/states"
)

// debateFile matches the names under which the speeches of the General Debate
// are passed around: State, session, year.
var debateFile = regexp.MustCompile(`^([A-Z]{3})_([0-9]{1,2})_([12][0-9]{3})\.`)

// hint fills what is still unknown of a speech from such a name. The year and
// the session must agree (the first session met in 1946), so that a name that
// only looks like one says nothing.
func hint(m *pipeline.Metadata, file string) {
	parts := debateFile.FindStringSubmatch(file)
	if m.Kind != pipeline.KindSpeech || parts == nil {
		return
	}
	session, year := atoi(parts[2]), atoi(parts[3])
	if year != 1945+session {
		return
	}
	if code, ok := states.Lookup(parts[1]); ok {
		m.Countries = []string{code}
	}
	m.Body, m.Session = first(m.Body, "GA"), first(m.Session, session)
	m.Date = first(m.Date, strconv.Itoa(year))
}
