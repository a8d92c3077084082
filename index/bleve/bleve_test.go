package bleve

import (
	"testing"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/indextest"
)

// openBackend makes an index in a new directory.
func openBackend(t *testing.T) indextest.Backend {
	t.Helper()
	dir := t.TempDir()
	w, err := OpenWriter(dir, indextest.Options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return indextest.Backend{Writer: w, Open: func() (index.Reader, error) { return OpenReader(dir, indextest.Options()) }}
}

func TestConformance(t *testing.T) { indextest.Run(t, openBackend) }
