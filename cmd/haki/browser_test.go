package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/haki-project/haki/ingest/source"
	"github.com/haki-project/haki/pipeline"
)

// missing skips a test for want of a program, or fails it where that program is required.
func missing(t *testing.T, what string) {
	t.Helper()
	if strings.Contains(os.Getenv("HAKI_REQUIRE"), "browser") {
		t.Fatal(what)
	}
	t.Skip(what)
}

// served reads documents into a corpus, serves it, and returns its address.
func served(t *testing.T, paths ...string) string {
	t.Helper()
	a := &app{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, corpus: filepath.Join(t.TempDir(), "corpus"), quiet: true}
	src, err := source.Open(paths, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.runSource(t.Context(), src, readOptions{}, false, pipeline.RunOptions{}); err != nil {
		t.Fatal(err)
	}
	out, in := io.Pipe()
	a.stdout = in
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		err := runServe(ctx, a, serveOptions{addr: "127.0.0.1:0"})
		done <- in.CloseWithError(err)
	}()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(strings.Fields(line)[3], "/")
}

// browser starts a headless Chromium; every step in it ends after a minute.
func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes a minute: run without -short")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		missing(t, "no chromium here: apt-get install chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WindowSize(1440, 1000), chromedp.UserDataDir(t.TempDir()), chromedp.WSURLReadTimeout(time.Minute), chromedp.Flag("disable-dev-shm-usage", true))
	ctx, end := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(end)
	ctx, end = chromedp.NewContext(ctx)
	t.Cleanup(end)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("chromium does not start: %v", err)
	}
	return ctx
}

// step is one thing that a person does or sees.
type step = chromedp.Action[chromedp.Void]

// walk does steps in turn and says which one failed.
func walk(t *testing.T, ctx context.Context, steps ...step) {
	t.Helper()
	for i, step := range steps {
		bounded, end := context.WithTimeout(ctx, time.Minute)
		_, err := chromedp.Run(bounded, step)
		end()
		if err != nil {
			where, _ := chromedp.Run(ctx, chromedp.Location())                // only to say more
			page, _ := chromedp.Run(ctx, chromedp.Text(chromedp.CSS("body"))) // as well
			t.Fatalf("step %d at %s: %v\n%.600s", i+1, where, err, page)
		}
	}
}

// see waits for something on a page whose script has run: a key pressed before that is lost.
func see(selector string) step {
	return chromedp.WaitVisible(chromedp.CSS("html[data-ready] " + selector))
}
func click(selector string) step { return chromedp.Click(chromedp.CSS("html[data-ready] " + selector)) }

func enter(selector, text string) step { return chromedp.SendKeys(chromedp.CSS(selector), text) }

// holds asks a page again and again until an expression is true in it; a page
// that goes while it is asked is no answer.
func holds(expression string) step {
	return func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		again := time.NewTicker(50 * time.Millisecond)
		defer again.Stop()
		for {
			short, end := context.WithTimeout(ctx, 5*time.Second)
			ok, err := chromedp.Evaluate[bool]("Boolean("+expression+")")(short, target)
			end()
			if err == nil && ok {
				return chromedp.Void{}, nil
			}
			select {
			case <-ctx.Done():
				return chromedp.Void{}, explain(errors.Join(ctx.Err(), err), expression)
			case <-again.C:
			}
		}
	}
}

// answers evaluates a promise that must come true.
func answers(promise string) step {
	return func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		ok, err := chromedp.Evaluate[bool](promise, chromedp.EvalAwaitPromise)(ctx, target)
		if err == nil && !ok {
			err = errors.New("it is not so")
		}
		return chromedp.Void{}, explain(err, promise)
	}
}

func explain(err error, what string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}

func TestBrowser(t *testing.T) {
	ctx := browser(t)
	address := served(t, samples(t))
	t.Run("search to export", func(t *testing.T) { searchToExport(t, ctx, address) })
	t.Run("years", func(t *testing.T) { dragYears(t, ctx, address) })
	t.Run("completion and saved searches", func(t *testing.T) { completeAndSave(t, ctx, address) })
	t.Run("keyboard only", func(t *testing.T) { keyboardOnly(t, ctx, address) })
	t.Run("correction and undo", func(t *testing.T) { correctAndUndo(t, ctx, address) })
	t.Run("list of corrections", func(t *testing.T) { listCorrected(t, ctx, address) })
	t.Run("upload", func(t *testing.T) { upload(t, ctx, address) })
	t.Run("mistakes and groups", func(t *testing.T) { mendAndGroup(t, ctx, address) })
	t.Run("recommendations", func(t *testing.T) { compareStates(t, ctx, address) })
	t.Run("narrow", func(t *testing.T) { narrow(t, ctx, address) })
	t.Run("accessible", func(t *testing.T) { accessible(t, ctx, address) })
}

func searchToExport(t *testing.T, ctx context.Context, address string) {
	walk(t, ctx,
		chromedp.Navigate(address+"/"), see(".intro"),
		enter("#q", `"optional protocol"`), click(".find button"), see(".hits .hit mark"),
		click(`.facets a[href*="kind%3Aupr-report"]`), see(".active"), see(".hits .hit"),
		chromedp.SetValue(chromedp.CSS("#q"), `number:13.3 kind:upr-report`), click(".find button"), holds(`document.querySelectorAll(".hits .hit").length === 1`),
		click(".hits a.open"), see(".passage.chosen"), see("#page"), see("#boxes .box"),
		answers(`(async () => { const r = await fetch(document.querySelector("#page-image").getAttribute("href")); return r.ok && r.headers.get("Content-Type") === "image/png" && (await r.arrayBuffer()).byteLength > 5000 })()`),
		click(".passage.chosen a.cite"), see("#cite[open] pre"), holds(`document.querySelectorAll("#cite pre").length === 6 && document.querySelector("#cite pre").textContent === "A/HRC/98/7, para. 13.3, p. 2"`),
		click("#cite form button"), holds(`!document.querySelector("#cite").open`),
		chromedp.Navigate(address+"/?q=torture"), click("#export summary"), chromedp.SetValue(chromedp.CSS("#export-as"), "passages:csv"), see("#export button"),
		answers(`(async () => { const r = await fetch("/export?" + new URLSearchParams(new FormData(document.querySelector("#export form")))); return r.ok && r.headers.get("Content-Disposition").includes("haki-passages.csv") && (await r.text()).split("\n").length > 3 })()`),
	)
}

func dragYears(t *testing.T, ctx context.Context, address string) {
	walk(t, ctx, chromedp.Navigate(address+"/?q=*"), see("#histogram"))
	at, err := chromedp.Run(ctx, chromedp.Evaluate[struct{ X, Y, Width float64 }](`(() => { const r = document.querySelector("#histogram").getBoundingClientRect(); return {X: r.x, Y: r.y + 10, Width: r.width} })()`))
	if err != nil {
		t.Fatal(err)
	}
	walk(t, ctx,
		chromedp.MouseEvent("mousePressed", at.X+3, at.Y, chromedp.ButtonLeft, chromedp.ClickCount(1)),
		chromedp.MouseEvent("mouseMoved", at.X+at.Width-3, at.Y, chromedp.ButtonLeft),
		chromedp.MouseEvent("mouseReleased", at.X+at.Width-3, at.Y, chromedp.ButtonLeft, chromedp.ClickCount(1)),
		see(".active"), holds(`/^\* year:\d{4}\.\.\d{4}$/.test(document.querySelector("#q").value)`))
}

func completeAndSave(t *testing.T, ctx context.Context, address string) {
	walk(t, ctx,
		chromedp.Navigate(address+"/"), enter("#q", "countr"), see(".suggest li"),
		enter("#q", kb.ArrowDown+kb.Enter), holds(`document.querySelector("#q").value === "country:"`),
		see(".suggest li"), enter("#q", kb.Escape),
		chromedp.Navigate(address+"/?q=torture"), click("#saved summary"), click("#save"), see("#saved-list a"),
		chromedp.Navigate(address+"/"), see("#saved-list a"), click("#saved-list a"), see(".hits mark"))
}

func keyboardOnly(t *testing.T, ctx context.Context, address string) {
	walk(t, ctx,
		chromedp.Navigate(address+"/help"), see("main"), chromedp.KeyEvent("/"), holds(`document.activeElement.id === "q"`),
		chromedp.KeyEvent("torture"), chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent("/"), chromedp.KeyEvent("torture kind:upr-report"+kb.Enter), see(".hits .hit"),
		chromedp.KeyEvent("j"), see(".hit.now"), chromedp.KeyEvent("j"), holds(`document.querySelectorAll(".hit")[1].classList.contains("now")`),
		chromedp.KeyEvent("k"), holds(`document.querySelectorAll(".hit")[0].classList.contains("now")`),
		chromedp.KeyEvent(kb.Enter), see(".passage.chosen"), chromedp.KeyEvent("j"), see(".passage.now"),
		chromedp.KeyEvent("?"), see("#keys[open]"), chromedp.KeyEvent(kb.Escape), holds(`!document.querySelector("#keys").open`),
		chromedp.Navigate(address+"/?q=kind:upr-report&sort=document"), see(".hits"), chromedp.KeyEvent("n"), holds(`location.search.includes("offset=20")`),
		see(".hits"), chromedp.KeyEvent("p"), holds(`location.search.includes("offset=0")`))
}

func correctAndUndo(t *testing.T, ctx context.Context, address string) {
	walk(t, ctx,
		chromedp.Navigate(address+"/?q=number:13.3+kind:upr-report"), click(".hits a.open"), see(".passage.chosen .why"),
		click(".passage.chosen .why summary"), click(`.passage.chosen .why button[value^="rejected"]`),
		see(".passage.chosen .decided"), holds(`document.querySelector(".passage.chosen .decided").textContent.includes("rejected")`),
		click(`.passage.chosen .decided button`), holds(`!document.querySelector(".decided") && document.querySelector(".passage.chosen")`),
		chromedp.Evaluate[chromedp.Void](`document.querySelector(".passage.chosen").focus()`), click(".passage.chosen .add summary"), enter(".passage.chosen .add input", "right:food"), click(".passage.chosen .add button"),
		see(".passage.chosen .decided"), chromedp.Navigate(address+"/?q=right:food+number:13.3"), see(".hits .hit"))
}

// listCorrected finds what the walk before has added, filters, exports and takes it back.
func listCorrected(t *testing.T, ctx context.Context, address string) {
	walk(t, ctx,
		chromedp.Navigate(address+"/documents"), click(`.sections a[href="/corrections"]`), see(".list .verdict.added"), holds(`document.querySelectorAll(".list tr.hit").length === 1`),
		chromedp.SetValue(chromedp.CSS("select[name=verdict]"), "rejected"), click("input[name=past]"), click(".filters button"), holds(`document.querySelectorAll(".verdict.rejected").length === 1 && document.querySelectorAll(".verdict").length === 1`),
		answers(`(async () => { const r = await fetch(document.querySelector("#corrections-csv").href), lines = (await r.text()).trim().split("\r\n"); return r.headers.get("Content-Type").startsWith("text/csv") && lines.length === 2 && lines[1].includes(",rejected,") && lines[1].includes(",false,") })()`),
		chromedp.Navigate(address+"/corrections"), see(".list"), chromedp.KeyEvent("j"), see("tr.hit.now"), chromedp.KeyEvent(kb.Enter), see(".passage.chosen .decided"),
		chromedp.Navigate(address+"/corrections"), click(".list form button"), holds(`location.pathname === "/corrections" && document.querySelector(".note")`),
		chromedp.Navigate(address+"/?q=right:food+number:13.3"), see(".note"))
}

// mendAndGroup follows what is suggested for a query of another engine, and looks at
// what is left where each thing is shown once: the statement uploaded before comes again.
func mendAndGroup(t *testing.T, ctx context.Context, address string) {
	again := filepath.Join(t.TempDir(), "again.txt")
	if err := os.WriteFile(again, []byte("Statement of the envoy\n\n1. Nobody shall be held in SECRET places of detention!\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	walk(t, ctx,
		chromedp.Navigate(address+"/documents"), see("#upload"), chromedp.SetUploadFiles(chromedp.CSS("#files"), []string{again}), click("#upload button"), see("#outcomes .done a"),
		chromedp.Navigate(address+"/"), enter("#q", "torture NEAR/9 convention"), click(".find button"), see(".unread .wrong"), click("a.suggestion"),
		see(".hits .hit mark"), holds(`document.querySelector("#q").value === '"torture convention"~9'`),
		chromedp.Navigate(address+"/?q=torture+zebra"), see(".parts"), holds(`document.querySelectorAll(".parts li")[1].textContent.trim() === "zebra 0"`),
		chromedp.Navigate(address+"/?q=secret+places"), holds(`document.querySelectorAll(".hits .hit").length === 2`), click(`.views a[href*="view=grouped"]`), see(".versions"),
		holds(`document.querySelectorAll(".hits .hit").length === 1 && document.querySelector(".count").textContent.replace(/\s+/g, " ").includes("1 text of 2 passages")`),
		click(".versions summary"), see(".versions a"), holds(`document.querySelector(".replay code").textContent === "haki search 'secret places'"`),
		chromedp.Navigate(address+"/?q=torture"), click(`.views a[href*="view=kwic"]`), see(".kwic mark"), holds(`[...document.querySelectorAll(".kwic tbody tr")].every((r) => r.offsetHeight < 60)`))
}

func upload(t *testing.T, ctx context.Context, address string) {
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "good.txt"), filepath.Join(dir, "bad.pdf")
	for path, content := range map[string]string{good: "Statement of the envoy\n\n1. Nobody shall be held in secret places of detention.\n", bad: "%PDF-1.7\nno more than this"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	walk(t, ctx,
		chromedp.Navigate(address+"/documents"), see("#upload"), chromedp.SetUploadFiles(chromedp.CSS("#files"), []string{good, bad}), click("#upload button"),
		see("#outcomes .done a"), see("#outcomes .failed"), click("#outcomes .done a"), see(".passage"),
		chromedp.Navigate(address+"/documents"), see(".failures td"), click(".failures td button"), see(".note"), holds(`document.querySelector(".note").textContent.includes("0 of 1")`))
}

func compareStates(t *testing.T, ctx context.Context, address string) {
	walk(t, ctx,
		chromedp.Navigate(address+"/recommendations"), see(".filters"),
		holds(`(() => { const s = document.querySelector("select[name=country]"); s.selectedIndex = 1; return s.value !== "" })()`), click(".filters button"),
		see("table.heat"), see("table.numbers"), see(".timeline svg"), see("#list tbody tr"), click("#list a.more"), see("blockquote"))
}

// everyPage is one address of each page there is.
func everyPage() []string {
	return []string{"/", "/?q=torture", "/?q=torture&view=kwic", "/?q=*&view=grouped", "/?q=torture+AND", "/?q=torture+zebra", "/?q=torture+or+zebra", "/corrections?past=1", "/doc/sylvania-upr-report-2031.pdf?p=p13.3", "/cite?id=sylvania-upr-report-2031.pdf:p13.3",
		"/similar?doc=sylvania-upr-report-2031.pdf&p=p13.3", "/evidence?doc=sylvania-upr-report-2031.pdf&n=0", "/recommendations?country=XSY", "/documents", "/quality", "/help", "/api", "/none"}
}

// narrow holds that no page is wider than a telephone.
func narrow(t *testing.T, ctx context.Context, address string) {
	walk(t, ctx, chromedp.EmulateViewport(390, 844))
	for _, page := range everyPage() {
		walk(t, ctx, chromedp.Navigate(address+page), see("main"))
		wide, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth`))
		if err != nil || wide > 390 {
			t.Errorf("%s is %d pixels wide: %v", page, wide, err)
		}
		if dir := os.Getenv("HAKI_PICTURES"); dir != "" {
			picture(t, ctx, filepath.Join(dir, strings.Map(letter, page)+".png"))
		}
	}
	walk(t, ctx, chromedp.ResetViewport())
}

func letter(r rune) rune {
	if strings.ContainsRune("/?&=:(", r) {
		return '-'
	}
	return r
}

func picture(t *testing.T, ctx context.Context, path string) {
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(path, png, 0o600)
	}
	if err != nil {
		t.Error(err)
	}
}

// accessible has axe-core look at every page, light and dark.
func accessible(t *testing.T, ctx context.Context, address string) {
	allSound(t, ctx, address, axe(t), everyPage(), "light", "dark")
}

// allSound has axe-core look at pages in colour schemes.
func allSound(t *testing.T, ctx context.Context, address, script string, pages []string, schemes ...string) {
	t.Helper()
	for _, scheme := range schemes {
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}); err != nil {
			t.Fatal(err)
		}
		for _, page := range pages {
			walk(t, ctx, chromedp.Navigate(address+page), see("main"), chromedp.Evaluate[chromedp.Void](script+";0"))
			found, err := chromedp.Run(ctx, chromedp.Evaluate[string](axeRun, chromedp.EvalAwaitPromise))
			if err != nil || found != "" {
				t.Errorf("%s, %s: %v\n%s", page, scheme, err, found)
			}
		}
	}
}

const axeRun = `axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then((r) => r.violations.map((v) => v.id + ": " + v.help + "\n  " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + " " + n.failureSummary).join("\n  ")).join("\n"))`

// axe fetches axe-core for the time of the test.
func axe(t *testing.T) string {
	t.Helper()
	if script, err := os.ReadFile(os.Getenv("HAKI_AXE")); err == nil {
		return string(script)
	}
	dir := t.TempDir()
	ctx, end := context.WithTimeout(t.Context(), time.Minute)
	defer end()
	if out, err := exec.CommandContext(ctx, "npm", "install", "--prefix", dir, "--no-audit", "--no-fund", "--ignore-scripts", "axe-core@4.14.1").CombinedOutput(); err != nil {
		t.Skipf("no axe-core here: npm: %v %.200s", err, out)
	}
	script, err := os.ReadFile(filepath.Join(dir, "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(script)
}
