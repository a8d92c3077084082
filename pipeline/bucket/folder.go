package bucket

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// folder is a bucket in a folder, which machines may share as a network disk.
// gocloud.dev's own knows of other writers in its process only; here a file is
// created by a hard link, which one of several machines gets.
type folder string

var _ pipeline.Bucket = folder("")

// partPrefix begins the name of a file on its way.
const partPrefix = ".part-"

func (f folder) path(name string) string { return filepath.Join(string(f), filepath.FromSlash(name)) }

func (f folder) Get(_ context.Context, name string) (io.ReadCloser, error) {
	return os.Open(f.path(name))
}

func (f folder) Put(_ context.Context, name string, r io.Reader) error {
	return f.write(name, r, os.Rename)
}

func (f folder) Create(_ context.Context, name string, content []byte) error {
	return f.write(name, bytes.NewReader(content), os.Link)
}

// write makes a whole, durable file beside its place and gives it its name.
func (f folder) write(name string, r io.Reader, place func(from, to string) error) error {
	file := f.path(name)
	dir := filepath.Dir(file)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(dir, partPrefix+"*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) //nolint:errcheck // its name is another one when all went well
	_, err = io.Copy(tmp, r)
	if err := errors.Join(err, tmp.Chmod(0o644), tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	if err := place(tmp.Name(), file); err != nil {
		return err
	}
	return syncFolder(dir)
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	d.Sync() //nolint:errcheck // Windows and some network disks have no such call and need none
	return nil
}

func (f folder) Has(_ context.Context, name string) (bool, error) {
	_, err := os.Stat(f.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

func (f folder) List(_ context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		err := filepath.WalkDir(f.path(prefix[:strings.LastIndexByte(prefix, '/')+1]), func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			rel, err := filepath.Rel(string(f), p)
			name := filepath.ToSlash(rel)
			if err != nil || strings.HasPrefix(d.Name(), partPrefix) || !strings.HasPrefix(name, prefix) {
				return err
			}
			if !yield(name, nil) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			yield("", err)
		}
	}
}

// Close implements pipeline.Bucket.
func (f folder) Close() error { return nil }
