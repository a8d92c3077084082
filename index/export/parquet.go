package export

import (
	"io"

	"github.com/parquet-go/parquet-go"

	"github.com/haki-project/haki/pipeline"
)

// rowGroup is how many rows are held before they are written: with passages of
// half a kilobyte a few megabytes.
const rowGroup = 10_000

// parquetSink writes one Parquet file, zstd compressed, a column each as in the
// CSV (in alphabetical order, as the library keeps groups).
type parquetSink struct {
	kind    Kind
	columns []column
	place   []int // of each column in the schema
	w       *parquet.GenericWriter[any]
	row     parquet.Row
	rows    int
}

func newParquet(w io.Writer, k Kind, o Options) (Sink, error) {
	s := &parquetSink{kind: k, columns: columns(k, o.Version)}
	group := parquet.Group{}
	for _, c := range s.columns {
		group[c.name] = parquetNode(c.value(zero(k)))
	}
	schema := parquet.NewSchema(string(k), group)
	config, err := parquet.NewWriterConfig(schema, parquet.Compression(&parquet.Zstd), parquet.CreatedBy("haki", o.Version, ""))
	if err != nil {
		return nil, err
	}
	for _, c := range s.columns {
		leaf, _ := schema.Lookup(c.name)
		s.place = append(s.place, leaf.ColumnIndex)
	}
	s.row = make(parquet.Row, len(s.columns))
	s.w = parquet.NewGenericWriter[any](w, config)
	return s, nil
}

func parquetNode(value any) parquet.Node {
	switch value.(type) {
	case int:
		return parquet.Int(64)
	case float64:
		return parquet.Leaf(parquet.DoubleType)
	}
	return parquet.String()
}

// zero is an empty record of kind: it tells the type of each column.
func zero(k Kind) any {
	switch k {
	case Recommendations, Pledges:
		return pipeline.RecommendationRecord{}
	case References:
		return pipeline.ReferenceRecord{}
	case Documents:
		return documentRecord{}
	}
	return pipeline.PassageRecord{}
}

func (s *parquetSink) Add(sel Selection) error {
	return rows(s.kind, sel, func(record any) error {
		for i, c := range s.columns {
			s.row[s.place[i]] = parquet.ValueOf(c.value(record)).Level(0, 0, s.place[i])
		}
		if _, err := s.w.WriteRows([]parquet.Row{s.row}); err != nil {
			return err
		}
		s.rows++
		if s.rows%rowGroup == 0 {
			return s.w.Flush()
		}
		return nil
	})
}

func (s *parquetSink) Close() error { return s.w.Close() }
func (s *parquetSink) Rows() int    { return s.rows }
