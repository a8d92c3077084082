package bleve

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
)

// currentFile is the list of the published generation.
const currentFile = "CURRENT"

// formatVersion is raised when files of another version cannot be read, or would
// be read wrongly: a document keeps the names of its tags once.
const formatVersion = 3

// manifest is a published generation.
type manifest struct {
	Version    int           `json:"version"`
	Index      string        `json:"index"` // random: a rebuilt index in the same place has other segments of the same names
	Generation uint64        `json:"generation"`
	Mark       string        `json:"mark"`
	Segments   []segmentItem `json:"segments"`
}

// segmentItem is a segment of a generation and which of its documents are gone.
type segmentItem struct {
	Name    string `json:"name"`
	Deleted []byte `json:"deleted,omitempty"` // roaring bitmap of documents
}

func (i segmentItem) deleted() (*roaring.Bitmap, error) {
	bitmap := roaring.New()
	if len(i.Deleted) == 0 {
		return bitmap, nil
	}
	if err := bitmap.UnmarshalBinary(i.Deleted); err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	return bitmap, nil
}

// readManifest reads the published generation; a directory without one is an
// empty index.
func readManifest(dir string) (manifest, error) {
	m := manifest{Version: formatVersion}
	data, err := os.ReadFile(filepath.Join(dir, currentFile))
	if errors.Is(err, os.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("%s: %w: %w", currentFile, errDamaged, err)
	}
	if m.Version != formatVersion {
		return m, fmt.Errorf("index of format %d, this program reads %d: run haki rebuild", m.Version, formatVersion)
	}
	return m, nil
}

// newIndexName names an index that is being made.
func newIndexName() string { return rand.Text() }

// publish replaces the published generation; what m names is on disk already.
func (m manifest) publish(dir string) error {
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, currentFile)
	if err := writeSynced(path+".new", data); err != nil {
		return err
	}
	if err := syncDir(dir); err != nil { // the segments' names, before what names them
		return err
	}
	if err := replace(path+".new", path); err != nil {
		return err
	}
	return syncDir(dir)
}

// replace renames; Windows refuses while a reader has the old file open, which
// takes it microseconds.
func replace(from, to string) error {
	err := os.Rename(from, to)
	for try := 0; err != nil && runtime.GOOS == "windows" && try < 50; try++ {
		time.Sleep(10 * time.Millisecond)
		err = os.Rename(from, to)
	}
	return err
}

// syncDir waits until the disk has the names in dir. Windows has no such call.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
