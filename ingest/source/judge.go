package source

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path"
	"regexp"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"github.com/haki-project/haki/pipeline"
)

// judgeStatus returns what an answer other than a document means, nil for one
// that may be a document.
func judgeStatus(resp *http.Response) error {
	waf := resp.Header.Get("X-Amzn-Waf-Action") != "" || resp.Header.Get("Cf-Mitigated") != ""
	switch s := resp.StatusCode; {
	case waf:
		return fmt.Errorf("%w: a wall against robots (%s)", pipeline.ErrBlocked, resp.Status)
	case s == http.StatusOK || s == http.StatusNonAuthoritativeInfo || s == http.StatusPartialContent:
		return nil
	case s == http.StatusAccepted:
		return judgeAccepted(resp)
	case s == http.StatusNoContent, s == http.StatusResetContent:
		return fmt.Errorf("%w: %s", pipeline.ErrNotDocument, resp.Status)
	case s == http.StatusNotFound || s == http.StatusGone:
		return fmt.Errorf("%w: %s", pipeline.ErrMissing, resp.Status)
	case s == http.StatusUnauthorized, s == http.StatusForbidden, s == http.StatusProxyAuthRequired, s == http.StatusUnavailableForLegalReasons:
		return fmt.Errorf("%w: %s", pipeline.ErrBlocked, resp.Status)
	case s == http.StatusServiceUnavailable, s == http.StatusTooManyRequests, s == http.StatusRequestTimeout, s == http.StatusGatewayTimeout:
		return fmt.Errorf("%w: %s%s", pipeline.ErrSlow, resp.Status, askedToWait(resp))
	case s >= 500:
		return fmt.Errorf("%w: %s", pipeline.ErrServer, resp.Status)
	case s >= 400:
		return fmt.Errorf("%w: %s", pipeline.ErrMissing, resp.Status)
	}
	return fmt.Errorf("%w: %s", pipeline.ErrNotDocument, resp.Status)
}

// judgeAccepted reads the answer 202: with a body it may be the document all the
// same; without one the server is still making it.
func judgeAccepted(resp *http.Response) error {
	if resp.ContentLength == 0 {
		return fmt.Errorf("%w: 202 without a body: the document is still being made", pipeline.ErrSlow)
	}
	return nil
}

func askedToWait(resp *http.Response) string {
	if after := resp.Header.Get("Retry-After"); after != "" {
		return ", asks to come back after " + strings.Map(printable, after)
	}
	return ""
}

// asked returns the kind of file that an address or a request asks for: pdf,
// office or "".
func asked(address, accept string) string {
	if strings.Contains(accept, "pdf") {
		return "pdf"
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".pdf":
		return "pdf"
	case ".doc", ".docx", ".odt", ".rtf", ".zip", ".epub":
		return "office"
	}
	return ""
}

// wall matches pages that keep robots out with a good status.
var wall = regexp.MustCompile(`(?i)captcha|cf-chl|cf_chl|challenge-platform|just a moment\.\.\.|access denied|attention required|are you a robot|verify you are human|unusual traffic|_incapsula_|enable javascript and cookies`)

// judgeBody looks at the bytes that came: nothing, a page where a file was asked
// for, a wall, half a PDF.
func judgeBody(file, want string, resp *http.Response) error {
	head, tail, size, err := ends(file)
	switch {
	case err != nil:
		return err
	case size == 0 && resp.StatusCode == http.StatusAccepted:
		return fmt.Errorf("%w: 202 without a body: the document is still being made", pipeline.ErrSlow)
	case size == 0 || len(bytes.TrimSpace(head)) == 0:
		return fmt.Errorf("%w: %s without a body", pipeline.ErrNotDocument, resp.Status)
	}
	if bytes.HasPrefix(bytes.TrimLeft(head, "\xef\xbb\xbf \r\n\t"), []byte("%PDF-")) && !bytes.Contains(tail, []byte("%%EOF")) && !bytes.Contains(tail, []byte("startxref")) {
		return fmt.Errorf("%w: a PDF of %d bytes without its end", pipeline.ErrTruncated, size)
	}
	if !mimetype.Detect(head).Is("text/html") {
		return nil
	}
	const pageSize = 64 << 10 // bytes; a wall is a small page, an article may talk of one
	if size < pageSize && wall.Match(head) {
		return fmt.Errorf("%w: a page that asks whether one is a robot", pipeline.ErrBlocked)
	}
	if want != "" || strings.Contains(resp.Header.Get("Content-Type"), "application/pdf") {
		return fmt.Errorf("%w: a web page where a file was asked for", pipeline.ErrNotDocument)
	}
	return nil
}

// ends returns the first and last bytes of a file.
func ends(file string) (head, tail []byte, size int64, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, nil, 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, 0, err
	}
	const piece = 16 << 10
	size = info.Size()
	if head, err = io.ReadAll(io.NewSectionReader(f, 0, piece)); err != nil {
		return nil, nil, 0, err
	}
	tail, err = io.ReadAll(io.NewSectionReader(f, max(0, size-4*piece), 4*piece))
	return head, tail, size, err
}
