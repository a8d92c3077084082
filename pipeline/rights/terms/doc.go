// Package terms finds the words and phrases of many lists in a text in one pass.
//
// In go terms as people write them and a text; out come the places where they
// stand. Words match whole, whatever their case and accents, in singular and
// plural; a star stands for any ending. It works letter by letter in Chinese,
// and with the particles that Arabic writes onto a word.
package terms
