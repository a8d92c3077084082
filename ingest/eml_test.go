package ingest

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
)

// message builds a message from a header's last fields and a body.
func message(header, body string) []byte {
	return []byte("From: a@lake.example\r\nTo: b@lake.example\r\nDate: Tue, 04 May 2021 10:00:00 +0200\r\nMIME-Version: 1.0\r\n" + strings.ReplaceAll(header+"\n\n"+body, "\n", "\r\n"))
}

// words are the passages of a message after the fields of its header.
func words(tb testing.TB, data []byte) []string {
	tb.Helper()
	var rest []string
	for _, line := range brief(mustExtract(tb, "letter.eml", data)) {
		if !strings.HasPrefix(line, "paragraph - From: ") && !strings.HasPrefix(line, "paragraph - To: ") && !strings.HasPrefix(line, "paragraph - Date: ") {
			rest = append(rest, line)
		}
	}
	return rest
}

// drawnPDF is a page of one line, as small as a PDF can be.
func drawnPDF(line string) []byte {
	stream := "BT /F1 12 Tf 72 700 Td (" + line + ") Tj ET"
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(stream), stream), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"}
	var out strings.Builder
	out.WriteString("%PDF-1.4\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return []byte(out.String())
}

func TestMessages(t *testing.T) {
	lines := func(s []byte) string { return base64.StdEncoding.EncodeToString(s) }
	pdf := lines(drawnPDF("The pier was built by hand and stands in the water."))
	cases := []struct {
		name, header, body string
		want               []string
	}{
		{"quoted-printable in Latin-1", "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable", "L'=E9t=E9 est =\ncourt.", []string{"paragraph - L'été est court."}},
		{"base64 in KOI8-R", "Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: BASE64", lines(encode(t, charmap.KOI8R, "Озеро чистое.")), []string{"paragraph - Озеро чистое."}},
		{"ISO-2022-JP, whose bytes are ASCII", "Content-Type: text/plain; charset=iso-2022-jp", string(must(japanese.ISO2022JP.NewEncoder().Bytes([]byte("湖は青い。")))), []string{"paragraph - 湖は青い。"}},
		{"a subject in two encoded words", "Subject: =?utf-8?B?" + lines([]byte("Озеро")) + "?=\n =?utf-8?B?" + lines([]byte(" и лес")) + "?=\nContent-Type: text/plain", "Words.", []string{"heading - Озеро и лес", "paragraph - Words."}},
		{"no content type", "Subject: Plain", "Words.", []string{"heading - Plain", "paragraph - Words."}},
		{"a content type that is nonsense", "Content-Type: ;;;", "Words.", []string{"paragraph - Words."}},
		{"HTML wins over plain text", "Content-Type: multipart/alternative; boundary=q", "--q\nContent-Type: text/plain\n\nplain\n--q\nContent-Type: text/html\n\n<p>rich</p>\n--q--\n", []string{"paragraph - rich"}},
		{"plain text where the HTML is empty", "Content-Type: multipart/alternative; boundary=q", "--q\nContent-Type: text/plain\n\nplain\n--q\nContent-Type: text/html\n\n<html></html>\n--q--\n", []string{"paragraph - plain"}},
		{"a page with its style sheet and logo", "Content-Type: multipart/related; boundary=q", "--q\nContent-Type: text/html\n\n<p>rich</p>\n--q\nContent-Type: text/css\n\np { color: red }\n--q\nContent-Type: image/png; name=logo.png\n\nxx\n--q--\n", []string{"paragraph - rich"}},
		{"a PDF", "Content-Type: multipart/mixed; boundary=q", "--q\nContent-Type: text/plain\n\nSee below.\n--q\nContent-Type: application/pdf; name=\"pier.pdf\"\nContent-Transfer-Encoding: base64\n\n" + pdf + "\n--q--\n",
			[]string{"paragraph - See below.", "heading - pier.pdf", "paragraph - The pier was built by hand and stands in the water."}},
		{"a file whose name is encoded", "Content-Type: multipart/mixed; boundary=q", "--q\nContent-Type: text/plain\nContent-Disposition: attachment; filename*=utf-8''%C3%A9t%C3%A9.txt\n\nWords.\n--q--\n", []string{"heading - été.txt", "paragraph - Words."}},
		{"a message in the message", "Content-Type: multipart/mixed; boundary=q", "--q\nContent-Type: text/plain\n\nForwarded.\n--q\nContent-Type: message/rfc822\n\nFrom: c@x.example\nTo: d@x.example\nSubject: Inner\n\nInner words.\n--q--\n",
			[]string{"paragraph - Forwarded.", "heading - Forwarded message", "heading - Inner", "paragraph - Inner words."}},
		{"a message that breaks off", "Content-Type: multipart/mixed; boundary=q", "--q\nContent-Type: text/plain\n\nFirst.\n--q\nContent-Type: text/plain\n\nSecond, cut o", []string{"paragraph - First.", "paragraph - Second, cut o"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got, want := strings.Join(words(t, message(c.header, c.body)), "\n"), strings.Join(c.want, "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func must(data []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return data
}

func TestMessageDate(t *testing.T) {
	d := mustExtract(t, "letter.eml", message("Subject: =?iso-8859-1?q?=C9t=E9?=", "Words."))
	if d.Date != "2021-05-04" || d.Title != "Été" {
		t.Errorf("date %q, title %q", d.Date, d.Title)
	}
	d = mustExtract(t, "box.eml", append([]byte("From a@lake.example Tue May  4 10:00:00 2021\r\n"), message("Subject: Boxed", "Words.")...))
	if d.Title != "Boxed" {
		t.Errorf("the line of the mailbox is in the way: title %q", d.Title)
	}
}
