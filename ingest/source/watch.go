package source

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Watch calls changed when something in dir or below it has changed and then been
// quiet for as long as quiet says, so that a file that is still being copied is
// not read. It returns when ctx ends (nil) or when changed returns an error.
func Watch(ctx context.Context, dir string, quiet time.Duration, changed func() error) error {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	return errors.Join(watch(ctx, w, dir, quiet, changed), w.Close())
}

func watch(ctx context.Context, w *fsnotify.Watcher, dir string, quiet time.Duration, changed func() error) error {
	if err := watchAll(w, dir); err != nil {
		return err
	}
	timer := time.NewTimer(quiet)
	timer.Stop()
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case ev, ok := <-w.Events:
			if !ok {
				return nil
			}
			if strings.HasPrefix(filepath.Base(ev.Name), ".") {
				continue
			}
			if ev.Has(fsnotify.Create) { // a new folder is watched too; a file is not one
				if err := watchAll(w, ev.Name); err != nil {
					return err
				}
			}
			timer.Reset(quiet)
		case err := <-w.Errors:
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return err
			}
			timer.Reset(quiet) // some events were lost: look at everything
		case <-timer.C:
			if err := changed(); err != nil {
				return err
			}
		}
	}
}

// watchAll adds the folder and those below it. What vanished meanwhile is no error.
func watchAll(w *fsnotify.Watcher, dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case !d.IsDir():
			return nil
		case path != dir && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		}
		return w.Add(path)
	})
}
