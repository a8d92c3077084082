package ingest

import "testing"

func TestPlainText(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"blank lines part paragraphs", "One line\nand more of it.\n\nAnother.", []string{"paragraph - One line and more of it.", "paragraph - Another."}},
		{"lines of any length are paragraphs where none is wrapped", "Madam President, the lakes of my country are many.\nWe ask that they be kept clean.\nThank you.", []string{"paragraph - Madam President, the lakes of my country are many.", "paragraph - We ask that they be kept clean.", "paragraph - Thank you."}},
		{"numbers begin paragraphs in wrapped text", "1. The Committee met the people who live\nby the lakes and heard them out with\npatience.\n2. It thanks them for their words and for\nthe fish.", []string{"paragraph 1 The Committee met the people who live by the lakes and heard them out with patience.", "paragraph 2 It thanks them for their words and for the fish."}},
		{"a word that the line broke", "We have kept the promise of our grand-\nmothers to the lakes, and the grandmothers\nare glad of it, as all of us are.", []string{"paragraph - We have kept the promise of our grandmothers to the lakes, and the grandmothers are glad of it, as all of us are."}},
		{"a hyphen that was meant", "They have a right to self-determination. The\nlakes have no self-\ndetermination, only water and fish in them.", []string{"paragraph - They have a right to self-determination. The lakes have no self-determination, only water and fish in them."}},
		{"Chinese lines join without a space", "我们希望湖泊和\n森林得到保护。\n\n谢谢。", []string{"paragraph - 我们希望湖泊和森林得到保护。", "paragraph - 谢谢。"}},
		{"the ends of lines of old systems", "One.\r\rTwo.\r", []string{"paragraph - One.", "paragraph - Two."}},
		{"a page break", "One.\fTwo.", []string{"paragraph - One.", "paragraph - Two."}},
		{"lists", "The lake holds:\n\n(a) fish;\n\n(b) boats;\n\n• stones.", []string{"paragraph - The lake holds:", "list-item (a) fish;", "list-item (b) boats;", "list-item - stones."}},
		{"a number within a sentence is none", "The lake has many islands and\n\n1999 was the year of the flood.", []string{"paragraph - The lake has many islands and", "paragraph - 1999 was the year of the flood."}},
		{"a heading in capitals", "THE STATE OF THE LAKES\n\nThey are clean.", []string{"heading - THE STATE OF THE LAKES", "paragraph - They are clean."}},
		{"recommendations", "119.10. Clean the lakes (Utopia);\n\n119.11. Count the fish (Lakeland);", []string{"paragraph 119.10 Clean the lakes (Utopia);", "paragraph 119.11 Count the fish (Lakeland);"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { wantBrief(t, "speech.txt", []byte(c.text), c.want...) })
	}
}
