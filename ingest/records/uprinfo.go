package records

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// column is what a column of UPR Info's CSV holds.
type column int

const (
	colText column = iota
	colCountry
	colState
	colSession
	colNumber
	colStatus
	colResponse
	colAction
	colIssues
	colSymbol
	columnCount
)

// titles are the names of columns, in small letters: those of UPR Info's data as
// researchers pass it on, and those of its website.
var titles = map[string]column{
	"text": colText, "recommendation": colText, "title": colText,
	"country": colCountry, "state under review": colCountry, "sur": colCountry,
	"state": colState, "recommending state": colState, "rs": colState,
	"session": colSession, "upr session": colSession,
	"number": colNumber, "paragraph": colNumber, "paragraph number": colNumber, "reference": colNumber,
	"status": colStatus, "response": colResponse, "position": colResponse,
	"action": colAction, "action category": colAction,
	"issues": colIssues, "issue": colIssues, "themes": colIssues,
	"symbol": colSymbol, "document": colSymbol,
}

// header says in which column each thing stands, -1 where nowhere.
type header [columnCount]int

// readHeader asks for the columns without which a row is no recommendation.
func readHeader(line []byte) (header, error) {
	h := header{}
	for i := range h {
		h[i] = -1
	}
	names, err := csv.NewReader(bytes.NewReader(line)).Read()
	if err != nil {
		return h, err
	}
	for i, name := range names {
		if c, ok := titles[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))]; ok && h[c] < 0 {
			h[c] = i
		}
	}
	for _, c := range []column{colText, colCountry, colState, colSession} {
		if h[c] < 0 {
			return h, errors.New("there is no column for text, country, state and session")
		}
	}
	if h[colStatus] < 0 && h[colResponse] < 0 {
		return h, errors.New("there is no column for status or response")
	}
	return h, nil
}

func (h header) cell(row []string, c column) string {
	if h[c] < 0 || h[c] >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[h[c]])
}

// guard bounds what the CSV reader may take in for one row: a quotation mark that
// nobody closes would take the rest of the file.
type guard struct {
	in   io.Reader
	left int
}

func (g *guard) Read(p []byte) (int, error) {
	if g.left <= 0 {
		return 0, fmt.Errorf("%w: a row of more than %d bytes: a quotation mark is not closed", pipeline.ErrMalformed, maxRow)
	}
	n, err := g.in.Read(p[:min(len(p), g.left)])
	g.left -= n
	return n, err
}

func (x *Export) scanCSV(r io.Reader) error {
	var head bytes.Buffer
	g := &guard{in: r, left: maxRow}
	in := csv.NewReader(io.TeeReader(g, &head))
	in.FieldsPerRecord, in.ReuseRecord = -1, true
	if _, err := in.Read(); err != nil {
		return fmt.Errorf("%w: %w", pipeline.ErrMalformed, err)
	}
	x.header = bytes.Clone(head.Bytes()[:in.InputOffset()])
	h, err := readHeader(x.header)
	if err != nil {
		return fmt.Errorf("%w: %w", pipeline.ErrMalformed, err)
	}
	for {
		from := in.InputOffset()
		head.Reset()
		g.left = maxRow
		row, err := in.Read()
		var wrong *csv.ParseError
		switch x.row++; {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &wrong):
			err = x.fail(wrong.Err.Error())
		case err == nil:
			err = x.reviewed(h, row, place{from, int32(in.InputOffset() - from)})
		}
		if err != nil {
			return err
		}
	}
}

// reviewed puts a row to those of the same State in the same session.
func (x *Export) reviewed(h header, row []string, at place) error {
	country, session := h.cell(row, colCountry), loose(h.cell(row, colSession)).number()
	switch {
	case h.cell(row, colText) == "":
		return x.fail("it has no text")
	case country == "" || session == 0:
		return x.fail("it has no State under review or no session")
	}
	var r Record
	if codes := r.codes([]string{country}); len(codes) == 1 {
		country = codes[0]
	}
	x.add(country+"-"+strconv.Itoa(session), at)
	return nil
}

// readUPRInfo makes a record of the rows that differ in the recommending State only.
func readUPRInfo(data []byte) ([]Record, error) {
	in := csv.NewReader(bytes.NewReader(data))
	in.FieldsPerRecord = -1
	rows, err := in.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", pipeline.ErrMalformed, err)
	}
	line, _, _ := bytes.Cut(data, []byte("\n"))
	h, err := readHeader(line)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", pipeline.ErrMalformed, err)
	}
	var list []Record
	at := map[string]int{}
	for _, row := range rows[1:] {
		r := h.record(row)
		key := fmt.Sprint(r.Number, r.Text, r.Stated.Status, r.Stated.Answer, r.Stated.Action, r.Stated.Tags)
		i, met := at[key]
		if !met {
			at[key] = len(list)
			list = append(list, r)
			continue
		}
		same := &list[i]
		same.Stated.States = union(same.Stated.States, r.Stated.States)
		same.Unknown = union(same.Unknown, r.Unknown)
	}
	return list, nil
}

func union(a, b []string) []string {
	both := append(slices.Clone(a), b...)
	slices.Sort(both)
	return slices.Compact(both)
}

func (h header) record(row []string) Record {
	r := Record{Number: strings.Trim(h.cell(row, colNumber), ". "), Text: plain(h.cell(row, colText)), Kind: pipeline.Recommended}
	if r.Number == "" {
		r.Number, r.Text = cutNumber(r.Text)
	}
	r.Of = pipeline.Metadata{Kind: pipeline.KindUPRReport, Body: "HRC", Symbol: pipeline.Symbol(h.cell(row, colSymbol)), Session: loose(h.cell(row, colSession)).number()}
	r.Of.Countries = r.codes([]string{h.cell(row, colCountry)})
	r.Stated = pipeline.Stated{
		By: string(UPRInfo), States: r.codes(listed(h.cell(row, colState))), Status: h.cell(row, colStatus), Answer: h.cell(row, colResponse), Action: loose(h.cell(row, colAction)).number(),
	}
	for _, issue := range listed(h.cell(row, colIssues)) {
		r.Stated.Tags = append(r.Stated.Tags, pipeline.Tag{Scheme: "upr-issues", Label: issue, Score: 1, By: string(UPRInfo)})
	}
	return r
}

// listed splits a cell that holds several names.
func listed(cell string) []string {
	return strings.FieldsFunc(cell, func(r rune) bool { return r == '|' || r == ';' })
}
