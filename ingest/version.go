package ingest

// Version names how documents are read. It is part of every recipe: raise it
// when the same bytes come out otherwise, and they are read again.
const Version = "ingest/2"
