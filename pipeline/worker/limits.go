package worker

import "time"

// Limits say what one document may take. The zero value means the defaults.
type Limits struct {
	// Time is processor time (where the system tells it, else wall time)
	// without a sign of life, see pipeline.Alive; TimePerMB is added for each
	// MiB of source. Default 15 s and 5 s: a hundred times what the slowest
	// sound documents of that size take, PDFium's first start included.
	Time, TimePerMB time.Duration
	// Wall is how many times that limit may pass on the clock, for what waits
	// for another program or a busy machine. Default 4.
	Wall int
	// Total ends a document however alive it is. Default 30 min: a thousand
	// scanned pages.
	Total time.Duration
	// Memory is bytes in use by the worker, MemoryPerByte is added for each
	// byte of source, up to MemoryMax. Default 512 MiB (models and PDFium take
	// 150), 6 (a decoded image is kept beside its source) and 1.5 GiB.
	Memory, MemoryPerByte, MemoryMax int64
}

func (l Limits) withDefaults() Limits {
	fallback(&l.Time, 15*time.Second)
	fallback(&l.TimePerMB, 5*time.Second)
	fallback(&l.Wall, 4)
	fallback(&l.Total, 30*time.Minute)
	fallback(&l.Memory, 512<<20)
	fallback(&l.MemoryPerByte, 6)
	fallback(&l.MemoryMax, 1536<<20)
	return l
}

func fallback[T int | int64 | time.Duration](v *T, def T) {
	if *v <= 0 {
		*v = def
	}
}

// limit is what one document may take.
type limit struct {
	Time   time.Duration `json:"time"`
	Memory int64         `json:"memory"` // bytes
	wall   time.Duration
	total  time.Duration
}

func (l Limits) of(size int64) limit {
	t := l.Time + time.Duration(size)*l.TimePerMB/(1<<20)
	return limit{
		Time: t, wall: t * time.Duration(l.Wall), total: l.Total,
		Memory: max(l.Memory, min(l.Memory+size*l.MemoryPerByte, l.MemoryMax)),
	}
}
