package sqlite

import (
	"crypto/sha256"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
	"sportello/forms-api/seal"
)

// noon is when the tests happen.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// A fixed clock; the tests that need another one move their own.
func atNoon() time.Time { return noon }

func TestMain(m *testing.M) {
	if path := os.Getenv(crashPath); path != "" { // this process is the child of a test
		crashingServer(path)
		return
	}
	os.Exit(m.Run())
}

// givenRing makes keys in a folder of their own.
func givenRing(t testing.TB) *seal.Ring {
	t.Helper()
	ring, err := seal.CreateRing(filepath.Join(t.TempDir(), "keys", "ring.toml"), noon)
	if err != nil {
		t.Fatal(err)
	}
	return ring
}

// givenStore opens a new store that is closed with the test.
func givenStore(t testing.TB, ring *seal.Ring) *Store {
	t.Helper()
	return openStore(t, filepath.Join(t.TempDir(), "sportello.db"), ring)
}

func openStore(t testing.TB, path string, ring *seal.Ring) *Store {
	t.Helper()
	return opened(t, Config{Path: path, Chain: ring.Chain, Fingerprint: ring.Fingerprint(), Now: atNoon, Log: quiet})
}

// upgradeStore opens a store as a server does.
func upgradeStore(t testing.TB, path string, ring *seal.Ring) *Store {
	t.Helper()
	return opened(t, Config{Path: path, Chain: ring.Chain, Fingerprint: ring.Fingerprint(), Now: atNoon, Log: quiet, Upgrade: true})
}

func opened(t testing.TB, c Config) *Store {
	t.Helper()
	s, err := Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// What a person writes, which must be nowhere in clear.
var told = formsapi.Details{
	Reference: "K7QF2M9X4TBD",
	Name:      "Amina Benali",
	Phone:     "+393331234567",
	Email:     "amina.benali@example.org",
	Contact:   formsapi.ContactCall,
	Reason:    "Rinnovo del permesso di soggiorno",
}

// A wanted changes the request that givenRequest makes.
type wanted func(*formsapi.NewAppointment)

// givenRequest is a sealed request that is ready to be stored.
func givenRequest(t testing.TB, ring *seal.Ring, wants ...wanted) formsapi.NewAppointment {
	t.Helper()
	id := uuid.Must(uuid.NewV7())
	key := keyFor(t, ring, id)
	notice := sha256.Sum256([]byte("notice"))
	n := formsapi.NewAppointment{
		Appointment: formsapi.Appointment{
			ID: id, Organisation: "comune-di-potenza", Office: "potenza", Service: "legal-advice",
			OfficeShown: "Sportello di Potenza", ServiceShown: "Consulenza legale", Language: "it",
			PrivacyNotice: notice[:], People: 2, State: formsapi.Requested, CreatedAt: noon, Version: 1,
			Key: key.Wrapped(),
		},
		Indexes: []formsapi.BlindIndex{
			ring.Index(formsapi.IndexReference, string(referenceOf(id))),
			ring.Index(formsapi.IndexPhone, told.Phone),
			ring.Index(formsapi.IndexEmail, told.Email),
			ring.Index(formsapi.IndexNameWord, "amina"),
			ring.Index(formsapi.IndexNameWord, "benali"),
		},
		History: formsapi.HistoryEntry{
			ID: uuid.Must(uuid.NewV7()), At: noon, By: formsapi.ByPublic,
			Event: formsapi.EventRequest, To: formsapi.Requested,
		},
		Audit: formsapi.NewAuditEntry(noon, formsapi.ByPublic, formsapi.ActionRequest, id, "potenza"),
	}
	for _, want := range wants {
		want(&n)
	}
	var err error
	if start := n.Appointment.Start; start != nil {
		event, messages := n.History, n.Messages
		d := formsapi.HistoryDetails{Start: start.Local, Zone: start.Zone, Until: n.Appointment.HoldUntil}
		n.Tell = func(minutes int) ([]byte, []formsapi.Message, error) {
			d.Minutes = minutes
			sealed, err := formsapi.SealHistory(key, event, d)
			return sealed, messages, err
		}
		if n.History.Sealed, _, err = n.Tell(n.Appointment.Minutes); err != nil {
			t.Fatal(err)
		}
	}
	said := told
	said.Reference = referenceOf(id)
	if n.Appointment.Sealed, err = formsapi.SealDetails(key, n.Appointment, said); err != nil {
		t.Fatal(err)
	}
	return n
}

// referenceOf is the code of a request that givenRequest made, as long as a real one.
func referenceOf(id uuid.UUID) formsapi.Reference { return formsapi.Reference(id.String()[24:]) }

func keyFor(t testing.TB, ring *seal.Ring, id uuid.UUID) formsapi.RecordKey {
	t.Helper()
	key, err := ring.NewKey(id)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func at(when time.Time) wanted {
	return func(n *formsapi.NewAppointment) { n.Appointment.CreatedAt = when }
}

func office(id string) wanted {
	return func(n *formsapi.NewAppointment) { n.Appointment.Office, n.Audit.Office = id, id }
}

func language(tag string) wanted {
	return func(n *formsapi.NewAppointment) { n.Appointment.Language = tag }
}

// idempotent gives a request a key, as the root does, and what was sent with it.
func idempotent(ring *seal.Ring, key, content string) wanted {
	return func(n *formsapi.NewAppointment) {
		n.Idempotency = &formsapi.Idempotency{
			Key:     ring.Index(formsapi.IndexIdempotency, key).Value,
			Content: ring.Index(formsapi.IndexContent, content).Value,
		}
	}
}

func stored(t testing.TB, s *Store, n formsapi.NewAppointment) formsapi.Appointment {
	t.Helper()
	if _, err := s.InsertAppointment(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	return n.Appointment
}

func givenRating(t testing.TB, ring *seal.Ring, page, language string, stars int) formsapi.NewRating {
	t.Helper()
	id := uuid.Must(uuid.NewV7())
	key := keyFor(t, ring, id)
	r := formsapi.Rating{
		ID: id, Page: page, Rating: stars, Aspect: "other", Language: language, CreatedAt: noon, Key: key.Wrapped(),
	}
	var err error
	if r.Sealed, err = formsapi.SealRating(key, r, formsapi.RatingDetails{Comment: "Non trovo gli orari"}); err != nil {
		t.Fatal(err)
	}
	return formsapi.NewRating{Rating: r}
}

// givenStaff stores an account with an open invitation, and returns the hash of its token.
func givenStaff(t testing.TB, s *Store, email string, grants ...formsapi.Grant) (formsapi.Staff, []byte) {
	t.Helper()
	a := formsapi.Staff{
		ID: uuid.Must(uuid.NewV7()), Email: email, Name: strings.Split(email, "@")[0], Language: "it",
		Grants: grants, CreatedAt: noon,
	}
	hash := formsapi.HashToken("token of " + email)
	i := formsapi.Invitation{TokenHash: hash, Staff: a.ID, ExpiresAt: noon.Add(time.Hour)}
	if err := s.AddStaff(t.Context(), a, i, entry(formsapi.ActionInvite, a.ID)); err != nil {
		t.Fatal(err)
	}
	return a, hash
}

// givenPassword uses the invitation of an account.
func givenPassword(t testing.TB, s *Store, a formsapi.Staff, hash []byte) {
	t.Helper()
	a.PasswordHash = "$argon2id$…"
	if err := s.UseInvitation(t.Context(), hash, a, entry(formsapi.ActionPassword, a.ID)); err != nil {
		t.Fatal(err)
	}
}

func entry(action formsapi.Action, subject uuid.UUID) formsapi.AuditEntry {
	return formsapi.NewAuditEntry(noon, formsapi.ByCommand, action, subject, "")
}

func mustID(text string) uuid.UUID { return uuid.MustParse(text) }
