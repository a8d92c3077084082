// Package link leads from recommendations to the passages that bear on them.
//
// In go the recommendations made to a State and the documents that speak of it:
// speeches, laws, later reports. Out comes, for each recommendation, a ranking of
// passages with the reasons a person can check: the references and tags they
// share, the cycle the passage names, the words they have in common. Rare things
// in common count more than frequent ones; nothing is learned and nothing is
// hidden, so the same corpus always gives the same ranking.
//
// It does not say that a recommendation was implemented: that is for a person
// to judge.
package link
