// Package worker keeps foreign bytes away from the process that holds the
// corpus: a [Pool] is a pipeline.Processor that lets worker processes of the same
// binary do the work, each reused across documents and held to a limit of time
// and memory for the document at hand.
//
// In go originals, as paths; out come documents, encoded for the store and
// decoded for the index, or an error that wraps one of pipeline's sentinels. A
// worker that dies, loops, grows or talks nonsense is ended and replaced; its
// document is recorded and the run goes on. Workers never outlive their parent.
//
// Containment is against accident and malformed files, not a sandbox: a worker
// has the rights of the user who started it.
package worker
