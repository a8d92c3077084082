package linear

import "math"

// rows holds what each feature weighs for each label. A feature with weights for
// many labels has a row with a lane for every label, four lanes to a number, so
// that four labels are added up at once; the others have a list of cells.
type rows struct {
	where []where
	lanes []uint64 // weight + bias, 16 bits a label
	width int      // numbers a row
	cells []cell
}

// where says where the weights of a feature are: count cells at from, or, where
// count is crowded, the row at from.
type where struct {
	from  uint32
	count uint16
	value uint8 // see rarity
}

const (
	crowded = math.MaxUint16
	many    = 12  // cells from which a row is quicker than the list
	bias    = 128 // makes every weight positive, so that lanes do not borrow from each other
	full    = 256 // rows that can be added before a lane overflows
)

func newRows(features []known, start []uint32, cells []cell, labels int) *rows {
	r := &rows{where: make([]where, len(start)-1), width: (labels + 3) / 4}
	for i := range r.where {
		mine := cells[start[i]:start[i+1]]
		if len(mine) < many {
			r.where[i] = where{uint32(len(r.cells)), uint16(len(mine)), features[i].value}
			r.cells = append(r.cells, mine...)
			continue
		}
		r.where[i] = where{uint32(len(r.lanes)), crowded, features[i].value}
		row := make([]uint64, r.width)
		for k := range row {
			row[k] = bias | bias<<16 | bias<<32 | bias<<48
		}
		for _, c := range mine {
			row[c.label/4] += uint64(int64(c.weight)) << (c.label % 4 * 16)
		}
		r.lanes = append(r.lanes, row...)
	}
	return r
}

// add adds the weights of the features to sums, which begin at 0.
func (r *rows) add(list []feature, sums *[256]int32) {
	var lanes [64]uint64
	n := int32(0)
	for i := range list {
		w := r.where[list[i].place]
		if w.count != crowded {
			for _, c := range r.cells[w.from:][:w.count] {
				sums[c.label] += int32(c.weight)
			}
			continue
		}
		row := r.lanes[w.from:][:r.width]
		for k, v := range row {
			lanes[k&63] += v
		}
		if n++; n == full {
			r.empty(&lanes, n, sums)
			n = 0
		}
	}
	r.empty(&lanes, n, sums)
}

// empty moves what n rows added up to from the lanes to sums.
func (r *rows) empty(lanes *[64]uint64, n int32, sums *[256]int32) {
	for k := range lanes[:r.width] {
		for lane := range 4 {
			sums[4*k+lane] += int32(lanes[k]>>(16*lane)&0xFFFF) - bias*n
		}
		lanes[k] = 0
	}
}

func (r *rows) weight(feature int32, label int) int8 {
	w := r.where[feature]
	if w.count == crowded {
		return int8(int32(r.lanes[int(w.from)+label/4]>>(16*(label%4))&0xFFFF) - bias)
	}
	for _, c := range r.cells[w.from:][:w.count] {
		if int(c.label) == label {
			return c.weight
		}
	}
	return 0
}
