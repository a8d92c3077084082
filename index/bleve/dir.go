package bleve

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/haki-project/haki/index"
)

// Dir is the index in a folder.
type Dir string

// OpenReader is [OpenReader] for the folder.
func (d Dir) OpenReader(o index.Options) (index.Reader, error) { return OpenReader(string(d), o) }

// OpenWriter is [OpenWriter] for the folder.
func (d Dir) OpenWriter(_ context.Context, o index.Options) (index.Writer, error) {
	return OpenWriter(string(d), o)
}

// Remove removes the folder.
func (d Dir) Remove(context.Context) error { return os.RemoveAll(string(d)) }

// Size is how many bytes the files in the folder have.
func (d Dir) Size(context.Context) (size int64, err error) {
	err = filepath.WalkDir(string(d), func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	return size, err
}

// Rebuild makes an index beside the one in the folder, which may be damaged, has
// fill fill it, and puts it in its place when it is whole.
func (d Dir) Rebuild(_ context.Context, o index.Options, fill func(index.Writer) error) error {
	made, old := string(d)+".new", string(d)+".old"
	for _, litter := range []string{made, old} {
		if err := os.RemoveAll(litter); err != nil {
			return err
		}
	}
	w, err := OpenWriter(made, o)
	if err != nil {
		return err
	}
	if err := errors.Join(fill(w), w.Close()); err != nil {
		return err
	}
	if err := os.Rename(string(d), old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(made, string(d)); err != nil {
		return err
	}
	return os.RemoveAll(old)
}
