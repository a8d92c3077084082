package source

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/ingest/source/sourcetest"
	"github.com/haki-project/haki/pipeline"
)

func TestRobots(t *testing.T) {
	for name, tt := range map[string]struct {
		status int
		rules  string
		reason string        // of a document in /files/
		waits  time.Duration // before the second request to the host
	}{
		"none":                        {status: http.StatusNotFound},
		"empty":                       {},
		"elsewhere":                   {status: http.StatusFound, rules: "User-agent: *\nDisallow: /\n"},
		"no rules at all":             {rules: "<html>welcome</html>"},
		"forbidden":                   {status: http.StatusForbidden, rules: "User-agent: *\nDisallow: /\n"},
		"all is disallowed":           {rules: "User-agent: *\nDisallow: /\n", reason: "disallowed"},
		"we are disallowed":           {rules: "User-agent: haki\nDisallow: /files/\n\nUser-agent: *\nDisallow:\n", reason: "disallowed"},
		"others are disallowed":       {rules: "User-agent: other\nDisallow: /\n"},
		"what is longer is allowed":   {rules: "User-agent: *\nDisallow: /\nAllow: /files/\n"},
		"a query is disallowed":       {rules: "User-agent: *\nDisallow: /files/a.pdf?\n", reason: "disallowed"},
		"the server fails":            {status: http.StatusBadGateway, reason: "server-error"},
		"a delay":                     {rules: "User-agent: *\nCrawl-delay: 7\n", waits: 7 * time.Second},
		"a delay beyond all patience": {rules: "User-agent: *\nCrawl-delay: 100000\n", waits: 2 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t)
			s.Robots(tt.status, tt.rules)
			s.Put("a.pdf", sourcetest.PDF(10))
			c, waits := testClient(t, t.TempDir())
			c.Delay = 0 // none of ours
			at := time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
			c.now = func() time.Time { return at }
			_, err := c.Fetch(context.Background(), s.URL+"/files/a.pdf?x=1", "")
			if (err == nil) != (tt.reason == "") || err != nil && pipeline.Reason(err) != tt.reason {
				t.Fatalf("%v, want %q", err, tt.reason)
			}
			if tt.reason != "" && s.Asked("/files/a.pdf") > 0 {
				t.Error("it asked all the same")
			}
			if got := longest(*waits); got != tt.waits {
				t.Errorf("waited %s, want %s", got, tt.waits)
			}
		})
	}
}

func TestServersAreToldWhoAsks(t *testing.T) {
	s := newServer(t)
	s.Put("a.pdf", sourcetest.PDF(10))
	for contact, want := range map[string]string{"": "haki/1 (+https://github.com/haki-project/haki)", "ann@example.org\r\nX-Evil: 1": "haki/1 (ann@example.orgX-Evil: 1)"} {
		c, _ := testClient(t, t.TempDir())
		c.Contact = contact
		before := s.Agents()
		if _, err := c.Fetch(context.Background(), s.URL+"/files/a.pdf", ""); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(s.Agents(), "|"); len(s.Agents()) != len(before)+1 || !strings.Contains(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestADateTellsWhatChanged: servers that give no tag are asked by date.
func TestADateTellsWhatChanged(t *testing.T) {
	s := newServer(t)
	dir := t.TempDir()
	s.Put("a.pdf", sourcetest.PDF(10))
	var got []bool // unchanged
	for n := range 4 {
		if n == 2 {
			s.Put("a.pdf", sourcetest.PDF(100))
		}
		c, _ := testClient(t, dir)
		f, err := c.Fetch(context.Background(), s.URL+"/dated/a.pdf", "")
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, f.Unchanged)
		if len(f.Header["Set-Cookie"]) > 0 || len(f.Header["Last-Modified"]) == 0 {
			t.Errorf("headers kept: %v", f.Header)
		}
	}
	if diff := cmp.Diff([]bool{false, true, false, true}, got); diff != "" || s.Bodies("") != 2 {
		t.Errorf("%d bodies: %s", s.Bodies(""), diff)
	}
}
