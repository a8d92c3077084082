// Package pdf reads PDF files into documents whose passages can be cited.
//
// In goes the path of a PDF file; out comes a [pipeline.Document] with the text
// in reading order, its pages (size, engine, running headers and footers kept
// apart) and its passages: numbered paragraphs, headings, list items, rows of
// tables and footnotes, each with page, place and the headings above it.
//
// The journey of a page:
//
//	engine (layout, pdfium or tesseract) ─▶ sheet: glyphs with positions, rules
//	lines      ─▶ glyphs to words and lines; right-to-left put into logical order
//	furniture  ─▶ what repeats across pages is set aside
//	blocks     ─▶ lines to paragraphs, over page breaks; notes, tables, headings
//	passages   ─▶ text, numbers, sections, boxes
//
// The engines differ only in where glyphs come from; everything after the sheet
// is the same for all. The package promises that every passage's span quotes
// the document's text; it does not promise that a table's cells are told apart
// where nothing but the reader's eye does so.
package pdf
