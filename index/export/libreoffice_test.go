package export

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// asCSV tells LibreOffice to write commas, quotation marks and UTF-8, and cells as
// they are stored rather than as they are shown.
const asCSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false"

// libreOffice is the program, which a person opens a workbook with.
func libreOffice(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("soffice")
	if err != nil && strings.Contains(os.Getenv("HAKI_REQUIRE"), "readers") {
		t.Fatal(err)
	}
	if err != nil {
		t.Skip("no LibreOffice here (Debian: libreoffice-calc)")
	}
	return path
}

func TestLibreOfficeReadsTheSameRows(t *testing.T) {
	soffice, dir := libreOffice(t), t.TempDir()
	want := map[Kind][][]string{}
	args := []string{"--headless", "-env:UserInstallation=file://" + filepath.ToSlash(dir) + "/profile", "--convert-to", asCSV, "--outdir", dir}
	for _, kind := range Kinds {
		b, _ := write(t, kind, "csv", all(hard(), document(3)))
		want[kind] = readCSV(t, kind, b)
		b, _ = write(t, kind, "xlsx", all(hard(), document(3)))
		path := filepath.Join(dir, string(kind)+".xlsx")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	if out, err := exec.Command(soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, kind := range Kinds {
		b, err := os.ReadFile(filepath.Join(dir, string(kind)+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		if diff := cmp.Diff(want[kind], got); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
	}
}
