package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/haki-project/haki/cmd/haki/internal/report"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/ingest/source"
)

// plan is a configuration (haki.yaml) read for sync: where documents come from,
// what people wait for, and how they are told.
type plan struct {
	sources  []source.Config // to be asked
	names    []string        // of all that the file has
	searches []savedSearch
	report   reportPlan
	secret   []byte // of the webhook
}

// savedSearch is a query that somebody wants to hear of.
type savedSearch struct {
	Name   string `yaml:"name"`
	Query  string `yaml:"query"`
	parsed query.Node
}

// reportPlan says where a run is told.
type reportPlan struct {
	Folder     string `yaml:"folder"`      // of Markdown and JSON; default reports in the corpus
	Feed       string `yaml:"feed"`        // file that the Atom feed is written to
	FeedURL    string `yaml:"feed_url"`    // address at which people get that file
	Webhook    string `yaml:"webhook"`     // address
	SecretFile string `yaml:"secret_file"` // key of the webhook's signature; else $HAKI_WEBHOOK_SECRET
	Metrics    string `yaml:"metrics"`     // file for the text file collector of Prometheus
}

// planFile is haki.yaml as far as sync itself reads it; [source.Load] reads the rest.
type planFile struct {
	Contact  any           `yaml:"contact"`
	Private  any           `yaml:"allow_private"`
	Delay    any           `yaml:"delay"`
	Sources  any           `yaml:"sources"`
	Searches []savedSearch `yaml:"searches"`
	Report   reportPlan    `yaml:"report"`
}

// loadPlan reads a configuration and keeps the sources named, all without names.
// Its errors are wrong usage.
func loadPlan(path, corpus string, names []string) (*plan, error) {
	configs, err := source.Load(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%w: %w: write one as docs/batch.md shows, or name it with --config", errUsage, err)
	} else if err != nil {
		return nil, fmt.Errorf("%w: %w", errUsage, err)
	}
	p := &plan{names: sourceNames(configs)}
	if p.sources, err = chosen(configs, names); err != nil {
		return nil, err
	}
	if err := p.read(path); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", errUsage, path, err)
	}
	if p.report.Folder == "" {
		p.report.Folder = filepath.Join(corpus, "reports")
	}
	return p, nil
}

func chosen(configs []source.Config, names []string) ([]source.Config, error) {
	if len(names) == 0 {
		return configs, nil
	}
	var list []source.Config
	for _, c := range configs {
		if slices.Contains(names, c.Name) {
			list = append(list, c)
		}
	}
	for _, n := range names {
		if !slices.ContainsFunc(list, func(c source.Config) bool { return c.Name == n }) {
			return nil, fmt.Errorf("%w: no source has the name %s: the file has %s", errUsage, n, strings.Join(sourceNames(configs), ", "))
		}
	}
	return list, nil
}

func sourceNames(configs []source.Config) []string {
	var names []string
	for _, c := range configs {
		names = append(names, c.Name)
	}
	return names
}

// read takes searches and report from the file, which source.Load has bounded.
func (p *plan) read(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var f planFile
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(&f); err != nil && !errors.Is(err, io.EOF) {
		return errors.New(goTypes.ReplaceAllString(err.Error(), ""))
	}
	var whole yaml.Node
	if err := yaml.Unmarshal(data, &whole); err != nil {
		return err
	}
	p.searches, p.report = f.Searches, f.Report
	dir := filepath.Dir(path)
	for _, file := range []*string{&p.report.Folder, &p.report.Feed, &p.report.Metrics, &p.report.SecretFile} {
		if *file != "" && !filepath.IsAbs(*file) {
			*file = filepath.Join(dir, *file)
		}
	}
	if at, err := p.parseSearches(); err != nil {
		return fmt.Errorf("line %d: searches: %w", lineAt(&whole, "searches", at), err)
	}
	if key, err := p.readSecret(); err != nil {
		return fmt.Errorf("line %d: report: %w", lineAt(&whole, "report", key), err)
	}
	return nil
}

// lineAt is the line of what lies at a path of keys (string) and places in lists
// (int, from 0), or of as much of the path as is there.
func lineAt(n *yaml.Node, path ...any) int {
	if n.Kind == yaml.DocumentNode {
		return lineAt(n.Content[0], path...)
	}
	if len(path) == 0 {
		return n.Line
	}
	switch at := path[0].(type) {
	case int:
		if n.Kind == yaml.SequenceNode && at < len(n.Content) {
			return lineAt(n.Content[at], path[1:]...)
		}
	case string:
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == at {
				return max(n.Content[i].Line, lineAt(n.Content[i+1], path[1:]...))
			}
		}
	}
	return n.Line
}

// goTypes matches the names of our types in messages meant for people.
var goTypes = regexp.MustCompile(`^yaml: (?:unmarshal errors:\n\s*)?| in type main\.\w+| into main\.\w+`)

// parseSearches returns the place of the search that is wrong, too.
func (p *plan) parseSearches() (at int, err error) {
	seen := map[string]bool{}
	for i := range p.searches {
		s := &p.searches[i]
		if s.Name == "" || s.Query == "" {
			return i, errors.New("a saved search is written as name: … and query: …")
		}
		if seen[s.Name] {
			return i, fmt.Errorf("two have the name %s", s.Name)
		}
		seen[s.Name] = true
		if s.parsed, err = query.Parse(s.Query); err != nil {
			return i, fmt.Errorf("%s: %w", s.Name, err)
		}
	}
	return 0, nil
}

// readSecret returns the key under report that is wrong, too.
func (p *plan) readSecret() (key string, err error) {
	if p.report.Webhook == "" {
		return "", nil
	}
	if !strings.HasPrefix(p.report.Webhook, "https://") && !strings.HasPrefix(p.report.Webhook, "http://") {
		return "webhook", fmt.Errorf("webhook: %s is no http or https address", p.report.Webhook)
	}
	secret := []byte(os.Getenv("HAKI_WEBHOOK_SECRET"))
	if p.report.SecretFile != "" {
		if secret, err = os.ReadFile(p.report.SecretFile); err != nil {
			return "secret_file", fmt.Errorf("secret_file: %w", err)
		}
	}
	if p.secret = bytes.TrimSpace(secret); len(p.secret) == 0 {
		return "webhook", errors.New("a webhook is signed: put its key into secret_file or HAKI_WEBHOOK_SECRET")
	}
	return "", nil
}

func (p *plan) folder() report.Folder { return report.Folder{Dir: p.report.Folder} }
