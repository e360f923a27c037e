package formsapi_test

import (
	"context"
	"crypto/rand"
	"path/filepath"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/seal"
	"sportello/forms-api/sqlite"
)

// monday is when these tests begin.
var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// A service is the use cases on a real store and real seals, in a town with one
// office, whose way to give appointments a test may change.
type service struct {
	now  time.Time
	mode formsapi.BookingMode
	desk func(*formsapi.Office) // changes the office; nil for as it is
	ring *seal.Ring

	channels formsapi.Channels
	store    *sqlite.Store
	path     string // of the database

	request  *formsapi.RequestAppointment
	follow   *formsapi.FollowAppointment
	slots    *formsapi.Slots
	record   *formsapi.RecordContact
	time     *formsapi.PassTime
	rate     *formsapi.RatePage
	work     *formsapi.WorkAppointments
	accounts *formsapi.Accounts
	export   *formsapi.Export
}

func begin(t *testing.T) *service {
	t.Helper()
	s := &service{now: monday, mode: formsapi.ModeRequest, channels: formsapi.Channels{Email: true, SMS: true}}
	now := func() time.Time { return s.now }
	var err error
	if s.ring, err = seal.CreateRing(filepath.Join(t.TempDir(), "keys", "ring.toml"), monday); err != nil {
		t.Fatal(err)
	}
	s.path = filepath.Join(t.TempDir(), "sportello.db")
	s.store, err = sqlite.Open(t.Context(), sqlite.Config{Path: s.path, Chain: s.ring.Chain, Fingerprint: s.ring.Fingerprint(), Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.store.Close() })
	s.request = &formsapi.RequestAppointment{
		Catalogue: s, Languages: s, Sealer: s.ring, Store: s.store, Channels: s.channels, Now: now, Random: rand.Reader,
		PrivacyNotice: func(string) []byte { return make([]byte, 32) },
	}
	s.follow = &formsapi.FollowAppointment{
		Catalogue: s, Languages: s, Sealer: s.ring, Store: s.store, Channels: s.channels, Now: now, Random: rand.Reader,
	}
	s.slots = &formsapi.Slots{Catalogue: s, Store: s.store, Now: now}
	s.record = &formsapi.RecordContact{
		Catalogue: s, Languages: s, Sealer: s.ring, Store: s.store, Channels: s.channels, Now: now,
		PrivacyNotice: func(string) []byte { return make([]byte, 32) },
	}
	s.time = &formsapi.PassTime{Catalogue: s, Sealer: s.ring, Store: s.store, Channels: s.channels, Now: now, Random: rand.Reader}
	s.rate = &formsapi.RatePage{Pages: s, Languages: s, Sealer: s.ring, Store: s.store, Now: now, Random: rand.Reader}
	s.work = &formsapi.WorkAppointments{Catalogue: s, Sealer: s.ring, Store: s.store, Staff: s.store, Channels: s.channels, Now: now}
	s.accounts = &formsapi.Accounts{Catalogue: s, Languages: s, Store: s.store, Now: now}
	s.export = &formsapi.Export{Appointments: s.store, Ratings: s.store, Messages: s.store, Log: log{s.store}, Sealer: s.ring, Now: now}
	return s
}

// The town's catalogue, its site and its languages.

func (s *service) office() formsapi.Office {
	o := formsapi.Office{
		ID: "desk", Organisation: "town", Names: formsapi.Text{"it": "Sportello"}, Zone: time.UTC,
		Services: []string{"advice"}, Booking: formsapi.Booking{Rule: formsapi.DefaultRule(s.mode)},
	}
	if s.desk != nil {
		s.desk(&o)
	}
	return o
}

func (s *service) Offices() []formsapi.Office               { return []formsapi.Office{s.office()} }
func (s *service) Office(id string) (formsapi.Office, bool) { return s.office(), id == "desk" }
func (s *service) Services() []formsapi.Service             { return nil }
func (s *service) Organisation(string) (formsapi.Organisation, bool) {
	return formsapi.Organisation{}, false
}
func (s *service) HasPage(string) bool  { return true }
func (s *service) Site(tag string) bool { return tag == "it" }
func (s *service) Spoken(string) bool   { return true }
func (s *service) Service(id string) (formsapi.Service, bool) {
	return formsapi.Service{ID: id, Names: formsapi.Text{"it": "Consulenza"}, Status: formsapi.ServiceActive}, id == "advice" || id == "papers"
}

func asking(key string) formsapi.AppointmentRequest {
	return formsapi.AppointmentRequest{
		Office: "desk", Service: "advice", Language: "it", Consent: true, IdempotencyKey: key,
		Details: formsapi.Details{Name: " Amina ", Phone: "333 123 4567", Reason: "uno\r\ndue"},
	}
}

// asked sends a request and reads what is stored of it.
func (s *service) asked(t *testing.T, r formsapi.AppointmentRequest) formsapi.Appointment {
	t.Helper()
	ref, err := s.request.Request(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.store.AppointmentByIndex(t.Context(), s.ring.Index(formsapi.IndexReference, string(ref)))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// log reads the store's audit log as an export does.
type log struct{ store *sqlite.Store }

func (l log) AuditAfter(ctx context.Context, seq int64, limit int) ([]formsapi.NumberedAuditEntry, error) {
	rows, err := l.store.AuditEntries(ctx, seq, limit)
	var entries []formsapi.NumberedAuditEntry
	for _, r := range rows {
		entries = append(entries, formsapi.NumberedAuditEntry{Seq: r.Seq, AuditEntry: r.AuditEntry})
	}
	return entries, err
}
