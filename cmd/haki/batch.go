package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
)

// runBatch answers a CSV of queries with one table: the columns that were there,
// and behind them how many passages and documents each query finds. The queries
// stand in the column "query", or in the first one.
func runBatch(ctx context.Context, a *app, path string) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	r, err := a.reader()
	if err != nil {
		return err
	}
	defer r.Close()
	rows := csv.NewReader(in)
	header, err := rows.Read()
	if err != nil {
		return fmt.Errorf("%w: %s: %w", errUsage, path, err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	out := csv.NewWriter(a.stdout)
	if err := out.Write(append(header, "passages", "documents", "problem")); err != nil {
		return err
	}
	b := &batch{reader: r, column: queryColumn(header)}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			out.Flush()
			return errors.Join(out.Error(), b.failed())
		}
		if err != nil {
			return fmt.Errorf("%w: %s: %w", errUsage, path, err)
		}
		answer, err := b.answer(ctx, row)
		if err != nil {
			return err
		}
		if err := out.Write(append(row, answer...)); err != nil {
			return err
		}
	}
}

func queryColumn(header []string) int {
	for i, name := range header {
		if strings.EqualFold(name, "query") {
			return i
		}
	}
	return 0
}

type batch struct {
	reader index.Reader
	column int
	bad    int
}

// answer counts what one query finds; a query that cannot be read is a row with
// its problem, and the next one follows.
func (b *batch) answer(ctx context.Context, row []string) ([]string, error) {
	q, err := query.Parse(row[b.column])
	if err != nil {
		b.bad++
		return []string{"", "", err.Error()}, nil
	}
	passages, documents, last := 0, 0, index.Ref{}
	err = b.reader.Each(ctx, q, func(ref index.Ref) error {
		passages++
		if ref.Document != last.Document {
			documents++
		}
		last = ref
		return nil
	})
	return []string{strconv.Itoa(passages), strconv.Itoa(documents), ""}, err
}

func (b *batch) failed() error {
	if b.bad == 0 {
		return nil
	}
	return fmt.Errorf("%w: %s could not be read", errSomeFailed, count(b.bad, "query"))
}
