package notify_test

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"io"
	"log/slog"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/notify"
	"sportello/forms-api/seal"
	"sportello/forms-api/sqlite"
	"sportello/forms-api/words"
)

// monday is when these tests begin: ten o'clock in Rome.
var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

var rome = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		panic(err)
	}
	return zone
}()

// siteWords are the words of the site, and which way they run.
type siteWords struct{ *words.Words }

func (siteWords) Direction(lang string) string {
	switch lang {
	case "ar", "fa", "ps", "ur":
		return "rtl"
	}
	return "ltr"
}

var loadWords = sync.OnceValues(func() (*words.Words, error) { return words.Load(os.DirFS("../../i18n")) })

func givenWords(t *testing.T) siteWords {
	t.Helper()
	said, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	return siteWords{said}
}

// town is a catalogue with an office that confirms at once, every day from 8 to 18.
type town struct{ formsapi.Catalogue }

func (town) Office(id string) (formsapi.Office, bool) {
	week := formsapi.Week{}
	for day := range week {
		week[day] = []formsapi.Interval{{Opens: 8 * 60, Closes: 18 * 60}}
	}
	hours, err := formsapi.NewOpeningHours(rome, week, nil)
	rule := formsapi.DefaultRule(formsapi.ModeInstant)
	for day := range rule.Intervals {
		rule.Intervals[day] = []formsapi.BookableInterval{{Interval: week[day][0], Desks: 50}}
	}
	return formsapi.Office{
		ID: id, Organisation: "comune-di-potenza", Zone: rome, CounterHours: hours,
		Names:      formsapi.Text{"it": "Sportello di Potenza", "en": "Potenza desk", "ar": "مكتب بوتنسا"},
		Address:    formsapi.Address{Street: "via Lacava, 2", City: "Potenza"},
		Telephones: []formsapi.Telephone{{Shown: "0971 415507", E164: "+390971415507"}},
		Services:   []string{"legal-advice"}, Booking: formsapi.Booking{Rule: rule},
	}, err == nil && (id == "potenza" || id == "montelucci")
}

func (town) Service(id string) (formsapi.Service, bool) {
	return formsapi.Service{ID: id, Names: formsapi.Text{"it": "Consulenza legale"}, Status: formsapi.ServiceActive}, id == "legal-advice"
}

// service is the use cases on a real store, with a clock that the test moves.
type service struct {
	path   string
	ring   *seal.Ring
	store  *sqlite.Store
	words  siteWords
	file   *calendar
	asks   *formsapi.RequestAppointment
	follow *formsapi.FollowAppointment

	mu  sync.Mutex
	now time.Time
	log strings.Builder
}

func (s *service) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *service) set(now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = now
}

func begin(t *testing.T) *service {
	t.Helper()
	s := &service{now: monday, path: filepath.Join(t.TempDir(), "sportello.db"), words: givenWords(t), file: &calendar{}}
	var err error
	if s.ring, err = seal.CreateRing(filepath.Join(t.TempDir(), "keys", "ring.toml"), monday); err != nil {
		t.Fatal(err)
	}
	s.store = s.open(t)
	both := formsapi.Channels{Email: true, SMS: true}
	s.asks = &formsapi.RequestAppointment{
		Catalogue: town{}, Languages: s.words, Sealer: s.ring, Store: s.store, Channels: both, Now: s.clock, Random: rand.Reader,
		PrivacyNotice: func(string) []byte { return make([]byte, 32) },
	}
	s.follow = &formsapi.FollowAppointment{
		Catalogue: town{}, Languages: s.words, Sealer: s.ring, Store: s.store, Channels: both, Now: s.clock, Random: rand.Reader,
	}
	return s
}

// open is the database, as another process has it.
func (s *service) open(t *testing.T) *sqlite.Store {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlite.Config{Path: s.path, Chain: s.ring.Chain, Fingerprint: s.ring.Fingerprint(), Now: s.clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return store
}

// asked books an appointment; who is what the person tells of themselves.
func (s *service) asked(t *testing.T, slot time.Time, who formsapi.Details) formsapi.Reference {
	t.Helper()
	if who.Name == "" {
		who.Name = "Amina Benali"
	}
	ref, err := s.asks.Request(t.Context(), formsapi.AppointmentRequest{
		Office: "potenza", Service: "legal-advice", Slot: slot.Format(time.RFC3339), Language: "it", Consent: true, Details: who,
	})
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func (s *service) step(t *testing.T, p formsapi.PersonStep) {
	t.Helper()
	if err := s.follow.Step(t.Context(), p); err != nil {
		t.Fatal(err)
	}
}

// messages are those of an appointment, the latest first.
func (s *service) messages(t *testing.T, ref formsapi.Reference) []formsapi.QueuedMessage {
	t.Helper()
	a, err := s.store.AppointmentByIndex(t.Context(), s.ring.Index(formsapi.IndexReference, string(ref)))
	if err != nil {
		t.Fatal(err)
	}
	all, err := s.store.MessagesOf(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// deliverer delivers from the service's outbox.
func (s *service) deliverer(to notify.Mail, sms notify.SMS) *notify.Deliverer {
	return &notify.Deliverer{
		Outbox: s.store, Appointments: s.store, Sealer: s.ring, Mail: to, SMS: sms, Now: s.clock,
		Chance: func() float64 { return 0 }, Pause: func(time.Duration) {}, Log: slog.New(slog.NewTextHandler(&s.log, nil)),
		Letters: notify.Letters{Words: s.words, Catalogue: town{}, Calendar: s.file, Site: "https://help.example.org"},
	}
}

// deliver delivers until nothing is due.
func deliver(t *testing.T, d *notify.Deliverer) (failed error) {
	t.Helper()
	for {
		more, err := d.Deliver(context.WithoutCancel(t.Context()))
		if err != nil {
			failed = err
		}
		if !more {
			return failed
		}
	}
}

// calendar notes for what a file was asked, and gives one.
type calendar struct {
	mu    sync.Mutex
	asked []formsapi.FollowedAppointment
}

func (c *calendar) Appointment(_ string, f formsapi.FollowedAppointment, _ string) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = append(c.asked, f)
	method := "PUBLISH"
	if !f.State.HoldsPlace() {
		method = "CANCEL"
	}
	return []byte("BEGIN:VCALENDAR\r\nMETHOD:" + method + "\r\nEND:VCALENDAR\r\n"), nil
}

func decoded(encoding string, body io.Reader) (string, error) {
	switch strings.ToLower(encoding) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	text, err := io.ReadAll(body)
	return strings.ReplaceAll(string(text), "\r\n", "\n"), err
}

var byEmail = formsapi.Details{Email: "amina@example.org", Contact: formsapi.ContactEmail}
