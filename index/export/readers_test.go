package export

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// python is the Python of $HAKI_PYTHON, or the one at hand, with the libraries of
// testdata/readers.py, none of which has a line of ours; .ci/run installs them.
func python(t *testing.T) string {
	t.Helper()
	name := os.Getenv("HAKI_PYTHON")
	if name == "" {
		name = "python3"
	}
	if out, err := exec.Command(name, "testdata/readers.py", "check").CombinedOutput(); err != nil {
		if strings.Contains(os.Getenv("HAKI_REQUIRE"), "readers") {
			t.Fatalf("%v: %s", err, out)
		}
		t.Skipf("no Python with the libraries that testdata/readers.py reads with (%v)", err)
	}
	return name
}

// readElsewhere is what another program reads in an export.
func readElsewhere(t *testing.T, python, format string, kind Kind, export []byte) []map[string]any {
	t.Helper()
	path := filepath.Join(t.TempDir(), "export."+format)
	if err := os.WriteFile(path, export, 0o600); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	c := exec.Command(python, "testdata/readers.py", format, path, string(kind))
	c.Stdout, c.Stderr = &stdout, &stderr
	if err := c.Run(); err != nil {
		t.Fatalf("%s as %s: %v: %s", kind, format, err, stderr.String())
	}
	var rows []map[string]any
	for d := json.NewDecoder(&stdout); d.More(); {
		row := map[string]any{}
		if err := d.Decode(&row); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return rows
}

func TestOtherProgramsReadTheSameRows(t *testing.T) {
	python := python(t)
	for _, kind := range Kinds {
		b, n := write(t, kind, "csv", all(hard(), document(3)))
		table := readCSV(t, kind, b)
		var want []map[string]any
		for _, row := range table[1:] {
			cells := map[string]any{}
			for i, name := range table[0] {
				cells[name] = row[i]
			}
			want = append(want, cells)
		}
		for _, format := range []string{"csv", "xlsx", "parquet", "sqlite"} {
			b, _ := write(t, kind, format, all(hard(), document(3)))
			got := readElsewhere(t, python, format, kind, b)
			if format == "csv" {
				for _, row := range got {
					for name, cell := range row {
						row[name] = strings.TrimPrefix(cell.(string), "'")
					}
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s as %s: %s", kind, format, diff)
			}
		}
		b, _ = write(t, kind, "jsonl", all(hard(), document(3)))
		if got := readElsewhere(t, python, "jsonl", kind, b); len(got) != n {
			t.Errorf("%s as jsonl: %d rows, want %d", kind, len(got), n)
		}
	}
}

// TestAnotherProgramOpensTheWholeProject validates it against the published schema, too.
func TestAnotherProgramOpensTheWholeProject(t *testing.T) {
	python := python(t)
	docs := []*pipeline.Document{hard(), document(2)}
	docs[1].ID = "00000000000000bb"
	docs[1].Symbol, docs[1].File = "A/HRC/98/8", "a & <b>\x01.pdf"
	var want []map[string]any
	labels := map[string]string{} // of each code, as it was met last
	for _, d := range docs {
		for i := range d.Passages {
			text := d.PassageText(&d.Passages[i])
			for _, n := range notes(&d.Passages[i], text) {
				labels[n.name()] = n.label
				if n.target != "" {
					labels[n.name()] = n.code
				}
				want = append(want, map[string]any{"code": n.name(), "quote": n.span.Of(text)})
			}
		}
	}
	for _, row := range want {
		row["code"] = labels[row["code"].(string)]
	}
	b, _ := write(t, Passages, "qdpx", all(docs...))
	got := readElsewhere(t, python, "qdpx", Passages, b)
	for _, row := range got {
		delete(row, "source")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	b, n := write(t, Passages, "qdc", all(docs...))
	if codes := readElsewhere(t, python, "qdc", Passages, b); len(codes) != n {
		t.Errorf("%d codes, want %d: %v", len(codes), n, codes)
	}
}
