package source

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// Options go with what a user named on the command line.
type Options struct {
	Set      pipeline.Metadata // for every document
	Metadata string            // path of a CSV with metadata; "" for the sidecars
	Stdin    io.Reader
}

// Open understands what a user names: paths and - for stdin. Archives are
// unpacked, sidecars read. An error says which word is wrong.
func Open(args []string, o Options) (pipeline.Source, error) {
	var all sequence
	for _, arg := range args {
		s, err := parse(arg, o)
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

func parse(arg string, o Options) (pipeline.Source, error) {
	if arg == "-" {
		return Stdin{o.Stdin}, nil
	}
	if _, err := os.Stat(arg); err != nil {
		if scheme, _, ok := strings.Cut(arg, ":"); ok && len(scheme) > 1 {
			return nil, fmt.Errorf("%s: there is no such file, and no source of that kind", arg)
		}
		return nil, err
	}
	return Path{arg}, nil
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
