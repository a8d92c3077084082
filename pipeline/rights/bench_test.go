package rights

import (
	"strings"
	"testing"
)

// reportParagraphs are invented, in the mixture of a report: statements of
// delegations and recommendations.
var reportParagraphs = []string{
	"The delegation of Ruritania explained that the new code of criminal procedure had shortened pretrial detention, that every police station now kept a register of persons in custody, and that a unit of the prosecutor's office looked into complaints of ill-treatment. It added that three hundred judges had been trained in the past two years.",
	"Borduria thanked the delegation for its report and asked what had been done to open schools in the northern provinces, where many girls left their classes before the age of twelve because the way was long and unsafe.",
	"Take further steps to ensure that children with disabilities can attend the school of their choice",
	"Ratify the Second Optional Protocol to the International Covenant on Civil and Political Rights and abolish the death penalty",
	"Syldavia noted the construction of wells and clinics in villages, the law on equal pay, and the dialogue with trade unions. It encouraged the Government to publish the findings of the inquiry into the events of last spring, so that families might learn what had become of their relatives.",
}

func BenchmarkTag(b *testing.B) {
	tagger := newTagger(b)
	size := len(strings.Join(reportParagraphs, ""))
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, p := range reportParagraphs {
			tagger.Tag(p, "en", nil)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		newTagger(b)
	}
}
