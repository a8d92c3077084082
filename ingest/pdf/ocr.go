package pdf

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"math"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/haki-project/haki/pipeline"
)

// Recognition works best on pictures of 300 dots an inch (Tesseract's manual).
const dotsPerInch = 300

// maxUseless is after how many pages that recognition read no better than the
// text layer it is not tried again on pages with text.
const maxUseless = 3

// minConfidence is the mean confidence below which what was recognised is no
// text: bad scans reach 0.7, photographs and ornaments stay below 0.5.
const minConfidence = 0.55

// tesseractLanguages maps ISO 639-1 to the names of Tesseract's language packs.
var tesseractLanguages = map[string]string{
	"en": "eng", "fr": "fra", "es": "spa", "ar": "ara", "ru": "rus", "zh": "chi_sim", "de": "deu", "pt": "por",
	"it": "ita", "sw": "swa", "tr": "tur", "nl": "nld", "pl": "pol", "id": "ind", "fa": "fas", "uk": "ukr", "hi": "hin",
}

// A recogniser runs the program tesseract on pictures of pages.
type recogniser struct {
	program   string
	installed []string // language packs; none where the program is not installed
	language  string   // pack that read the pages so far, "" before the first
	useless   int
	left      time.Duration // processor time for the page at hand
}

// newRecogniser looks for the program and its language packs.
func newRecogniser(ctx context.Context, language string) *recogniser {
	r := &recogniser{}
	program, err := exec.LookPath("tesseract")
	if err != nil {
		return r
	}
	out, err := exec.CommandContext(ctx, program, "--list-langs").Output()
	if err != nil {
		return r
	}
	r.program = program
	for _, line := range strings.Split(string(out), "\n")[1:] {
		if line = strings.TrimSpace(line); line != "" && line != "osd" {
			r.installed = append(r.installed, line)
		}
	}
	if pack := tesseractLanguages[language]; r.has(pack) {
		r.language = pack
	}
	return r
}

func (r *recogniser) has(pack string) bool {
	for _, p := range r.installed {
		if p == pack {
			return true
		}
	}
	return false
}

// read recognises page n, whose size is that of s and which shows so many
// letters: with the language pack of the pages before it, else with the one that
// reads most words that a language has.
func (r *recogniser) read(ctx context.Context, p *pdfiumReader, s *sheet, n, letters int) (best *sheet, err error) {
	width := min(int(float64(s.width)*dotsPerInch/72), maxWidth)
	var picture []byte
	if err := p.grey(n, width, func(m *image.Gray) { picture = pgm(m) }); err != nil {
		return nil, err
	}
	language := r.language
	for _, pack := range r.candidates(ctx, picture, letters) {
		table, fault := r.run(ctx, picture, pack, "--psm", "3", "tsv")
		if fault != nil {
			err = fault
			continue
		}
		out := &sheet{number: n, width: s.width, height: s.height, images: s.images, paths: s.paths, engine: EngineTesseract}
		out.recognised(table, s.width/float32(width))
		out.judge()
		if best == nil || out.words.score() > best.words.score() {
			best, language = out, pack
		}
		// Plain running text, hardly any, or none: the others will do no better.
		if out.words.score() > 0.4 || out.words.few() || out.confidence < minConfidence {
			break
		}
	}
	if best == nil {
		return nil, err
	}
	if !best.words.few() {
		r.language = language
	}
	return best, nil
}

// candidates are the packs to try on a picture.
func (r *recogniser) candidates(ctx context.Context, picture []byte, letters int) []string {
	switch {
	case r.language != "":
		return []string{r.language}
	case letters < scriptLetters:
		return r.ofScript("Latin")
	}
	return r.ofScript(r.script(ctx, picture))
}

// pgm returns m as a portable graymap, which costs nothing to write.
func pgm(m *image.Gray) []byte {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	out := fmt.Appendf(make([]byte, 0, w*h+32), "P5\n%d %d\n255\n", w, h)
	for y := range h {
		out = append(out, m.Pix[y*m.Stride:][:w]...)
	}
	return out
}

// script asks Tesseract for the script of a picture, "Latin" where it cannot tell.
func (r *recogniser) script(ctx context.Context, picture []byte) string {
	out, err := r.run(ctx, picture, "osd", "--psm", "0")
	if err != nil {
		return "Latin"
	}
	for line := range strings.Lines(string(out)) {
		if s, ok := strings.CutPrefix(line, "Script: "); ok {
			return strings.TrimSpace(s)
		}
	}
	return "Latin"
}

// ofScript returns the installed packs for a script, all where none fits.
func (r *recogniser) ofScript(script string) []string {
	wanted := map[string][]string{
		"Arabic": {"ara", "fas"}, "Cyrillic": {"rus", "ukr"}, "Han": {"chi_sim"}, "Devanagari": {"hin"},
		"Latin": {"eng", "fra", "spa", "deu", "por", "ita", "swa", "tur", "nld", "pol", "ind"},
	}[script]
	var packs []string
	for _, p := range wanted {
		if r.has(p) {
			packs = append(packs, p)
		}
	}
	if len(packs) == 0 {
		return r.installed
	}
	return packs
}

// run gives picture to the program and returns what it prints. The processor
// time that it took is taken off what is left for the page.
func (r *recogniser) run(ctx context.Context, picture []byte, pack string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, r.program, append([]string{"stdin", "stdout", "-l", pack, "--dpi", strconv.Itoa(dotsPerInch)}, args...)...)
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1") // one page, one core: pages run beside each other
	cmd.Stdin = bytes.NewReader(picture)
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	err := r.spend(ctx, cmd)
	if err != nil {
		first, _, _ := strings.Cut(complaint.String(), "\n")
		return nil, fmt.Errorf("tesseract: %w: %s", err, first)
	}
	return out.Bytes(), nil
}

// spend runs cmd for as long as processor time is left, however long a busy
// machine takes to give it: what a page says must not hang on what else runs.
func (r *recogniser) spend(ctx context.Context, cmd *exec.Cmd) error {
	if err := cmd.Start(); err != nil {
		return err
	}
	limitProcessor(cmd.Process.Pid, r.left)
	defer func() { r.left -= cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime() }()
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	tick := time.NewTicker(5 * time.Second)
	defer tick.Stop()
	for {
		select {
		case err := <-ended:
			return err
		case <-tick.C:
			pipeline.Alive(ctx)
		}
	}
}

// recognised fills s from Tesseract's table of words; scale is points a pixel.
func (s *sheet) recognised(table []byte, scale float32) {
	var base, size float32
	sum, words := 0.0, 0
	for row := range strings.Lines(string(table)) {
		f := strings.Split(strings.TrimRight(row, "\r\n"), "\t")
		if len(f) < 12 {
			continue
		}
		x, y, w, h := number32(f[6])*scale, number32(f[7])*scale, number32(f[8])*scale, number32(f[9])*scale
		switch f[0] {
		case "4": // a line: its box reaches from the descenders to the capitals
			base, size = y+0.8*h, float32(math.Round(float64(h)*2))/2
		case "5":
			text := strings.TrimSpace(f[11])
			confidence, err := strconv.ParseFloat(f[10], 64)
			if text == "" || err != nil || confidence < 0 {
				continue
			}
			s.word(text, x, x+w, base, size)
			sum, words = sum+confidence, words+1
		}
	}
	if words > 0 {
		s.confidence = math.Round(sum/float64(words)) / 100
	}
	s.level()
}

// level gives the lines of a recognised page one size, but for those that are far
// from it: the box of a line without descenders is a quarter lower.
func (s *sheet) level() {
	count, usual := map[float32]int{}, float32(0)
	for i := range s.glyphs {
		size := s.glyphs[i].size
		count[size]++
		if count[size] > count[usual] || count[size] == count[usual] && size > usual {
			usual = size
		}
	}
	for i := range s.glyphs {
		if g := &s.glyphs[i]; abs(g.size-usual) < 0.3*usual {
			g.size = usual
		}
	}
}

func number32(s string) float32 {
	v, err := strconv.ParseFloat(s, 32)
	if err != nil {
		return 0
	}
	return float32(v)
}

// word adds a recognised word, its characters spread evenly between x0 and x1.
func (s *sheet) word(text string, x0, x1, y, size float32) {
	n := utf8.RuneCountInString(text)
	step := (x1 - x0) / float32(n)
	rtl := isRTLWord(text)
	i := 0
	for _, r := range text {
		x := x0 + float32(i)*step
		if rtl {
			x = x1 - float32(i+1)*step
			r = mirror(r)
		}
		s.glyphs = append(s.glyphs, glyph{x0: x, x1: x + step, y: y, size: size, r: r})
		i++
	}
	s.glyphs = append(s.glyphs, glyph{x0: x1, x1: x1, y: y, size: size, r: ' '})
}
