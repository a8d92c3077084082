package source

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// IgnoreFile is the name of the file that says, in the syntax of .gitignore,
// what in its folder and below is not to be ingested.
const IgnoreFile = ".hakiignore"

// Path is a file or a folder with all below it. Hidden files are passed over;
// links to files are followed, links to folders are not, so no loop is walked.
// What is neither file nor folder is an item with an error. A named pipe is read
// once, when somebody writes to it.
type Path struct{ Name string }

// Each yields every file in the order of the names.
func (p Path) Each(ctx context.Context, yield func(pipeline.Item) error) error {
	root, err := filepath.Abs(p.Name)
	if err != nil {
		return err
	}
	info, err := os.Stat(root)
	if err != nil {
		return yield(unreadable(root, err))
	}
	if info.Mode()&fs.ModeNamedPipe != 0 {
		return pipe(ctx, root, yield)
	}
	if !info.IsDir() {
		return yield(fileItem(root, info))
	}
	w := &walker{ctx: ctx, yield: yield}
	return w.folder(root, nil)
}

// walker goes through folders; rules are those of the folders above.
type walker struct {
	ctx   context.Context
	yield func(pipeline.Item) error
}

func (w *walker) folder(dir string, rules []ignoreRules) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return w.yield(unreadable(dir, err))
	}
	own, ok, err := readIgnore(dir)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Join(dir, IgnoreFile), err)
	}
	if ok {
		rules = append(rules[:len(rules):len(rules)], own)
	}
	for _, e := range entries {
		if err := w.entry(filepath.Join(dir, e.Name()), e, rules); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) entry(path string, e fs.DirEntry, rules []ignoreRules) error {
	if strings.HasPrefix(e.Name(), ".") || e.Name() == SidecarFile || ignored(path, e.IsDir(), rules) {
		return nil
	}
	if e.IsDir() {
		return w.folder(path, rules)
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return w.yield(unreadable(path, err))
	case info.Mode().IsRegular():
		return w.yield(fileItem(path, info))
	}
	return w.yield(pipeline.Item{URI: fileURI(path), File: filepath.Base(path), Size: -1, Err: fmt.Errorf("%w: %s", pipeline.ErrUnsupported, irregular(info.Mode()))})
}

// fileURI is the address of a file: file:///home/ann/report%20one.pdf.
func fileURI(path string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	return u.String()
}

func fileItem(path string, info fs.FileInfo) pipeline.Item {
	return pipeline.Item{
		URI: fileURI(path), File: filepath.Base(path), Size: info.Size(), Modified: info.ModTime(),
		Open: func() (io.ReadCloser, error) { return os.Open(path) },
	}
}

// unreadable is an item whose bytes cannot be had.
func unreadable(path string, err error) pipeline.Item {
	return pipeline.Item{URI: fileURI(path), File: filepath.Base(path), Size: -1, Err: fmt.Errorf("%w: %w", pipeline.ErrUnreadable, err)}
}
