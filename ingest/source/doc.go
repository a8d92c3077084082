// Package source finds what is to be ingested: files, folders, archives, stdin,
// and what is published on the network.
//
// In go the words a user typed or a configuration; out come items in a stable
// order, each with its address, its name and the metadata that the user gave for
// it. Bytes are only read when an item is opened. What is found but cannot be
// read is an item with an error: nothing vanishes.
package source
