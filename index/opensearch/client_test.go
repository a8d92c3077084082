package opensearch

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

func encoded(t testing.TB, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// hasty is for clusters that are played.
var hasty = limits{patience: 2 * time.Second, pause: time.Millisecond, bulk: 1 << 20, window: 100, page: 10}

// played returns a client of nodes that answer as told.
func played(t testing.TB, nodes ...http.HandlerFunc) *client {
	t.Helper()
	a := &Address{Name: "name"}
	for _, answer := range nodes {
		s := httptest.NewServer(answer)
		t.Cleanup(s.Close)
		a.Nodes = append(a.Nodes, s.URL)
	}
	c := newClient(a, hasty)
	c.turn.Store(0)
	return c
}

// says answers a status and a body, and counts.
func says(count *int, status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		*count++
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func TestBusyNodesAreAskedAgain(t *testing.T) {
	busy, fine := 0, 0
	c := played(t, says(&busy, http.StatusTooManyRequests, `{"error":{"type":"es_rejected_execution_exception","reason":"full"}}`), says(&fine, http.StatusOK, `{"count":7}`))
	var answer struct{ Count int }
	if err := c.do(t.Context(), http.MethodGet, "/", nil, &answer); err != nil || answer.Count != 7 {
		t.Errorf("answer %+v, %v", answer, err)
	}
	if busy != 1 || fine != 1 {
		t.Errorf("asked %d and %d times", busy, fine)
	}
}

func TestAnEndedNodeIsPassedOver(t *testing.T) {
	fine, gone := 0, httptest.NewServer(nil)
	gone.Close()
	c := played(t, says(&fine, http.StatusOK, `{}`))
	c.Nodes = append([]string{gone.URL}, c.Nodes...)
	for range 3 {
		if err := c.do(t.Context(), http.MethodGet, "/", nil, nil); err != nil {
			t.Error(err)
		}
	}
	if fine != 3 {
		t.Errorf("answered %d times", fine)
	}
}

func TestPatienceEnds(t *testing.T) {
	asked := 0
	c := played(t, says(&asked, http.StatusServiceUnavailable, `{"error":{"type":"unavailable_shards_exception","reason":"no primary"}}`))
	c.limits.patience = 50 * time.Millisecond
	err := c.do(t.Context(), http.MethodGet, "/", nil, nil)
	if !hasStatus(err, http.StatusServiceUnavailable) || !strings.Contains(err.Error(), "no primary") || asked < 2 {
		t.Errorf("after %d requests: %v", asked, err)
	}
	c.Nodes = []string{"http://127.0.0.1:1"}
	if err := c.do(t.Context(), http.MethodGet, "/", nil, nil); !errors.Is(err, ErrUnreachable) {
		t.Errorf("no node: %v", err)
	}
}

func TestErrorsForGoodAreNotRepeated(t *testing.T) {
	asked := 0
	c := played(t, says(&asked, http.StatusBadRequest, `{"error":{"type":"search_phase_execution_exception","reason":"all shards failed",
		"root_cause":[{"type":"a","reason":"b"}],"caused_by":{"type":"outer","reason":"x","caused_by":{"type":"too_many_clauses","reason":"maxClauseCount is set to 1024"}}}}`))
	err := explained(c.do(t.Context(), http.MethodGet, "/", nil, nil))
	if err == nil || !strings.Contains(err.Error(), "use fewer") || !strings.Contains(err.Error(), "1024") || asked != 1 {
		t.Errorf("after %d requests: %v", asked, err)
	}
	if err := failureOf(http.StatusBadGateway, []byte("<html>proxy</html>")); !strings.Contains(err.Error(), "proxy") || !passing(err) {
		t.Errorf("an answer that is no JSON: %v", err)
	}
}

func TestCancelled(t *testing.T) {
	asked := 0
	ctx, cancel := context.WithCancel(t.Context())
	c := played(t, func(w http.ResponseWriter, _ *http.Request) {
		asked++
		cancel()
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	if err := c.do(ctx, http.MethodGet, "/", nil, nil); err == nil || asked != 1 {
		t.Errorf("after %d requests: %v", asked, err)
	}
}

func TestPasswordGoesAlongAndIsNotShown(t *testing.T) {
	var name, password string
	c := played(t, func(_ http.ResponseWriter, r *http.Request) { name, password, _ = r.BasicAuth() })
	a, err := ParseAddress("opensearch://ann:se%40cret@" + strings.TrimPrefix(c.Nodes[0], "http://") + "/name")
	if err != nil {
		t.Fatal(err)
	}
	if err := newClient(a, hasty).do(t.Context(), http.MethodGet, "/", nil, nil); err != nil {
		t.Fatal(err)
	}
	if name != "ann" || password != "se@cret" || strings.Contains(a.String(), "cret") {
		t.Errorf("user %q, password %q, shown as %s", name, password, a)
	}
}

// bulkServer takes passages as told: answers[i] is the statuses of the i-th request.
type bulkServer struct {
	mu      sync.Mutex
	answers [][]int
	asked   [][]string // IDs of each request
}

func (s *bulkServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	var ids []string
	for i, line := range strings.Split(strings.TrimSpace(string(body)), "\n") {
		var action struct {
			Index struct {
				ID string `json:"_id"`
			} `json:"index"`
		}
		if i%2 == 0 && json.Unmarshal([]byte(line), &action) == nil {
			ids = append(ids, action.Index.ID)
		}
	}
	s.asked = append(s.asked, ids)
	var items []string
	for i := range ids {
		item := `{"index":{"status":201}}`
		if n := len(s.asked) - 1; n < len(s.answers) && s.answers[n][i] != http.StatusCreated {
			item = `{"index":{"status":` + string(encodedInt(s.answers[n][i])) + `,"error":{"type":"rejected","reason":"why"}}}`
		}
		items = append(items, item)
	}
	_, _ = io.WriteString(w, `{"errors":`+map[bool]string{true: "true", false: "false"}[len(s.asked) <= len(s.answers)]+`,"items":[`+strings.Join(items, ",")+`]}`)
}

func encodedInt(n int) []byte {
	b, _ := json.Marshal(n)
	return b
}

func TestBulkSendsAgainWhatWasTurnedAway(t *testing.T) {
	lines := func() *bulk {
		m := image{id: "d", passages: [][]byte{[]byte(`{"a":1}`), []byte(`{"a":2}`), []byte(`{"a":3}`)}}
		return newBulk(m.bulk(1, "v"))
	}
	s := &bulkServer{answers: [][]int{{201, 429, 429}, {503, 201}, {429}}}
	c := played(t, s.ServeHTTP)
	if err := c.send(t.Context(), "x", lines()); err != nil {
		t.Fatal(err)
	}
	var asked []string
	for _, ids := range s.asked {
		asked = append(asked, strings.Join(ids, ","))
	}
	if got := strings.Join(asked, " "); got != "v-0,v-1,v-2 v-1,v-2 v-1 v-1" {
		t.Errorf("sent %s", got)
	}
	s = &bulkServer{answers: [][]int{{201, 400, 201}}}
	if err := played(t, s.ServeHTTP).send(t.Context(), "x", lines()); !hasStatus(err, http.StatusBadRequest) || len(s.asked) != 1 {
		t.Errorf("a passage that is not taken: %v after %d requests", err, len(s.asked))
	}
	full := make([][]int, 1000)
	for i := range full {
		full[i] = []int{429, 429, 429}
	}
	c = played(t, (&bulkServer{answers: full}).ServeHTTP)
	c.limits.patience = 30 * time.Millisecond
	if err := c.send(t.Context(), "x", lines()); !hasStatus(err, http.StatusTooManyRequests) {
		t.Errorf("a cluster that stays busy: %v", err)
	}
}

func TestAnAddressSaysHowLongToWait(t *testing.T) {
	for address, want := range map[string]limits{
		"opensearch://h/a":                         {patience: 2 * time.Minute, silence: 24 * time.Hour},
		"opensearch://h/a?patience=10m":            {patience: 10 * time.Minute, silence: 24 * time.Hour},
		"opensearch://h/a?silence=72h&patience=5s": {patience: 5 * time.Second, silence: 72 * time.Hour},
	} {
		x, err := Open(address, Layout{})
		if err != nil {
			t.Fatal(err)
		}
		if x.limits.patience != want.patience || x.limits.silence != want.silence || x.limits.bulk != usual.bulk {
			t.Errorf("%s: %+v", address, x.limits)
		}
		c := newClient(x.address, x.limits)
		if got := max(time.Minute, want.patience/2); c.http.Timeout != got {
			t.Errorf("%s: an attempt may take %s, want %s", address, c.http.Timeout, got)
		}
	}
	rebuilt := state{Rebuild: time.Now().Add(-30 * time.Hour), silence: 24 * time.Hour}
	if rebuilt.rebuilding() {
		t.Error("a rebuild of 30 hours ago is alive")
	}
	if rebuilt.silence = 72 * time.Hour; !rebuilt.rebuilding() {
		t.Error("a rebuild that may take three days is dead after 30 hours")
	}
}

func TestParseAddress(t *testing.T) {
	tests := []struct{ in, nodes, shown string }{
		{"opensearch://host:9200/name", "http://host:9200", "opensearch://host:9200/name"},
		{"opensearch://host/name", "http://host:9200", "opensearch://host:9200/name"},
		{"opensearch+https://ann:p@ss:word@one,two:9201/my_name-2", "https://one:9200 https://two:9201", "opensearch+https://one:9200,two:9201/my_name-2"},
		{"opensearch://[::1]:9200/n", "http://[::1]:9200", "opensearch://[::1]:9200/n"},
		{"opensearch://host:9200/Name", "", ""}, {"opensearch://host:9200", "", ""}, {"opensearch:///name", "", ""}, {"opensearch://h/a.b", "", ""},
		{"http://host:9200/name", "", ""}, {"", "", ""}, {"opensearch://a b/name", "", ""}, {"opensearch://u%zz@h/name", "", ""}, {"opensearch://h,/name", "", ""},
		{"opensearch://h/-x", "", ""}, {"opensearch://h/a/b", "", ""}, {"opensearch://h/a?patience=10m", "http://h:9200", "opensearch://h:9200/a"},
		{"opensearch://h/a?patience=soon", "", ""}, {"opensearch://h/a?patience=-1m", "", ""}, {"opensearch://h/a?patients=1m", "", ""}, {"opensearch://h/a?%zz", "", ""},
	}
	for _, tt := range tests {
		a, err := ParseAddress(tt.in)
		if err != nil {
			if tt.nodes != "" || !errors.Is(err, ErrAddress) {
				t.Errorf("%s: %v", tt.in, err)
			}
			continue
		}
		if got := strings.Join(a.Nodes, " "); got != tt.nodes || a.String() != tt.shown {
			t.Errorf("%s: %s, shown %s", tt.in, got, a)
		}
	}
}
