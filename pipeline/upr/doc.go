// Package upr reads recommendations as records out of UPR reports and their addenda.
//
// In goes a document of the Universal Periodic Review whose passages have been
// cut; out come its recommendations, each with its number as printed, its text
// without number and States, the States that made it as ISO codes, and what the
// State under review answered, as far as the paper itself says. Answers given in
// an addendum are another document's: [Answers] reads them and [Settle] applies
// them, when recommendations are shown or exported.
//
// The package promises nothing about meaning: a recommendation is what stands
// in a list of recommendations or what a delegation is reported to have
// recommended.
package upr
