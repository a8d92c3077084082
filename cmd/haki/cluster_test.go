package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/haki-project/haki/index/opensearch/clustertest"
)

// TestClusterScripts runs commands against an OpenSearch cluster: $CLUSTER-x is an index
// in it.
func TestClusterScripts(t *testing.T) {
	cluster := clustertest.Start(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/cluster",
		Setup: func(e *testscript.Env) error {
			e.Setenv("SAMPLES", samples(t))
			e.Setenv("CLUSTER", cluster.Address())
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("NO_COLOR", "1")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "both": both},
	})
}

// both CORPUS X QUERY searches the corpus and $CLUSTER-X and compares all that is
// found: hits with their marks, in the order of documents, and facets.
func both(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 || neg {
		ts.Fatalf("usage: both corpus index query")
	}
	search := []string{"search", "--json", "--limit", "1000", "--sort", "document", "--facets", "country,issue,right,kind,year,ref,state,file", "--corpus", args[0], args[2]}
	ts.Check(ts.Exec("haki", search...))
	embedded := ts.ReadFile("stdout")
	ts.Check(ts.Exec("haki", append(search, "--index", ts.Getenv("CLUSTER")+"-"+args[1])...))
	if cluster := ts.ReadFile("stdout"); cluster != embedded {
		ts.Fatalf("%s: embedded\n%s\non the cluster\n%s", args[2], embedded, cluster)
	}
}
