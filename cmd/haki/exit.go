package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/haki-project/haki/pipeline"
)

// The ways in which a command ends other than well; see rootLong for the codes.
var (
	errNothing    = errors.New("nothing done")
	errUsage      = errors.New("wrong usage")
	errSomeFailed = errors.New("some inputs failed")
	errNoNews     = errors.New("nothing new")
)

// exitCodes maps what a command returned to its exit code, first match wins.
var exitCodes = []struct {
	err  error
	code int
}{
	{context.Canceled, 130},
	{pipeline.ErrLocked, 4},
	{errNoNews, 5},
	{errSomeFailed, 3},
	{errUsage, 2},
}

// report tells the user what went wrong and returns the exit code.
func (a *app) report(ctx context.Context, err error) int {
	if err == nil {
		return 0
	}
	if ctx.Err() != nil {
		fmt.Fprintln(a.stderr, "haki: interrupted; what was committed is kept, the same command goes on")
		return 130
	}
	if !a.started {
		fmt.Fprintf(a.stderr, "haki: %v\nhaki --help lists the commands, haki COMMAND --help their flags\n", err)
		return 2
	}
	if !errors.Is(err, errNoNews) || !a.quiet {
		fmt.Fprintf(a.stderr, "haki: %v\n", err)
	}
	for _, e := range exitCodes {
		if errors.Is(err, e.err) {
			return e.code
		}
	}
	return 1
}
