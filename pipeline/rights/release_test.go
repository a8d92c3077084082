package rights

import (
	"bufio"
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/haki-project/haki/ingest"
	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/rights/linear"
)

var update = flag.Bool("update", false, "train the embedded models and measure them anew")

// shared is where labelled texts lie beside the repository.
const shared = "../../../shared/"

// open opens a file of shared, or skips the test where it is absent.
func open(t testing.TB, name string) io.Reader {
	t.Helper()
	f, err := os.Open(filepath.Join(shared, name))
	if err != nil {
		if strings.Contains(os.Getenv("HAKI_REQUIRE"), "shared") {
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
	trained, err := Train("upr-issues", open(t, "gold/upr/tags-train.csv"), open(t, "gold/upr/tags-dev.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []*linear.Model{trained.Labels, trained.Action} {
		writeModel(t, m)
	}
}

func TestTrainFormModel(t *testing.T) {
	if !*update {
		t.Skip("run with -update to train the embedded models")
	}
	m, held, err := linear.Train(formExamples(t), linear.Options{Name: "form/1", Spec: formSpec, MinTexts: 5})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("held out: %+v", Measure(held, m.Thresholds()).Micro)
	writeModel(t, m)
}

// formExamples are recommendations, and paragraphs that are none: of general
// comments, resolutions and speeches.
func formExamples(t *testing.T) []linear.Example {
	var list []linear.Example
	g, err := ReadGold(open(t, "gold/upr/tags-train.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range g.Examples {
		if i%3 == 0 {
			list = append(list, linear.Example{Text: cut(e.Text), Labels: []string{"recommendation"}, Group: g.IDs[i]})
		}
	}
	for _, p := range groupExamples(t) {
		list = append(list, linear.Example{Text: cut(p.Text), Group: p.Group})
	}
	for _, name := range files(t, "corpus/resolutions/*.xml", "corpus/resolutions/*/*.xml") {
		if strings.Contains(name, "English") {
			for _, p := range xmlParagraphs(t, name) {
				list = append(list, linear.Example{Text: cut(p), Group: name})
			}
		}
	}
	for _, name := range files(t, "corpus/speeches/*.txt") {
		for _, p := range lines(t, name) {
			list = append(list, linear.Example{Text: cut(p), Group: name})
		}
	}
	for i, name := range files(t, "corpus/upr/*.pdf") {
		if i%4 == 0 {
			for _, p := range dialogue(t, name) {
				list = append(list, linear.Example{Text: cut(p), Group: name})
			}
		}
	}
	return list
}

// told is how paragraphs open that tell what was said in a meeting.
var told = regexp.MustCompile(`^[^.;]{0,120}\b(noted|welcomed|commended|thanked|stated|explained|congratulated|expressed|indicated|highlighted|appreciated|praised|said|reported|asked|added|inquired)\b`)

// dialogue are the paragraphs of a report that tell what delegations said.
func dialogue(t *testing.T, name string) []string {
	d, err := ingest.Extract(t.Context(), pipeline.Original{Path: name, File: filepath.Base(name)}, ingest.Options{})
	if err != nil {
		t.Logf("%s: %v", name, err)
		return nil
	}
	var list []string
	for i := range d.Passages {
		text := d.PassageText(&d.Passages[i])
		if len(text) > 100 && told.MatchString(text) {
			list = append(list, text)
		}
	}
	return list
}

func cut(text string) string { return text[:min(len(text), maxForm)] }

func files(t testing.TB, patterns ...string) []string {
	t.Helper()
	open(t, "README.md")
	var list []string
	for _, p := range patterns {
		names, err := filepath.Glob(filepath.Join(shared, p))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, names...)
	}
	return list
}

func lines(t testing.TB, name string) []string {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, line := range strings.Split(string(raw), "\n") {
		if line = strings.TrimSpace(line); len(line) > 30 {
			list = append(list, line)
		}
	}
	return list
}

// xmlParagraphs are the texts of the p elements of a file.
func xmlParagraphs(t testing.TB, name string) []string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d := xml.NewDecoder(f)
	var list []string
	var text strings.Builder
	for {
		token, err := d.Token()
		if err != nil {
			return list
		}
		switch e := token.(type) {
		case xml.CharData:
			text.Write(e)
		case xml.StartElement:
			if e.Name.Local == "p" {
				text.Reset()
			}
		case xml.EndElement:
			if p := strings.Join(strings.Fields(text.String()), " "); e.Name.Local == "p" && len(p) > 30 {
				list = append(list, p)
			}
		}
	}
}

// groupExamples are paragraphs of general comments with the persons concerned.
func groupExamples(t testing.TB) []linear.Example {
	t.Helper()
	return jsonExamples(t, "gold/groups/general-comments-dev.jsonl", func(line []byte) (linear.Example, error) {
		var p struct {
			Document, Text string
			Groups         []string
		}
		err := json.Unmarshal(line, &p)
		return linear.Example{Text: p.Text, Labels: p.Groups, Group: p.Document}, err
	})
}

func jsonExamples(t testing.TB, name string, read func([]byte) (linear.Example, error)) []linear.Example {
	t.Helper()
	in := bufio.NewScanner(open(t, name))
	in.Buffer(nil, 1<<24)
	var list []linear.Example
	for in.Scan() {
		e, err := read(in.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, e)
	}
	return list
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
