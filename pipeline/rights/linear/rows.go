package linear

import "encoding/binary"

// rows holds what each feature weighs for each label, behind the feature's value.
// A feature with weights for many labels has a row with a byte for every label,
// so that four labels are added up at once; the others have a list of cells.
type rows struct {
	data  []byte // a row: the value in eight bytes, then weight + bias of each label; a list: the value, then label and weight of each cell
	width int    // bytes a row
}

// place says where the value and the weights of a feature begin, and how many
// cells its list has: to know that before the list is fetched from memory lets
// the processor go on to the next one.
type place uint32

const (
	inRow    = 15 // cells of a feature that has a row
	nowhere  = place(1<<32 - 1)
	maxPlace = 1<<28 - 1 // bytes
)

func (p place) cells() int { return int(p & 15) }
func (p place) at() int    { return int(p >> 4) }

const (
	many  = 12                 // cells from which a row is quicker than the list
	bias  = 128                // makes every weight positive, so that lanes do not borrow from each other
	full  = 256                // rows that can be added before a lane of 16 bits overflows
	evens = 0x00FF00FF00FF00FF // every other byte
)

// newRows also returns the places of the features; false says that there are too many of them.
func newRows(features []known, start []uint32, cells []cell, labels int) (*rows, []place, bool) {
	r, places := &rows{width: 8 + (labels+7)/8*8}, make([]place, len(features))
	for i, f := range features { // rows first, so that each begins where the processor fetches from
		if mine := cells[start[i]:start[i+1]]; len(mine) >= many {
			places[i] = place(len(r.data)<<4 | inRow)
			r.addRow(f.value, mine)
		}
		if len(r.data) > maxPlace {
			return nil, nil, false
		}
	}
	for i, f := range features {
		if mine := cells[start[i]:start[i+1]]; len(mine) < many {
			places[i] = place(len(r.data)<<4 | len(mine))
			r.addList(f.value, mine)
		}
	}
	return r, places, len(r.data) <= maxPlace
}

func (r *rows) addRow(value uint8, mine []cell) {
	row := make([]byte, r.width)
	for k := range row {
		row[k] = bias
	}
	row[0] = value
	for _, c := range mine {
		row[8+int(c.label)] = uint8(bias + int(c.weight))
	}
	r.data = append(r.data, row...)
}

func (r *rows) addList(value uint8, mine []cell) {
	r.data = append(r.data, value)
	for _, c := range mine {
		r.data = append(r.data, c.label, uint8(c.weight))
	}
}

// value is that of the feature at a place.
func (r *rows) value(p place) int { return int(r.data[p.at()]) }

// row are the weights of a feature that has a row.
func (r *rows) row(p place) []byte { return r.data[p.at()+8 : p.at()+r.width] }

// list are the cells of a feature that has a list.
func (r *rows) list(p place) []byte { return r.data[p.at()+1:][:2*p.cells()] }

// add adds the weights of the features to sums, which begin at 0.
func (r *rows) add(list []feature, sums *[256]int32) {
	var lanes [64]uint64 // the even labels of eight, then the odd ones
	n := int32(0)
	for i := range list {
		p := list[i].place
		if p.cells() != inRow {
			for c := r.list(p); len(c) >= 2; c = c[2:] {
				sums[c[0]] += int32(int8(c[1]))
			}
			continue
		}
		row := r.row(p)
		for k := 0; len(row) >= 8; k, row = k+2, row[8:] {
			v := binary.LittleEndian.Uint64(row)
			lanes[k&63] += v & evens
			lanes[(k+1)&63] += v >> 8 & evens
		}
		if n++; n == full {
			r.empty(&lanes, n, sums)
			n = 0
		}
	}
	if n > 0 {
		r.empty(&lanes, n, sums)
	}
}

// empty moves what n rows added up to from the lanes to sums.
func (r *rows) empty(lanes *[64]uint64, n int32, sums *[256]int32) {
	for k := range lanes[:r.width/4-2] {
		for lane := range 4 {
			sums[k/2*8+lane*2+k%2] += int32(lanes[k]>>(16*lane)&0xFFFF) - bias*n
		}
		lanes[k] = 0
	}
}

// weight is what the feature at a place weighs for a label.
func (r *rows) weight(p place, label int) int8 {
	if p.cells() == inRow {
		return weightIn(r.row(p), label)
	}
	for c := r.list(p); len(c) >= 2; c = c[2:] {
		if int(c[0]) == label {
			return int8(c[1])
		}
	}
	return 0
}

func weightIn(row []byte, label int) int8 { return int8(int(row[label]) - bias) }
