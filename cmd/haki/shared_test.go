package main

import (
	"net/http/httptest"
	"path/filepath"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/rogpeppe/go-internal/testscript"
)

// TestSharedScripts lets several machines work on the corpus at $BUCKET: processes
// with folders of copies of their own, on a folder that they share and on a server
// that speaks S3 on the loopback address.
func TestSharedScripts(t *testing.T) {
	for name, bucket := range map[string]func(e *testscript.Env) string{
		"folder": func(e *testscript.Env) string { return "file://" + filepath.ToSlash(e.WorkDir) + "/share" },
		"s3": func(e *testscript.Env) string {
			backend := s3mem.New()
			if err := backend.CreateBucket("corpora"); err != nil {
				t.Fatal(err)
			}
			server := httptest.NewServer(gofakes3.New(backend).Server())
			e.Defer(server.Close)
			e.Setenv("AWS_ENDPOINT_URL", server.URL)
			e.Setenv("AWS_REGION", "us-east-1")
			e.Setenv("AWS_ACCESS_KEY_ID", "none")
			e.Setenv("AWS_SECRET_ACCESS_KEY", "none")
			return "s3://corpora/reports"
		},
	} {
		t.Run(name, func(t *testing.T) {
			testscript.Run(t, testscript.Params{
				Dir: "testdata/shared",
				Setup: func(e *testscript.Env) error {
					e.Setenv("SAMPLES", samples(t))
					e.Setenv("HOME", e.WorkDir)
					e.Setenv("NO_COLOR", "1")
					e.Setenv("BUCKET", bucket(e))
					return nil
				},
				Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
			})
		})
	}
}
