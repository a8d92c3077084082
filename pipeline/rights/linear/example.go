package linear

// Example is a text with what a person said of it.
type Example struct {
	Text   string
	Found  []Found
	Labels []string
	Group  string // examples of one group are never on both sides of a test: a document, a session
}
