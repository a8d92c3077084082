package source

import (
	"net/http"
	"os"
	"strings"
)

// A download that was cut off leaves its bytes in a file .part and beside it, in
// a file .part.of, what tells whether the rest is of the same version: a strong
// entity tag or a date.

// validator returns what If-Range may compare, "" where there is nothing.
func validator(h http.Header) string {
	if tag := h.Get("ETag"); tag != "" && !strings.HasPrefix(tag, "W/") {
		return tag
	}
	return h.Get("Last-Modified")
}

// rememberPart notes of which version the bytes to come are. A note that cannot
// be written costs no more than a download from the start.
func rememberPart(part string, h http.Header) {
	v := validator(h)
	if v == "" || os.WriteFile(part+".of", []byte(v), 0o600) != nil {
		forgetPart(part)
	}
}

// partOf returns how many bytes an earlier run got, and of which version.
func partOf(part string) (got int64, version string) {
	info, err := os.Stat(part)
	if err != nil {
		return 0, ""
	}
	v, err := os.ReadFile(part + ".of")
	if err != nil || len(v) == 0 {
		return 0, ""
	}
	return info.Size(), string(v)
}

func forgetPart(part string) {
	if err := os.Remove(part + ".of"); err != nil {
		return // there was none
	}
}
