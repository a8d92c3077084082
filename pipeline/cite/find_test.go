package cite

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestEmbeddedData(t *testing.T) {
	k, err := loadKnowledge()
	if err != nil {
		t.Fatal(err)
	}
	for code, address := range k.addresses {
		if !strings.HasPrefix(address, "https://") {
			t.Errorf("%s has the address %q", code, address)
		}
	}
	for _, codes := range families {
		for _, code := range codes {
			if k.addresses[code] == "" {
				t.Errorf("%s has no address", code)
			}
		}
	}
}

// TestLexiconHoldsItsWords fails where the table is so full that looking up is slow.
func TestLexiconHoldsItsWords(t *testing.T) {
	if k := known(); len(k.words)*2 > len(k.table) {
		t.Errorf("%d words in a table of %d: double it", len(k.words), len(k.table))
	}
}

// hostile are texts that a parser which looks too far would take long over.
var hostile = []string{
	"article 2 of the Convention. ", "Optional Protocol and its ", "general comment No. 3 ", "((((((((((", "A/A/A/A/", "resolution 5/1 and ", "1, 2, 3, ",
	"the Act ", "Domestic Violence ", "article 14, paragraph 3, ", "第一", "recommendations of the ", "Goal 1, ", "ILO Convention ", "ibid. ", "x", "و", "Council resolution 1/1 ",
}

func TestTimeGrowsWithLength(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	for _, unit := range hostile {
		small := strings.Repeat(unit, 40_000/len(unit))
		large := strings.Repeat(small, 10)
		a, b := cpu(func() { Find(small, Context{}) }), cpu(func() { Find(large, Context{}) })
		if b > 40*a && b > 300*time.Millisecond {
			t.Errorf("%q: %v for %d bytes, %v for %d", unit, a, len(small), b, len(large))
		}
	}
}

// cpu is the processor time that f takes, whatever else the machine does.
func cpu(f func()) time.Duration {
	before := used()
	f()
	return used() - before
}

func used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func BenchmarkFindLongLine(b *testing.B) { benchmark(b, longLine(10<<20)) }
func BenchmarkFindShort(b *testing.B)    { benchmark(b, longLine(1<<10)) }

func benchmark(b *testing.B, text string) {
	b.SetBytes(int64(len(text)))
	before := used()
	for b.Loop() {
		Find(text, Context{})
	}
	b.ReportMetric(float64(b.N)*float64(len(text))/1e6/(used()-before).Seconds(), "MB/cpu-s")
}

// longLine is n bytes of prose with a reference now and then, and no line break.
func longLine(n int) string {
	const prose = "The delegation spoke at length about schools and hospitals, and about the roads which the province had built in the years before. " +
		"Under article 14, paragraph 3 (g), of the International Covenant on Civil and Political Rights no one may be compelled to testify; see A/HRC/21/11, para. 4. "
	return strings.Repeat(prose, n/len(prose)+1)[:n]
}
