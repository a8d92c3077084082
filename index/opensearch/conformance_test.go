package opensearch

import (
	"testing"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/indextest"
	"github.com/haki-project/haki/index/opensearch/clustertest"
)

// fresh is an index that is not there yet.
func fresh(t testing.TB, c *clustertest.Cluster) *Index {
	t.Helper()
	x, err := Open(c.Address(), Layout{})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// openBackend makes an index in a cluster.
func openBackend(t *testing.T, c *clustertest.Cluster) indextest.Backend {
	t.Helper()
	x := fresh(t, c)
	w, err := x.OpenWriter(t.Context(), indextest.Options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return indextest.Backend{Writer: w, Random: 500, Open: func() (index.Reader, error) { return x.OpenReader(indextest.Options()) }}
}

func TestCluster(t *testing.T) {
	c := clustertest.Start(t)
	t.Run("Conformance", func(t *testing.T) {
		indextest.Run(t, func(t *testing.T) indextest.Backend { return openBackend(t, c) })
	})
}
