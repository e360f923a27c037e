package main

import (
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A liveSite is a running program on the whole content in all languages, of which a
// page is edited again and again.
type liveSite struct {
	p     *Program
	heard func() string
	file  string // of the Italian page
	text  string // as it was
	round atomic.Int64
}

const livePage = "/pages/faq/"

func newLiveSite(t testing.TB) *liveSite {
	t.Helper()
	f := unchanged(t)
	f.site = t.TempDir()
	if err := makeTown(f.site, strings.Clone); err != nil {
		t.Fatal(err)
	}
	l := &liveSite{file: filepath.Join(f.site, "content", livePage, "index.it.md")}
	l.p, l.heard = listeningTo(t, f)
	l.text = pageText(t, l.file)
	return l
}

// edit changes a sentence of the Italian page, and the day it was changed on: the
// Italian page shows the one, its translations the other. It returns the moment.
func (l *liveSite) edit(t testing.TB) time.Time {
	t.Helper()
	text := strings.Replace(l.text, "\n\n", fmt.Sprintf("\n\nModifica numero %d. ", l.round.Add(1)), 2)
	saved := time.Now()
	writeFile(t, l.file, text)
	return saved
}

// isNew says of the page in a language whether it shows the latest edit: the words
// themselves, or that the translation is behind.
func (l *liveSite) isNew(tag, page string) bool {
	if tag == "it" {
		return strings.Contains(page, fmt.Sprintf("Modifica numero %d.", l.round.Load()))
	}
	return strings.Contains(page, l.p.pages.current.edition.Load().Words.Message(tag, "translation-behind", nil))
}

// A tellTale is what the program says of a build.
var tellTale = regexp.MustCompile(`the site was built again" seconds=([0-9.]+) hugo=([0-9.]+)`)

// hugo is how long Hugo took in the build of the latest edit: the bare Hugo build of
// the same folder, for nothing else of the program runs meanwhile.
func (l *liveSite) hugo(t testing.TB) time.Duration {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if built := tellTale.FindAllStringSubmatch(l.heard(), -1); len(built) >= int(l.round.Load()) {
			seconds, err := strconv.ParseFloat(built[l.round.Load()-1][2], 64)
			if err != nil {
				t.Fatal(err)
			}
			return time.Duration(seconds * float64(time.Second))
		}
	}
	t.Fatalf("the program does not say that it has built: %s", l.heard())
	return 0
}

// Visitors read pages of all languages, each with its stylesheet, while one page is
// edited. Every answer is a whole page of the old or of the new site; once one
// visitor was shown the new one in any language, nobody is shown the old one in any
// other; and nobody is shown anything else.
//
// How long it takes is printed, and judged loosely, for other work may fill the
// machine: Hugo's time once more, and ten seconds. BenchmarkLive is for the second that
// is the goal.
func TestNobodySeesAHalfBuiltSite(t *testing.T) {
	l := newLiveSite(t)
	v := &visitors{t: t, l: l, page: livePage, seen: map[string]map[string]bool{}}
	stop := v.come(3)
	v.read(len(allLanguages)) // the old site, in every language
	saved := l.edit(t)
	for !v.new.Load() && time.Since(saved) < 5*time.Minute {
		time.Sleep(5 * time.Millisecond)
	}
	live := time.Since(saved)
	v.read(2 * len(allLanguages))
	stop()
	for _, tag := range allLanguages {
		if n := len(v.seen[tag]); n != 2 {
			t.Errorf("in %s %d different pages were shown, want the old and the new one", tag, n)
		}
	}
	hugo := l.hugo(t)
	t.Logf("live after %.2f s, of which Hugo %.2f s; %d pages were read meanwhile", live.Seconds(), hugo.Seconds(), v.answers.Load())
	if !raceDetector && live > 2*hugo+10*time.Second { // which slows the program down, and not Hugo
		t.Errorf("an edit is live after %v, of which Hugo took %v", live, hugo)
	}
}

// visitors are people who read pages of one language after the other.
type visitors struct {
	t       *testing.T
	l       *liveSite
	page    string
	next    atomic.Int64 // language
	new     atomic.Bool  // somebody was shown the new site
	answers atomic.Int64

	mu   sync.Mutex
	seen map[string]map[string]bool // the pages that were shown, by language
}

// come lets visitors read until stop is called.
func (v *visitors) come(n int) (stop func()) {
	var leave atomic.Bool
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			for !leave.Load() {
				v.visit(allLanguages[int(v.next.Add(1))%len(allLanguages)])
				time.Sleep(10 * time.Millisecond) // the build wants a processor too
			}
		})
	}
	return func() {
		leave.Store(true)
		all.Wait()
	}
}

// read waits until so many pages more were read.
func (v *visitors) read(n int) {
	for until := v.answers.Load() + int64(n); v.answers.Load() < until; {
		time.Sleep(5 * time.Millisecond)
	}
}

var (
	styleOf  = regexp.MustCompile(`<link rel="?stylesheet"? href="([^"]+)"`)
	tokensOf = regexp.MustCompile(`(name="form_token" value=")[^"]*`)
)

func (v *visitors) visit(tag string) {
	before := v.new.Load()
	page, ok := v.get("/" + tag + v.page)
	if !ok {
		return
	}
	v.answers.Add(1)
	switch isNew := v.l.isNew(tag, page); {
	case isNew:
		v.new.Store(true)
	case before:
		v.t.Errorf("the old page is shown in %s after the new site", tag)
	}
	style := styleOf.FindStringSubmatch(page)
	if style == nil || !strings.Contains(page, "</html>") {
		v.t.Errorf("in %s a page is not whole: %.200s", tag, page)
		return
	}
	v.get(strings.TrimPrefix(style[1], v.l.p.origin.String()))
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.seen[tag] == nil {
		v.seen[tag] = map[string]bool{}
	}
	v.seen[tag][tokensOf.ReplaceAllString(page, "$1")] = true
}

func (v *visitors) get(path string) (body string, ok bool) {
	answer, err := http.Get("http://" + v.l.p.Addr() + path)
	if err != nil {
		v.t.Error(err)
		return "", false
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK || len(text) == 0 {
		v.t.Errorf("%s is answered %s, %v", path, answer.Status, err)
		return "", false
	}
	return string(text), true
}

// wait returns once the edit is live: the site is swapped in all languages at once,
// as TestNobodySeesAHalfBuiltSite shows, so that Italian says it for all.
func (l *liveSite) wait(t testing.TB) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		answer, err := http.Get("http://" + l.p.Addr() + "/it" + livePage)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err == nil && l.isNew("it", string(text)) {
			return
		}
	}
	t.Fatal("the edit is not live after five minutes")
}
