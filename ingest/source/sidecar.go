package source

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/states"
)

// SidecarFile is a CSV beside documents that tells what they are: a column file
// and any of kind, symbol, countries, date, language, session, cycle, title, body.
const SidecarFile = "haki.csv"

// Sidecar gives items the metadata that a CSV has for them: the one named, or
// the SidecarFile in the folder of each file.
type Sidecar struct {
	Source pipeline.Source
	CSV    string            // "" for the sidecar of each folder
	Set    pipeline.Metadata // for every item; wins over the CSV
}

// Each yields the items of the source with their metadata. A CSV that cannot be
// understood ends it: documents with the wrong metadata are worse than none.
func (s Sidecar) Each(ctx context.Context, yield func(pipeline.Item) error) error {
	tables := map[string]table{}
	return s.Source.Each(ctx, func(it pipeline.Item) error {
		path := s.path(it)
		t, ok := tables[path]
		if !ok {
			var err error
			if t, err = readTable(path, s.CSV != ""); err != nil {
				return err
			}
			tables[path] = t
		}
		it.Set.Apply(t[it.File])
		it.Set.Apply(s.Set)
		return yield(it)
	})
}

func (s Sidecar) path(it pipeline.Item) string {
	if s.CSV != "" {
		return s.CSV
	}
	u, err := url.Parse(it.URI)
	if err != nil || u.Scheme != "file" {
		return ""
	}
	return filepath.Join(filepath.Dir(filepath.FromSlash(u.Path)), SidecarFile)
}

// table is metadata by file name.
type table map[string]pipeline.Metadata

func readTable(path string, must bool) (table, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) && !must {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	t, err := parseTable(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return t, nil
}

func parseTable(r io.Reader) (table, error) {
	c := csv.NewReader(r)
	header, err := c.Read()
	if err != nil {
		return nil, fmt.Errorf("line 1: %w", err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	at := slices.Index(header, "file")
	if at < 0 {
		return nil, errors.New(`line 1: there is no column "file"`)
	}
	t := table{}
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := c.FieldPos(0)
		m, err := parseRow(header, row)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		t[row[at]] = m
	}
}

func parseRow(header, row []string) (m pipeline.Metadata, err error) {
	for i, name := range header {
		if row[i] == "" || name == "file" {
			continue
		}
		if err := SetField(&m, name, row[i]); err != nil {
			return m, fmt.Errorf("%s: %w", name, err)
		}
	}
	return m, nil
}

// SetField sets one field of m from what a person wrote, as kind=law or
// countries=KEN|TZA. The error says what may stand there.
func SetField(m *pipeline.Metadata, name, value string) (err error) {
	switch name {
	case "title":
		m.Title = value
	case "kind":
		m.Kind, err = parseKind(value)
	case "symbol":
		m.Symbol = pipeline.Symbol(value)
	case "language", "lang":
		m.Language = strings.ToLower(value)
	case "country", "countries":
		m.Countries, err = parseCountries(value)
	case "date":
		m.Date, err = parseDate(value)
	case "body":
		m.Body = value
	case "session":
		m.Session, err = strconv.Atoi(value)
	case "cycle":
		m.Cycle, err = strconv.Atoi(value)
	default:
		err = errors.New("there is no such field: title, kind, symbol, language, country, date, body, session, cycle")
	}
	return err
}

func parseKind(value string) (pipeline.Kind, error) {
	if k := pipeline.Kind(strings.ToLower(value)); slices.Contains(pipeline.Kinds, k) {
		return k, nil
	}
	return "", fmt.Errorf("%q is no kind of document: one of %v", value, pipeline.Kinds)
}

// parseCountries reads codes or names, separated by | , or ;. Codes from XAA to
// XZZ, which ISO 3166-1 leaves to users, are taken as they are.
func parseCountries(value string) (codes []string, err error) {
	for _, name := range strings.FieldsFunc(value, func(r rune) bool { return r == '|' || r == ',' || r == ';' }) {
		name = strings.TrimSpace(name)
		code, ok := states.Lookup(name)
		switch {
		case ok:
			codes = append(codes, code)
		case slices.Contains(states.Codes(), strings.ToUpper(name)), len(name) == 3 && (name[0] == 'X' || name[0] == 'x'):
			codes = append(codes, strings.ToUpper(name))
		default:
			return nil, fmt.Errorf("%q is no State and no ISO 3166-1 alpha-3 code", name)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes), nil
}

func parseDate(value string) (string, error) {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if _, err := time.Parse(layout, value); err == nil {
			return value, nil
		}
	}
	return "", fmt.Errorf("%q is no date: write 2012-07-09, 2012-07 or 2012", value)
}
