package rights

import (
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/haki-project/haki/pipeline/rights/linear"
)

var update = flag.Bool("update", false, "train the embedded models and measure them anew")

// shared is where labelled texts lie beside the repository.
const shared = "../../../shared/gold"

// gold opens a labelled file, or skips the test where it is absent.
func gold(t *testing.T, name string) io.Reader {
	t.Helper()
	f, err := os.Open(filepath.Join(shared, name))
	if err != nil {
		if os.Getenv("HAKI_REQUIRE") == "shared" {
			t.Fatal(err)
		}
		t.Skipf("needs the labelled texts in %s: %v", shared, err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestTrainReleaseModels(t *testing.T) {
	if !*update {
		t.Skip("run with -update to train the embedded models")
	}
	trained, err := Train("upr-issues", gold(t, "upr/tags-train.csv"), gold(t, "upr/tags-dev.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []*linear.Model{trained.Labels, trained.Action} {
		writeModel(t, m)
	}
}

func writeModel(t *testing.T, m *linear.Model) {
	t.Helper()
	f, err := os.Create("models/" + schemeOf(m) + ".bin")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := m.Write(f); err != nil {
		t.Fatal(err)
	}
}
