package export

import "testing"

func TestReplay(t *testing.T) {
	tests := map[string]struct {
		replay Replay
		want   string
	}{
		"many":            {Replay{"torture", 631, "3f2a9c41d07be5aa90", "1.2.3"}, "haki search 'torture': 631 passages, corpus 3f2a9c41d07b, haki 1.2.3"},
		"one":             {Replay{`"fair trial" -prison`, 1, "3f2a9c41d07b", "1.2.3"}, `haki search '"fair trial" -prison': 1 passage, corpus 3f2a9c41d07b, haki 1.2.3`},
		"leaving out":     {Replay{"-prison trial", 2, "ab", "dev"}, "haki search -- '-prison trial': 2 passages, corpus ab, haki dev"},
		"an apostrophe":   {Replay{"l'égalité", 0, "", "dev"}, `haki search 'l'\''égalité': 0 passages, corpus , haki dev`},
		"nothing a shell": {Replay{"$(rm -rf) `x` \\*", 2, "ab", "dev"}, "haki search '$(rm -rf) `x` \\*': 2 passages, corpus ab, haki dev"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := tt.replay.String(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}
