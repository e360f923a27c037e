package desk_test

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
	"sportello/forms-api/desk"
	"sportello/forms-api/seal"
	"sportello/forms-api/sqlite"
	"sportello/forms-api/words"
)

// monday is when the tests begin: 10:00 at the offices.
var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

var rome = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		panic(err)
	}
	return zone
}()

// A clock that tests move.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// help is a running service: the real store and seals, the desk over HTTP.
type help struct {
	t        *testing.T
	clock    *clock
	server   *httptest.Server
	store    *sqlite.Store
	path     string // of the database
	ring     *seal.Ring
	accounts *formsapi.Accounts
	factors  *formsapi.SecondFactors
	recovery map[string][]string // the recovery codes of a colleague by e-mail, that were not used
	secrets  map[string]string   // of their apps, likewise
	work     *formsapi.WorkAppointments
	answers  *formsapi.AnswerRequests
	slots    *formsapi.Slots
	calls    *formsapi.CallList
	contacts *formsapi.RecordContact
	closing  *formsapi.CloseOffice
	absences *formsapi.NoteAbsence
	feeds    *formsapi.Feeds
	erasures *formsapi.Erasures
	time     *formsapi.PassTime
	request  *formsapi.RequestAppointment
	rate     *formsapi.RatePage
	pages    *pages
	site     *site
	from     netip.Prefix // where visitors come from
}

type option func(*desk.Config)

func givenDesk(t *testing.T, options ...option) *help {
	t.Helper()
	h := &help{t: t, recovery: map[string][]string{}, secrets: map[string]string{}, clock: &clock{at: monday}, pages: &pages{}, site: &site{}, from: netip.MustParsePrefix("192.0.2.1/32")}
	ring, err := seal.CreateRing(filepath.Join(t.TempDir(), "keys", "ring.toml"), monday)
	if err != nil {
		t.Fatal(err)
	}
	h.ring, h.path = ring, filepath.Join(t.TempDir(), "sportello.db")
	h.store = givenStore(t, h.path, ring, h.clock)
	loaded, err := words.Load(desk.I18n)
	if err != nil {
		t.Fatal(err)
	}
	site, err := words.Load(os.DirFS("../../i18n"))
	if err != nil {
		t.Fatal(err)
	}
	h.useCases(ring)
	h.answers = &formsapi.AnswerRequests{Work: h.work, Words: site}
	c := desk.Config{
		Appointments: h.work, Replies: h.answers, Slots: h.slots, Calls: h.calls, Contacts: h.contacts, Closing: h.closing, Absences: h.absences,
		Experience: &formsapi.RateService{Appointments: h.store, Store: h.store, Sealer: ring, Catalogue: offices{}, Now: h.clock.now, Random: rand.Reader},
		Translate:  &formsapi.Translate{Pages: h.pages, Store: h.store, Now: h.clock.now, Zone: time.UTC}, Direction: directionOf,
		Feeds: h.feeds, Public: strictWords{site, t}, Accounts: h.accounts, Factors: h.factors, Ratings: &formsapi.ReadRatings{Store: h.store, Sealer: ring, Translated: h.pages, Now: h.clock.now},
		Staff: h.store, Catalogue: offices{}, Languages: []string{"it", "en", "ar"}, Words: strictWords{loaded, t},
		Title: func(path string) string { return titles[path] }, Site: h.site,
		Sessions: h.store.Sessions(), URL: "https://help.example.org", Limits: true,
		Client: func(*http.Request) netip.Prefix { return h.from },
		Styles: []byte(":root { --colour-ink: black }"), Now: h.clock.now, Log: failingLog(t),
	}
	h.giveAccount(&c)
	h.giveReports(&c)
	for _, o := range options {
		o(&c)
	}
	h.server = httptest.NewServer(desk.New(c))
	t.Cleanup(h.server.Close)
	return h
}

// channels: e-mail is set up, SMS is not.
var channels = formsapi.Channels{Email: true}

func givenStore(t *testing.T, path string, ring *seal.Ring, c *clock) *sqlite.Store {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlite.Config{Path: path, Chain: ring.Chain, Fingerprint: ring.Fingerprint(), Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return store
}

func (h *help) useCases(ring *seal.Ring) {
	h.accounts = &formsapi.Accounts{Catalogue: offices{}, Languages: languages{}, Store: h.store, Now: h.clock.now}
	h.factors = &formsapi.SecondFactors{Store: h.store, Sealer: ring, Issuer: "sportello help.example.org", Now: h.clock.now, Random: rand.Reader}
	h.work = &formsapi.WorkAppointments{Catalogue: offices{}, Sealer: ring, Store: h.store, Staff: h.store, Channels: channels, Now: h.clock.now}
	notice := func(string) []byte { return make([]byte, 32) }
	overlay := catalogue.NewOverlay(filepath.Join(h.t.TempDir(), "closures.toml"))
	h.slots = &formsapi.Slots{Catalogue: offices{}, Store: h.store, Now: h.clock.now}
	h.calls = &formsapi.CallList{Catalogue: offices{}, Sealer: ring, Outbox: h.store, Appointments: h.store, Now: h.clock.now}
	h.contacts = &formsapi.RecordContact{Catalogue: offices{}, Languages: languages{}, Sealer: ring, Store: h.store, Channels: channels, Now: h.clock.now, PrivacyNotice: notice}
	h.closing = &formsapi.CloseOffice{Catalogue: offices{}, Sealer: ring, Store: h.store, Overlay: overlay, Channels: channels, Now: h.clock.now}
	h.absences = &formsapi.NoteAbsence{Catalogue: offices{}, Languages: languages{}, Sealer: ring, Store: h.store, Overlay: overlay, Now: h.clock.now}
	h.feeds = &formsapi.Feeds{Store: h.store, Appointments: h.store, Sealer: ring, Catalogue: offices{}, Now: h.clock.now}
	h.time = &formsapi.PassTime{Catalogue: offices{}, Sealer: ring, Store: h.store, Channels: channels, Now: h.clock.now, Random: rand.Reader}
	h.request = &formsapi.RequestAppointment{
		Catalogue: offices{}, Languages: languages{}, Sealer: ring, Store: h.store, Channels: channels, Now: h.clock.now, Random: rand.Reader,
		PrivacyNotice: notice,
	}
	h.rate = &formsapi.RatePage{Pages: anyPage{}, Languages: languages{}, Sealer: ring, Store: h.store, Now: h.clock.now, Random: rand.Reader}
}

// strictWords fails the test where a message or a placeholder is missing.
type strictWords struct {
	*words.Words
	t *testing.T
}

func (w strictWords) Message(language, key string, args map[string]any) string {
	said, err := w.Lookup(language, key, args)
	if err != nil {
		w.t.Error(err)
	}
	return said
}

// failingLog fails the test on what the desk logs as an error.
func failingLog(t *testing.T) *slog.Logger {
	return slog.New(slog.NewTextHandler(logged{t}, &slog.HandlerOptions{Level: slog.LevelError}))
}

type logged struct{ t *testing.T }

func (l logged) Write(p []byte) (int, error) {
	l.t.Errorf("the desk logged: %s", p)
	return len(p), nil
}

// givenRequest stores what a person sends, as it would come from the site, and
// returns its id. A minute passes before the next one.
func (h *help) givenRequest(changes ...func(*formsapi.AppointmentRequest)) uuid.UUID {
	h.t.Helper()
	r := formsapi.AppointmentRequest{
		Office: "potenza", Service: "legal-advice", Language: "it", Consent: true,
		Details: formsapi.Details{Name: "Amina Benali", Contact: formsapi.ContactNone},
	}
	for _, change := range changes {
		change(&r)
	}
	h.clock.pass(time.Minute)
	if _, err := h.request.Request(h.t.Context(), r); err != nil {
		h.t.Fatal(err)
	}
	newest, err := h.store.Appointments(h.t.Context(), formsapi.AppointmentFilter{SetAside: r.Honeypot != "", Limit: 1})
	if err != nil || len(newest) != 1 {
		h.t.Fatalf("the request is not in the store: %v", err)
	}
	return newest[0].ID
}

func (h *help) givenRating(r formsapi.PageRating) {
	h.t.Helper()
	h.clock.pass(time.Minute)
	if _, err := h.rate.Rate(h.t.Context(), r); err != nil {
		h.t.Fatal(err)
	}
}

const password = "correct horse battery"

// givenStaff makes an account that has chosen its password, and has a second
// factor if it needs one.
func (h *help) givenStaff(name string, grants ...formsapi.Grant) formsapi.Staff {
	h.t.Helper()
	s := h.givenNewStaff(name, grants...)
	if s.NeedsSecondFactor() {
		h.givenFactor(s)
	}
	return s
}

// givenNewStaff makes an account that has chosen its password, and nothing else.
func (h *help) givenNewStaff(name string, grants ...formsapi.Grant) formsapi.Staff {
	h.t.Helper()
	ctx := context.Background()
	s := formsapi.Staff{Name: name, Email: mailbox(name), Language: "en", Grants: grants}
	token, err := h.accounts.Invite(ctx, s, formsapi.ByCommand)
	if err != nil {
		h.t.Fatal(err)
	}
	if s, err = h.accounts.Accept(ctx, token, password, password); err != nil {
		h.t.Fatal(err)
	}
	return s
}
