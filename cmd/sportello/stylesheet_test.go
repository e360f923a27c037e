package main

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	tdewolff "github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// physical are the properties that cannot turn for scripts that run right to left.
var physical = regexp.MustCompile(`^(left|right|top|bottom|width|height|(min|max)-(width|height)|(margin|padding|border|scroll-margin)-(left|right|top|bottom)(-.*)?|border-(top|bottom)-(left|right)-radius|float)$`)

// Given the stylesheets as they are served, an old telephone reads them and they
// turn: no layers, no nesting, no physical property, :has() only where it is
// asked for first (DESIGN, decision 11).
func TestStylesheetsAsServed(t *testing.T) {
	program := startSite(t)
	for _, path := range []string{"/", "/it/", "/it/appointments/new/", "/it/offices/potenza/poster/"} {
		for _, link := range elementsAt(t, program+path, "link[rel=stylesheet]") {
			sheet := fetch(t, program+attribute(link, "href"), "")
			for _, mistake := range mistakes(sheet) {
				t.Errorf("%s: %s", attribute(link, "href"), mistake)
			}
		}
	}
	for _, planted := range []string{"@layer a{b{color:red}}", "a{b{color:red}}", "a{&:hover{color:red}}", "a{margin-left:1px}", "a:has(b){color:red}", "a{letter-spacing:1px}", "a{text-transform:uppercase}", "p{text-align:justify}", "@media print{a{width:1px}}"} {
		if len(mistakes([]byte(planted))) == 0 {
			t.Errorf("%s is not found", planted)
		}
	}
}

// breaksScripts says of a declaration whether it tears joined letters apart (Arabic,
// Bengali, Gurmukhi, Sinhala), asks for capitals that most scripts have not, or
// stretches lines: it may stand in no sheet, for any page may quote any script.
func breaksScripts(property, value string) bool {
	switch property {
	case "letter-spacing", "word-spacing", "text-transform", "font-variant-caps", "hyphenate-character":
		return true
	case "text-align", "text-align-last":
		return strings.Contains(value, "justify")
	}
	return false
}

func mistakes(sheet []byte) (found []string) {
	p := css.NewParser(tdewolff.NewInput(bytes.NewReader(sheet)), false)
	rulesets, supports := 0, 0
	var within []bool // for each at-rule that is open, whether it asks for :has()
	for {
		kind, _, data := p.Next()
		values := ""
		for _, v := range p.Values() {
			values += string(v.Data)
		}
		switch kind {
		case css.ErrorGrammar:
			if p.HasParseError() {
				found = append(found, "cannot be read: "+p.Err().Error())
				continue
			}
			return found
		case css.BeginAtRuleGrammar, css.AtRuleGrammar:
			if string(data) == "@layer" {
				found = append(found, "@layer "+values)
			}
			if kind == css.BeginAtRuleGrammar {
				asks := string(data) == "@supports" && strings.Contains(values, ":has(")
				within = append(within, asks)
				if asks {
					supports++
				}
			}
		case css.EndAtRuleGrammar:
			if last := len(within) - 1; last >= 0 {
				if within[last] {
					supports--
				}
				within = within[:last]
			}
		case css.BeginRulesetGrammar, css.QualifiedRuleGrammar:
			if rulesets > 0 || strings.Contains(values, "&") {
				found = append(found, "nested: "+values)
			}
			if strings.Contains(values, ":has(") && supports == 0 {
				found = append(found, "bare "+values)
			}
			if kind == css.BeginRulesetGrammar {
				rulesets++
			}
		case css.EndRulesetGrammar:
			rulesets--
		case css.DeclarationGrammar:
			if physical.Match(data) || breaksScripts(string(data), values) {
				found = append(found, string(data)+": "+values)
			}
		}
	}
}

// literal is a colour, or a size that has a unit of its own.
var literal = regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|\b\d*\.?\d+(mm|pt|px|rem)\b`)

// Given the stylesheets as they are written, colours and sizes stand among the
// tokens alone; a condition of @media cannot name one.
func TestColoursAndSizesAreTokens(t *testing.T) {
	sheets := os.DirFS("../../assets/css")
	err := fs.WalkDir(sheets, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path.Base(name), "tokens") {
			return err
		}
		text, err := fs.ReadFile(sheets, name)
		for n, line := range strings.Split(string(text), "\n") {
			if found := literal.FindString(line); found != "" && !strings.HasPrefix(line, "@media") && !strings.HasPrefix(line, "  @media") {
				t.Errorf("%s:%d: %s", name, n+1, found)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
