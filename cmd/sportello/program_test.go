package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// makeTown makes a folder with nothing but what a town brings: content/,
// static/, hugo.toml and sportello.toml. Looks and words come from the program.
func makeTown(dir string, languages func(settings string) string) error {
	for _, folder := range []string{"content", "static"} {
		if err := os.CopyFS(filepath.Join(dir, folder), os.DirFS(filepath.Join("../..", folder))); err != nil {
			return err
		}
	}
	hugo, err := os.ReadFile("../../hugo.toml")
	if err != nil {
		return err
	}
	// A fixed address, so that one built site serves every program of a test.
	url := []byte("url = \"http://127.0.0.1:8080\"\n")
	return errors.Join(
		os.WriteFile(filepath.Join(dir, "hugo.toml"), []byte(languages(string(hugo))), 0o644),
		os.WriteFile(filepath.Join(dir, "sportello.toml"), url, 0o644))
}

// town is a town's folder, in a few languages, that the test may change.
func town(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	if err := makeTown(dir, inFewLanguages); err != nil {
		t.Fatal(err)
	}
	return dir
}

// common is a town that no test changes, with its site in all languages, which is built once.
var common struct {
	made atomic.Pointer[string]
	once sync.Once
	err  error
}

func commonFolder(t testing.TB) string {
	t.Helper()
	common.once.Do(func() {
		dir, err := os.MkdirTemp("", "sportello-common-")
		if err == nil {
			common.made.Store(&dir)
			err = makeTown(filepath.Join(dir, "town"), strings.Clone)
		}
		for _, folder := range []string{"site", "cache"} {
			err = errors.Join(err, os.MkdirAll(filepath.Join(dir, folder), 0o755))
		}
		common.err = err
	})
	if common.err != nil {
		t.Fatal(common.err)
	}
	return *common.made.Load()
}

// unchanged are folders with the common town and its site, and an empty database.
func unchanged(t testing.TB) folders {
	t.Helper()
	shared, dir := commonFolder(t), t.TempDir()
	f := folders{site: filepath.Join(shared, "town"), data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	if err := os.Mkdir(f.data, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"site", "cache"} {
		if err := os.Symlink(filepath.Join(shared, folder), filepath.Join(f.data, folder)); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func writeFile(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// runOn runs a program on a town until stop is called.
func runOn(town, data, keys string) (p *Program, stop func() error, err error) {
	return runWith(settings{folders: folders{site: town, data: data, keys: keys}, listen: "127.0.0.1:0", limits: true})
}

func runWith(s settings) (p *Program, stop func() error, err error) {
	var said bytes.Buffer
	if p, err = openWith(s, &lockedWriter{w: &said}); err != nil {
		return nil, nil, err
	}
	if stop, err = begin(p); err != nil {
		return nil, nil, fmt.Errorf("%w\n%s", err, said.String())
	}
	return p, stop, nil
}

// begin runs an open program until stop is called.
func begin(p *Program) (stop func() error, err error) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx) }()
	select {
	case <-p.Ready():
		return func() error {
			cancel()
			return errors.Join(<-ended, p.Close())
		}, nil
	case err := <-ended:
		cancel()
		return nil, fmt.Errorf("the program ended: %w", errors.Join(err, p.Close()))
	}
}

// openWith opens a program that does not run yet.
func openWith(s settings, said io.Writer) (*Program, error) {
	c := &console{in: strings.NewReader(""), out: io.Discard, err: said, env: func(string) string { return "" }}
	return c.Open(context.Background(), s)
}

type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(text []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(text)
}

// serving starts a program on the common town for one test.
func serving(t testing.TB) *Program {
	t.Helper()
	return servingOn(t, unchanged(t))
}

func servingOn(t testing.TB, f folders) *Program {
	t.Helper()
	p, stop, err := runOn(f.site, f.data, f.keys)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// post sends JSON and returns the reference of what was stored.
func post(addr, path, body string) (reference string, err error) {
	answer, err := http.Post("http://"+addr+path, "application/json", strings.NewReader(body))
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return "", err
	}
	if answer.StatusCode != http.StatusCreated {
		return "", fmt.Errorf("%s: %s %s", path, answer.Status, text)
	}
	var stored struct{ Reference string }
	if err := json.Unmarshal(text, &stored); err != nil {
		return "", err
	}
	return stored.Reference, nil
}

const goodRequest = `{"office": "montelucci", "service": "legal-advice", "name": "Prova أمينة আমিনা", "phone": "333 123 4567", "language": "it", "consent": true}`

func TestATownsFolderIsEnough(t *testing.T) {
	p := serving(t)
	for path, want := range map[string]string{
		"/":                     "العربية",
		"/it/offices/potenza/":  "via Lacava, 2",
		"/en/appointments/new/": `data-form="appointment"`,
		"/it/appointments/new/?office=potenza&service=orientation&slot=": "form_token",
		"/ar/services/orientation/":                                      `dir="rtl"`,
		"/readyz":                                                        "ready",
		"/healthz":                                                       "alive",
		"/desk/sign-in":                                                  "<form",
	} {
		answer, err := http.Get("http://" + p.Addr() + path)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || answer.StatusCode != http.StatusOK || !strings.Contains(string(text), want) {
			t.Errorf("%s: %s, %v; want 200 and %q", path, answer.Status, err, want)
		}
	}
}

func TestPagesAreNotServedBeforeTheyAreBuilt(t *testing.T) {
	g := &gate{inside: http.NotFoundHandler()}
	for path, want := range map[string]int{"/healthz": 200, "/readyz": 503, "/it/": 503, "/desk/": 503} {
		if got := status(g, path); got != want {
			t.Errorf("before the first build %s answers %d, want %d", path, got, want)
		}
	}
	g.open()
	if got := status(g, "/it/"); got != http.StatusNotFound {
		t.Errorf("behind the open gate /it/ answers %d, want what is inside", got)
	}
}

func TestAnEditIsServedSoon(t *testing.T) {
	own := unchanged(t)
	own.site = town(t)
	p := servingOn(t, own)
	path := filepath.Join(p.pages.builder.Town, "content/pages/faq/index.it.md")
	writeFile(t, path, "+++\ntitle = \"Domande nuove\"\ndescription = \"Le domande di oggi.\"\n+++\n\n## La polizia {#police}\n\nUna risposta nuova.\n") // others link to this heading
	eventually(t, "the new words are served", func() bool { return strings.Contains(shown(t, p, "/it/pages/faq/"), "Domande nuove") })

	writeFile(t, path, "+++\ntitle = \n+++\n")
	eventually(t, "the broken edit was tried", func() bool { return strings.Contains(said(p), "index.it.md:2: error") })
	if !strings.Contains(shown(t, p, "/it/pages/faq/"), "Domande nuove") {
		t.Error("a broken edit took the old page down")
	}
}

func TestARestartOnBrokenContentServesTheLatestSite(t *testing.T) {
	dir := t.TempDir()
	village, data, keys := town(t), filepath.Join(dir, "var"), filepath.Join(dir, "keys.toml")
	_, stop, err := runOn(village, data, keys)
	if err != nil {
		t.Fatal(err)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(village, "content/offices/potenza/office.toml"), "mode = \n")

	p, stop, err := runOn(village, data, keys)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	if !strings.Contains(said(p), "content/offices/potenza/office.toml:1: error: ") {
		t.Errorf("it does not say what is wrong: %s", said(p))
	}
	if page := shown(t, p, "/it/offices/potenza/"); !strings.Contains(page, "via Lacava, 2") {
		t.Error("the office's page is not served")
	}
	if _, err := post(p.Addr(), "/api/appointments", goodRequest); err != nil {
		t.Errorf("a request is refused: %v", err)
	}
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	const patience = 3 * time.Minute // on a machine that does other work besides, a build takes one
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatalf("after %s it is not so that %s", patience, what)
}

func shown(t *testing.T, p *Program, path string) string {
	t.Helper()
	answer, err := http.Get("http://" + p.Addr() + path)
	if err != nil {
		t.Fatal(err)
	}
	return bodyOf(t, answer)
}

func bodyOf(t *testing.T, answer *http.Response) string {
	t.Helper()
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// said is what the program of runOn has told so far.
func said(p *Program) string {
	l := p.console.err.(*lockedWriter)
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.(*bytes.Buffer).String()
}

// A form on a poor line arrives slowly: it is answered although the program was
// told to stop meanwhile.
func TestRequestsInFlightEndWhenTheProgramStops(t *testing.T) {
	f := unchanged(t)
	p, stop, err := runOn(f.site, f.data, f.keys)
	if err != nil {
		t.Fatal(err)
	}
	slowly, send := io.Pipe()
	r, err := http.NewRequest(http.MethodPost, "http://"+p.Addr()+"/api/appointments", slowly)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", asJSON)
	r.Header.Set("Expect", "100-continue") // the body begins when the program reads it
	outcome := make(chan error, 1)
	go func() {
		answer, err := (&http.Transport{ExpectContinueTimeout: time.Minute}).RoundTrip(r)
		if err == nil && answer.StatusCode != http.StatusCreated {
			err = errors.New(answer.Status)
		}
		outcome <- err
	}()
	half := len(goodRequest) / 2
	if _, err := io.WriteString(send, goodRequest[:half]); err != nil {
		t.Fatal(err)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	eventually(t, "the program refuses new connections", func() bool {
		answer, err := http.Get("http://" + p.Addr() + "/healthz")
		if err == nil {
			answer.Body.Close()
		}
		return err != nil
	})
	if _, err := io.WriteString(send, goodRequest[half:]); err != nil {
		t.Fatal(err)
	}
	send.Close()
	if err := <-outcome; err != nil {
		t.Errorf("the request in flight: %v", err)
	}
	if err := <-stopped; err != nil {
		t.Errorf("stopping: %v", err)
	}
}

func status(h http.Handler, path string) int {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code
}
