package source

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/haki-project/haki/pipeline"
)

// Options go with what a user named on the command line.
type Options struct {
	Set      pipeline.Metadata // for every document
	Metadata string            // path of a CSV with metadata; "" for the sidecars
	Stdin    io.Reader
	Fetch    ClientOptions // for addresses on the network
}

// Open understands what a user names: paths, - for stdin, addresses (https://…),
// feed:URL, oai:URL, sitemap:URL and list:FILE. Archives are unpacked, sidecars
// read. An error says which word is wrong.
func Open(args []string, o Options) (pipeline.Source, error) {
	var all sequence
	client := sync.OnceValues(func() (*Client, error) { return NewClient(o.Fetch) })
	for _, arg := range args {
		s, err := parse(arg, o, client)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	if o.Metadata != "" {
		if _, err := readTable(o.Metadata, true); err != nil {
			return nil, err
		}
	}
	return Sidecar{Source: Unzip{all}, CSV: o.Metadata, Set: o.Set}, nil
}

func parse(arg string, o Options, client func() (*Client, error)) (pipeline.Source, error) {
	if arg == "-" {
		return Stdin{o.Stdin}, nil
	}
	if _, err := os.Stat(arg); err == nil {
		return Path{arg}, nil
	} else if c, ok := networkArg(arg); ok {
		if key, err := c.check(); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", arg, key, err)
		}
		cl, err := client()
		if err != nil {
			return nil, err
		}
		return c.Remote(cl)
	} else if scheme, _, ok := strings.Cut(arg, ":"); ok && len(scheme) > 1 {
		return nil, fmt.Errorf("%s: there is no such file, and no source of that kind", arg)
	} else {
		return nil, err
	}
}

// networkArg reads the forms that name something on the network.
func networkArg(arg string) (Config, bool) {
	scheme, rest, _ := strings.Cut(arg, ":")
	c := Config{Name: arg, Kind: scheme, Address: rest}
	switch scheme {
	case "feed", "oai", "sitemap":
		return c, true
	case "list":
		c.Kind = "urls"
		return c, true
	case "http", "https":
		return Config{Name: arg, Kind: "urls", URLs: []string{arg}}, true
	}
	return c, false
}

// sequence is one source after the other.
type sequence []pipeline.Source

func (s sequence) Each(ctx context.Context, yield func(pipeline.Item) error) error {
	for _, one := range s {
		if err := one.Each(ctx, yield); err != nil {
			return err
		}
	}
	return nil
}
