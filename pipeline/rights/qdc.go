package rights

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline/rights/terms"
)

// qdcCode is a code of a REFI-QDA code book, with the codes below it.
type qdcCode struct {
	Name        string    `xml:"name,attr"`
	Codable     string    `xml:"isCodable,attr"` // false for what only holds others
	Description string    `xml:"Description"`
	Codes       []qdcCode `xml:"Code"`
}

// ReadQDC reads the codes of a REFI-QDA code book (.qdc, exchange standard 1.5)
// into a scheme of the given id and name. A code that cannot be given is the family
// of those below it, another one their parent; descriptions become notes, and names
// terms, since a code book has no others.
func ReadQDC(r io.Reader, id, label string) (*Scheme, error) {
	var book struct {
		XMLName xml.Name
		Codes   []qdcCode `xml:"Codes>Code"`
	}
	if err := xml.NewDecoder(io.LimitReader(r, maxScheme)).Decode(&book); err != nil {
		return nil, fmt.Errorf("read code book: %w", err)
	}
	if book.XMLName.Local != "CodeBook" || len(book.Codes) == 0 {
		return nil, fmt.Errorf("read code book: no Code in a CodeBook: save the codes as a REFI-QDA code book (.qdc)")
	}
	s := &Scheme{ID: id, Label: label, Version: 1}
	s.addCodes(book.Codes, "", "")
	return s, s.recheck()
}

func (s *Scheme) addCodes(codes []qdcCode, family, parent string) {
	for _, c := range codes {
		if c.Codable == "false" && len(c.Codes) > 0 {
			s.addCodes(c.Codes, c.Name, parent)
			continue
		}
		l := Label{Label: strings.TrimSpace(c.Name), Family: family, Parent: parent, Note: strings.TrimSpace(c.Description)}
		s.addNamed(&l)
		s.addCodes(c.Codes, family, l.ID)
	}
}

// addNamed adds a label that has a name and nothing else: it gets an id that no
// other has, and its name as a term.
func (s *Scheme) addNamed(l *Label) {
	base := slug(l.Label)
	if base == "" {
		base = "code"
	}
	l.ID = base
	for n := 2; s.Find(l.ID) != nil; n++ {
		l.ID = base + "-" + strconv.Itoa(n)
	}
	if term := strings.ToLower(l.Label); terms.NewSet().Add(term, "en", 0) == nil {
		add(&l.Terms, "en", []string{term})
	}
	s.Labels = append(s.Labels, *l)
}
