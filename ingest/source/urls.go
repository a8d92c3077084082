package source

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// urlList is a list of addresses: given, or in a file, one a line. Empty lines
// and those that begin with # are passed over.
type urlList struct {
	given []string
	file  string
}

func (l urlList) entries(_ context.Context, _ *Client, each func(Entry) error) error {
	for _, u := range l.given {
		if err := each(Entry{URLs: []string{u}}); err != nil {
			return err
		}
	}
	if l.file == "" {
		return nil
	}
	f, err := os.Open(l.file)
	if err != nil {
		return fmt.Errorf("%w: %w", pipeline.ErrUnreadable, err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		u := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if u == "" || strings.HasPrefix(u, "#") {
			continue
		}
		if err := each(Entry{URLs: []string{u}}); err != nil {
			return err
		}
	}
	return lines.Err()
}
