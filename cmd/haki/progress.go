package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/haki-project/haki/pipeline"
)

// progress shows how far a run is: a bar with rate and remaining time on a
// terminal, a line now and then elsewhere, JSON lines where asked.
type progress struct {
	a     *app
	bar   *progressbar.ProgressBar
	json  *json.Encoder
	start time.Time
	said  time.Time
}

// everyLine is how long a log without a terminal may be silent.
const everyLine = 10 * time.Second

func newProgress(a *app, asJSON bool) *progress {
	p := &progress{a: a, start: time.Now(), said: time.Now()}
	if asJSON {
		p.json = encoder(a.stdout)
	}
	if f, ok := a.stderr.(*os.File); ok && !a.quiet && term.IsTerminal(int(f.Fd())) {
		p.bar = progressbar.NewOptions(-1, progressbar.OptionSetWriter(f), progressbar.OptionShowCount(), progressbar.OptionShowIts(),
			progressbar.OptionSetItsString("documents"), progressbar.OptionSetPredictTime(true), progressbar.OptionFullWidth(),
			progressbar.OptionEnableColorCodes(os.Getenv("NO_COLOR") == ""), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	}
	return p
}

func (p *progress) event(ev pipeline.Event) {
	if p.json != nil {
		_ = printEvent(p.json, ev) // a reader that went away must not stop the ingest
	}
	if ev.Outcome.State == pipeline.Failed && ev.Resume != pipeline.FailedBefore && !p.a.quiet {
		p.say(ev.Outcome.File + ": " + ev.Outcome.Reason + ": " + strings.TrimPrefix(ev.Outcome.Message, ev.Outcome.Reason+": "))
	}
	switch {
	case p.bar != nil:
		if ev.Listed {
			p.bar.ChangeMax(ev.Total)
		}
		_ = p.bar.Set(ev.Ended)
	case !p.a.quiet && time.Since(p.said) > everyLine:
		p.said = time.Now()
		fmt.Fprintf(p.a.stderr, "%d of %d, %d failed\n", ev.Ended, ev.Total, ev.Failed)
	}
}

// say prints a line without tearing the bar.
func (p *progress) say(line string) {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	fmt.Fprintln(p.a.stderr, plain(line))
}

func (p *progress) finish(r pipeline.Report) {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
	if p.json != nil {
		_ = p.json.Encode(r)
	}
	if p.a.quiet {
		return
	}
	fmt.Fprintf(p.a.stderr, "%s in %s: %d new, %d changed, %d unchanged, %d duplicates, %d failed\n",
		count(r.Total, "item"), time.Since(p.start).Round(100*time.Millisecond), r.New, r.Changed, r.Skipped, r.Duplicates, r.Failed+r.FailedBefore)
}
