// Package clustertest starts an OpenSearch cluster of three nodes on loopback for
// tests: each node a process of its own that can be ended as a power cut would.
// OpenSearch comes from Maven (testdata/opensearch); a machine without Java or
// Maven skips the test, unless HAKI_REQUIRE names opensearch.
package clustertest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

var names = []string{"one", "two", "three"}

// Cluster is three nodes.
type Cluster struct {
	t       testing.TB
	http    []string // ports
	peers   []string // transport addresses
	nodes   []*node
	dir     string
	indices atomic.Int32
}

// node is a process; ended is closed when it is gone.
type node struct {
	input io.Closer
	ended chan struct{}
	log   string
	*exec.Cmd
}

// patience is how long nodes may take to find each other, on a busy machine.
const patience = 4 * time.Minute

// Start starts a cluster, which ends with the test.
func Start(t testing.TB) *Cluster {
	t.Helper()
	if testing.Short() {
		t.Skip("three nodes take a while to start: run without -short")
	}
	classpath := require(t)
	c := &Cluster{t: t, dir: t.TempDir(), nodes: make([]*node, len(names))}
	for range names {
		c.http = append(c.http, freePort(t))
		c.peers = append(c.peers, "127.0.0.1:"+freePort(t))
	}
	t.Cleanup(func() {
		for i := range c.nodes {
			c.End(i)
		}
	})
	for i := range names {
		c.start(i, classpath)
	}
	c.WaitFor(len(names))
	return c
}

// require returns the class path of a node or skips the test.
func require(t testing.TB) string {
	t.Helper()
	folder, err := filepath.Abs(root(t) + "/testdata/opensearch")
	if err != nil {
		t.Fatal(err)
	}
	classpath, err := classpathOf(folder)
	if err != nil {
		missing := "no OpenSearch for tests: it takes a JDK, Maven and a way to Maven's packages: " + err.Error()
		if strings.Contains(os.Getenv("HAKI_REQUIRE"), "opensearch") {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	return classpath
}

// root is the folder of the module.
func root(t testing.TB) string {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// classpathOf has Maven find the libraries, once for each version of the pom.
func classpathOf(folder string) (string, error) {
	if _, err := exec.LookPath("javac"); err != nil {
		return "", err
	}
	pom, file := filepath.Join(folder, "pom.xml"), filepath.Join(folder, "target", "classpath")
	if made, err := os.Stat(file); err != nil || older(made, pom) {
		maven := exec.Command("mvn", "-B", "-q", "-f", pom, "dependency:build-classpath", "-Dmdep.outputFile="+file)
		if out, err := maven.CombinedOutput(); err != nil {
			return "", fmt.Errorf("%w: %s", err, out)
		}
	}
	classpath, err := os.ReadFile(file)
	return string(classpath), err
}

func older(made os.FileInfo, than string) bool {
	info, err := os.Stat(than)
	return err == nil && made.ModTime().Before(info.ModTime())
}

func freePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func (c *Cluster) start(i int, classpath string) {
	c.t.Helper()
	_, peer, _ := strings.Cut(c.peers[i], ":")
	folder := filepath.Join(c.dir, names[i])
	n := &node{ended: make(chan struct{}), log: folder + ".log"}
	n.Cmd = exec.Command("java", "-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classpath,
		filepath.Join(root(c.t), "testdata/opensearch/Node.java"), names[i], c.http[i], peer, folder, strings.Join(names, ","), strings.Join(c.peers, ","))
	log, err := os.Create(n.log)
	if err != nil {
		c.t.Fatal(err)
	}
	defer log.Close()
	n.Stdout, n.Stderr = log, log
	if n.input, err = n.StdinPipe(); err != nil {
		c.t.Fatal(err)
	}
	if err := n.Start(); err != nil {
		c.t.Fatal(err)
	}
	go func() {
		_ = n.Wait() // however it ended
		close(n.ended)
	}()
	c.nodes[i] = n
}

// End ends a node at once, as a power cut would, and waits until it is gone.
func (c *Cluster) End(i int) {
	n := c.nodes[i]
	if n == nil {
		return
	}
	_ = n.Process.Kill() // it may be gone already
	<-n.ended
	n.input.Close()
	c.nodes[i] = nil
}

// Restart starts a node again that was ended, with what it has on disk.
func (c *Cluster) Restart(i int) {
	c.t.Helper()
	c.start(i, require(c.t))
	c.WaitFor(len(names))
}

// Address is where an index that nobody else uses is, for opensearch.ParseAddress.
func (c *Cluster) Address() string {
	hosts := make([]string, len(c.http))
	for i, port := range c.http {
		hosts[i] = "127.0.0.1:" + port
	}
	return fmt.Sprintf("opensearch://%s/test-%d", strings.Join(hosts, ","), c.indices.Add(1))
}

// WaitFor waits until the cluster has so many nodes and every part of every index
// is on one of them.
func (c *Cluster) WaitFor(nodes int) {
	c.t.Helper()
	path := fmt.Sprintf("/_cluster/health?wait_for_status=yellow&wait_for_nodes=%d&timeout=5s", nodes)
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		for i, n := range c.nodes {
			if n == nil {
				continue
			}
			select {
			case <-n.ended:
				log, _ := os.ReadFile(n.log)
				c.t.Fatalf("node %s ended:\n%s", names[i], log[max(0, len(log)-4000):])
			default:
			}
			var health struct {
				Nodes    int  `json:"number_of_nodes"`
				TimedOut bool `json:"timed_out"`
			}
			if err := c.ask(i, http.MethodGet, path, nil, &health); err == nil && health.Nodes == nodes && !health.TimedOut {
				return
			}
		}
	}
	c.t.Fatalf("the cluster does not come to %d nodes", nodes)
}

// Ask sends a request to the first node that runs.
func (c *Cluster) Ask(method, path string, body []byte, answer any) {
	c.t.Helper()
	for i, n := range c.nodes {
		if n != nil {
			if err := c.ask(i, method, path, body, answer); err != nil {
				c.t.Fatal(err)
			}
			return
		}
	}
}

func (c *Cluster) ask(i int, method, path string, body []byte, answer any) error {
	request, err := http.NewRequest(method, "http://127.0.0.1:"+c.http[i]+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if answer == nil {
		return nil
	}
	return json.NewDecoder(response.Body).Decode(answer)
}
