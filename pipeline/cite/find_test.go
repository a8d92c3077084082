package cite

import "testing"

func TestEmbeddedData(t *testing.T) {
	if _, err := loadKnowledge(); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkFindLongLine(b *testing.B) {
	line := longLine(10 << 20)
	b.SetBytes(int64(len(line)))
	for b.Loop() {
		Find(line, Context{})
	}
}

// longLine is n bytes of prose with a reference now and then, and no line break.
func longLine(n int) string {
	const prose = "The delegation spoke at length about schools and hospitals, and about the roads which the province had built in the years before. " +
		"Under article 14, paragraph 3 (g), of the International Covenant on Civil and Political Rights no one may be compelled to testify; see A/HRC/21/11, para. 4. "
	b := make([]byte, 0, n+len(prose))
	for len(b) < n {
		b = append(b, prose...)
	}
	return string(b[:n])
}
