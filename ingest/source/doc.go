// Package source finds what is to be ingested: files, folders, archives, stdin,
// and what is published on the network.
//
// In go the words a user typed ([Open]) or a configuration ([Load]); out come
// items in a stable order, each with its address, its name and the metadata that
// the user or the listing gave for it. What is found but cannot be read is an
// item with an error that wraps its name; nothing vanishes.
//
// From the network, one [Client] fetches for all sources: listings (feeds,
// OAI-PMH, sitemaps, paged JSON, lists, templates over UN symbols) name
// documents, [Remote] brings each to the client's folder and yields it. A
// document that has not changed is yielded with the size and time it had, so
// that the ledger passes over it; its bytes are not transferred again. What the
// client remembers is therefore never ahead of the ledger: a run that is killed
// between fetching and storing finds the bytes, or fetches them, at the next.
//
// A client's folder is for one process at a time.
package source
