package linear

// Found is something that another part of the program found in a text: a term
// of a scheme. It is a feature like a word, and carries what its author knew to
// labels with few examples.
type Found struct {
	Key        uint64 // see [Key]
	Start, End int32  // bytes of the text where it stands
}

// Key is the key of what is found, by its name.
func Key(name string) uint64 {
	h := uint64(fnvOffset)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * fnvPrime
	}
	return h
}

// found gathers the features of what was found, after those of the words.
func (e *emitter) found(list []Found) {
	for _, f := range list {
		e.add(kindFound, f.Key, 0, 0, f.Start, f.End)
	}
}
