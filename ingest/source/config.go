package source

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
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/haki-project/haki/pipeline"
)

// Config is one source of a configuration file (haki.yaml).
type Config struct {
	Name      string
	Kind      string            // folder, urls, feed, oai, sitemap, json, symbols, uhri or upr-info
	Address   string            // of the listing; of symbols the template; of a folder or list the path
	URLs      []string          // of kind urls
	Watch     bool              // a folder: sync again when something in it changes
	Schedule  string            // a hint for people and timers: hourly, daily, weekly
	Since     string            // YYYY-MM-DD
	Limit     int               // documents a run, 0 for all
	Include   []string          // regular expressions over title and address
	Exclude   []string          // the same
	Languages []string          // symbols, oai: which, in the order of preference
	Formats   []string          // symbols: pdf, doc, docx
	Symbols   []string          // symbols: A/HRC/21/{1..20}
	Prefix    string            // oai: oai_dc (the default) or marcxml
	Set       string            // oai: the repository's set
	Until     string            // oai: YYYY-MM-DD
	Items     string            // json: path of the list
	URL       string            // json: path of an item's address
	Next      string            // json: path of the next page's address
	Title     string            // json: path of an item's title
	Date      string            // json: path of an item's date
	Fields    map[string]string // json: metadata field → path in an item
	Metadata  pipeline.Metadata // for every document of the source
	Line      int               // of the file
	Client    ClientOptions     // contact, private and delay, from the top of the file
}

// file is haki.yaml as it is written.
type file struct {
	Contact string         `yaml:"contact"`
	Private bool           `yaml:"allow_private"`
	Delay   *time.Duration `yaml:"delay"` // between two requests to a host
	Sources []yaml.Node    `yaml:"sources"`

	Searches yaml.Node `yaml:"searches"` // these two are read by whoever tells people of a run
	Report   yaml.Node `yaml:"report"`
}

// written is one source as it is written.
type written struct {
	Name      string            `yaml:"name"`
	Kind      string            `yaml:"kind"`
	Address   string            `yaml:"address"`
	URLs      []string          `yaml:"urls"`
	Watch     bool              `yaml:"watch"`
	Schedule  string            `yaml:"schedule"`
	Since     string            `yaml:"since"`
	Until     string            `yaml:"until"`
	Limit     int               `yaml:"limit"`
	Include   []string          `yaml:"include"`
	Exclude   []string          `yaml:"exclude"`
	Languages []string          `yaml:"languages"`
	Formats   []string          `yaml:"formats"`
	Symbols   []string          `yaml:"symbols"`
	Prefix    string            `yaml:"prefix"`
	OAISet    string            `yaml:"oai_set"`
	Items     string            `yaml:"items"`
	URL       string            `yaml:"url"`
	Next      string            `yaml:"next"`
	Title     string            `yaml:"title"`
	Date      string            `yaml:"date"`
	Fields    map[string]string `yaml:"fields"`
	Set       map[string]string `yaml:"set"`
}

// maxConfig bounds a configuration: YAML refers to itself.
const maxConfig = 1 << 20

// Load reads a configuration. Its errors name the file, the line and what may
// stand there.
func Load(path string) ([]Config, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxConfig+1))
	if err != nil {
		return nil, err
	}
	configs, err := parseConfig(data, filepath.Dir(path))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return configs, nil
}

// parseConfig reads the bytes of a configuration; relative paths in it are taken
// from dir.
func parseConfig(data []byte, dir string) ([]Config, error) {
	if len(data) > maxConfig {
		return nil, fmt.Errorf("%w: more than %d bytes", pipeline.ErrTooLarge, maxConfig)
	}
	var top file
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(&top); err != nil {
		return nil, yamlError(err)
	}
	if len(top.Sources) == 0 {
		return nil, errors.New("line 1: no sources: write sources: and under it a list of name, kind and address")
	}
	names := map[string]int{}
	var configs []Config
	for i := range top.Sources {
		n := &top.Sources[i]
		c, err := readSource(n, dir)
		if err != nil {
			return nil, err
		}
		if at := names[c.Name]; at > 0 {
			return nil, fmt.Errorf("line %d: the source of line %d has the name %s too", n.Line, at, c.Name)
		}
		names[c.Name] = n.Line
		c.Client = top.client()
		configs = append(configs, c)
	}
	return configs, nil
}

// client says how the network is used; a delay of 0 is none.
func (f *file) client() ClientOptions {
	o := ClientOptions{Contact: f.Contact, AllowPrivate: f.Private}
	if f.Delay != nil {
		o.Delay = *f.Delay
		if o.Delay <= 0 {
			o.Delay = -1
		}
	}
	return o
}

func yamlError(err error) error {
	var list *yaml.TypeError
	if errors.As(err, &list) && len(list.Errors) > 0 {
		return errors.New(goTypes.ReplaceAllString(list.Errors[0], ""))
	}
	if errors.Is(err, io.EOF) {
		return errors.New("line 1: the file is empty")
	}
	return errors.New(strings.TrimPrefix(err.Error(), "yaml: "))
}

// goTypes matches the name of our types in messages meant for people.
var goTypes = regexp.MustCompile(` (?:in|into) type source\.\w+| into \w+$`)

func readSource(n *yaml.Node, dir string) (Config, error) {
	if err := knownKeys(n); err != nil {
		return Config{}, err
	}
	var w written
	if err := n.Decode(&w); err != nil {
		return Config{}, yamlError(err)
	}
	c := Config{
		Name: w.Name, Kind: w.Kind, Address: w.Address, URLs: w.URLs, Watch: w.Watch, Schedule: w.Schedule, Since: w.Since, Until: w.Until,
		Limit: w.Limit, Include: w.Include, Exclude: w.Exclude, Languages: w.Languages, Formats: w.Formats, Symbols: w.Symbols, Prefix: w.Prefix,
		Set: w.OAISet, Items: w.Items, URL: w.URL, Next: w.Next, Title: w.Title, Date: w.Date, Fields: w.Fields, Line: n.Line,
	}
	for field, value := range w.Set {
		if err := SetField(&c.Metadata, field, value); err != nil {
			return c, fmt.Errorf("line %d: set: %s: %w", lineOf(n, "set"), field, err)
		}
	}
	if (c.Local() || c.Kind == "urls") && c.Address != "" && !filepath.IsAbs(c.Address) {
		c.Address = filepath.Join(dir, c.Address)
	}
	if key, err := c.check(); err != nil {
		return c, fmt.Errorf("line %d: %w", lineOf(n, key), err)
	}
	return c, nil
}

// knownKeys names the first key of a source that means nothing.
func knownKeys(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return fmt.Errorf("line %d: a source is written as name: …, kind: …, address: …", n.Line)
	}
	known := []string{
		"name", "kind", "address", "urls", "watch", "schedule", "since", "until", "limit", "include", "exclude", "languages", "formats",
		"symbols", "prefix", "oai_set", "items", "url", "next", "title", "date", "fields", "set",
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if k := n.Content[i]; !slices.Contains(known, k.Value) {
			return fmt.Errorf("line %d: %q means nothing here: one of %s", k.Line, k.Value, strings.Join(known, ", "))
		}
	}
	return nil
}

// lineOf is the line of a key of a source, the source's own where it has none.
func lineOf(n *yaml.Node, key string) int {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i].Line
		}
	}
	return n.Line
}
