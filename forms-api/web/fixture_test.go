package web_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"html/template"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	formsapi "sportello/forms-api"
	"sportello/forms-api/seal"
	"sportello/forms-api/sqlite"
	"sportello/forms-api/web"
	"sportello/forms-api/words"
)

// A service is the real public side on a real store, with small pages.
type service struct {
	*httptest.Server
	config web.Config
	store  *sqlite.Store
	ring   *seal.Ring
	clock  *clock
	log    *syncBuffer
	site   string // the folder of the built pages

	contrived bool // it gives answers that the real one never does
}

// begin starts a service at a quarter to nine on a Monday; change alters its
// configuration first.
func begin(t *testing.T, change ...func(*web.Config)) *service {
	t.Helper()
	s := &service{clock: &clock{now: time.Date(2026, 11, 23, 7, 45, 0, 0, time.UTC)}, log: &syncBuffer{}}
	s.openStore(t)
	s.site = build(t)
	s.configure(t)
	for _, c := range change {
		c(&s.config)
	}
	s.Server = httptest.NewServer(web.New(s.config))
	t.Cleanup(func() {
		s.Close()
		if t.Failed() {
			t.Log(s.log)
		}
	})
	s.Client().CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	s.Client().Transport.(*http.Transport).DisableCompression = true
	return s
}

func (s *service) openStore(t *testing.T) {
	t.Helper()
	folder := t.TempDir()
	ring, err := seal.CreateRing(filepath.Join(folder, "keys"), s.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), sqlite.Config{Path: filepath.Join(folder, "db"), Chain: ring.Chain, Fingerprint: ring.Fingerprint(), Now: s.clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	s.ring, s.store = ring, store
}

func (s *service) configure(t *testing.T) {
	t.Helper()
	said, err := words.Load(os.DirFS("../../i18n"))
	if err != nil {
		t.Fatal(err)
	}
	site := web.NewSite()
	if err := site.Swap(s.site); err != nil {
		t.Fatal(err)
	}
	notice := func(string) []byte { sum := sha256.Sum256([]byte("notice")); return sum[:] }
	s.config = web.Config{
		Request: &formsapi.RequestAppointment{
			Catalogue: desks{}, Languages: said, Sealer: s.ring, Store: s.store,
			Now: s.clock.Now, Random: rand.Reader, PrivacyNotice: notice,
		},
		Follow:     &formsapi.FollowAppointment{Catalogue: desks{}, Languages: said, Sealer: s.ring, Store: s.store, Now: s.clock.Now, Random: rand.Reader},
		Slots:      &formsapi.Slots{Catalogue: desks{}, Store: s.store, Now: s.clock.Now},
		Experience: &formsapi.RateService{Appointments: s.store, Store: s.store, Sealer: s.ring, Catalogue: desks{}, Now: s.clock.Now, Random: rand.Reader},
		Rate: &formsapi.RatePage{
			Pages: site, Languages: said, Sealer: s.ring, Store: s.store, Now: s.clock.Now, Random: rand.Reader,
		},
		Catalogue: desks{},
		Words:     said,
		Tokens:    s.ring,
		Site:      site,
		Finder:    shelf(),
		Ready:     func(context.Context) error { return nil },
		Limits:    true,
		Now:       s.clock.Now,
		Log:       slog.New(slog.NewTextHandler(s.log, nil)),
	}
}

// build writes the fixture pages of three languages as Hugo would.
func build(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	pages := template.Must(template.ParseGlob("testdata/pages/*.html"))
	for _, l := range []struct{ lang, dir, title string }{{"it", "ltr", "Errore: "}, {"en", "ltr", "Error: "}, {"ar", "rtl", "خطأ: "}} {
		for file, name := range map[string]string{
			"index.html":                      "rated.html",
			"offices/potenza/index.html":      "rated.html",
			"feedback/index.html":             "rated.html",
			"feedback/thanks/index.html":      "404.html",
			"appointments/new/index.html":     "appointment.html",
			"appointments/request/index.html": "request.html",
			"appointments/find/index.html":    "find.html",
			"404.html":                        "404.html",
			"search/index.html":               "search.html",
		} {
			var page bytes.Buffer
			path := "/" + l.lang + "/" + strings.TrimSuffix(file, "index.html")
			view := map[string]string{"Lang": l.lang, "Dir": l.dir, "Error": l.title, "Path": path}
			if err := pages.ExecuteTemplate(&page, name, view); err != nil {
				t.Fatal(err)
			}
			write(t, folder, l.lang+"/"+file, page.Bytes())
		}
	}
	return folder
}

func write(t *testing.T, folder, name string, content []byte) {
	t.Helper()
	file := filepath.Join(folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

func zipped(t *testing.T, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(content)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// kept opens every appointment that the store has.
func (s *service) kept(t *testing.T) []formsapi.Details {
	t.Helper()
	var all []formsapi.Details
	for _, aside := range []bool{false, true} {
		stored, err := s.store.Appointments(t.Context(), formsapi.AppointmentFilter{SetAside: aside, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range stored {
			d, err := formsapi.OpenDetails(s.ring, a)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, d)
		}
	}
	return all
}

func (s *service) ratings(t *testing.T) []formsapi.Rating {
	t.Helper()
	all, err := s.store.Ratings(t.Context(), formsapi.RatingFilter{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// A clock stands still until a test moves it.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// A syncBuffer is a log that many goroutines write.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func withoutLimits(c *web.Config) { c.Limits = false }
