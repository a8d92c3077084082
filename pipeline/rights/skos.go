package rights

import (
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// The namespaces of SKOS in RDF/XML.
const (
	rdfNS  = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	skosNS = "http://www.w3.org/2004/02/skos/core#"
)

// WriteSKOS writes s as SKOS in RDF/XML: a concept a label, its name as
// prefLabel, other names as altLabel, terms as hiddenLabel by language, parent
// as broader, same as closeMatch. base is the address that ids are put behind.
func WriteSKOS(w io.Writer, s *Scheme, base string) error {
	out := &skosWriter{base: strings.TrimRight(base, "/#") + "/", scheme: s.ID}
	out.WriteString(xml.Header)
	out.line(0, `<rdf:RDF xmlns:rdf="%s" xmlns:skos="%s">`, rdfNS, skosNS)
	out.line(1, `<skos:ConceptScheme rdf:about="%s">`, out.address(s.ID, ""))
	out.text("prefLabel", "en", s.Label)
	out.line(1, `</skos:ConceptScheme>`)
	for i := range s.Labels {
		out.concept(&s.Labels[i])
	}
	out.line(0, `</rdf:RDF>`)
	if _, err := io.WriteString(w, out.String()); err != nil {
		return fmt.Errorf("write scheme %s: %w", s.ID, err)
	}
	return nil
}

type skosWriter struct {
	strings.Builder
	base, scheme string
}

func (o *skosWriter) line(depth int, format string, args ...any) {
	o.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(o, format, args...)
	o.WriteByte('\n')
}

func (o *skosWriter) address(scheme, id string) string {
	return escape(strings.TrimSuffix(o.base+scheme+"/"+id, "/"))
}

func (o *skosWriter) concept(l *Label) {
	o.line(1, `<skos:Concept rdf:about="%s">`, o.address(o.scheme, l.ID))
	o.line(2, `<skos:inScheme rdf:resource="%s"/>`, o.address(o.scheme, ""))
	o.line(2, `<skos:notation>%s</skos:notation>`, escape(l.ID))
	o.text("prefLabel", "en", l.Label)
	for _, name := range l.Also {
		o.text("altLabel", "en", name)
	}
	for _, lang := range sorted(l.Terms) {
		for _, term := range l.Terms[lang] {
			o.text("hiddenLabel", lang, term)
		}
	}
	if l.Parent != "" {
		o.line(2, `<skos:broader rdf:resource="%s"/>`, o.address(o.scheme, l.Parent))
	}
	for _, same := range l.Same {
		scheme, id, _ := strings.Cut(same, ":")
		o.line(2, `<skos:closeMatch rdf:resource="%s"/>`, o.address(scheme, id))
	}
	o.line(1, `</skos:Concept>`)
}

func (o *skosWriter) text(property, lang, text string) {
	o.line(2, `<skos:%s xml:lang="%s">%s</skos:%s>`, property, lang, escape(text), property)
}

func escape(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder does not fail
	return b.String()
}

// skosConcept is one concept of a SKOS file.
type skosConcept struct {
	About    string     `xml:"about,attr"`
	Notation string     `xml:"notation"`
	Pref     []skosText `xml:"prefLabel"`
	Alt      []skosText `xml:"altLabel"`
	Hidden   []skosText `xml:"hiddenLabel"`
	Broader  []struct {
		Resource string `xml:"resource,attr"`
	} `xml:"broader"`
}

type skosText struct {
	Lang string `xml:"lang,attr"`
	Text string `xml:",chardata"`
}

// ReadSKOS reads the concepts of a SKOS file in RDF/XML into a scheme of the
// given id and name. Names become terms too, because a thesaurus has no others.
func ReadSKOS(r io.Reader, id, label string) (*Scheme, error) {
	var file struct {
		XMLName  xml.Name
		Concepts []skosConcept `xml:"Concept"`
	}
	if err := xml.NewDecoder(io.LimitReader(r, maxScheme)).Decode(&file); err != nil {
		return nil, fmt.Errorf("read SKOS: %w", err)
	}
	if file.XMLName.Space != rdfNS || len(file.Concepts) == 0 {
		return nil, fmt.Errorf("read SKOS: no skos:Concept in an rdf:RDF; save the thesaurus as RDF/XML")
	}
	s := &Scheme{ID: id, Label: label, Version: 1}
	for i := range file.Concepts {
		s.Labels = append(s.Labels, file.Concepts[i].label())
	}
	s.dropForeignParents()
	return s, s.recheck()
}

func (c *skosConcept) label() Label {
	l := Label{ID: c.id()}
	hidden := slices.Clone(c.Hidden)
	for _, t := range append(slices.Clone(c.Pref), c.Alt...) {
		name := strings.TrimSpace(t.Text)
		if l.Label == "" || t.Lang == "en" && slices.Contains(c.Pref, t) {
			l.Label = name
		}
		if len(c.Hidden) == 0 {
			hidden = append(hidden, t)
		}
	}
	for _, t := range c.Alt {
		l.Also = append(l.Also, strings.TrimSpace(t.Text))
	}
	for _, t := range hidden {
		lang := strings.ToLower(t.Lang)
		if lang, _, _ = strings.Cut(lang, "-"); lang == "" {
			lang = "en"
		}
		if text := strings.TrimSpace(t.Text); !slices.Contains(l.Terms[lang], text) {
			add(&l.Terms, lang, []string{text})
		}
	}
	if len(c.Broader) > 0 {
		l.Parent = slug(last(c.Broader[0].Resource))
	}
	return l
}

func (c *skosConcept) id() string {
	if c.Notation != "" {
		return slug(c.Notation)
	}
	return slug(last(c.About))
}

// last is the part of an address behind its last slash or hash.
func last(address string) string {
	return address[strings.LastIndexAny(address, "/#")+1:]
}

var notID = regexp.MustCompile(`[^a-z0-9.]+`)

func slug(text string) string {
	return strings.Trim(notID.ReplaceAllString(strings.ToLower(text), "-"), "-.")
}

// dropForeignParents forgets parents that are no concept of the file.
func (s *Scheme) dropForeignParents() {
	for i := range s.Labels {
		if l := &s.Labels[i]; l.Parent == l.ID || s.Find(l.Parent) == nil {
			l.Parent = ""
		}
	}
}
