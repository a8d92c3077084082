package cite

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// URI returns the official address of what r points at where a rule gives one,
// else "".
func URI(r pipeline.Reference) string {
	switch r.Kind {
	case "un-document", "general-comment":
		return documentURI(Symbol(r))
	case "treaty":
		if number, ok := strings.CutPrefix(r.Target, "ILO-C"); ok {
			return labourURI(atoi(number))
		}
		return known().addresses[r.Target]
	case "sdg":
		goal, _, _ := strings.Cut(strings.TrimPrefix(r.Target, "SDG/"), ".")
		return "https://sdgs.un.org/goals/goal" + goal
	}
	return ""
}

// labourURI is where the International Labour Organization keeps its convention
// of that number, which its codes write with three digits: C029.
func labourURI(number int) string {
	return fmt.Sprintf("https://normlex.ilo.org/dyn/nrmlx_en/f?p=NORMLEXPUB:12100:0::NO::P12100_ILO_CODE:C%03d", number)
}

// Symbol returns the symbol of the UN document that r points at, "" where it
// points at something else or at what has no symbol of its own.
func Symbol(r pipeline.Reference) string {
	switch r.Kind {
	case "un-document":
		return r.Target
	case "general-comment":
		return commentSymbol(r.Target)
	}
	return ""
}

// documentURI is the UN's own resolver of document symbols.
func documentURI(symbol string) string {
	if symbol == "" {
		return ""
	}
	parts := strings.Split(symbol, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return "https://undocs.org/" + strings.Join(parts, "/")
}

// commentSymbol returns the symbol under which a general comment is published,
// "" where its committee gave it none of its own (before 2004, mostly).
func commentSymbol(target string) string {
	part := strings.Split(target, "/")
	if len(part) != 3 {
		return ""
	}
	if symbol := known().published[target]; symbol != "" {
		return strings.TrimPrefix(symbol, "-")
	}
	for _, c := range known().comments {
		if c.body == part[0] && c.number == atoi(part[2]) && c.years[0] >= "2004" {
			if c.body == "CESCR" {
				return "E/C.12/GC/" + part[2]
			}
			return part[0] + "/C/GC/" + part[2]
		}
	}
	return ""
}
