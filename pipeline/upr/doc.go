// Package upr reads recommendations as records out of UPR reports and their addenda.
package upr
