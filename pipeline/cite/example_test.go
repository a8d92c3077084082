package cite_test

import (
	"fmt"

	"github.com/haki-project/haki/pipeline/cite"
)

func ExampleFind() {
	text := "The author invokes articles 7 and 14 (1) of the Covenant; see also A/HRC/21/11, para. 5."
	for _, r := range cite.Find(text, cite.Context{Body: "CCPR"}) {
		fmt.Println(r.Kind, r.Target, r.Pinpoints, "in", text[r.Start:r.End])
	}
	// Output:
	// treaty ICCPR [art:7 art:14(1)] in articles 7 and 14 (1) of the Covenant
	// un-document A/HRC/21/11 [para:5] in A/HRC/21/11, para. 5
}

func ExampleTerm() {
	fmt.Println(cite.Term("iccpr:article:14(3)"))
	fmt.Println(cite.Term("a/hrc/21/11"))
	// Output:
	// ICCPR:art:14(3)
	// A/HRC/21/11
}
