package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// typed splits a command line as a shell does: at spaces, but not within ' '.
func typed(line string) []string {
	var args []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			args = append(args, part)
			continue
		}
		args = append(args, strings.Fields(part)...)
	}
	return args
}

// answer is what a person sees of a command: exit code, the beginning of what is
// printed, what is said on stderr. Paths, times and versions are left out.
func answer(t *testing.T, dir, stdin, line string) string {
	t.Helper()
	args := typed(line)
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "$DIR", dir)
	}
	stdout, stderr, code := command(t, strings.NewReader(stdin), args...)
	return strings.Join([]string{strconv.Itoa(code), brief(dir, stdout, 2, 60), brief(dir, stderr, 4, 240)}, " | ")
}

var varying = regexp.MustCompile(`\b\d+(\.\d+)?(ms|s)\b|haki/[^ ]+|corpus [0-9a-f]{12}|[0-9a-f]{64}|file:[^" ]+|[+-]?\d\.\d\d+|\d+ references|"references":\d+|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|` + regexp.QuoteMeta(version()))

// said is a line of progress, which only a slow machine prints.
var said = regexp.MustCompile(`(?m)^\d+ of \d+, \d+ failed\n`)

// brief cuts text to so many lines and runes: enough to know it again, too little
// to change with every rule of the tagger.
func brief(dir, text string, most, runes int) string {
	text = said.ReplaceAllString(strings.ReplaceAll(text, dir, "$DIR"), "")
	lines := strings.Split(strings.TrimSpace(text), "\n")
	short := strings.Join(lines[:min(len(lines), most)], " ⏎ ")
	short = varying.ReplaceAllString(strings.Join(strings.Fields(short), " "), "…")
	if all := []rune(short); len(all) > runes {
		short = string(all[:runes]) + "…"
	}
	return short
}

// TestCommandLines runs each command with each of its flags, as it should be
// typed and as it should not.
func TestCommandLines(t *testing.T) {
	dir, documents := t.TempDir(), samples(t)
	t.Setenv("HAKI_CORPUS", filepath.Join(dir, "corpus"))
	t.Setenv("NO_COLOR", "1")
	t.Setenv("USER", "ann")
	t.Chdir(dir)
	for name, content := range map[string]string{
		"queries.csv": "query,note\ntorture,first\n\"country:XSY\",second\nzebra,none\n", "bad.csv": "note\nx\n", "badquery.csv": "query\n(((\n", "empty.csv": "",
		"mine.yaml": "scheme: [unclosed", "note.txt": "Ratify the Convention against Torture.", "lines.jsonl": `{"id":"1","text":"Ratify CEDAW."}` + "\n" + `{"id":"2","text":""}` + "\n",
		"badlines.jsonl": `{"id":"1","text":"Ratify CEDAW."}` + "\nnot json\n", "broken.docx": "PK\x03\x04word/",
		"gold.csv": "text,tags\n", "backup.txt": "no backup",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := func(name string, tests []struct{ line, want string }) {
		t.Run(name, func(t *testing.T) {
			for _, tt := range tests {
				if got := answer(t, dir, "", tt.line); got != tt.want {
					t.Errorf("haki %s = %q, want %q", tt.line, got, tt.want)
				}
			}
		})
	}
	run("without a corpus", []struct{ line, want string }{
		{"", "0 | Haki reads human-rights texts: UN reports, speeches, nationa… | "},
		{"--version", "0 | haki version … | "},
		{"nonsense", `2 |  | haki: unknown command "nonsense" for "haki" ⏎ haki --help lists the commands, haki COMMAND --help their flags`},
		{"seach torture", `2 |  | haki: unknown command "seach" for "haki" ⏎ ⏎ Did you mean this? ⏎ search`},
		{"--nonsense", "2 |  | haki: unknown flag: --nonsense ⏎ haki --help lists the commands, haki COMMAND --help their flags"},
		{"help search", "0 | Find passages. All words must match; AND, OR, NOT, parenthes… | "},
		{"search torture", "1 |  | haki: $DIR/corpus: no corpus here: make one with haki ingest, or name another with --corpus"},
		{"show A/HRC/98/7", "1 |  | haki: $DIR/corpus: no corpus here: make one with haki ingest, or name another with --corpus"},
		{"status", "1 |  | haki: $DIR/corpus: no corpus here: make one with haki ingest, or name another with --corpus"},
		{"status --json", "1 |  | haki: $DIR/corpus: no corpus here: make one with haki ingest, or name another with --corpus"},
		{"export passages", "1 |  | haki: $DIR/corpus: no corpus here: make one with haki ingest, or name another with --corpus"},
		{"similar A/HRC/98/7:1", "1 |  | haki: $DIR/corpus: no corpus here: make one with haki ingest, or name another with --corpus"},
		{"diff A/HRC/98/7", "1 |  | haki: $DIR/corpus: no corpus here: make one with haki ingest, or name another with --corpus"},
		{"link --country XSY", "1 |  | haki: $DIR/corpus: no corpus here: make one with haki ingest, or name another with --corpus"},
		{"tag A/HRC/98/7:1", "1 |  | haki: $DIR/corpus: no corpus here: make one with haki ingest, or name another with --corpus"},
		{"why A/HRC/98/7:1", "1 |  | haki: $DIR/corpus: no corpus here: make one with haki ingest, or name another with --corpus"},
		{"verify", "1 |  | haki: $DIR/corpus: no corpus here: make one with haki ingest, or name another with --corpus"},
		{"rebuild", "1 |  | haki: $DIR/corpus: no corpus here: make one with haki ingest, or name another with --corpus"},
		{"retry", "1 |  | haki: $DIR/corpus: no corpus here: make one with haki ingest, or name another with --corpus"},
		{"retag", "1 |  | haki: $DIR/corpus: no corpus here: make one with haki ingest, or name another with --corpus"},
		{"backup x.tar", "1 |  | haki: $DIR/corpus: no corpus here: make one with haki ingest, or name another with --corpus"},
		{"bench --passages 10", "1 |  | haki: $DIR/corpus: no corpus here: make one with haki ingest, or name another with --corpus"},
		{"ingest", "2 |  | haki: requires at least 1 arg(s), only received 0 ⏎ haki --help lists the commands, haki COMMAND --help their flags"},
		{"ingest missing.pdf", "2 |  | haki: wrong usage: stat missing.pdf: no such file or directory"},
		{"ingest broken.docx", "3 |  | broken.docx: malformed: the archive is damaged or cut off: zip: not a valid zip file ⏎ 1 item in …: 0 new, 0 changed, 0 unchanged, 0 duplicates, 1 failed ⏎ haki: some inputs failed: 1 of 1; haki status tells why"},
		{"restore missing.tar", "1 |  | haki: restore: open missing.tar: no such file or directory"},
		{"restore backup.txt", "1 |  | haki: $DIR/corpus: it holds a corpus already: name a new folder"},
	})
	if _, stderr, code := command(t, nil, "ingest", "--corpus", filepath.Join(dir, "filled"), documents); code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	t.Setenv("HAKI_CORPUS", filepath.Join(dir, "filled"))
	run("search", []struct{ line, want string }{
		{"search", "2 |  | haki: wrong usage: give a query, as haki search torture"},
		{"search ''", "0 | 1. Statement by the Minister for Foreign Affairs of Sylvania… | "},
		{"search torture", "0 | 1. A/HRC/98/7, para. 5, p. 1 ⏎ upr-report · XSY · 2031-03-14… | "},
		{"search torture prison", "0 | 0 passages ⏎ haki search 'torture prison': 0 passages, …, ha… | no passage matches: try fewer words, word* for other endings, or OR between alternatives ⏎ 6 torture ⏎ 3 prison"},
		{"search 'torture OR health' --limit 1", "0 | 1. A/HRC/98/7, para. 13.9, p. 2 ⏎ upr-report · XSY · 2031-03… | "},
		{"search zebra", "0 | 0 passages ⏎ haki search 'zebra': 0 passages, …, haki … | no passage matches: try fewer words, word* for other endings, or OR between alternatives"},
		{"search 'torture AND'", "2 |  | haki: wrong usage in torture AND: query, at 9: AND has nothing after it; try: torture"},
		{"search 'contry:XSY'", "2 |  | haki: wrong usage in contry:XSY: query, at 1: there is no field contry; did you mean country?; try: country:XSY"},
		{"search '(((('", "2 |  | haki: wrong usage in ((((: query, at 1: there is no word here to search for; try: *"},
		{"search torture --limit 0", "0 | 6 passages ⏎ haki search 'torture': 6 passages, …, haki … | "},
		{"search torture --limit -1", "2 |  | haki: wrong usage: --limit -1: give how many hits to show"},
		{"search torture --limit many", `2 |  | haki: invalid argument "many" for "--limit" flag: strconv.ParseInt: parsing "many": invalid syntax ⏎ haki --help lists the commands, haki COMMAND --help their flags`},
		{"search torture --limit 100000000", "0 | 1. A/HRC/98/7, para. 5, p. 1 ⏎ upr-report · XSY · 2031-03-14… | "},
		{"search 'country:XSY' --offset 5 --limit 1", "0 | 6. Statement by the Minister for Foreign Affairs of Sylvania… | "},
		{"search 'country:XSY' --offset 100000", "0 | 122 passages ⏎ haki search 'country:XSY': 122 passages, …, h… | "},
		{"search torture --offset -1", "2 |  | haki: wrong usage: --offset -1: give how many hits to skip"},
		{"search 'country:XSY' --sort date --limit 1", "0 | 1. A/HRC/98/7, p. 1 ⏎ upr-report · XSY · 2031-03-14 · f8f511… | "},
		{"search 'country:XSY' --sort document --limit 1", "0 | 1. Statement by the Minister for Foreign Affairs of Sylvania… | "},
		{"search 'country:XSY' --sort relevance --limit 1", "0 | 1. Statement by the Minister for Foreign Affairs of Sylvania… | "},
		{"search 'country:XSY' --sort size", "2 |  | haki: wrong usage: --sort size: choose one of [relevance date document]"},
		{"search torture --facets country,kind --limit 0", "0 | country ⏎ 6 XSY | "},
		{"search torture --facets weather", `2 |  | haki: wrong usage: --facets: no facet "weather": the field has no facet`},
		{"search torture --facets date", `2 |  | haki: wrong usage: --facets: no facet "date": the field has no facet`},
		{"search torture --kwic", "0 | …tocol to the Convention against *Torture* and had made tort… | "},
		{"search torture --kwic --json", `0 | {"query":"torture","total":6,"hits":[{"id":"f8f511cce8769542… | `},
		{"search torture --full --limit 1", "0 | 1. A/HRC/98/7, para. 5, p. 1 ⏎ upr-report · XSY · 2031-03-14… | "},
		{"search zebra --json", `0 | {"query":"zebra","total":0,"hits":[],"corpus":"…","haki_vers… | `},
		{"search --batch queries.csv", "0 | query,note,passages,documents,problem ⏎ torture,first,6,3, | "},
		{"search --batch bad.csv", "0 | note,passages,documents,problem ⏎ x,0,0, | "},
		{"search --batch badquery.csv", `3 | query,passages,documents,problem ⏎ (((,,,"query, at 1: there… | haki: some inputs failed: 1 query could not be read`},
		{"search --batch empty.csv", "2 |  | haki: wrong usage: empty.csv: EOF"},
		{"search --batch missing.csv", "1 |  | haki: open missing.csv: no such file or directory"},
		{"search --batch queries.csv torture", "2 |  | haki: wrong usage: give a query or --batch, not both"},
		{"search torture --corpus missing", "1 |  | haki: missing: no corpus here: make one with haki ingest, or name another with --corpus"},
		{"search torture --nonsense", "2 |  | haki: unknown flag: --nonsense ⏎ haki --help lists the commands, haki COMMAND --help their flags"},
		{"search -q torture --limit 1", "0 | 1. A/HRC/98/7, para. 5, p. 1 ⏎ upr-report · XSY · 2031-03-14… | "},
	})
	run("show and similar", []struct{ line, want string }{
		{"show", "2 |  | haki: accepts 1 arg(s), received 0 ⏎ haki --help lists the commands, haki COMMAND --help their flags"},
		{"show A/HRC/98/7", "0 | A/HRC/98/7 ⏎ title Report of the Working Group on the Univer… | "},
		{"show A/HRC/98/7:1", "0 | A/HRC/98/7, para. 1, p. 1 ⏎ upr-report · XSY · 2031-03-14 · … | "},
		{"show a/hrc/98/7:1", "0 | A/HRC/98/7, para. 1, p. 1 ⏎ upr-report · XSY · 2031-03-14 · … | "},
		{"show A/HRC/98/7:999", "1 |  | haki: A/HRC/98/7 has no passage 999: haki show A/HRC/98/7 lists them"},
		{"show A/HRC/98/7:", "0 | A/HRC/98/7 ⏎ title Report of the Working Group on the Univer… | "},
		{"show :1", `1 |  | haki: document ":1": not in the corpus: give its ID, file name or symbol as haki status lists them`},
		{"show sylvania-upr-report-2031.pdf:1", "0 | A/HRC/98/7, para. 1, p. 1 ⏎ upr-report · XSY · 2031-03-14 · … | "},
		{"show press-act-2029.xml:1", "1 |  | haki: press-act-2029.xml has no passage 1: haki show press-act-2029.xml lists them"},
		{"show press-act-2029.xml:999", "1 |  | haki: press-act-2029.xml has no passage 999: haki show press-act-2029.xml lists them"},
		{"show nothing", `1 |  | haki: document "nothing": not in the corpus: give its ID, file name or symbol as haki status lists them`},
		{"show ''", `1 |  | haki: document "": not in the corpus: give its ID, file name or symbol as haki status lists them`},
		{"show A/HRC/98/7:13.3", "0 | A/HRC/98/7, para. 13.3, p. 2 ⏎ upr-report · XSY · 2031-03-14… | "},
		{"show A/HRC/98/7:13.3 --json", `0 | { ⏎ "id": "f8f511cce8769542:p13.3", | `},
		{"show A/HRC/98/7 extra", "2 |  | haki: accepts 1 arg(s), received 2 ⏎ haki --help lists the commands, haki COMMAND --help their flags"},
		{"show general-assembly-2030.txt", "0 | Statement by the Minister for Foreign Affairs of Sylvania to… | "},
		{"similar", "2 |  | haki: accepts 1 arg(s), received 0 ⏎ haki --help lists the commands, haki COMMAND --help their flags"},
		{"similar A/HRC/98/7", "2 |  | haki: wrong usage: name a passage, as A/HRC/98/7:12"},
		{"similar A/HRC/98/7:13.3 --limit 1", "0 | 1. A/HRC/98/7, para. 9, p. 2 ⏎ upr-report · XSY · 2031-03-14… | "},
		{"similar A/HRC/98/7:13.3 --limit 0", "0 | 38 passages | "},
		{"similar A/HRC/98/7:999", "1 |  | haki: A/HRC/98/7 has no passage 999: haki show A/HRC/98/7 lists them"},
		{"similar nothing:1", `1 |  | haki: document "nothing": not in the corpus: give its ID, file name or symbol as haki status lists them`},
		{"diff", "2 |  | haki: accepts 1 arg(s), received 0 ⏎ haki --help lists the commands, haki COMMAND --help their flags"},
		{"diff A/HRC/98/7", "1 |  | haki: nothing done: sylvania-upr-report-2031.pdf has one version only"},
		{"diff A/HRC/98/7 --json", "1 |  | haki: nothing done: sylvania-upr-report-2031.pdf has one version only"},
		{"diff nothing", `1 |  | haki: document "nothing": not in the corpus: give its ID, file name or symbol as haki status lists them`},
		{"link", "2 |  | haki: wrong usage: name the State under review, as --country KAZ"},
		{"link --country XSY --limit 1", "0 | A/HRC/98/7, para. 13.2, supported (SVK) ⏎ Ratify the Optiona… | "},
		{"link --country Atlantis", `2 |  | haki: wrong usage: --country: "Atlantis" is no State and no ISO 3166-1 alpha-3 code`},
		{"link --country KEN", "1 |  | haki: nothing done: the corpus holds no recommendation to KEN"},
		{"link --country XSY --cycle 1", "1 |  | haki: nothing done: the corpus holds no recommendation to XSY"},
		{"link --country XSY --floor 2", "2 |  | haki: wrong usage: --floor 2: a score is from 0 to 1"},
		{"link --country XSY --floor high", `2 |  | haki: invalid argument "high" for "--floor" flag: strconv.ParseFloat: parsing "high": invalid syntax ⏎ haki --help lists the commands, haki COMMAND --help their flags`},
	})
	run("export", []struct{ line, want string }{
		{"export", "2 |  | haki: accepts 1 arg(s), received 0 ⏎ haki --help lists the commands, haki COMMAND --help their flags"},
		{"export chapters", `2 |  | haki: invalid argument "chapters" for "haki export" ⏎ haki --help lists the commands, haki COMMAND --help their flags`},
		{"export passages --format doc", `2 |  | haki: wrong usage: cannot write passages as "doc": choose one of akn, bibtex, conll, csl, csv, jsonl, jsonld, label-studio, parquet, qdc, qdpx, ris, sqlite, tei, webanno, xlsx`},
		{"export recommendations --format tei", `2 |  | haki: wrong usage: cannot write recommendations as "tei": choose one of csv, jsonl, parquet, sqlite, xlsx`},
		{"export recommendations --format csv", "0 | country,symbol,session,cycle,number,text,states,status,answe… | "},
		{"export pledges --format csv", "0 | country,symbol,session,cycle,number,text,states,status,answe… | "},
		{"export references --format csv --query 'ref:CAT'", "0 | passage,number,page,text,kind,target,pinpoints,target_uri,st… | "},
		{"export documents --format csv", "0 | document,file,uri,sha256,title,document_kind,symbol,language… | "},
		{"export documents --format bibtex", "0 | @techreport{88e17b971dd07d81, ⏎ title = {Statement by the Mi… | "},
		{"export documents --format ris", "0 | TY - RPRT ⏎ TI - Statement by the Minister for Foreign Affai… | "},
		{"export documents", `0 | {"id":"88e17b971dd07d81","file":"general-assembly-2030.txt",… | `},
		{"export passages --query zebra --format csv", "0 | id,number,kind,section,page,text,tags,references,start,end,d… | "},
		{"export passages --query '(((('", "2 |  | haki: wrong usage in ((((: query, at 1: there is no word here to search for; try: *"},
		{"export passages --query 'torture AND'", "2 |  | haki: wrong usage in torture AND: query, at 9: AND has nothing after it; try: torture"},
		{"export documents -o documents.csv", "0 |  | 5 rows from 5 documents in documents.csv"},
		{"export documents -o documents.xlsx", "0 |  | 5 rows from 5 documents in documents.xlsx"},
		{"export documents -o documents.unknown", `2 |  | haki: wrong usage: cannot write documents as "unknown": choose one of bibtex, csl, csv, jsonl, parquet, ris, sqlite, xlsx`},
		{"export documents -o documents", "0 |  | 5 rows from 5 documents in documents"},
		{"export documents -o missing/folder/documents.csv", "1 |  | haki: write missing/folder/documents.csv: there is no folder missing/folder: make it first"},
		{"export documents -f jsonl -o documents.csv", "0 |  | 5 rows from 5 documents in documents.csv"},
		{"export recommendations --format csv --bom", "0 | \ufeffcountry,symbol,session,cycle,number,text,states,status,answ… | "},
		{"export recommendations passages", "2 |  | haki: accepts 1 arg(s), received 2 ⏎ haki --help lists the commands, haki COMMAND --help their flags"},
	})
	run("tags", []struct{ line, want string }{
		{"tag", "2 |  | haki: wrong usage: name a passage and tags, or a file with --file"},
		{"tag A/HRC/98/7:13.3", "1 |  | haki: nothing done: nobody has corrected a tag of A/HRC/98/7"},
		{"tag A/HRC/98/7:999 +torture", "1 |  | haki: A/HRC/98/7 has no passage 999: haki show A/HRC/98/7 lists them"},
		{"tag A/HRC/98/7:13.3 torture", "2 |  | haki: wrong usage: torture: begin a tag with + to add it, - to reject it, = to confirm it, ~ to take a correction back"},
		{"tag A/HRC/98/7:13.3 +nonsense", `2 |  | haki: wrong usage: no scheme has a tag "nonsense": haki scheme list shows them`},
		{"tag A/HRC/98/7:13.3 +health --who Ann", "2 |  | haki: wrong usage: --who: flags stand before the passage, as haki tag --who Ann A/HRC/21/11:11… +torture"},
		{"tag --who Ann A/HRC/98/7:13.3 +rights:health -nonsense", `2 |  | haki: wrong usage: no scheme has a tag "nonsense": haki scheme list shows them`},
		{"tag --who Ann A/HRC/98/7:13.3 +rights:health", "0 |  | "},
		{"tag --scheme rights A/HRC/98/7:13.3 =health", "0 |  | "},
		{"tag --scheme nonsense A/HRC/98/7:13.3 =health", `2 |  | haki: wrong usage: no scheme has a tag "health": haki scheme list shows them`},
		{"tag A/HRC/98/7", "0 | passage verdict tag who when ⏎ p13.3 added rights:health Ann… | "},
		{"tag A/HRC/98/7 +rights:health", "2 |  | haki: wrong usage: name a passage, as A/HRC/98/7:12"},
		{"tag A/HRC/98/7:13.3 ~rights:health", "0 |  | "},
		{"tag A/HRC/98/7:13.3 +rights/health --scheme nonsense", `2 |  | haki: wrong usage: no scheme has a tag "rights/health": haki scheme list shows them`},
		{"why", "2 |  | haki: requires at least 1 arg(s), only received 0 ⏎ haki --help lists the commands, haki COMMAND --help their flags"},
		{"why A/HRC/98/7:13.3", "0 | rights:torture said: score …, from … on it is said; by terms… | "},
		{"why A/HRC/98/7:13.3 nonsense", "2 |  | haki: wrong usage: nonsense: write scheme:id, as rights:torture"},
		{"why A/HRC/98/7:999", "1 |  | haki: A/HRC/98/7 has no passage 999: haki show A/HRC/98/7 lists them"},
		{"scheme list", "0 | scheme tags what ⏎ rights 48 Human rights of the Internation… | "},
		{"scheme list rights", "0 | tag family label ⏎ life civil Right to life | "},
		{"scheme list nonsense", "2 |  | haki: wrong usage: there is no scheme nonsense: haki scheme list shows them"},
		{"scheme show rights", "0 | id: rights ⏎ label: Human rights of the International Bill a… | "},
		{"scheme show nonsense", "2 |  | haki: wrong usage: there is no scheme nonsense: haki scheme list shows them"},
		{"scheme show", "2 |  | haki: accepts 1 arg(s), received 0 ⏎ haki --help lists the commands, haki COMMAND --help their flags"},
		{"scheme check mine.yaml", "3 | mine.yaml: line 1: did not find expected ',' or ']' | haki: some inputs failed: 1 problem in mine.yaml"},
		{"scheme check missing.yaml", "1 |  | haki: open missing.yaml: no such file or directory"},
		{"scheme check", "2 |  | haki: accepts 1 arg(s), received 0 ⏎ haki --help lists the commands, haki COMMAND --help their flags"},
		{"retag --dry-run", "0 | 0 of 5 documents would have other tags | "},
		{"retag --scheme mine.yaml", "2 |  | haki: wrong usage: mine.yaml: line 1: did not find expected ',' or ']': haki scheme check mine.yaml lists all that is wrong"},
		{"retag --scheme missing.yaml", "1 |  | haki: open missing.yaml: no such file or directory"},
		{"eval references", `2 |  | haki: required flag(s) "gold" not set ⏎ haki --help lists the commands, haki COMMAND --help their flags`},
		{"eval recommendations", `2 |  | haki: required flag(s) "gold", "manifest" not set ⏎ haki --help lists the commands, haki COMMAND --help their flags`},
		{"eval tags", "2 |  | haki: wrong usage: name the labelled texts, as --gold labelled.csv"},
		{"train", "2 |  | haki: wrong usage: give labelled texts with --gold FILE, --corrected, or both"},
		{"train --gold missing.csv", "1 |  | haki: open missing.csv: no such file or directory"},
		{"train --gold gold.csv", `1 |  | haki: read labelled texts: line 1: no column "labels" among text,tags; write id,text,labels[,action][,group]`},
	})
	run("care", []struct{ line, want string }{
		{"status", "0 | 5 documents in $DIR/filled: 122 passages, 21 recommendations… | "},
		{"status --json", `0 | {"corpus":"$DIR/filled","hash":"…","documents":5,"passages":… | `},
		{"status --quality", "0 | doubt pages empty glyphs foreign gaps read by ocr file ⏎ … 3… | "},
		{"status extra", `2 |  | haki: unknown command "extra" for "haki status" ⏎ haki --help lists the commands, haki COMMAND --help their flags`},
		{"verify", "0 |  | 5 items checked, all is as the ledger says"},
		{"verify --json", "0 |  | 5 items checked, all is as the ledger says"},
		{"rebuild", "0 |  | the index holds 5 documents again"},
		{"rebuild -q", "0 |  | "},
		{"retry", "1 |  | haki: nothing done: no file has failed or was read in part"},
		{"retry --json", "1 |  | haki: nothing done: no file has failed or was read in part"},
		{"backup", "2 |  | haki: accepts 1 arg(s), received 0 ⏎ haki --help lists the commands, haki COMMAND --help their flags"},
		{"backup corpus.tar", "0 |  | wrote 13 files (0 MB) in corpus.tar; 0 were there already"},
		{"backup corpus.tar", "0 |  | wrote 1 file (0 MB) in corpus.tar; 11 were there already"},
		{"backup queries.csv", "1 |  | haki: write to queries.csv: queries.csv: not a whole backup but something else: name a new file"},
		{"backup missing/corpus.tar", "1 |  | haki: write to missing/corpus.tar: open missing/corpus.tar: no such file or directory"},
		{"restore", "2 |  | haki: accepts 1 arg(s), received 0 ⏎ haki --help lists the commands, haki COMMAND --help their flags"},
		{"restore corpus.tar", "1 |  | haki: $DIR/filled: it holds a corpus already: name a new folder"},
		{"restore corpus.tar --corpus $DIR/again", "0 |  | brought in 11 files (0 MB) in $DIR/again; 0 were there already ⏎ the index holds 5 documents again"},
		{"status --corpus $DIR/again --json", `0 | {"corpus":"$DIR/again","hash":"…","documents":5,"passages":1… | `},
		{"restore queries.csv --corpus $DIR/third", "1 |  | haki: not a whole backup: it has no ledger: make it again from the corpus"},
		{"bench --passages none", `2 |  | haki: invalid argument "none" for "--passages" flag: strconv.Atoi: parsing "none": invalid syntax ⏎ haki --help lists the commands, haki COMMAND --help their flags`},
		{"bench --passages 50 --queries 1 --seed 3", "1 |  | haki: nothing done: the corpus has 122 passages, too few to grow from: ingest some reports first"},
		{"sync", "2 |  | haki: wrong usage: open haki.yaml: no such file or directory: write one as docs/batch.md shows, or name it with --config"},
		{"sync --config missing.yaml", "2 |  | haki: wrong usage: open missing.yaml: no such file or directory: write one as docs/batch.md shows, or name it with --config"},
		{"sync --config mine.yaml", "2 |  | haki: wrong usage: mine.yaml: line 1: did not find expected ',' or ']'"},
		{"sync --since yesterday", "2 |  | haki: wrong usage: open haki.yaml: no such file or directory: write one as docs/batch.md shows, or name it with --config"},
		{"completion bash", "0 | # bash completion V2 for haki -*- shell-script -*- ⏎ | "},
		{"completion zsh", "0 | #compdef haki ⏎ compdef _haki haki | "},
		{"completion nonsense", "0 | Generate the autocompletion script for haki for the specifie… | "},
		{"serve --addr nonsense", "2 |  | haki: wrong usage: --addr nonsense: write host:port, as 127.0.0.1:8080"},
		{"serve --addr 0.0.0.0:0", "2 |  | haki: wrong usage: --addr 0.0.0.0:0 can be reached from other machines: give --token, or --trusted-header behind a reverse proxy"},
	})
	run("ingest", []struct{ line, want string }{
		{"ingest broken.docx", "3 |  | broken.docx: malformed: the archive is damaged or cut off: zip: not a valid zip file ⏎ 1 item in …: 0 new, 0 changed, 0 unchanged, 0 duplicates, 1 failed ⏎ haki: some inputs failed: 1 of 1; haki status tells why"},
		{"ingest broken.docx note.txt", "3 |  | broken.docx: malformed: the archive is damaged or cut off: zip: not a valid zip file ⏎ 2 items in …: 1 new, 0 changed, 0 unchanged, 0 duplicates, 1 failed ⏎ haki: some inputs failed: 1 of 2; haki status tells why"},
		{"ingest note.txt", "0 |  | 1 item in …: 0 new, 0 changed, 1 unchanged, 0 duplicates, 0 failed"},
		{"ingest note.txt --force", "0 |  | 1 item in …: 0 new, 1 changed, 0 unchanged, 0 duplicates, 0 failed"},
		{"ingest note.txt --set title=Note --set kind=law", "0 |  | 1 item in …: 0 new, 1 changed, 0 unchanged, 0 duplicates, 0 failed"},
		{"ingest note.txt --set nonsense=1", "2 |  | haki: wrong usage: --set nonsense=1: there is no such field: title, kind, symbol, language, country, date, body, session, cycle"},
		{"ingest note.txt --set kind", "2 |  | haki: wrong usage: --set kind: write --set name=value, as --set kind=law"},
		{"ingest note.txt --set kind=poem", `2 |  | haki: wrong usage: --set kind=poem: "poem" is no kind of document: one of [upr-report upr-addendum un-report treaty-body resolution speech law other]`},
		{"ingest note.txt --set date=yesterday", `2 |  | haki: wrong usage: --set date=yesterday: "yesterday" is no date: write 2012-07-09, 2012-07 or 2012`},
		{"ingest note.txt --set session=many", `2 |  | haki: wrong usage: --set session=many: strconv.Atoi: parsing "many": invalid syntax`},
		{"ingest note.txt --set country=Atlantis", `2 |  | haki: wrong usage: --set country=Atlantis: "Atlantis" is no State and no ISO 3166-1 alpha-3 code`},
		{"ingest note.txt --metadata missing.csv", "2 |  | haki: wrong usage: open missing.csv: no such file or directory"},
		{"ingest note.txt --metadata bad.csv", `2 |  | haki: wrong usage: bad.csv: line 1: there is no column "file"`},
		{"ingest note.txt --pdf-engine acrobat", "2 |  | haki: wrong usage: --pdf-engine acrobat: choose one of [layout pdfium]"},
		{"ingest note.txt --workers 0", "0 |  | 1 item in …: 0 new, 1 changed, 0 unchanged, 0 duplicates, 0 failed"},
		{"ingest note.txt --workers -1", "0 |  | 1 item in …: 0 new, 0 changed, 1 unchanged, 0 duplicates, 0 failed"},
		{"ingest note.txt --scheme mine.yaml", "2 |  | haki: wrong usage: mine.yaml: line 1: did not find expected ',' or ']': haki scheme check mine.yaml lists all that is wrong"},
		{"ingest missing.pdf", "2 |  | haki: wrong usage: stat missing.pdf: no such file or directory"},
		{"ingest gopher://example.org/a", "2 |  | haki: wrong usage: gopher://example.org/a: there is no such file, and no source of that kind"},
		{"ingest list:missing.txt", "3 |  | missing.txt: unreadable: cannot be read: open missing.txt: no such file or directory ⏎ 1 item in …: 0 new, 0 changed, 0 unchanged, 0 duplicates, 1 failed ⏎ haki: some inputs failed: 1 of 1; haki status tells why"},
		{"retry", "3 |  | broken.docx: malformed: DOCX: malformed: its container (zip) is damaged or cut off: zip: not a valid zip file ⏎ 1 item in …: 0 new, 0 changed, 0 unchanged, 0 duplicates, 1 failed ⏎ haki: some inputs failed: 1 of 1; haki status tells why"},
		{"status", "0 | 6 documents in $DIR/filled: 123 passages, 21 recommendations… | "},
		{"show note.txt", "0 | Ratify the Convention against Torture. ⏎ title Ratify the Co… | "},
	})
}

func TestAnnotateCommand(t *testing.T) {
	t.Setenv("NO_COLOR", "1")
	tests := []struct{ line, stdin, want string }{
		{"annotate", "Ratify the Convention against Torture", `0 | { ⏎ "tags": [ | `},
		{"annotate", "", `0 | { ⏎ "tags": [], | `},
		{"annotate", "\xff\xfe\x00", "2 |  | haki: wrong usage: the text is not UTF-8; haki ingest reads other encodings"},
		{"annotate --lang fr", "Ratifier la Convention contre la torture", `0 | { ⏎ "tags": [ | `},
		{"annotate --lang nonsense", "Ratify CEDAW", `0 | { ⏎ "tags": [ | `},
		{"annotate --jsonl", `{"id":"1","text":"."}`, `0 | {"id":"1","tags":[],"references":[]} | `},
		{"annotate --jsonl", "", "0 |  | "},
		{"annotate --jsonl", "\n\n", "0 |  | "},
		{"annotate --jsonl", "not json", `1 |  | haki: line 1: invalid character 'o' in literal null (expecting 'u'): each line must be an object {"id": "…", "text": "…"}`},
		{"annotate --jsonl", `{"id":"1"}`, `0 | {"id":"1","tags":[],"references":[]} | `},
		{"annotate --jsonl", `{"id":1,"text":"x"}`, `1 |  | haki: line 1: json: cannot unmarshal number into Go struct field .ID of type string: each line must be an object {"id": "…", "text": "…"}`},
		{"annotate --jsonl", `["x"]`, `1 |  | haki: line 1: json: cannot unmarshal array into Go value of type struct { ID string; Text string }: each line must be an object {"id": "…", "text": "…"}`},
		{"annotate missing.txt", "", "1 |  | haki: open missing.txt: no such file or directory"},
		{"annotate a b", "", "2 |  | haki: accepts at most 1 arg(s), received 2 ⏎ haki --help lists the commands, haki COMMAND --help their flags"},
	}
	for _, tt := range tests {
		if got := answer(t, t.TempDir(), tt.stdin, tt.line); got != tt.want {
			t.Errorf("haki %s of %q = %q, want %q", tt.line, tt.stdin, got, tt.want)
		}
	}
}

// TestJSONIsJSON: what --json prints is read by a program, line by line or whole.
func TestJSONIsJSON(t *testing.T) {
	corpus := filepath.Join(t.TempDir(), "corpus")
	t.Setenv("HAKI_CORPUS", corpus)
	for _, line := range []string{"ingest --json " + samples(t), "search torture --json", "search zebra --json", "search torture --json --facets country,kind", "show A/HRC/98/7 --json", "show A/HRC/98/7:13.3 --json",
		"similar A/HRC/98/7:13.3 --json", "status --json", "status --quality --json", "verify --json", "link --country XSY --json", "export passages", "export documents", "export recommendations", "export references", "retry --json"} {
		stdout, stderr, code := command(t, nil, typed(line)...)
		decoder := json.NewDecoder(strings.NewReader(stdout))
		n := 0
		for decoder.More() {
			var value any
			if err := decoder.Decode(&value); err != nil {
				t.Errorf("haki %s: %v in %.200s", line, err, stdout)
				break
			}
			n++
		}
		if empty := strings.HasPrefix(line, "verify") || strings.HasPrefix(line, "retry"); n == 0 && !empty {
			t.Errorf("haki %s: exit code %d and nothing: %s", line, code, stderr)
		}
		if strings.Contains(stdout, "\x1b[") {
			t.Errorf("haki %s prints colours", line)
		}
	}
}

// TestQuietIsQuiet: -q leaves stderr empty where all went well.
func TestQuietIsQuiet(t *testing.T) {
	corpus := filepath.Join(t.TempDir(), "corpus")
	for _, line := range []string{"ingest -q " + samples(t), "ingest -q " + samples(t), "rebuild -q", "verify -q", "search -q torture", "status -q", "backup -q " + filepath.Join(t.TempDir(), "b.tar"), "retag -q"} {
		_, stderr, code := command(t, nil, append(typed(line), "--corpus", corpus)...)
		if stderr != "" || code > 1 {
			t.Errorf("haki %s: exit code %d, %q", line, code, stderr)
		}
	}
}
