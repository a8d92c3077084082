package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// mostReading is what the processes of a sync may take together, in bytes,
// however large the export is. Pages of files, which the system takes back when
// it needs memory, are not counted.
const mostReading = 600 << 20

// TestAnIndexIsReadInBoundedMemory syncs an invented export of HAKI_ROWS rows,
// as 450000, the size of the Universal Human Rights Index: go test ./cmd/haki -run
// TestAnIndexIsReadInBoundedMemory -v
func TestAnIndexIsReadInBoundedMemory(t *testing.T) {
	rows := fromEnv(t, "HAKI_ROWS", 0)
	if rows == 0 {
		t.Skip("takes long: set HAKI_ROWS, as 450000")
	}
	n := newNight(t, "sources:\n- {name: index, kind: uhri, address: uhri.json}\n")
	size := inventExport(t, filepath.Join(n.dir, "uhri.json"), rows, max(rows/200, 1))
	for _, step := range []struct {
		what string
		code int
	}{{"first", 0}, {"again", 5}} {
		c := exec.Command("haki", n.syncOf("corpus")...)
		began := time.Now()
		peak := watchProcesses(t, c)
		if got := c.ProcessState.ExitCode(); got != step.code {
			t.Errorf("%s: exit code %d, want %d", step.what, got, step.code)
		}
		t.Logf("%s: %d rows, %d MB, in %s (%s of processor time): at most %d MB of memory in all processes", step.what, rows, size>>20,
			time.Since(began).Round(time.Second), (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Round(time.Second), peak>>20)
		if peak > mostReading {
			t.Errorf("%s: %d MB of memory, at most %d are right", step.what, peak>>20, mostReading>>20)
		}
	}
}

// inventExport writes an export whose documents' rows are scattered over the
// whole file, and returns its size in bytes.
func inventExport(t *testing.T, path string, rows, documents int) int64 {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w, random := bufio.NewWriterSize(f, 1<<20), rand.New(rand.NewPCG(1, 2))
	for i := range rows {
		fmt.Fprintf(w, "%c\n%s", "[,"[min(i, 1)], inventRow(random, i, i%documents))
	}
	fmt.Fprint(w, "\n]\n")
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// What invented rows are made of; their words have the length and the spread of
// real ones, since the rest of each text is made of a long list of names.
var (
	rowVerbs  = strings.Fields("Ratify Adopt Strengthen Continue Consider Investigate Ensure Abolish Promote Review Allocate Repeal Publish Train")
	rowThings = []string{
		"the Optional Protocol to the Convention against Torture", "measures against trafficking in persons", "access to safe drinking water in rural areas", "the death penalty",
		"an independent national human rights institution", "inclusive education for children with disabilities", "the minimum age of criminal responsibility", "freedom of expression of journalists",
		"equal pay for women and men", "the rights of indigenous peoples to their lands", "birth registration of refugees", "article 7 of the International Covenant on Civil and Political Rights",
	}
	rowStates  = strings.Fields("Kenya Peru Norway Brazil Portugal Ghana Japan Mexico Finland Uruguay Nepal Chile")
	rowThemes  = []string{"Right to food", "Right to health", "Right to education", "Torture & other cruel, inhuman or degrading treatment or punishment"}
	rowPersons = []string{"- Children", "- Women & girls", "- Persons with disabilities"}
)

func inventRow(random *rand.Rand, row, document int) string {
	pick := func(list []string) string { return list[random.IntN(len(list))] }
	var text strings.Builder
	fmt.Fprintf(&text, "%d.%d %s %s", 100+document%40, row, pick(rowVerbs), pick(rowThings))
	for range 20 + random.IntN(30) {
		fmt.Fprintf(&text, " %s", strings.ToLower(pick(rowVerbs))+strconv.Itoa(int(random.ExpFloat64()*3000)))
	}
	fmt.Fprintf(&text, " and %s (%s)", pick(rowThings), pick(rowStates))
	return fmt.Sprintf(`{"AnnotationId":"row-%d","AnnotationType":"- Recommendations","Body":"- UPR","Countries":[%q],"DocumentId":"d%d","Symbol":"A/HRC/%d/%d","PublicationDate":"2031-03-14T00:00:00",`+
		`"Text":"<p>%s</p>","Themes":[%q],"Sdgs":["16.2 - Protect"],"AffectedPersons":[%q],"UprCycle":"5","UprSession":["58"],"UprPositions":["Supported"],"UprRecommendingCountry":[%q]}`,
		row, rowStates[document%len(rowStates)], document, 98+document/1000, document%1000, text.String(), pick(rowThemes), pick(rowPersons), pick(rowStates))
}

// watchProcesses runs a command and returns the most memory, in bytes, that it and
// the processes it starts had to themselves at one time.
func watchProcesses(t *testing.T, c *exec.Cmd) int64 {
	t.Helper()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	done, peak := make(chan struct{}), make(chan int64)
	go func() {
		var most int64
		for {
			most = max(most, memoryOfAll(c.Process.Pid))
			select {
			case <-done:
				peak <- most
				return
			case <-time.After(100 * time.Millisecond):
			}
		}
	}()
	_ = c.Wait() // the caller looks at the exit code
	close(done)
	return <-peak
}

// memoryOfAll adds up the anonymous memory of a process and of its children, in bytes.
func memoryOfAll(pid int) int64 {
	n := anonymous(pid)
	children, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	for _, path := range children {
		b, _ := os.ReadFile(path) // the process may have ended
		for _, field := range strings.Fields(string(b)) {
			if child, err := strconv.Atoi(field); err == nil {
				n += memoryOfAll(child)
			}
		}
	}
	return n
}

func anonymous(pid int) int64 {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "RssAnon:"); ok {
			kb, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			return kb << 10
		}
	}
	return 0
}
