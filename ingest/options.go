package ingest

import (
	"fmt"

	"github.com/haki-project/haki/ingest/pdf"
)

// Options bound what one file may cost. The zero value works.
type Options struct {
	MaxBytes    int64 // of the file itself
	MaxUnpacked int64 // bytes unpacked from it, all members and attachments together
	MaxText     int   // bytes of the document's text
	MaxPassages int
	MaxMembers  int // of a zip container
	MaxDepth    int // of nested elements, lists, groups
	MaxNesting  int // of files in files: a message in a message
	PDF         pdf.Options
}

// withDefaults returns o with every zero field filled.
func (o Options) withDefaults() Options {
	fill(&o.MaxBytes, 512<<20)    // the largest law we know of as one file has 60 MB; scans as PDF reach some hundred
	fill(&o.MaxUnpacked, 512<<20) // a DOCX unpacks to about ten times its size
	fill(&o.MaxText, 64<<20)      // the longest report of the UN has 5 MB of text, a whole legal code 30 MB
	fill(&o.MaxPassages, 500_000) // a code of 30 MB has 150,000
	fill(&o.MaxMembers, 20_000)   // an EPUB of a code has some thousand
	fill(&o.MaxDepth, 256)        // real documents stay under 60; web pages under 100
	fill(&o.MaxNesting, 4)        // a forwarded message with a forwarded message
	return o
}

func fill[T int | int64](to *T, value T) {
	if *to <= 0 {
		*to = value
	}
}

// byteCount prints n bytes for people: 64 MB.
func byteCount(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
