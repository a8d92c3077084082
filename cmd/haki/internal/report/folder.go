package report

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Folder keeps reports: latest.md and latest.json of the last run, a dated pair
// of each run that had something to tell, outbox with what the webhook has not
// taken yet, and the mark of a run that has not come to its end.
type Folder struct{ Dir string }

const (
	keep      = 400 // dated reports
	feedRuns  = 60  // reports that the feed is made of
	delivered = 200 // entries of each list that a webhook gets
	markFile  = "unreported"
)

// Begin marks that what the ledger gets after seq is not yet reported. Where a
// run before did not come to its report it returns that run's mark instead, and
// true.
func (f Folder) Begin(seq int64) (from int64, unfinished bool, err error) {
	path := filepath.Join(f.Dir, markFile)
	if b, err := os.ReadFile(path); err == nil {
		if from, err := strconv.ParseInt(strings.TrimSpace(string(b)), 10, 64); err == nil && from <= seq {
			return from, true, nil
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return 0, false, err
	}
	return seq, false, WriteFile(path, func(w io.Writer) error { _, err := fmt.Fprintln(w, seq); return err })
}

// Keep writes the report, and into the outbox where a webhook is to have it;
// then the run is reported.
func (f Folder) Keep(r *Report, hook bool) error {
	brief := r.brief(delivered)
	files := map[string]func(io.Writer) error{"latest.json": r.JSON, "latest.md": r.Markdown}
	if r.Worth() {
		files[r.ID+".json"], files[r.ID+".md"] = r.JSON, r.Markdown
		if hook {
			files[filepath.Join("outbox", r.ID+".json")] = brief.JSON
		}
	}
	for name, write := range files {
		if err := WriteFile(filepath.Join(f.Dir, name), write); err != nil {
			return err
		}
	}
	if err := os.Remove(filepath.Join(f.Dir, markFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return f.prune()
}

// JSON writes the report for programs.
func (r *Report) JSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(r.brief(max(len(r.New), len(r.Changed), len(r.Failed), MaxListed))) // all, and [] for none
}

// dated lists the names of dated reports without their endings, newest first.
func (f Folder) dated() ([]string, error) {
	paths, err := filepath.Glob(filepath.Join(escapeGlob(f.Dir), "[0-9]*.json"))
	if err != nil {
		return nil, err
	}
	slices.Sort(paths)
	slices.Reverse(paths)
	for i, p := range paths {
		paths[i] = strings.TrimSuffix(p, ".json")
	}
	return paths, nil
}

func escapeGlob(dir string) string {
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "*", `\*`, "?", `\?`).Replace(dir)
}

func (f Folder) prune() error {
	names, err := f.dated()
	if err != nil || len(names) <= keep {
		return err
	}
	for _, n := range names[keep:] {
		if err := errors.Join(os.Remove(n+".json"), os.Remove(n+".md")); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Feed writes the Atom feed of the newest reports to a file.
func (f Folder) Feed(file, self string) error {
	names, err := f.dated()
	if err != nil {
		return err
	}
	var list []*Report
	for _, n := range names[:min(feedRuns, len(names))] {
		b, err := os.ReadFile(n + ".json")
		if err != nil {
			return err
		}
		r := &Report{}
		if err := json.Unmarshal(b, r); err != nil {
			return fmt.Errorf("%s.json: %w: remove it", n, err)
		}
		list = append(list, r)
	}
	return WriteFile(file, func(w io.Writer) error { return Atom(w, list, self) })
}

// Deliver sends what is in the outbox, oldest first, and removes what was taken
// or rejected. What nobody took stays for the next run.
func (f Folder) Deliver(ctx context.Context, h Webhook) error {
	paths, err := filepath.Glob(filepath.Join(escapeGlob(f.Dir), "outbox", "*.json"))
	if err != nil {
		return err
	}
	slices.Sort(paths)
	var rejected error
	for _, path := range paths {
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		err = h.Send(ctx, strings.TrimSuffix(filepath.Base(path), ".json"), bytes.TrimSpace(body))
		if err != nil && !errors.Is(err, ErrRejected) {
			return errors.Join(rejected, err)
		}
		rejected = errors.Join(rejected, err)
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return rejected
}

// WriteFile makes a file whole or not at all, readable by everyone, with the
// folders above it.
func WriteFile(path string, write func(io.Writer) error) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".haki-*")
	if err != nil {
		return err
	}
	err = errors.Join(write(f), f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
