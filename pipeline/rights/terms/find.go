package terms

// scratch is what finding in one text needs, kept between texts.
type scratch struct {
	tokens  []token
	symbols []int32
}

// Find calls yield for every place where a term stands, in the order of where
// they begin. Places may overlap, and one place may be found twice when a term
// is there in two ways.
func (s *Set) Find(text string, yield func(Hit)) {
	c := s.pool.Get().(*scratch)
	defer s.pool.Put(c)
	s.read(text, c)
	for i := range c.tokens {
		if c.tokens[i].first < c.tokens[i].last {
			s.walk(c, 0, i, i, yield)
		}
	}
}

// read cuts text into words and looks their symbols up.
func (s *Set) read(text string, c *scratch) {
	c.tokens, c.symbols = c.tokens[:0], c.symbols[:0]
	for i := 0; i < len(text); {
		_, kind, size := decode(text, i)
		if kind == none || kind == silent {
			i += size
			continue
		}
		i = s.word(text, i, kind, c)
	}
}

// word reads the word at byte i and returns where it ends.
func (s *Set) word(text string, i int, kind charClass, c *scratch) int {
	t := token{start: int32(i), first: int32(len(c.symbols))}
	h, letters := uint64(fnvOffset), 0
	for i < len(text) {
		r, k, size := decode(text, i)
		if k != silent {
			if k != kind || kind == ideograph && letters == 1 {
				break
			}
			h = step(h, r)
			letters++
			if letters >= s.shortest && letters <= s.longest && s.known[h>>51&1023]&(1<<(h>>61)) != 0 {
				c.symbols = append(c.symbols, s.prefix[h]...)
			}
		}
		i += size
	}
	if s.exactly[h>>54]>>(h>>48&63)&1 != 0 {
		c.symbols = append(c.symbols, s.exact[h]...)
	}
	t.end, t.last = int32(i), int32(len(c.symbols))
	c.tokens = append(c.tokens, t)
	return i
}

// walk follows the tree from node at with the words from i on; first is where
// the term began.
func (s *Set) walk(c *scratch, at int32, first, i int, yield func(Hit)) {
	if i >= len(c.tokens) {
		return
	}
	t := &c.tokens[i]
	for _, symbol := range c.symbols[t.first:t.last] {
		to := s.follow(at, symbol)
		if to == 0 {
			continue
		}
		n := &s.nodes[to]
		for _, number := range n.ends {
			yield(Hit{Term: int(number), Start: int(c.tokens[first].start), End: int(t.end)})
		}
		if len(n.next) > 0 {
			s.walk(c, to, first, i+1, yield)
		}
		for _, g := range n.gaps {
			for k := 0; k <= g.words; k++ {
				s.walk(c, g.to, first, i+1+k, yield)
			}
		}
	}
}
