package bleve

import (
	"bytes"
	"os"
	"slices"
	"strings"

	scorch "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/haki-project/haki/index/terms"
)

// A .voc file says which folds of a field share a stem: a line for each stem,
// "field<tab>stem<tab>fold<tab>fold…", sorted. Stems whose only fold they are
// themselves (most: names, rare words) are left out.
type vocabulary struct {
	data  []byte
	lines []uint32 // where each begins
}

func openVocabulary(path string) (*vocabulary, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	v := &vocabulary{data: data, lines: make([]uint32, 0, bytes.Count(data, []byte{'\n'}))}
	for start := 0; start < len(data); {
		end := bytes.IndexByte(data[start:], '\n')
		if end < 0 {
			return nil, errDamaged
		}
		v.lines = append(v.lines, uint32(start))
		start += end + 1
	}
	return v, nil
}

func (v *vocabulary) line(i int) []byte {
	end := len(v.data)
	if i+1 < len(v.lines) {
		end = int(v.lines[i+1])
	}
	return v.data[v.lines[i] : end-1]
}

// folds returns every fold of field that has the stem of the given fold, sorted.
func (v *vocabulary) folds(field, language, fold string) []string {
	stem := terms.Stem(language, fold)
	prefix := []byte(field + "\t" + stem + "\t")
	i, _ := slices.BinarySearchFunc(v.lines, prefix, func(start uint32, prefix []byte) int {
		return bytes.Compare(v.data[start:min(int(start)+len(prefix), len(v.data))], prefix)
	})
	var folds []string
	if i < len(v.lines) && bytes.HasPrefix(v.line(i), prefix) {
		folds = strings.Split(string(v.line(i)[len(prefix):]), "\t")
	}
	if terms.Stem(language, stem) == stem && !slices.Contains(folds, stem) {
		folds = append(folds, stem)
	}
	return folds
}

// writeVocabulary writes the .voc file of a zap segment.
func writeVocabulary(path string, zap scorch.Segment) error {
	var lines []string
	for _, field := range zap.Fields() {
		_, language, words := strings.Cut(field, ".")
		if !words || language == terms.Unknown {
			continue
		}
		groups, err := stems(zap, field, language)
		if err != nil {
			return err
		}
		for stem, folds := range groups {
			if len(folds) > 1 || folds[0] != stem {
				lines = append(lines, field+"\t"+stem+"\t"+strings.Join(folds, "\t")+"\n")
			}
		}
	}
	slices.Sort(lines)
	return writeSynced(path, []byte(strings.Join(lines, "")))
}

// stems groups the folds of a field by their stem.
func stems(zap scorch.Segment, field, language string) (map[string][]string, error) {
	dictionary, err := zap.Dictionary(field)
	if err != nil {
		return nil, err
	}
	groups := map[string][]string{}
	last := ""
	iterator := dictionary.AutomatonIterator(nil, nil, nil)
	for {
		item, err := iterator.Next()
		if item == nil || err != nil {
			return groups, err
		}
		fold, _ := terms.Cut(item.Term)
		if fold == last {
			continue
		}
		last = fold
		stem := terms.Stem(language, fold)
		groups[stem] = append(groups[stem], strings.Clone(fold))
	}
}
