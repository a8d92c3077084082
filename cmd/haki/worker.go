package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/pipeline/worker"
)

// newWorker is what Haki starts itself with to read documents: a process that
// may die of them.
func newWorker() *cobra.Command {
	return &cobra.Command{
		Use:    "worker OPTIONS",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			var read readOptions
			if err := json.Unmarshal([]byte(args[0]), &read); err != nil {
				return fmt.Errorf("%w: %w", errUsage, err)
			}
			p, err := newProcessor(read)
			if err != nil {
				return err
			}
			return worker.Main(p)
		},
	}
}
