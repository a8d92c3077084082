// Package meta finds in a text what document it is: title, symbol, kind, body, session, date, countries.
package meta
