package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// someReports is how many real reports the walk is over, beside those it names.
const someReports = 56

// reports are the first reports of the Working Group, and those to two States
// that are compared; the test is skipped where the folder is not there.
func reports(t *testing.T) []string {
	t.Helper()
	all, err := filepath.Glob("../../../shared/corpus/upr/*.pdf")
	if err != nil || len(all) < someReports {
		if strings.Contains(os.Getenv("HAKI_REQUIRE"), "shared") {
			t.Fatal("../shared/corpus/upr is not there")
		}
		t.Skip("no real reports here: ../shared/corpus/upr is not there")
	}
	paths := all[:someReports]
	for _, path := range all[someReports:] {
		if name := filepath.Base(path); strings.HasPrefix(name, "brazil") || strings.HasPrefix(name, "india2") {
			paths = append(paths, path)
		}
	}
	return paths
}

// TestBrowserReports walks over real reports as a person would.
func TestBrowserReports(t *testing.T) {
	paths := reports(t)
	ctx := browser(t)
	address := served(t, paths...)
	t.Run("search to export", func(t *testing.T) { quoteReport(t, ctx, address) })
	t.Run("two States side by side", func(t *testing.T) { sideBySide(t, ctx, address) })
	t.Run("without scripts", func(t *testing.T) { withoutScripts(t, ctx, address) })
	t.Run("accessible", func(t *testing.T) {
		allSound(t, ctx, address, axe(t), []string{"/", "/?q=torture&view=kwic", "/doc/A%2FHRC%2F21%2F11?p=p119.10", "/recommendations?country=BRA&vs=IND&by=rights", "/quality"}, "light")
	})
}

// quoteReport goes from a search over a facet to the passage, its page, its
// citation, and takes what was found along.
func quoteReport(t *testing.T, ctx context.Context, address string) {
	walk(t, ctx,
		chromedp.Navigate(address+"/"), see(".figures"), see(".door svg"),
		enter("#q", `"domestic workers"`), click(".find button"), see(".hits .hit mark"),
		click(`.facets a[href*="country%3ABRA"]`), see(".active"), holds(`[...document.querySelectorAll(".hit .where")].every((e) => e.textContent.includes("Brazil"))`),
		chromedp.SetValue(chromedp.CSS("#q"), "number:119.10 symbol:A/HRC/21/11"), click(".find button"), holds(`document.querySelectorAll(".hits .hit").length === 1`),
		click(".hits a.open"), see(".passage.chosen .answer"), holds(`document.querySelector(".passage.chosen .answer").textContent.includes("Chad")`),
		see("#boxes .box"), holds(`document.querySelector("#page-no").textContent === "15"`),
		answers(`(async () => { const r = await fetch(document.querySelector("#page-image").getAttribute("href")); return r.ok && r.headers.get("Content-Type") === "image/png" && (await r.arrayBuffer()).byteLength > 20000 })()`),
		chromedp.KeyEvent("j"), see(".passage.now"), holds(`document.querySelector(".passage.now .no").textContent.includes("119.11")`),
		click(".passage.chosen a.cite"), see("#cite[open] pre"), holds(`document.querySelector("#cite pre").textContent === "A/HRC/21/11, para. 119.10, p. 15"`),
		click("#cite form button"), click(".outline a"), holds(`location.search.startsWith("?p=")`), see(".passage.chosen"),
		chromedp.Navigate(address+"/?q=country:BRA+kind:recommendation"), click("#export summary"), chromedp.SetValue(chromedp.CSS("#export-as"), "recommendations:csv"), see("#export button"),
		answers(`(async () => {
			const ask = (as) => fetch("/export?" + new URLSearchParams({q: "country:BRA kind:recommendation", as}));
			const csv = await (await ask("recommendations:csv")).text(), lines = (await (await ask("recommendations:jsonl")).text()).trim().split("\n");
			return lines.length > 150 && lines.every((l) => JSON.parse(l).country === "BRA") && csv.includes("domestic workers");
		})()`))
}

func sideBySide(t *testing.T, ctx context.Context, address string) {
	walk(t, ctx,
		chromedp.Navigate(address+"/recommendations"), see(".filters"),
		chromedp.SetValue(chromedp.CSS("select[name=country]"), "BRA"), chromedp.SetValue(chromedp.CSS("select[name=vs]"), "IND"), click(".filters button"),
		see("#compare .side li"), holds(`document.querySelectorAll(".timeline svg").length === 2 && document.querySelectorAll("#compare .side").length === 2`),
		holds(`[...document.querySelectorAll(".numbers")].every((t) => { const n = (e) => Number(e.textContent.replace(/\D/g, "")), last = [...t.rows].map((r) => n(r.cells[r.cells.length - 1])); return last.slice(1, -1).reduce((a, b) => a + b, 0) === last.at(-1) })`),
		click("#compare tbody tr:nth-child(3) a"), see("#compare tr:nth-child(3).on"), holds(`document.querySelector("#compare h2").textContent.includes(document.querySelector("#compare .on th").textContent)`),
		click("table.heat tbody tr a"), holds(`location.hash === "#list" && document.querySelectorAll("#list tbody tr").length === Number(document.querySelector("#list h2").textContent.split(" ")[0])`),
		answers(`(async () => { const f = document.querySelector("form.take"), q = new URLSearchParams(new FormData(f)); q.set("as", "recommendations:jsonl");
			return (await (await fetch(f.action + "?" + q)).text()).trim().split("\n").length === document.querySelectorAll("#list tbody tr").length })()`))
}

// withoutScripts holds that searching and reading need none.
func withoutScripts(t *testing.T, ctx context.Context, address string) {
	scripts := func(off bool) {
		if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off}); err != nil {
			t.Fatal(err)
		}
	}
	scripts(true)
	defer scripts(false)
	there := func(selector string) step { return chromedp.WaitVisible(chromedp.CSS(selector)) }
	press := func(selector string) step { return chromedp.Click(chromedp.CSS(selector)) }
	walk(t, ctx,
		chromedp.Navigate(address+"/"), there(".figures"), enter("#q", "number:119.10 symbol:A/HRC/21/11"), press(".find button"),
		there(".hits .hit"), press(".hits a.open"), there(".passage.chosen"), there("#boxes .box"), press("#page-on"), there("#page"),
		chromedp.Navigate(address+"/?q=torture"), press(`.facets a[href*="kind%3Aupr-report"]`), there(".active"), press(".pager a[rel=next]"), there(".hits .hit"),
		press(".hit a.cite"), there(".styles pre"))
}
