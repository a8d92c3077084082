package pipeline

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/goccy/go-json"
)

// compactAfter is the number of superseded lines from which a ledger is
// rewritten, if they are also more than those that count: below it, reading
// them costs a few milliseconds.
const compactAfter = 10_000

func openLedger(path string, readonly bool) (*Ledger, error) {
	l := emptyLedger(path)
	whole, err := l.read()
	if err != nil || readonly {
		return l, err
	}
	l.file, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, writeError(filepath.Dir(path), err)
	}
	if err := l.cut(whole); err != nil {
		return nil, errors.Join(writeError(filepath.Dir(path), err), l.file.Close())
	}
	if kept := l.kept(); l.lines-len(kept) > max(compactAfter, len(kept)) {
		return l, l.rewrite(kept)
	}
	return l, nil
}

func emptyLedger(path string) *Ledger {
	return &Ledger{
		path: path, last: map[string]*Outcome{}, live: map[string]*Outcome{}, earlier: map[string][]*Outcome{},
		owner: map[ID]string{}, twins: map[ID]map[string]bool{}, stored: map[ID]string{}, decided: map[ID][]Correction{},
	}
}

// cut removes what a crash left of a half-written last line and makes a new
// ledger's name durable.
func (l *Ledger) cut(whole int64) error {
	if err := l.file.Truncate(whole); err != nil {
		return err
	}
	if _, err := l.file.Seek(whole, io.SeekStart); err != nil {
		return err
	}
	return syncDir(filepath.Dir(l.path))
}

// read applies every whole line and returns the size of the whole lines in
// bytes. A line that is no outcome is counted and passed over: its item is
// simply done again.
func (l *Ledger) read() (whole int64, err error) {
	f, err := os.Open(l.path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read ledger: %w", err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil {
		l.size, l.modified = info.Size(), info.ModTime()
	}
	for r := bufio.NewReaderSize(f, 1<<16); ; {
		line, err := r.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return whole, nil
		}
		if err != nil {
			return 0, fmt.Errorf("read ledger: %w", err)
		}
		whole += int64(len(line))
		l.readLine(line)
	}
}

func (l *Ledger) readLine(line []byte) {
	o := new(Outcome)
	if err := json.Unmarshal(line, o); err != nil || !o.valid() {
		l.damaged++
		return
	}
	l.lines++
	l.apply(o)
}

// append makes outcomes that were noted durable. It returns them as they came to
// be recorded: in a shared corpus another machine's may have come first, see
// [Ledger.share].
func (l *Ledger) append(outcomes []*Outcome) ([]*Outcome, error) {
	switch {
	case len(outcomes) == 0:
		return nil, nil
	case l.shared != nil:
		return l.share(outcomes)
	}
	lines, err := encodeLines(outcomes)
	if err != nil {
		return nil, err
	}
	if _, err := l.file.Write(lines); err != nil {
		return nil, writeError(filepath.Dir(l.path), err)
	}
	l.lines += len(outcomes)
	return outcomes, writeError(filepath.Dir(l.path), l.file.Sync())
}

func encodeLines(outcomes []*Outcome) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for _, o := range outcomes {
		if err := enc.Encode(o); err != nil {
			return nil, fmt.Errorf("ledger: %w", err)
		}
	}
	return b.Bytes(), nil
}

// rewrite leaves only those outcomes, whole or not at all: readers that have
// the old file open go on reading it.
func (l *Ledger) rewrite(kept []*Outcome) error {
	f, err := os.CreateTemp(filepath.Join(filepath.Dir(l.path), "tmp"), "ledger-*")
	if err != nil {
		return writeError(filepath.Dir(l.path), err)
	}
	old := l.file
	l.file, l.lines = f, 0
	_, err = l.append(kept)
	if err == nil {
		err = errors.Join(os.Chmod(f.Name(), 0o644), os.Rename(f.Name(), l.path), syncDir(filepath.Dir(l.path)))
	}
	return errors.Join(writeError(filepath.Dir(l.path), err), old.Close())
}

func (l *Ledger) close() error {
	if l.file == nil {
		return nil
	}
	defer func() { l.file = nil }()
	return l.file.Close()
}
