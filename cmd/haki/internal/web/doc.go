// Package web is Haki in the browser: pages rendered on the server, small
// scripts of our own, everything embedded, and the API over the same functions.
//
// In go requests, out come pages and records of the last published state of the
// corpus; the one way in which a request changes it is through the functions of
// [Options]. Documents are hostile: every text is escaped by html/template, no
// script or style stands in a page, and no address outside the machine is asked.
package web
