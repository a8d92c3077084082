package bleve

import (
	"errors"
	"reflect"
	"testing"

	"github.com/goccy/go-json"

	"github.com/haki-project/haki/pipeline"
)

func TestTagsArePackedWhole(t *testing.T) {
	d := textDocument("d", "en", "None.", "Torture and food.", "Food.", "Food by hand.")
	food := pipeline.Tag{Scheme: "rights", ID: "food", Label: "Right to food", Score: 0.9731, By: "terms:rights/1", Spans: []pipeline.Span{{12, 16}}}
	torture := pipeline.Tag{Scheme: "rights", ID: "torture", Label: "Freedom from torture", Score: 1, By: "terms:rights/1", Spans: []pipeline.Span{{0, 7}, {12, 16}}}
	byHand := pipeline.Tag{Scheme: "rights", ID: "food", Label: "Right to food", Score: 1, By: "person"}
	d.Passages[1].Tags = []pipeline.Tag{food, torture}
	d.Passages[2].Tags = []pipeline.Tag{food}
	d.Passages[3].Tags = []pipeline.Tag{byHand}
	names := namesOf(d)
	if len(names.list) != 3 {
		t.Errorf("%d names: %v", len(names.list), names.list)
	}
	for i := range d.Passages {
		written, err := json.Marshal(names.pack(d.Passages[i].Tags))
		must(t, err)
		var packed []packedTag
		must(t, json.Unmarshal(written, &packed))
		got, err := tagsOf(packed, names.list)
		must(t, err)
		if want := d.Passages[i].Tags; !reflect.DeepEqual(got, listed(want)) {
			t.Errorf("passage %d: %v, want %v", i, got, want)
		}
	}
}

func TestTagsOfOtherNames(t *testing.T) {
	for _, packed := range []packedTag{nil, {0}, {1, 0.5}, {-1, 0.5}, {0, 0.5, 3}} {
		if tags, err := tagsOf([]packedTag{packed}, make([]tagName, 1)); !errors.Is(err, errDamaged) {
			t.Errorf("%v: %v, %v", packed, tags, err)
		}
	}
}
