package ingest

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/haki-project/haki/pipeline"
)

// sampleBytes is how much of a text the encoding is guessed from.
const sampleBytes = 64 << 10

// decode returns data as UTF-8. A byte order mark decides, then valid UTF-8,
// then the encoding that the bytes look most like.
func decode(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return string(data[3:]), nil
	case hasUTF16Mark(data):
		return convert(data, unicode.UTF16(unicode.BigEndian, unicode.UseBOM))
	case utf8.Valid(data):
		return string(data), nil
	}
	if e := utf16Order(data); e != nil {
		return convert(data, e)
	}
	return convert(data, guessEncoding(data))
}

// convertLabel decodes data in the encoding of that name, or by its looks where
// the name is none.
func convertLabel(data []byte, label string) (string, error) {
	if e, _ := charset.Lookup(label); e != nil && label != "" && (!utf8.Valid(data) || bytes.IndexByte(data, escape) >= 0) {
		return convert(data, e)
	}
	return decode(data)
}

// escape begins the shifts of ISO-2022-JP, whose bytes are all ASCII.
const escape = 0x1b

func convert(data []byte, e encoding.Encoding) (string, error) {
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return "", fmt.Errorf("%w: the text does not fit its encoding: %w", pipeline.ErrMalformed, err)
	}
	return string(out), nil
}

// utf16Order finds UTF-16 without a mark by its zero bytes: half of the bytes
// of Latin text.
func utf16Order(data []byte) encoding.Encoding {
	var zeros [2]int
	sample := data[:min(len(data), sampleBytes)]
	for i, c := range sample {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch most := len(sample) / 5; {
	case zeros[0] > most && zeros[1] < most/4:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case zeros[1] > most && zeros[0] < most/4:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	}
	return nil
}

// guessEncoding asks the detector and takes Windows-1252 where it knows nothing:
// it is what most files without any mark are.
func guessEncoding(data []byte) encoding.Encoding {
	sample := data[:min(len(data), sampleBytes)]
	if nearlyUTF8(sample) {
		return unicode.UTF8 // broken bytes become U+FFFD
	}
	best, err := chardet.NewTextDetector().DetectBest(sample)
	if err != nil || best.Confidence < 10 {
		return charmap.Windows1252
	}
	if best.Charset == "ISO-8859-2" && polishWindows(sample) {
		return charmap.Windows1250
	}
	if e, _ := charset.Lookup(best.Charset); e != nil {
		return e
	}
	return charmap.Windows1252
}

// polishWindows reports whether sample is Polish (ł) of Windows, where ą has the
// place that š has in ISO-8859-2: the detector tells the two only by quotation
// marks.
func polishWindows(sample []byte) bool {
	return bytes.IndexByte(sample, 0xb3) >= 0 && bytes.IndexByte(sample, 0xb9) >= 0 && bytes.IndexByte(sample, 0xb1) < 0
}

// nearlyUTF8 reports whether sample has letters in UTF-8 and but few broken bytes.
func nearlyUTF8(sample []byte) bool {
	multi, broken := 0, 0
	for len(sample) > 0 {
		r, size := utf8.DecodeRune(sample)
		switch {
		case r == utf8.RuneError && size == 1:
			broken++
		case size > 1:
			multi++
		}
		sample = sample[size:]
	}
	return multi > 10*broken
}
