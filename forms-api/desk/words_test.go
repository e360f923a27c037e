package desk_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
	"sportello/forms-api/translation"
	"sportello/forms-api/words"
)

func TestBothLanguagesSayTheSame(t *testing.T) {
	loaded, err := words.Load(desk.I18n)
	if err != nil {
		t.Fatal(err)
	}
	for _, gap := range loaded.Gaps() {
		t.Error(gap)
	}
	if got := loaded.Languages(); !slices.Equal(got, desk.Languages) {
		t.Errorf("there are words in %q, the desk speaks %q", got, desk.Languages)
	}
}

// families are the keys that are put together: a prefix, and what may follow.
var families = map[string][]string{
	"state-name-":      texts(formsapi.States),
	"history-":         append(texts(formsapi.Events), append(texts(formsapi.WorkEvents), "reply", "tell", "undelivered")...),
	"reply-way-":       {"email", "sms", "print", "telephone"},
	"reply-result-":    texts(formsapi.CallResults),
	"notice-":          {"confirm", "move", "propose", "decline", "cancel", "withdraw", "attend", "miss", "helped", "wait", "book", "assign", "urgency", "due", "activity", "flag", "seen", "finish", "reopen", "undo"},
	"outcome-":         {"helped", "wait", "book"},
	"task-":            queueNames,
	"queue-title-":     queueNames,
	"queue-explained-": queueNames,
	"queue-empty-":     queueNames,
	"queue-when-":      queueNames,
	"queue-notes-":     queueNames,
	"":                 append(slices.Clone(contactKeys), "note-missing", "note-unreadable"),
	"tab-":             texts(formsapi.Tabs),
	"tab-explained-":   texts(formsapi.Tabs),
	"inbox-empty-":     texts(formsapi.Tabs),
	"sort-":            {"newest", "oldest", "due", "urgency"},
	"urgency-":         formsapi.Urgencies,
	"key-":             {"help", "search", "inbox", "tabs", "next", "previous", "note", "finish", "undo"},
	"result-":          append(texts(formsapi.Outcomes), string(formsapi.OutcomeUnrecorded)),
	"step-":            {"confirm", "move", "propose", "decline", "cancel", "withdraw"},
	"do-":              {"confirm", "move", "propose", "decline", "cancel", "withdraw", "attend", "miss"},
	"start-kind-":      {"requested", "proposed", "confirmed", "attended", "not-attended", "cancelled-by-person", "cancelled-by-office"},
	"hint-":            {"confirm", "move", "propose", "propose-requested", "propose-proposed", "propose-confirmed", "cancel", "withdraw"},
	"held-":            {"requested", "proposed"},
	"do-held-":         {"requested", "proposed"},
	"intake-":          texts(formsapi.Intakes),
	"channel-":         {"email", "sms", "call"},
	"sent-":            {"email", "sms", "call"},
	"say-":             texts(called()),
	"misfit-":          texts(formsapi.Misfits),
	"message-name-":    append(texts(formsapi.Notices), string(formsapi.NoticeDigest)),
	"closure-":         texts(formsapi.ClosureReasons),
	"decline-":         formsapi.DeclineReasons,
	"part-":            formsapi.PartsOfDay,
	"contact-":         formsapi.ContactWays,
	"need-":            formsapi.NeedsOnVisit,
	"aspect-":          append(slices.Clone(formsapi.GoodAspects), formsapi.BadAspects...),
	"role-name-":       texts(formsapi.Roles),
	"role-hint-":       texts(formsapi.Roles),
	"rating-":          {"1", "2", "3", "4", "5"},
	"did-":             actionNames,
	"erased-for-":      append(texts(formsapi.KindsErased), "person", "retention"),
	"kept-":            {"finished", "unfinished", "set-aside"},
	"problem-":         {"403", "404", "409", "422", "500", "503"},

	"report-by-":        texts(formsapi.Dimensions),
	"report-head-":      append(texts(formsapi.Dimensions), "group", "section"),
	"report-explained-": append(texts(formsapi.Dimensions), "waits", "opinions"),
	"report-preset-":    formsapi.PresetNames,
	"report-format-":    {"csv", "xlsx"},
	"report-outcome-":   append(texts(formsapi.Outcomes), string(formsapi.OutcomeUnrecorded), formsapi.Unfinished),
	"report-kept-":      {formsapi.KeptCame, formsapi.KeptMissed},

	"translation-":        append(slices.Clone(translation.Kinds), "empty", "file-wrong"),
	"translation-state-":  texts(formsapi.TranslationStates),
	"made-by-":            {string(translation.Machine), string(translation.Human)},
	"fact-":               translation.FactKinds,
	"block-":              {string(translation.HeadingBlock), string(translation.ParagraphBlock), string(translation.ItemBlock), string(translation.OtherBlock), "extra"},
	"made-":               madeNames,
	"notice-translation-": texts([]formsapi.TranslationFate{formsapi.TranslationUnchanged, formsapi.TranslationWritten, formsapi.TranslationKept}),
}

// called are the notices that somebody may have to tell by telephone.
func called() []formsapi.Notice {
	return slices.DeleteFunc(slices.Clone(formsapi.Notices), func(n formsapi.Notice) bool { return n == formsapi.NoticeExperience })
}

// madeNames are what is made of accounts, likewise.
var madeNames = func() (names []string) {
	for _, a := range formsapi.AccountActions {
		names = append(names, strings.ReplaceAll(string(a), ".", "-"))
	}
	return names
}()

// actionNames are the actions of a request's log, as their keys have them.
var actionNames = func() (names []string) {
	for _, a := range desk.TrailActions() {
		names = append(names, strings.ReplaceAll(string(a), ".", "-"))
	}
	return names
}()

// queueNames are the lists of what somebody has to look after.
var queueNames = []string{"to-answer", "waiting", "misfits"}

// contactKeys are what the checks of a request say, which the public is told in
// other words, of a contact that staff note.
var contactKeys = []string{
	"error-slot-taken", "error-people-range", "error-text-invalid", "error-reason-too-long", "error-name-missing", "error-name-too-long",
	"error-phone-invalid", "error-email-invalid", "error-email-letters", "error-contact-unknown", "error-contact-needed", "error-contact-email-needed",
	"error-contact-phone-needed", "error-contact-mobile-needed", "error-language-unknown", "error-spoken-language-unknown",
}

func texts[T ~string](of []T) []string {
	var plain []string
	for _, t := range of {
		plain = append(plain, string(t))
	}
	return plain
}

var (
	inTemplate = regexp.MustCompile(`\.T \(?(?:print )?"([a-z0-9-]+)"`)
	rootKey    = regexp.MustCompile(`(?:Key: |nil, |wrong\("[a-z_]+", )"([a-z-]+)"`)
)

// rootFiles hold the keys of what the use cases refuse; the public's have words of their own.
var rootFiles = []string{"../appointment_work.go", "../appointment_record*.go", "../appointment_misfit*.go", "../appointment_day.go", "../calendar*.go", "../office_close*.go", "../office_absence.go", "../feed.go", "../appointment_start.go", "../appointment_read.go", "../rating_read.go", "../report_period.go", "../report_read.go", "../staff*.go", "../erasure*.go", "../inbox_search.go", "../casework_*.go", "../note.go", "../draft.go", "../reply*.go", "../subject_access.go", "../sqlite/problem.go", "../translate.go", "../../cmd/sportello/internal/site/sheets*.go"}

func TestEveryKeyIsUsedAndEveryUseHasWords(t *testing.T) {
	loaded, err := words.Load(desk.I18n)
	if err != nil {
		t.Fatal(err)
	}
	needed := neededKeys(t)
	for key, where := range needed {
		if _, isFamily := families[key]; !isFamily && !slices.Contains(loaded.Keys(), key) {
			t.Errorf("%s says %q, which has no words", where, key)
		}
	}
	said := saidInCode(t)
	for _, key := range loaded.Keys() {
		if needed[key] == "" && !said[key] {
			t.Errorf("nothing says %q", key)
		}
	}
}

// neededKeys are those that templates, families and the use cases name, each
// with where.
func neededKeys(t *testing.T) map[string]string {
	t.Helper()
	needed := map[string]string{}
	for _, file := range glob(t, "templates/*.html") {
		for _, found := range inTemplate.FindAllStringSubmatch(read(t, file), -1) {
			needed[found[1]] = file
		}
	}
	for prefix, codes := range families {
		for _, code := range codes {
			needed[prefix+code] = "the family " + strconv.Quote(prefix)
		}
	}
	for _, file := range glob(t, rootFiles...) {
		for _, found := range rootKey.FindAllStringSubmatch(read(t, file), -1) {
			needed[found[1]] = file
		}
	}
	return needed
}

// saidInCode are the texts that the desk's code uses as message keys.
func saidInCode(t *testing.T) map[string]bool {
	t.Helper()
	said := map[string]bool{}
	for _, name := range sources(t) {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			for _, key := range keysOf(n) {
				said[key] = true
			}
			return true
		})
	}
	return said
}

// speakers are the functions that take a key; those whose name ends with Key return one.
var speakers = []string{"say", "frame", "notify", "failWith", "Message"}

// keysOf are the texts that a piece of code says: arguments of speakers, what is
// assigned to "key", the Key of a problem, and what a function called …Key holds.
func keysOf(n ast.Node) []string {
	switch n := n.(type) {
	case *ast.CallExpr:
		if called, ok := n.Fun.(*ast.SelectorExpr); ok && slices.Contains(speakers, called.Sel.Name) {
			return textsIn(n.Args...)
		}
	case *ast.KeyValueExpr:
		if field, ok := n.Key.(*ast.Ident); ok && field.Name == "Key" {
			return textsIn(n.Value)
		}
	case *ast.AssignStmt:
		if slices.ContainsFunc(n.Lhs, func(to ast.Expr) bool { id, ok := to.(*ast.Ident); return ok && id.Name == "key" }) {
			return textsIn(n.Rhs...)
		}
	case *ast.FuncDecl:
		if strings.HasSuffix(n.Name.Name, "Key") {
			return textsIn(n)
		}
	}
	return nil
}

func textsIn[N ast.Node](nodes ...N) []string {
	var found []string
	for _, node := range nodes {
		ast.Inspect(node, func(n ast.Node) bool {
			if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				plain, _ := strconv.Unquote(literal.Value)
				found = append(found, plain)
			}
			return true
		})
	}
	return found
}

func glob(t *testing.T, patterns ...string) (all []string) {
	t.Helper()
	for _, pattern := range patterns {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no files (%v)", pattern, err)
		}
		all = append(all, files...)
	}
	return slices.DeleteFunc(all, func(f string) bool { return strings.HasSuffix(f, "_test.go") })
}

func read(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
