package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// ignoreRules are the lines of an ignore file, for the folder it lies in.
type ignoreRules struct {
	dir   string
	lines []ignoreLine
}

// ignoreLine is one pattern, as gitignore(5) has them.
type ignoreLine struct {
	path    *regexp.Regexp // over the path below the folder, with slashes
	negated bool           // what it matches is not ignored after all
	folders bool           // matches folders only
}

// maxIgnore bounds an ignore file, in bytes.
const maxIgnore = 1 << 20

// readIgnore reads the ignore file of a folder; there may be none.
func readIgnore(dir string) (rules ignoreRules, ok bool, err error) {
	data, err := os.ReadFile(filepath.Join(dir, IgnoreFile))
	if errors.Is(err, fs.ErrNotExist) {
		return rules, false, nil
	}
	if err != nil {
		return rules, false, err
	}
	if len(data) > maxIgnore {
		return rules, false, errors.New("more than a megabyte of patterns")
	}
	return ignoreRules{dir, parseIgnore(string(data))}, true, nil
}

func parseIgnore(text string) (lines []ignoreLine) {
	for line := range strings.Lines(text) {
		if l, ok := parseIgnoreLine(strings.TrimRight(line, "\r\n")); ok {
			lines = append(lines, l)
		}
	}
	return lines
}

// parseIgnoreLine reads a pattern: a slash within ties it to the folder, without
// one it matches at any depth; ! takes back; a slash at the end means folders.
func parseIgnoreLine(line string) (l ignoreLine, ok bool) {
	if strings.HasSuffix(line, `\ `) {
		line = strings.TrimRight(strings.TrimSuffix(line, `\ `), " ") + " "
	} else {
		line = strings.TrimRight(line, " \t")
	}
	if line == "" || line[0] == '#' {
		return l, false
	}
	if line[0] == '!' {
		l.negated, line = true, line[1:]
	}
	line = strings.TrimPrefix(line, "**/")
	trimmed := strings.TrimSuffix(line, "/")
	l.folders = trimmed != line
	anchored := strings.Contains(trimmed, "/")
	pattern := globPattern(strings.TrimPrefix(trimmed, "/"))
	if !anchored {
		pattern = `(?:.*/)?` + pattern
	}
	p, err := regexp.Compile(`^` + pattern + `$`)
	if err != nil || trimmed == "" {
		return l, false // gitignore passes over what it cannot read, too
	}
	l.path = p
	return l, true
}

// globPattern turns a pattern into a regular expression: * and ? stop at slashes,
// ** does not.
func globPattern(glob string) string {
	var b strings.Builder
	for i := 0; i < len(glob); i++ {
		switch rest := glob[i:]; {
		case strings.HasPrefix(rest, "/**/"):
			b.WriteString(`/(?:.*/)?`)
			i += 3
		case rest == "/**":
			b.WriteString(`/.*`)
			i += 2
		case rest[0] == '*':
			b.WriteString(`[^/]*`)
		case rest[0] == '?':
			b.WriteString(`[^/]`)
		case rest[0] == '[' && strings.IndexByte(rest[1:], ']') > 0:
			end := strings.IndexByte(rest[1:], ']') + 1
			class := strings.Replace(rest[1:end], "!", "^", 1)
			if rest[1] != '!' {
				class = rest[1:end]
			}
			b.WriteString("[" + strings.ReplaceAll(class, `[`, `\[`) + "]")
			i += end
		case rest[0] == '\\' && len(rest) > 1:
			b.WriteString(regexp.QuoteMeta(rest[1:2]))
			i++
		default:
			b.WriteString(regexp.QuoteMeta(rest[:1]))
		}
	}
	return b.String()
}

// ignored reports what the rules say of a path: the last line that matches
// decides, of the deepest folder that has one.
func ignored(path string, dir bool, all []ignoreRules) bool {
	for i := len(all) - 1; i >= 0; i-- {
		name, err := filepath.Rel(all[i].dir, path)
		if err != nil {
			continue
		}
		name = filepath.ToSlash(name)
		for k := len(all[i].lines) - 1; k >= 0; k-- {
			if l := all[i].lines[k]; (dir || !l.folders) && l.path.MatchString(name) {
				return !l.negated
			}
		}
	}
	return false
}
