// Package states knows the names of States, today and in the past, and their ISO codes.
//
// In goes a name in one of the six official languages of the United Nations, or
// running English text; out come ISO 3166-1 alpha-3 codes. Territories that ISO
// lists have their own codes; Kosovo, which ISO does not list, is XKX, the code
// that its user-assigned range gives it in practice. Organisations (the
// European Union, ASEAN) are no States. A name alone cannot tell Jordan from
// Michael Jordan: Find answers with what is written.
package states
