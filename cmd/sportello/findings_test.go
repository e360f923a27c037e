package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The packages whose sentences check tells, and of these the files that tell nothing
// to who checks: they speak to somebody who saves, marks, builds or serves.
var (
	findingPackages = []string{"forms-api/catalogue", "forms-api/translation", "forms-api/words", "cmd/sportello/internal/site"}
	otherFiles      = []string{"draft.go", "gaps.go", "hugo_stuck.go", "marks.go", "message.go", "minor.go", "overlay_write.go", "reading.go", "rewrite.go", "sheets.go", "sheets_judge.go", "sheets_kept.go", "sheets_save.go", "spoken.go", "stamp.go", "stamp_words.go", "swap.go"}
)

// otherSentences stand in files that tell findings, and are none, or part of one.
var otherSentences = []string{
	"the content has an error", "the content has … errors", "writing the open data and the search index",
	" (and … more files)", " (the same of … more: `sportello check --matrix` shows which)", " within a list", "… of … …", " and … more", "e-mail or web address", "reading the words: there is no ….toml",
	"the page … with its stylesheet", "shorten it, or make two pages of it", "what a telephone keeps of the language …", "shorten the longest pages, or use smaller pictures",
	"people who ask for an appointment must be able to read the privacy notice", "the appointment form stands on this page", "who has asked for an appointment is shown this page",
	"a rating that is not clear is answered with this page", "who has rated a page is shown this page",
	"a date such as 2026-12-31, without quotes", "a whole number, without quotes", `text in quotes, such as "Potenza"`, `a list of texts, such as ["one", "two"]`, "one table for each, under [[…]]", "a table, under […]",
}

// What docs/findings.md lists is what the program says, each sentence of it, and the
// file named beside it shows it on a broken site.
func TestEachFindingIsListedAndShown(t *testing.T) {
	listed, said := listedFindings(t), findingsSaid(t)
	for _, sentence := range said {
		if _, ok := listed[sentence]; !ok && !slices.Contains(otherSentences, sentence) {
			t.Errorf("docs/findings.md does not list %q", sentence)
		}
	}
	for sentence, file := range listed {
		if !slices.Contains(said, sentence) {
			t.Errorf("docs/findings.md lists %q, which nothing says", sentence)
		}
		if file != "" && !isShownIn(t, file, sentence) {
			t.Errorf("%s does not show %q", file, sentence)
		}
	}
	if len(listed) < 100 {
		t.Errorf("docs/findings.md lists %d findings", len(listed))
	}
}

// listedFindings are the sentences of the list, with the test that shows each; of
// what no content can bring about, none.
func listedFindings(t *testing.T) map[string]string {
	t.Helper()
	listed := map[string]string{}
	for row := range strings.Lines(pageText(t, "../../docs/findings.md")) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(row), "|"), " | ")
		if !strings.HasPrefix(row, "| ``") || len(cells) != 3 {
			continue
		}
		sentence := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(cells[0]), "`` "), " ``")
		listed[strings.ReplaceAll(sentence, `\|`, "|")] = strings.Trim(strings.TrimSpace(cells[2]), "`—")
	}
	return listed
}

// findingsSaid are the sentences in the sources, with … for what is filled in.
func findingsSaid(t *testing.T) (all []string) {
	t.Helper()
	for _, folder := range findingPackages {
		files, err := filepath.Glob(filepath.Join("../..", folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") || slices.Contains(otherFiles, filepath.Base(file)) {
				continue
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, sentencesOf(parsed)...)
		}
	}
	return all
}

// filledIn is what fmt fills in, the quotation marks of %q with it.
var filledIn = regexp.MustCompile(`%(?:\[\d\])?[a-z]`)

func sentencesOf(file *ast.File) (all []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		var text string
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.BinaryExpr:
			if text = joinedText(n); text == "" {
				return true
			}
		case *ast.BasicLit:
			text = literalText(n)
		default:
			return true
		}
		isSentence := strings.Count(text, " ") >= 3 && !strings.Contains(text, "%w") && !strings.HasPrefix(text, "^")
		if isSentence {
			all = append(all, strings.TrimPrefix(filledIn.ReplaceAllString(text, "…"), "ERROR ")) // as Hugo begins its own
		}
		return false
	})
	return all
}

func literalText(l *ast.BasicLit) string {
	text, err := strconv.Unquote(l.Value)
	if l.Kind != token.STRING || err != nil {
		return ""
	}
	return text
}

// joinedText is what is joined by +, with … for what is no literal; empty without one.
func joinedText(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		return literalText(e)
	case *ast.BinaryExpr:
		left, right := joinedText(e.X), joinedText(e.Y)
		if e.Op == token.ADD && left+right != "" && strings.Trim(left+right, "…") != "" {
			return left + right
		}
		if e.Op == token.ADD {
			return "…"
		}
		return ""
	}
	return "…"
}

// isShownIn tells whether a test has what makes the sentence this one and no other: a
// stretch between two places that are filled in, as far as tests quote such.
func isShownIn(t *testing.T, file, sentence string) bool {
	t.Helper()
	found, err := filepath.Glob(filepath.Join("../..", file))
	if err != nil || len(found) != 1 {
		t.Errorf("there is no test %s", file)
		return false
	}
	text := unquoting.Replace(pageText(t, found[0]))
	return slices.ContainsFunc(strings.Split(sentence, "…"), func(stretch string) bool {
		stretch = strings.TrimSpace(stretch)
		return len(stretch) >= 14 && strings.Contains(text, stretch[:min(len(stretch), 26)])
	})
}

// unquoting takes the marks away by which Go, scripts and regular expressions quote.
var unquoting = strings.NewReplacer(`\"`, `"`, `\(`, "(", `\)`, ")", `\.`, ".", "''", "'", `\[`, "[", `\{`, "{", `\}`, "}", `\+`, "+")
