// Package bucket opens the places where machines share a corpus: a folder that
// all of them mount, S3 and what speaks its language, Google Cloud Storage,
// Azure Blob Storage. All of them are a [pipeline.Bucket]; what that promises is
// written there, and bucket_test.go holds every one to it.
package bucket
