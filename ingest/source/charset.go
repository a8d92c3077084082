package source

import (
	"fmt"
	"io"

	"golang.org/x/text/encoding/htmlindex"
)

// charset lets XML be in any encoding that the web knows.
func charset(label string, input io.Reader) (io.Reader, error) {
	e, err := htmlindex.Get(label)
	if err != nil {
		return nil, fmt.Errorf("encoding %q: %w", label, err)
	}
	return e.NewDecoder().Reader(input), nil
}
