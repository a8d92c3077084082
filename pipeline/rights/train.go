package rights

import (
	"fmt"
	"io"

	"github.com/haki-project/haki/pipeline/rights/linear"
)

// issueSpec and actionSpec are what raised the held-out figures: pairs of words
// anywhere near each other tell issues apart, the first words tell actions.
var (
	issueSpec  = linear.Spec{Triples: true, Skips: true, Prefixes: true, Near: 8}
	actionSpec = linear.Spec{Triples: true, Skips: true, Prefixes: true, First: 3}
	formSpec   = linear.Spec{First: 3} // how a text opens tells a recommendation
)

// Trained is what Train learned: a model of the labels, and one of the
// categories of action where the labelled texts have them.
type Trained struct {
	Labels, Action         *linear.Model
	LabelsHeld, ActionHeld *linear.HeldOut // what was said of texts not learned from
}

// Train learns a model of scheme from labelled texts (see [ReadGold]). The same
// texts give the same model.
func Train(scheme string, gold ...io.Reader) (*Trained, error) {
	all := &Gold{}
	for _, r := range gold {
		g, err := ReadGold(r)
		if err != nil {
			return nil, err
		}
		all.IDs, all.Examples, all.Actions = append(all.IDs, g.IDs...), append(all.Examples, g.Examples...), append(all.Actions, g.Actions...)
	}
	if err := all.find(); err != nil {
		return nil, fmt.Errorf("train %s: %w", scheme, err)
	}
	t := &Trained{}
	var err error
	if t.Labels, t.LabelsHeld, err = linear.Train(all.Examples, linear.Options{Name: scheme + "/3", Spec: issueSpec}); err != nil {
		return nil, fmt.Errorf("train %s: %w", scheme, err)
	}
	if examples := all.actions(); len(examples) > 0 {
		if t.Action, t.ActionHeld, err = linear.Train(examples, linear.Options{Name: "action/2", Spec: actionSpec}); err != nil {
			return nil, fmt.Errorf("train action: %w", err)
		}
	}
	return t, nil
}
