// Package states knows the names of States, today and in the past, and their ISO codes.
package states
