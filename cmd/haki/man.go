package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// newMan writes man pages; it is hidden because those who package Haki use it, not those who work with it.
func newMan(a *app) *cobra.Command {
	return &cobra.Command{
		Use:    "man DIR",
		Short:  "Write man pages into a folder",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			date := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC) // of the release, so that pages are reproducible
			if err := doc.GenManTree(c.Root(), &doc.GenManHeader{Title: "HAKI", Section: "1", Date: &date, Source: "haki " + release}, args[0]); err != nil {
				return err
			}
			fmt.Fprintln(a.stderr, "man pages are in", args[0])
			return nil
		},
	}
}
