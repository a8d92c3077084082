package pdf

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// locked is paper behind a password that nobody knows.
func locked() []byte {
	key := "<" + strings.Repeat("5a", 32) + ">"
	encrypt := "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O " + key + " /U " + key + " >> /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] "
	return bytes.Replace(paper().bytes(), []byte("trailer\n<< "), []byte("trailer\n<< "+encrypt), 1)
}

func TestLockedFilesAreSaidToBe(t *testing.T) {
	if testing.Short() {
		t.Skip("starts PDFium")
	}
	for _, engine := range []string{"", EngineLayout, EnginePDFium} {
		if _, err := Extract(context.Background(), save(t, locked()), Options{Engine: engine}); !errors.Is(err, pipeline.ErrEncrypted) {
			t.Errorf("engine %q: error %v, want ErrEncrypted", engine, err)
		}
	}
	if _, err := Render(context.Background(), save(t, locked()), 1, 100); !errors.Is(err, pipeline.ErrEncrypted) {
		t.Errorf("picture: error %v, want ErrEncrypted", err)
	}
}
