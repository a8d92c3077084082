// Package cite finds references in text and normalises them to canonical ids.
package cite
