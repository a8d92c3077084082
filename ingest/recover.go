package ingest

import (
	"fmt"

	"github.com/haki-project/haki/pipeline"
)

// noPanic turns a panic into an error: the readers are ours, but what they read
// is not, nor are all libraries below them.
func noPanic(d **pipeline.Document, err *error) {
	if r := recover(); r != nil {
		*d, *err = nil, fmt.Errorf("%w: the reader stumbled over it (%v)", pipeline.ErrMalformed, r)
	}
}
