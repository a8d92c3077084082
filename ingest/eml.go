package ingest

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"regexp"
	"strings"

	"golang.org/x/net/html/charset"

	"github.com/haki-project/haki/pipeline"
)

// readEML reads a message: subject as heading, who wrote to whom and when, the
// words, then each attachment as a section of its own.
func readEML(ctx context.Context, s *source, b *builder) error {
	message, err := mail.ReadMessage(bytes.NewReader(trimEnvelope(s.data)))
	if err != nil {
		return fmt.Errorf("%w: its header cannot be read: %w", pipeline.ErrMalformed, err)
	}
	subject := decodeWords(message.Header.Get("Subject"))
	b.meta.Title = clean(subject)
	if date, err := message.Header.Date(); err == nil {
		b.meta.Date = date.Format("2006-01-02")
	}
	b.add(block{kind: pipeline.Heading, level: 1, text: subject, settled: true})
	for _, name := range []string{"From", "To", "Cc", "Date"} {
		if value := message.Header.Get(name); value != "" {
			b.add(block{text: name + ": " + decodeWords(value), settled: true})
		}
	}
	m := &messageWalk{b: b, s: s}
	if err := m.part(ctx, textproto.MIMEHeader(message.Header), message.Body, 0); err != nil {
		return err
	}
	for _, a := range m.attached {
		if err := b.embed(ctx, s, a.name, a.data); err != nil {
			return err
		}
	}
	return nil
}

// trimEnvelope drops the "From " line of a mailbox file.
func trimEnvelope(data []byte) []byte {
	data = bytes.TrimLeft(data, "\r\n")
	if bytes.HasPrefix(data, []byte("From ")) {
		if _, rest, ok := bytes.Cut(data, []byte("\n")); ok {
			return rest
		}
	}
	return data
}

// decodeWords decodes =?charset?…?= in a header; what is broken stays as it is.
func decodeWords(value string) string {
	d := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	if decoded, err := d.DecodeHeader(value); err == nil {
		return decoded
	}
	return value
}

// messageWalk goes through the parts of a message.
type messageWalk struct {
	b        *builder
	s        *source
	attached []attachment
	parts    int
}

type attachment struct {
	name string
	data []byte
}

// part reads one part: words of the message are added, files kept for later.
func (m *messageWalk) part(ctx context.Context, header textproto.MIMEHeader, body io.Reader, depth int) error {
	if m.parts++; m.parts > m.b.opt.MaxMembers || depth > 4*m.b.opt.MaxNesting {
		return fmt.Errorf("%w: parts nest or number beyond reason", pipeline.ErrTooLarge)
	}
	media, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	multiple := strings.HasPrefix(media, "multipart/")
	if err != nil && media == "" || multiple && params["boundary"] == "" {
		media = "text/plain"
	} else if multiple {
		return m.multipart(ctx, media, multipart.NewReader(body, params["boundary"]), depth)
	}
	data, err := m.decode(header, body)
	if err != nil {
		return err
	}
	name := partName(header, params)
	switch disposition, _, _ := mime.ParseMediaType(header.Get("Content-Disposition")); {
	case media == "message/rfc822":
		m.attached = append(m.attached, attachment{orDefault(name, "Forwarded message"), data})
	case disposition == "attachment" || name != "" && !strings.HasPrefix(media, "text/"):
		if !strings.HasPrefix(media, "image/") { // signatures and logos
			m.attached = append(m.attached, attachment{orDefault(name, "Attachment"), data})
		}
	case media == "text/html":
		addPage(m.b, data, header.Get("Content-Type"))
	case strings.HasPrefix(media, "text/") && !looks[media]:
		text, err := convertLabel(data, params["charset"])
		if err != nil {
			return err
		}
		addText(m.b, text)
	}
	return nil
}

// looks are texts that shape a page and are no words of it.
var looks = set("text/css", "text/javascript", "text/calendar")

// multipart reads the parts of a part. Of alternatives the last that holds
// words is the richest; the others say the same.
func (m *messageWalk) multipart(ctx context.Context, media string, r *multipart.Reader, depth int) error {
	if media == "multipart/alternative" {
		return m.alternatives(ctx, r, depth)
	}
	return eachPart(m.b, r, func(header textproto.MIMEHeader, body io.Reader) error {
		return m.part(ctx, header, body, depth+1)
	})
}

func (m *messageWalk) alternatives(ctx context.Context, r *multipart.Reader, depth int) error {
	var kept []attachment
	var headers []textproto.MIMEHeader
	err := eachPart(m.b, r, func(header textproto.MIMEHeader, body io.Reader) error {
		data, err := m.take(body)
		kept, headers = append(kept, attachment{data: data}), append(headers, header)
		return err
	})
	if err != nil {
		return err
	}
	for i := len(kept) - 1; i >= 0; i-- {
		before := len(m.b.blocks)
		if err := m.part(ctx, headers[i], bytes.NewReader(kept[i].data), depth+1); err != nil {
			return err
		}
		if len(m.b.blocks) > before {
			break
		}
	}
	return nil
}

// eachPart calls f for every part until the end, or until the message breaks off.
func eachPart(b *builder, r *multipart.Reader, f func(textproto.MIMEHeader, io.Reader) error) error {
	for n := 0; n < b.opt.MaxMembers; n++ {
		part, err := r.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			b.notes = append(b.notes, "The message breaks off: "+err.Error()+".")
			return nil
		}
		if err := f(part.Header, part); err != nil {
			return err
		}
	}
	return nil
}

// take reads a part within the budget; a part that breaks off is what was read.
func (m *messageWalk) take(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, m.s.budget.left+1))
	if err != nil {
		m.b.notes = append(m.b.notes, "A part of the message breaks off: "+err.Error()+".")
	}
	return data, m.s.budget.take(int64(len(data)))
}

// decode undoes the transfer encoding.
func (m *messageWalk) decode(header textproto.MIMEHeader, body io.Reader) ([]byte, error) {
	switch strings.ToLower(strings.TrimSpace(header.Get("Content-Transfer-Encoding"))) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	return m.take(body)
}

// partName is the file name of a part, without any folder.
func partName(header textproto.MIMEHeader, params map[string]string) string {
	name := params["name"]
	if _, p, err := mime.ParseMediaType(header.Get("Content-Disposition")); err == nil && p["filename"] != "" {
		name = p["filename"]
	}
	name = clean(decodeWords(name))
	return name[strings.LastIndexAny(name, `/\`)+1:]
}

func orDefault(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return name
}

var headerField = regexp.MustCompile(`(?i)^(from|to|cc|subject|date|received|message-id|mime-version|return-path|reply-to|delivered-to|content-type|x-[a-z-]+|dkim-signature):`)

// looksMessage reports whether data begins with the header of a message: fields
// from the first line on, of which at least that many are those that all have.
func looksMessage(data []byte, least int) bool {
	fields := map[string]bool{}
	for i, line := range bytes.SplitN(trimEnvelope(data[:min(len(data), 16<<10)]), []byte("\n"), 60) {
		if line = bytes.TrimRight(line, "\r"); len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			continue
		}
		g := headerField.FindSubmatch(line)
		if g == nil && i == 0 {
			return false
		}
		if g != nil {
			fields[strings.ToLower(string(g[1]))] = true
		}
	}
	count := 0
	for _, name := range []string{"from", "to", "subject", "date", "received", "message-id", "mime-version"} {
		if fields[name] {
			count++
		}
	}
	return count >= least || fields["mime-version"] && fields["content-type"] // a page saved with its pictures (MHT)
}
