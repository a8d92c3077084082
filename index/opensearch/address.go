package opensearch

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// Schemes of addresses; the second one speaks TLS.
const (
	scheme       = "opensearch"
	schemeSecure = "opensearch+https"
)

// Address says where an index is: opensearch://user:password@host:9200,host:9200/name.
// Each host is a node of the cluster; where one is lost the others are asked. After
// the name may stand ?patience=10m&silence=72h.
type Address struct {
	Nodes    []string      // http://host:port
	Name     string        // of the index
	Patience time.Duration // how long a request is repeated that a busy or absent node did not answer; 0: 2 minutes
	Silence  time.Duration // after how long a writer or a rebuild that did not end is taken for dead; 0: 24 hours
	user     *url.Userinfo
}

// ErrAddress says that an address cannot be read.
var ErrAddress = errors.New("an index is named as opensearch://host:9200/name, or opensearch+https:// for TLS")

// nameRule leaves out the dot, which stands between the name and what we append.
var nameRule = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,99}$`)

const defaultPort = "9200"

// ParseAddress reads an address; errors wrap ErrAddress and never show a password.
func ParseAddress(address string) (*Address, error) {
	kind, rest, ok := strings.Cut(address, "://")
	protocol := map[string]string{scheme: "http", schemeSecure: "https"}[kind]
	if !ok || protocol == "" {
		return nil, ErrAddress
	}
	a := &Address{}
	if user, after, has := cutLast(rest, "@"); has {
		name, password, _ := strings.Cut(user, ":")
		name, errName := url.PathUnescape(name)
		password, errPassword := url.PathUnescape(password)
		if err := errors.Join(errName, errPassword); err != nil {
			return nil, fmt.Errorf("user or password: %w: write %%25 for a percent sign", ErrAddress)
		}
		a.user, rest = url.UserPassword(name, password), after
	}
	rest, options, _ := strings.Cut(rest, "?")
	if err := a.setOptions(options); err != nil {
		return nil, err
	}
	hosts, name, _ := strings.Cut(rest, "/")
	if !nameRule.MatchString(name) {
		return nil, fmt.Errorf("%q is no name of an index: %w; small letters, figures, - and _ make a name", name, ErrAddress)
	}
	a.Name = name
	for host := range strings.SplitSeq(hosts, ",") {
		node := &url.URL{Scheme: protocol, Host: host}
		if node.Port() == "" {
			node.Host += ":" + defaultPort
		}
		if _, err := url.Parse(node.String()); err != nil || node.Hostname() == "" {
			return nil, fmt.Errorf("host %q: %w", host, ErrAddress)
		}
		a.Nodes = append(a.Nodes, node.String())
	}
	return a, nil
}

// setOptions reads what stands after the question mark of an address.
func (a *Address) setOptions(options string) error {
	values, err := url.ParseQuery(options)
	if err != nil {
		return fmt.Errorf("?%s: %w", options, ErrAddress)
	}
	for name, list := range values {
		to := map[string]*time.Duration{"patience": &a.Patience, "silence": &a.Silence}[name]
		d, err := time.ParseDuration(list[len(list)-1])
		if to == nil || err != nil || d < time.Second {
			return fmt.Errorf("?%s=%s: %w; after the name may stand ?patience=10m&silence=72h, each a second or more", name, list[len(list)-1], ErrAddress)
		}
		*to = d
	}
	return nil
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return "", s, false
}

// IsAddress reports whether s is meant as an address of this package.
func IsAddress(s string) bool {
	kind, _, ok := strings.Cut(s, "://")
	return ok && (kind == scheme || kind == schemeSecure)
}

// String is the address without user and password.
func (a *Address) String() string {
	hosts := make([]string, len(a.Nodes))
	kind := scheme
	for i, node := range a.Nodes {
		protocol, host, _ := strings.Cut(node, "://")
		if protocol == "https" {
			kind = schemeSecure
		}
		hosts[i] = host
	}
	return kind + "://" + strings.Join(hosts, ",") + "/" + a.Name
}
