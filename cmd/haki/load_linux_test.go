package main

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/haki-project/haki/cmd/haki/internal/web"
	"github.com/haki-project/haki/pipeline"
)

var (
	loadCorpus  = flag.String("load-corpus", "", "corpus that TestLoad searches; \"\" skips it")
	loadUsers   = flag.Int("load-users", 20, "users that ask at once, each as soon as it is answered")
	loadSeconds = flag.Int("load-seconds", 15, "how long they ask")
)

// loadQueries are what people type; loadFilters what they then choose of the facets.
var (
	loadQueries = []string{
		"", "torture", "human rights", `"optional protocol"`, `torture AND "optional protocol"`, "women violence", "child* AND education", "death penalty",
		"freedom of expression", "kind:recommendation status:noted", "ref:ICCPR", "indigenous peoples land", "migrant OR refugee", "right:torture", "police detention NOT prison",
		"climate", "disabilit*", `"national human rights institution"`, "issue:womens-rights", "derechos humanos",
	}
	loadFilters = []string{"", "country:BRA", "country:FRA", "country:KEN", "kind:upr-report", "kind:law", "kind:speech", "year:2008..2012", "lang:en", "cycle:2", "right:health", "status:supported"}
)

// TestLoad has users search a corpus at once and prints how long the server took
// for a search page: go test ./cmd/haki -run TestLoad -v -load-corpus DIR
func TestLoad(t *testing.T) {
	if *loadCorpus == "" {
		t.Skip("it measures a corpus: give -load-corpus")
	}
	a := &app{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, corpus: *loadCorpus}
	r, err := a.reader()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	s, err := web.New(web.Options{Open: func() (*pipeline.Store, error) { return a.openStore(true) }, Index: r})
	if err != nil {
		t.Fatal(err)
	}
	l := &load{}
	server := httptest.NewServer(l.timed(s.Handler()))
	defer server.Close()
	before := processorTime()
	l.ask(t, server.URL)
	l.print(t, processorTime()-before)
}

// load keeps how long the server took and what it answered.
type load struct {
	mu     sync.Mutex
	took   []time.Duration
	failed int
	bytes  int64
}

func (l *load) timed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		next.ServeHTTP(w, r)
		l.mu.Lock()
		defer l.mu.Unlock()
		l.took = append(l.took, time.Since(start))
	})
}

// ask has each user ask until the time is over. The same seeds ask the same.
func (l *load) ask(t *testing.T, address string) {
	var users sync.WaitGroup
	end := time.Now().Add(time.Duration(*loadSeconds) * time.Second)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: *loadUsers}}
	for user := range *loadUsers {
		random := rand.New(rand.NewPCG(uint64(user), 1))
		users.Go(func() {
			for time.Now().Before(end) {
				l.once(t, client, address+"/?"+url.Values{"q": {loadQuery(random)}}.Encode())
			}
		})
	}
	users.Wait()
}

func loadQuery(random *rand.Rand) string {
	return strings.TrimSpace(loadQueries[random.IntN(len(loadQueries))] + " " + loadFilters[random.IntN(len(loadFilters))])
}

func (l *load) once(t *testing.T, client *http.Client, address string) {
	answer, err := client.Get(address)
	if err != nil {
		t.Error(err)
		return
	}
	defer answer.Body.Close()
	n, err := io.Copy(io.Discard, answer.Body)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.bytes += n
	if err != nil || answer.StatusCode != http.StatusOK {
		l.failed++
	}
}

func (l *load) print(t *testing.T, processor time.Duration) {
	if len(l.took) == 0 || l.failed > 0 {
		t.Fatalf("%d of %d requests failed", l.failed, len(l.took))
	}
	slices.Sort(l.took)
	at := func(share float64) time.Duration {
		return l.took[int(share*float64(len(l.took)-1))].Round(100 * time.Microsecond)
	}
	n := time.Duration(len(l.took))
	fmt.Printf("%d users, %d search pages of %d bytes in the mean: p50 %v, p95 %v, p99 %v, most %v; processor time a page, asking included: %v\n",
		*loadUsers, n, l.bytes/int64(n), at(.5), at(.95), at(.99), at(1), (processor / n).Round(100*time.Microsecond))
}

// processorTime is what this process has used so far.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
