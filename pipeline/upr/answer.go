package upr

import (
	"regexp"
	"strings"
)

// The answers of the State under review, as the report's own headings give them.
const (
	supported   = "supported"
	implemented = "implemented"
	pending     = "pending"
	rejected    = "rejected"
	noted       = "noted"
)

// phrases are the wordings of each answer, tried in order: a paragraph that
// says "enjoy the support of X, which considers them already implemented" is about
// what was implemented, and one that denies support mentions it.
var phrases = []struct {
	answer string
	words  *regexp.Regexp
}{
	{rejected, regexp.MustCompile(`(?:did|do|does|could|can|would|will) ?not (?:\w+ )?(?:enjoy|support|accept|be (?:accepted|supported)|agree|meet)|(?:not|cannot) (?:be )?(?:enjoy|accept|support)|unable to (?:support|accept)|not (?:in a position|able|ready|prepared|willing) to (?:\w+ ){0,2}(?:support|accept|agree)|\breject|not (?:enjoy|acceptable)|not relevant|without the support|do not have the support|cannot support|could not support`)},
	{implemented, regexp.MustCompile(`already (?:been )?(?:implemented|fulfilled|undertaken|addressed|taken|adopted|in place|in force)|(?:in|under) (?:the )?(?:process|course) of (?:being )?(?:implement|realiz)|being implemented|have been implemented|are implemented|(?:process|course) of implementation|under implementation`)},
	{pending, regexp.MustCompile(`will be (?:further )?(?:examined|considered|studied|reviewed|responded)|will (?:further )?(?:examine|consider|study|review|respond|provide (?:its |a )?(?:responses?|answers?|replies))|provide responses|will (?:give|present|announce|communicate|state|inform) (?:\w+ ){0,4}(?:position|response|reply|answer|views)|(?:responses?|repl(?:y|ies)|answers?)(?: \w+){0,8} (?:will|would|shall) be (?:included|provided|presented|given)|in due (?:course|time)|to be examined|under consideration|pending|being (?:examined|considered)`)},
	{noted, regexp.MustCompile(`\b(?:are|were|been|is) (?:duly )?noted\b|tak(?:es|en) note|took note|noted by|has noted|\bnotes? (?:(?:the|these|those|following|all) )*recommendation|\bnoted recommendation|recommendations? noted|^noted\b|partial(?:ly)? (?:accept|support)|(?:accept|support)(?:s|ed)? (?:in part|partially|partly)`)},
	{supported, regexp.MustCompile(`enjoys? (?:the )?(?:full )?(?:its |their )?support|support of|\benjoys?\b|accept|agree[sd]?\b|\bsupports?\b|supported|welcomes`)},
}

// mixed announces several answers without saying which is whose.
var mixed = regexp.MustCompile(`\bsome\b.*\bothers?\b.*\bresponses?\b`)

// answerIn returns the answer that a paragraph gives to recommendations, "" where it gives none.
func answerIn(text string) string {
	s := strings.ToLower(strings.Join(strings.Fields(text), " "))
	if mixed.MatchString(s) {
		return pending
	}
	for _, p := range phrases {
		if p.words.MatchString(s) {
			return p.answer
		}
	}
	return ""
}
