package meta

import (
	"regexp"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

var (
	uprReport     = regexp.MustCompile(`^A/HRC/(?:[0-9]+/[0-9]+|WG\.6/[0-9]+/(?:[A-Z]{3}/[0-9]+|L\.[0-9]+))(?:/(?:Rev|Corr)\.[0-9]+)*$`)
	uprAddendum   = regexp.MustCompile(`^A/HRC/[0-9]+/[0-9]+/Add\.[0-9]+(?:/(?:Rev|Corr)\.[0-9]+)*$`)
	resolution    = regexp.MustCompile(`/(?:RES|DEC|PRST)/|/PRST`)
	treatySymbol  = regexp.MustCompile(`^(?:CCPR|CEDAW|CAT|CRC|CRPD|CMW|CED|CERD|SPT|HRI|E/C\.12)/`)
	treatyOutput  = regexp.MustCompile(`/(?:CO|GC|COAR|FCO|D|DEC|OPSC|OPAC|Q|QPR|LOIPR|ADR|OP|GR)/[0-9A-Z]`)
	uprTitle      = phrase("upr-title")
	uprViews      = phrase("upr-views")
	resolutionSay = phrase("resolution")
	treatySay     = phrase("treaty-body")
	stateReport   = phrase("state-report")
)

// kind returns what the document is: by its symbol first, which the United
// Nations give by rule, then by the words of its title, then by how it is written.
func (f *front) kind(symbol string) pipeline.Kind {
	if k := f.kindOfPaper(symbol); k != "" {
		return k
	}
	if symbol == "" {
		if uprTitle.MatchString(clip(f.mast, 900)) && f.sections() {
			return pipeline.KindUPRReport
		}
		if treatySay.MatchString(clip(f.mast, 600)) && committee.MatchString(f.mast) && !f.looksSpoken() {
			return pipeline.KindTreatyBody
		}
	}
	switch {
	case f.looksLaw():
		return pipeline.KindLaw
	case f.looksSpoken():
		return pipeline.KindSpeech
	}
	return pipeline.KindOther
}

var committee = regexp.MustCompile(`(?i)\bcommittee\b|\bcomité\b|комитет|اللجنة|委员会`)

// kindOfPaper returns the kind of a paper with a symbol, "" without one.
func (f *front) kindOfPaper(symbol string) pipeline.Kind {
	title := clip(f.mast, 1600)
	switch {
	case symbol == "":
		return ""
	case uprTitle.MatchString(title) && uprAddendum.MatchString(symbol):
		return pipeline.KindUPRAddendum
	case uprTitle.MatchString(title) && uprReport.MatchString(symbol) && !uprNational(symbol):
		if uprViews.MatchString(title) {
			return pipeline.KindUPRAddendum
		}
		return pipeline.KindUPRReport
	case treatySymbol.MatchString(symbol):
		return f.kindOfTreatyPaper(symbol)
	case resolution.MatchString(symbol) || resolutionSay.MatchString(title):
		return pipeline.KindResolution
	}
	return pipeline.KindUNReport
}

// uprNational reports whether symbol is that of a paper for the review, not of
// it: national report, compilation, summary (A/HRC/WG.6/13/BRA/1).
func uprNational(symbol string) bool {
	return strings.HasPrefix(symbol, "A/HRC/WG.6/") && !strings.Contains(symbol, "/L.")
}

// kindOfTreatyPaper tells what a treaty body says from what it is told: reports
// of States and of meetings carry its symbol too.
func (f *front) kindOfTreatyPaper(symbol string) pipeline.Kind {
	switch {
	case treatyOutput.MatchString(symbol) || treatySay.MatchString(f.mast):
		return pipeline.KindTreatyBody
	case stateReport.MatchString(f.mast):
		return pipeline.KindUNReport
	}
	return pipeline.KindTreatyBody
}

// sections reports whether the text has the parts that a report of the Working
// Group always has.
func (f *front) sections() bool {
	return uprSections.MatchString(f.doc.Text)
}

var uprSections = regexp.MustCompile(`(?i)proceedings of the review process|déroulement de l.examen|proceso de examen|процесса обзора|审议情况纪要|مداولات`)
