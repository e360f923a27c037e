package words_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
)

// families are the keys that code or a template puts together: a prefix and
// the codes that may follow it. A template with another prefix fails the test.
var families = map[string][]string{
	"mode-":           {string(formsapi.ModePhone), string(formsapi.ModeWalkIn)}, // the others have a link instead
	"service-":        {"active", "suspended", "ended"},
	"project-":        {"upcoming", "running", "ended"},
	"offered-":        {"scheduled", "on-call", "ad-hoc"},
	"closure-":        codes(formsapi.ClosureReasons),
	"telephone-for-":  {"information", "appointments"},
	"rating-":         {"positive", "negative"},
	"aspect-":         append(slices.Clone(formsapi.GoodAspects), formsapi.BadAspects...),
	"part-":           formsapi.PartsOfDay,
	"need-":           formsapi.NeedsOnVisit,
	"contact-":        formsapi.ContactWays,
	"decline-reason-": formsapi.DeclineReasons,
}

// unresolved are families whose prefix is itself an argument in a template.
var unresolved = []string{"%s-%s"}

func codes[T ~string](of []T) []string {
	var plain []string
	for _, code := range of {
		plain = append(plain, string(code))
	}
	return plain
}

var (
	keyInTemplate     = regexp.MustCompile(`\b(?:T|i18n) "([a-z0-9-]+)"`)
	familyInTemplate  = regexp.MustCompile(`\b(?:T|i18n) \(printf "([^"]*)"`)
	literalInTemplate = regexp.MustCompile(`"([a-z0-9-]+)"`)
	wholeErrorKey     = regexp.MustCompile(`^(error|problem)-[a-z][a-z-]*[a-z]$`)
)

func TestEveryKeyIsUsedAndEveryUseIsDefined(t *testing.T) {
	defined := site(t).Keys()
	used := map[string]bool{}
	need := func(key, where string) {
		used[key] = true
		if !slices.Contains(defined, key) {
			t.Errorf("%s uses %q, which it.toml does not define", where, key)
		}
	}
	for prefix, endings := range families {
		for _, ending := range endings {
			need(prefix+ending, "the family "+prefix)
		}
	}
	inTemplates(t, need, func(literal string) { used[literal] = true })
	inGo(t, need)
	for _, key := range defined {
		if !used[key] {
			t.Errorf("%q is defined and nothing uses it", key)
		}
	}
}

func inTemplates(t *testing.T, need func(key, where string), mention func(literal string)) {
	each(t, "../../layouts", ".html", func(name, content string) {
		for _, found := range keyInTemplate.FindAllStringSubmatch(content, -1) {
			need(found[1], name)
		}
		for _, found := range literalInTemplate.FindAllStringSubmatch(content, -1) {
			mention(found[1])
		}
		for _, found := range familyInTemplate.FindAllStringSubmatch(content, -1) {
			prefix := strings.TrimSuffix(found[1], "%s")
			if _, listed := families[prefix]; !listed && !slices.Contains(unresolved, found[1]) {
				t.Errorf("%s builds keys as %q: list the family in this test", name, found[1])
			}
		}
	})
}

// toThePublic are the packages that speak these words; the desk has its own.
var toThePublic = []string{"..", "../web"}

// inGo needs every error key that the public side can answer with, and every
// key that is given to Message as it stands.
func inGo(t *testing.T, need func(key, where string)) {
	each(t, "..", ".go", func(name, content string) {
		public := slices.Contains(toThePublic, filepath.ToSlash(filepath.Dir(name)))
		if !public || strings.HasSuffix(name, "_test.go") {
			return
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, content, 0)
		if err != nil {
			return // somebody is writing it
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if key := text(n); wholeErrorKey.MatchString(key) {
					need(key, name)
				}
			case *ast.CallExpr:
				if key := messageKey(n); key != "" {
					need(key, name)
				}
			}
			return true
		})
	})
}

func messageKey(call *ast.CallExpr) string {
	called, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || called.Sel.Name != "Message" || len(call.Args) < 2 {
		return ""
	}
	literal, ok := call.Args[1].(*ast.BasicLit)
	if !ok {
		return ""
	}
	return text(literal)
}

func text(literal *ast.BasicLit) string {
	if literal.Kind != token.STRING {
		return ""
	}
	plain, _ := strconv.Unquote(literal.Value)
	return plain
}

func each(t *testing.T, folder, suffix string, read func(name, content string)) {
	t.Helper()
	found := 0
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, suffix) {
			return err
		}
		content, err := os.ReadFile(name)
		found++
		read(name, string(content))
		return err
	})
	if err != nil || found == 0 {
		t.Fatalf("reading %s: %d files, %v", folder, found, err)
	}
}
