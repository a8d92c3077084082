package pipeline

import "errors"

// The ways in which a document can fail; each is wrapped with what happened.
// See [Advice] for what to tell a person.
var (
	ErrUnsupported = errors.New("format not supported")
	ErrEncrypted   = errors.New("encrypted")
	ErrNoText      = errors.New("no text")
	ErrNeedsOCR    = errors.New("needs OCR")
	ErrTooLarge    = errors.New("too large")
	ErrMalformed   = errors.New("malformed")
	ErrTimeout     = errors.New("took too long")
	ErrMemory      = errors.New("needed too much memory")
	ErrCrashed     = errors.New("crashed the reader")
	ErrUnreadable  = errors.New("cannot be read")
)

// The ways in which an address can fail to give a document.
var (
	ErrMissing     = errors.New("not at its address")
	ErrBlocked     = errors.New("the server refuses programs")
	ErrDisallowed  = errors.New("robots.txt asks not to fetch it")
	ErrSlow        = errors.New("the server does not keep up")
	ErrNotDocument = errors.New("the answer is not a document")
	ErrTruncated   = errors.New("cut off in transfer")
	ErrRedirects   = errors.New("redirects lead nowhere")
	ErrAddress     = errors.New("address not allowed")
	ErrServer      = errors.New("the server fails")
	ErrUnreachable = errors.New("no server answers there")
	ErrGone        = errors.New("no longer published")
)

// failures gives each sentinel its name in the ledger and what a person can do about it.
var failures = []struct {
	err          error
	name, advice string
}{
	{ErrUnsupported, "unsupported", "save it as PDF, DOCX, HTML or plain text and ingest that"},
	{ErrEncrypted, "encrypted", "remove the password (open it, print to PDF) and ingest the copy"},
	{ErrNeedsOCR, "needs-ocr", "its pages are images: install Tesseract with the language of the document (Debian: apt install tesseract-ocr tesseract-ocr-fra …) if it is missing, then run haki retry"},
	{ErrNoText, "no-text", "open it to see whether it is empty"},
	{ErrTooLarge, "too-large", "split it into smaller files and ingest those"},
	{ErrMalformed, "malformed", "the file is damaged: fetch it again, or open it in its own program and save it anew"},
	{ErrTimeout, "timeout", "open it in its own program and save it anew"},
	{ErrMemory, "memory", "open it in its own program and save it anew"},
	{ErrCrashed, "crashed", "open it in its own program and save it anew"},
	{ErrGone, "gone", "the publisher has taken it out; what was read of it stays, and can be searched"},
	{ErrMissing, "missing", "look for its new address; it is asked for again at the next run"},
	{ErrBlocked, "blocked", "open it in a browser, save it and ingest the file, or ask the publisher to let your address in"},
	{ErrDisallowed, "disallowed", "ask the publisher, or download it by hand and ingest the file"},
	{ErrSlow, "slow", "try again later; it goes on where it stopped"},
	{ErrNotDocument, "not-a-document", "open the address in a browser: what it gives is empty or a page about the document"},
	{ErrTruncated, "truncated", "try again later; it goes on where it stopped"},
	{ErrRedirects, "redirects", "open the address in a browser and use the one it ends at"},
	{ErrAddress, "address", "use an http or https address on the public network, or allow private addresses (allow_private: true in haki.yaml) if you trust the source"},
	{ErrServer, "server-error", "try again later"},
	{ErrUnreachable, "unreachable", "check the address, and the network of this machine; it is asked for again at the next run"},
	{ErrUnreadable, "unreadable", "check that the file is there and that you may read it"},
}

// Reason returns the ledger's name for err, "failed" where it wraps no sentinel.
func Reason(err error) string {
	for _, f := range failures {
		if errors.Is(err, f.err) {
			return f.name
		}
	}
	return "failed"
}

// Advice returns what a person can do about a failure that the ledger names so.
func Advice(reason string) string {
	for _, f := range failures {
		if f.name == reason {
			return f.advice
		}
	}
	return "see the message; if it makes no sense, report it with the file"
}

// FromReason returns the sentinel that the ledger names so, nil where there is none.
func FromReason(reason string) error {
	for _, f := range failures {
		if f.name == reason {
			return f.err
		}
	}
	return nil
}
