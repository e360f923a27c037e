package sqlite

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
	"sportello/forms-api/seal"
)

var update = flag.Bool("update", false, "write the fixture of today's schema: go test -run TestWriteFixture -update")

// The keys that the fixtures are sealed with protect nothing else.
const fixtureKeys = "testdata/keys.toml"

// TestWriteFixture keeps a populated database of today's schema for the
// programs to come. A fixture that exists is not written again: it is what a
// program of its time left behind.
func TestWriteFixture(t *testing.T) {
	if !*update {
		t.Skip("only with -update")
	}
	to := fmt.Sprintf("testdata/schema-%d.db", len(migrations))
	if _, err := os.Stat(to); err == nil {
		t.Skip(to + " exists")
	}
	ring, _, err := seal.OpenOrCreate(fixtureKeys, noon)
	if err != nil {
		t.Fatal(err)
	}
	s := givenStore(t, ring)
	schedule(t, s, ring)
	callInVain(t, s, ring)
	addViews(t, s, fixtureViews)
	workOn(t, s, ring)
	populate(t, s, ring)
	if err := Backup(t.Context(), s.path, to, nil); err != nil {
		t.Fatal(err)
	}
}

// schedule leaves a row in the tables of the second schema.
func schedule(t *testing.T, s *Store, ring *seal.Ring) {
	t.Helper()
	mediator, _ := givenStaff(t, s, "mediator@example.org", formsapi.Grant{Role: formsapi.RoleMediator})
	stored(t, s, givenRequest(t, ring, claiming(tenOClock, 1), telling(t, ring, formsapi.NoticeRequested, formsapi.ChannelEmail, noon)))
	feed := formsapi.Feed{ID: uuid.Must(uuid.NewV7()), Office: "potenza", MadeBy: mediator.ID, MadeAt: noon}
	if err := s.InsertFeed(t.Context(), feed, []byte("hash")); err != nil {
		t.Fatal(err)
	}
}

// callInVain leaves what the third schema added: a call that nobody answered.
func callInVain(t *testing.T, s *Store, ring *seal.Ring) {
	t.Helper()
	n := givenRequest(t, ring, claiming(tenOClock+6, 1), telling(t, ring, formsapi.NoticeMoved, formsapi.ChannelCall, noon))
	n.Messages[0].Concerns = n.Appointment.Start.At
	stored(t, s, n)
	if err := s.Unanswered(t.Context(), n.Messages[0].ID, noon); err != nil {
		t.Fatal(err)
	}
}

// fixtureViews are what the fourth schema added.
var fixtureViews = viewed("2026-11-22", "/offices/potenza", "ar", 3)

// populate leaves at least one row in every table of the first schema.
func populate(t *testing.T, s *Store, ring *seal.Ring) formsapi.Appointment {
	t.Helper()
	a, hash := givenStaff(t, s, "anna@example.org", formsapi.Grant{Role: formsapi.RoleCoordinator})
	givenPassword(t, s, a, hash)
	givenStaff(t, s, "invited@example.org", formsapi.Grant{Role: formsapi.RoleOperator, Office: "potenza"})
	commitSession(t, s.Sessions(), "session", sessionOf(t, &a))
	request := stored(t, s, givenRequest(t, ring, idempotent(ring, "key", "content")))
	confirmed := confirmation(request)
	confirmed.ClosedAt = time.Time{} // as the use case leaves it
	confirmed.History.Sealed = sealedWords(t, ring, request, confirmed.History,
		formsapi.HistoryDetails{Start: confirmed.Start.Local, Zone: confirmed.Start.Zone, Note: "arriva con la figlia"})
	if err := s.ChangeAppointment(t.Context(), confirmed); err != nil {
		t.Fatal(err)
	}
	if _, err := s.InsertRating(t.Context(), givenRating(t, ring, "/it/", "it", 2)); err != nil {
		t.Fatal(err)
	}
	if err := s.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	return request
}

func sealedWords(t *testing.T, ring *seal.Ring, a formsapi.Appointment, e formsapi.HistoryEntry, d formsapi.HistoryDetails) []byte {
	t.Helper()
	key, err := ring.OpenKey(a.ID, a.Key)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := formsapi.SealHistory(key, e, d)
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

// fixtureRing opens the fixtures' keys from a private copy: a clone of the
// repository does not keep their mode.
func fixtureRing(t *testing.T) *seal.Ring {
	t.Helper()
	path := filepath.Join(t.TempDir(), "keys.toml")
	copyFixture(t, fixtureKeys, path)
	ring, err := seal.OpenRing(path)
	if err != nil {
		t.Fatal(err)
	}
	return ring
}

func copyFixture(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, content, 0o600); err != nil {
		t.Fatal(err)
	}
}
