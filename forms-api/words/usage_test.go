package words_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
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
	"state-":           saidOfToday,
	"now-":             saidOfToday,
	"change-":          saidOfToday,
	"holiday-":         holidays(),
	"building-":        codes(formsapi.BuildingFeatures),
	"topic-":           codes(slices.Sorted(maps.Keys(formsapi.Topics))),
	"helpline-":        formsapi.HelplineNames,
	"mode-":            {string(formsapi.ModePhone), string(formsapi.ModeWalkIn)}, // the others have a link instead
	"service-":         {"active", "suspended", "ended"},
	"project-":         {"upcoming", "running", "ended"},
	"offered-":         {"scheduled", "on-call", "ad-hoc"},
	"closure-":         codes(formsapi.ClosureReasons),
	"telephone-for-":   {"information", "appointments"},
	"rating-":          {"positive", "negative"},
	"aspect-":          append(slices.Clone(formsapi.GoodAspects), formsapi.BadAspects...),
	"part-":            formsapi.PartsOfDay,
	"kind-":            {"need", "service", "office", "project", "news", "page"},
	"need-":            formsapi.NeedsOnVisit,
	"slip-":            {"no-contact"},
	"contact-":         formsapi.ContactWays,
	"decline-reason-":  formsapi.DeclineReasons,
	"message-subject-": append(codes(formsapi.Notices), string(formsapi.NoticeDigest)),
	"message-":         codes(formsapi.Notices),
	"message-when":     {"", "-open", "-gone"},
	"sms-":             codes(formsapi.Notices),
	"request-title-":   codes(formsapi.States),
	"request-text-":    codes(formsapi.States),
	"request-next-":    {"proposed", "waiting", "cancelled-by-office", "expired"}, // the others have sentences in common, or a list
	"do-":              {"answers", "experience", "accept", "change", "refuse", "wait", "cancel", "contact"},
	"reply-":           {"received", "documents", "walk-in", "elsewhere", "call-us", "ready", "not-reached", "question"}, // AnswerRequests lists them
	"do-it-":           {"accept", "change", "refuse", "wait", "cancel", "contact", "experience"},
	"do-text-":         {"accept", "refuse", "wait", "cancel", "change", "contact"},
	"ask-":             formsapi.ExperienceQuestions,
	"change-answer-":   {"service", "office", "slot"},
	"answer-": {
		"service", "office", "slot", "preferred_days", "preferred_part", "people", "reason", "name", "phone", "email", "contact",
		"discreet", "language", "spoken_language", "interpreter", "needs",
	},
}

// saidOfToday are the states of an office that are said; where nobody knows the
// hours, a sentence of its own says so.
var saidOfToday = []string{"open", "by-appointment", "closed", "temporarily-closed"}

func holidays() []string {
	var names []string
	for _, key := range formsapi.HolidayKeys {
		names = append(names, strings.TrimPrefix(key, "holiday-"))
	}
	return names
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
	callInTemplate    = regexp.MustCompile(`\b(?:T|i18n) ("[^"]*"|\()`)
	literalInTemplate = regexp.MustCompile(`"([^"]*)"`)
	wholeKey          = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
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
	inTemplates(t, need)
	inGo(t, need)
	for _, key := range defined {
		if !used[key] {
			t.Errorf("%q is defined and nothing uses it", key)
		}
	}
}

func inTemplates(t *testing.T, need func(key, where string)) {
	each(t, "../../layouts", "", func(name, content string) {
		keys, formats := saidIn(content)
		for _, key := range keys {
			need(key, name)
		}
		for _, format := range formats {
			prefix := strings.TrimSuffix(format, "%s")
			if _, listed := families[prefix]; !listed && !slices.Contains(unresolved, format) {
				t.Errorf("%s builds keys as %q: list the family in this test", name, format)
			}
		}
	})
}

// saidIn finds what a template gives to T: keys as they stand, those that a
// condition chooses among, and the formats that keys are put together by.
func saidIn(template string) (keys, formats []string) {
	for _, at := range callInTemplate.FindAllStringSubmatchIndex(template, -1) {
		argument := template[at[2]:at[3]]
		if argument != "(" {
			keys = append(keys, strings.Trim(argument, `"`))
			continue
		}
		inner := parenthesised(template[at[2]:])
		for _, found := range literalInTemplate.FindAllStringSubmatch(inner, -1) {
			switch {
			case strings.HasPrefix(inner, "printf "):
				formats = append(formats, found[1])
			case wholeKey.MatchString(found[1]):
				keys = append(keys, found[1])
				continue
			default: // what a condition compares with
				continue
			}
			break
		}
	}
	return keys, formats
}

// parenthesised is what stands between the first parenthesis and its partner.
func parenthesised(text string) string {
	depth := 0
	for i, r := range text {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			return text[1:i]
		}
	}
	return text[1:]
}

// A text that merely looks like a key is none.
func TestOnlyWhatIsSaidCounts(t *testing.T) {
	keys, formats := saidIn(`<p class="unused-key">{{ partial "x.html" (dict "name" "other") }}{{ T "one" }}` +
		`{{ T (cond (eq .Path "/x/") "two" "three") }}{{ i18n (printf "mode-%s" .mode) "count" 1 }}`)
	if !slices.Equal(keys, []string{"one", "two", "three"}) || !slices.Equal(formats, []string{"mode-%s"}) {
		t.Errorf("said: %q, put together: %q", keys, formats)
	}
}

// toThePublic are the packages that speak these words; the desk has its own.
var toThePublic = []string{"../../forms-api", "../../forms-api/web", "../../forms-api/ical", "../../forms-api/notify", "../../cmd/sportello/internal/site"}

// inGo needs every error key that the public side can answer with, and every
// key that is given to Message as it stands.
func inGo(t *testing.T, need func(key, where string)) {
	each(t, "../..", ".go", func(name, content string) {
		public := slices.Contains(toThePublic, filepath.ToSlash(filepath.Dir(name)))
		if !public || strings.HasSuffix(name, "_test.go") {
			return
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, content, 0)
		if err != nil {
			t.Errorf("what %s says is not known: %v", name, err)
			return
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
