package export

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver, in Go
)

// sqliteSink writes a database with one table, named after the kind, in a file
// of its own first, because SQLite writes to files and not to streams.
type sqliteSink struct {
	kind    Kind
	columns []column
	w       io.Writer
	dir     string
	db      *sql.DB
	tx      *sql.Tx
	insert  *sql.Stmt
	cells   []any
	rows    int
}

func newSQLite(w io.Writer, k Kind, o Options) (Sink, error) {
	dir, err := os.MkdirTemp("", "haki-sqlite-*")
	if err != nil {
		return nil, err
	}
	s := &sqliteSink{kind: k, columns: columns(k, o.Version), w: w, dir: dir}
	s.cells = make([]any, len(s.columns))
	if err := s.begin(); err != nil {
		return nil, errors.Join(err, s.discard())
	}
	return s, nil
}

func (s *sqliteSink) path() string { return filepath.Join(s.dir, "export.sqlite") }

func (s *sqliteSink) begin() (err error) {
	// The file is ours alone until it is whole, so a journal would only cost time.
	if s.db, err = sql.Open("sqlite", "file:"+s.path()+"?_pragma=journal_mode(off)&_pragma=synchronous(off)"); err != nil {
		return err
	}
	if _, err := s.db.Exec(s.table()); err != nil {
		return err
	}
	if s.tx, err = s.db.Begin(); err != nil {
		return err
	}
	marks := strings.TrimSuffix(strings.Repeat("?,", len(s.columns)), ",")
	s.insert, err = s.tx.Prepare(fmt.Sprintf(`INSERT INTO %q VALUES (%s)`, s.kind, marks))
	return err
}

func (s *sqliteSink) table() string {
	list := make([]string, len(s.columns))
	for i, c := range s.columns {
		list[i] = fmt.Sprintf("%q %s", c.name, sqliteType(c.value(zero(s.kind))))
	}
	return fmt.Sprintf("CREATE TABLE %q (%s)", s.kind, strings.Join(list, ", "))
}

func sqliteType(value any) string {
	switch value.(type) {
	case int:
		return "INTEGER NOT NULL"
	case float64:
		return "REAL NOT NULL"
	}
	return "TEXT NOT NULL"
}

func (s *sqliteSink) Add(sel Selection) error {
	return rows(s.kind, sel, func(record any) error {
		for i, c := range s.columns {
			s.cells[i] = c.value(record)
		}
		s.rows++
		_, err := s.insert.Exec(s.cells...)
		return err
	})
}

func (s *sqliteSink) Close() error {
	err := errors.Join(s.insert.Close(), s.tx.Commit(), s.db.Close())
	s.db = nil
	if err == nil {
		err = s.deliver()
	}
	return errors.Join(err, s.discard())
}

func (s *sqliteSink) deliver() error {
	f, err := os.Open(s.path())
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(s.w, f)
	return err
}

func (s *sqliteSink) discard() error {
	if s.db != nil {
		_ = s.db.Close() // the file is thrown away
	}
	return os.RemoveAll(s.dir)
}

func (s *sqliteSink) Rows() int { return s.rows }
