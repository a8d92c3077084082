package source

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// repository answers every request with a page of records and another token.
func repository(t *testing.T, page func(n int) (records []string, token string)) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.URL.Query().Get("resumptionToken")) // "" is the first
		records, token := page(n)
		fmt.Fprint(w, `<OAI-PMH><ListRecords>`)
		for _, id := range records {
			fmt.Fprintf(w, `<record><header><identifier>%s</identifier></header><metadata><dc><identifier>https://papers.example/files/%s.pdf</identifier></dc></metadata></record>`, id, id)
		}
		fmt.Fprintf(w, `<resumptionToken>%s</resumptionToken></ListRecords></OAI-PMH>`, token)
	}))
	t.Cleanup(s.Close)
	return s
}

func TestRepositoriesThatNeverEnd(t *testing.T) {
	next := func(n int) string { return strconv.Itoa(n + 1) }
	for name, tt := range map[string]struct {
		page    func(n int) ([]string, string)
		entries int
		reason  string // "" for a harvest that ends well
	}{
		"ends": {func(n int) ([]string, string) {
			return []string{fmt.Sprint("r", n)}, map[bool]string{true: next(n)}[n < 4]
		}, 5, ""},
		"the same token":      {func(n int) ([]string, string) { return []string{fmt.Sprint("r", n)}, "1" }, 2, "malformed"},
		"the same records":    {func(n int) ([]string, string) { return []string{"r1", "r2"}, next(n) }, 4, "malformed"},
		"a circle of three":   {func(n int) ([]string, string) { return []string{fmt.Sprint("r", n%3)}, next(n) }, 4, "malformed"},
		"no records":          {func(n int) ([]string, string) { return nil, next(n) }, 0, "malformed"},
		"gaps, and then ends": {func(n int) ([]string, string) { return gaps(n), map[bool]string{true: next(n)}[n < 20] }, 7, ""},
		"a record comes again": {func(n int) ([]string, string) {
			return []string{"r0", fmt.Sprint("r", n)}, map[bool]string{true: next(n)}[n < 3]
		}, 8, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := repository(t, tt.page)
			c, _ := testClient(t, t.TempDir())
			n := 0
			err := oai{address: s.URL, prefix: "oai_dc"}.entries(context.Background(), c, func(Entry) error { n++; return nil })
			if n != tt.entries || (err == nil) != (tt.reason == "") || err != nil && pipeline.Reason(err) != tt.reason {
				t.Errorf("%d entries, want %d; %v, want %q", n, tt.entries, err, tt.reason)
			}
		})
	}
}

// gaps are pages of which two in three have no record.
func gaps(n int) []string {
	if n%3 == 0 {
		return []string{fmt.Sprint("r", n)}
	}
	return nil
}
