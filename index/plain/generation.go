package plain

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const (
	currentName = "CURRENT" // names the published generation
	workName    = "work"    // where the writer works
	keep        = 2         // generations kept for readers that are about to open one
)

// current is what CURRENT says.
type current struct {
	Generation int    `json:"generation"`
	Mark       string `json:"mark"`
}

func (c current) folder(dir string) string {
	return filepath.Join(dir, "g"+strconv.Itoa(c.Generation))
}

// readCurrent returns the zero value where nothing was published.
func readCurrent(dir string) (c current, err error) {
	b, err := os.ReadFile(filepath.Join(dir, currentName))
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal(b, &c); err != nil {
		return c, fmt.Errorf("%s: %w: haki rebuild makes the index anew", filepath.Join(dir, currentName), err)
	}
	return c, nil
}

func writeCurrent(dir string, c current) error {
	b, err := json.Marshal(c)
	if err != nil {
		return err
	}
	tmp := filepath.Join(dir, currentName+".new")
	f, err := os.Create(tmp)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(tmp, filepath.Join(dir, currentName))
}

// clone makes to a copy of the closed index in from. Segment files never change,
// so they are linked; everything else is copied.
func clone(from, to string) error {
	return filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, name)
		switch {
		case e.IsDir():
			return os.MkdirAll(target, 0o755)
		case strings.HasSuffix(name, ".zap") && os.Link(path, target) == nil:
			return nil
		}
		return copyFile(path, target)
	})
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// sweep removes generations that readers have left behind. One that is still
// open lives on until it is closed, but for Windows, where the next sweep gets it.
func sweep(dir string, c current) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		n, err := strconv.Atoi(strings.TrimPrefix(e.Name(), "g"))
		if err == nil && strings.HasPrefix(e.Name(), "g") && (n <= c.Generation-keep || n > c.Generation) {
			_ = os.RemoveAll(filepath.Join(dir, e.Name())) // litter harms nobody
		}
	}
}
