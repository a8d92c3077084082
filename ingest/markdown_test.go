package ingest

import "testing"

func TestMarkdown(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"headings and markup", "# Lakes\n\nThey are *very* **blue** and `cold`, see [here](https://lake.example).\n\nShores\n------\n\nLong\nones.", []string{"heading - Lakes", "paragraph - They are very blue and cold, see here.", "heading - Shores", "paragraph - Long ones."}},
		{"lists count as they are shown", "# A\n\n3. three\n4. four\n\n- round\n", []string{"heading - A", "list-item 3 three", "list-item 4 four", "list-item - round"}},
		{"a table", "# A\n\n| Boat | Fee |\n|------|-----|\n| Raft | none |\n", []string{"heading - A", "table - Boat | Fee", "table - Raft | none"}},
		{"a footnote", "# A\n\nClear[^1] water.\n\n[^1]: At noon.\n", []string{"heading - A", "paragraph - Clear water.", "footnote 1 At noon."}},
		{"escaped signs and entities", "# A\n\nA \\* and 5 &lt; 6.", []string{"heading - A", "paragraph - A * and 5 < 6."}},
		{"HTML in it", "# A\n\n<div><p>A page.</p></div>\n\nOne<br>line.", []string{"heading - A", "paragraph - A page.", "paragraph - One line."}},
		{"a quotation", "# A\n\n> Words of another.", []string{"heading - A", "paragraph - Words of another."}},
		{"lines of other systems", "# A\r\n\r\nWords\r\nhere.\r\n", []string{"heading - A", "paragraph - Words here."}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { wantBrief(t, "paper.md", []byte(c.text), c.want...) })
	}
}
