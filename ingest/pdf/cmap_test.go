package pdf

import "testing"

const testCMap = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
3 beginbfchar
<0001> <0041>
<0002> <00660069>
<0003> <D83DDE00>
endbfchar
2 beginbfrange
<0010> <0012> <0061>
<0020> <0021> [<0031> <0032>]
endbfrange
1 beginbfchar <0030> /eacute endbfchar
endcmap end end`

func TestCMapText(t *testing.T) {
	m := parseCMap([]byte(testCMap))
	tests := []struct {
		code uint32
		want string
	}{
		{1, "A"}, {2, "fi"}, {3, "😀"}, {0x10, "a"}, {0x12, "c"}, {0x13, ""}, {0x20, "1"}, {0x21, "2"}, {0x22, ""}, {0x30, "é"},
	}
	for _, tt := range tests {
		if got := string(m.text(tt.code)); got != tt.want {
			t.Errorf("code %#x: got %q, want %q", tt.code, got, tt.want)
		}
	}
}

func TestCMapCodesOfMixedLength(t *testing.T) {
	m := parseCMap([]byte("2 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange"))
	raw := []byte{0x41, 0x81, 0x50, 0x42}
	var got []uint32
	for len(raw) > 0 {
		code, n := m.next(raw)
		got, raw = append(got, code), raw[n:]
	}
	if len(got) != 3 || got[0] != 0x41 || got[1] != 0x8150 || got[2] != 0x42 {
		t.Errorf("codes %x", got)
	}
}

func TestCMapCIDs(t *testing.T) {
	m := parseCMap([]byte("1 begincidrange <0010> <0020> 100 endcidrange 1 begincidchar <0005> 7 endcidchar"))
	for code, want := range map[uint32]uint32{0x10: 100, 0x15: 105, 0x05: 7, 0x99: 0} {
		if got := m.cid(code); got != want {
			t.Errorf("code %#x: CID %d, want %d", code, got, want)
		}
	}
	if got := parseCMap(nil).cid(9); got != 9 {
		t.Errorf("a CMap without ranges: CID %d, want the code", got)
	}
}

func TestCMapIsBounded(t *testing.T) {
	m := parseCMap([]byte("3 beginbfrange <00000000> <FFFFFFFF> <0041> <0> <FFFFFF> <42> <0> <FFFFFFF> <43> endbfrange"))
	if len(m.chars) > maxMappings {
		t.Errorf("%d mappings", len(m.chars))
	}
}

func FuzzCMap(f *testing.F) {
	f.Add([]byte(testCMap), uint32(3))
	f.Add([]byte("beginbfrange <00> <ff> [ endbfrange"), uint32(0))
	f.Add([]byte("1 begincodespacerange <> <> endcodespacerange"), uint32(1))
	f.Fuzz(func(t *testing.T, data []byte, code uint32) {
		m := parseCMap(data)
		m.text(code)
		m.cid(code)
		if len(m.spaces) > 0 {
			if _, n := m.next([]byte{1, 2, 3}); n < 1 || n > 3 {
				t.Fatalf("a code of %d bytes", n)
			}
		}
	})
}
