package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/fstest"

	"sportello/forms-api"
	"sportello/forms-api/seal"
)

// next is a schema after today's, which a test makes up.
func next(t *testing.T, sql string) []migration {
	t.Helper()
	return append(migrations[:len(migrations):len(migrations)],
		migration{version: len(migrations) + 1, name: "next.sql", sql: sql})
}

// Given a populated database of the schema before, it is copied beside itself
// and then changed; what was in it is still there.
func TestMigrationCopiesFirst(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a := stored(t, s, givenRequest(t, ring))
	releaseConnection(t, s)
	if err := s.migrate(t.Context(), next(t, `ALTER TABLE appointment ADD COLUMN seen_at INTEGER`), true); err != nil {
		t.Fatal(err)
	}
	copies, err := filepath.Glob(fmt.Sprintf("%s.schema-%d.20261122T120000Z", s.path, len(migrations)))
	if err != nil || len(copies) != 1 {
		t.Fatalf("copies %q (%v), want one", copies, err)
	}
	assertPrivate(t, copies[0])
	before := openStore(t, copies[0], ring)
	if _, err := before.Appointment(t.Context(), a.ID); err != nil {
		t.Errorf("the request in the copy: %v", err)
	}
	if _, err := s.Appointment(t.Context(), a.ID); err != nil {
		t.Errorf("the request afterwards: %v", err)
	}
}

// Given a database of an older schema, which an older server may have open, a
// command leaves it as it is and says what to do; only a server's start changes it.
func TestOnlyAnUpgradeChangesAnOlderSchema(t *testing.T) {
	ring := givenRing(t)
	c := Config{Path: filepath.Join(t.TempDir(), "sportello.db"), Chain: ring.Chain, Fingerprint: ring.Fingerprint(), Now: atNoon}
	running := openStore(t, c.Path, ring)
	a := stored(t, running, givenRequest(t, ring))
	known := migrations
	migrations = next(t, `ALTER TABLE appointment ADD COLUMN seen_at INTEGER`)
	t.Cleanup(func() { migrations = known })

	_, err := Open(t.Context(), c)
	var older *OlderSchemaError
	if !errors.As(err, &older) || older.Found != len(known) || older.Known != len(known)+1 || older.Hint() == "" {
		t.Fatalf("a command: %v, want today's schema to be too old", err)
	}
	if version, err := schemaVersion(t.Context(), running.read.DB, migrations); err != nil || version != len(known) {
		t.Errorf("the command left schema %d (%v), want %d", version, err, len(known))
	}
	assertFiles(t, filepath.Dir(c.Path), "sportello.db", "sportello.db-shm", "sportello.db-wal")
	if err := running.Close(); err != nil {
		t.Fatal(err)
	}
	c.Upgrade = true
	upgraded, err := Open(t.Context(), c)
	if err != nil {
		t.Fatalf("a server: %v", err)
	}
	defer upgraded.Close()
	if _, err := upgraded.Appointment(t.Context(), a.ID); err != nil {
		t.Errorf("the request afterwards: %v", err)
	}
}

// Given a migration that fails, or that leaves a row pointing to nothing,
// nothing of it remains.
func TestFailedMigrationLeavesNothing(t *testing.T) {
	for name, sql := range map[string]string{
		"fails":   `CREATE TABLE half (id INTEGER); SELECT nonsense`,
		"dangles": `CREATE TABLE half (id INTEGER); INSERT INTO staff_role (staff, role, office) VALUES (x'00', '', '')`,
	} {
		t.Run(name, func(t *testing.T) {
			ring := givenRing(t)
			s := givenStore(t, ring)
			stored(t, s, givenRequest(t, ring))
			releaseConnection(t, s)
			if err := s.migrate(t.Context(), next(t, sql), true); err == nil {
				t.Fatal("it went through")
			}
			n, err := first(t.Context(), s.read, scanNumber, `SELECT count(*) FROM sqlite_schema WHERE name = 'half'`)
			if err != nil || n != 0 {
				t.Errorf("half of it remains (%v)", err)
			}
			if version, err := schemaVersion(t.Context(), s.write, migrations); err != nil || version != len(migrations) {
				t.Errorf("schema %d (%v), want %d", version, err, len(migrations))
			}
			assertSound(t, s, ring)
		})
	}
}

// releaseConnection ends the writer, so that a test can migrate on its connection.
func releaseConnection(t *testing.T, s *Store) {
	t.Helper()
	if err := s.writer.close(); err != nil {
		t.Fatal(err)
	}
	s.writer = nil
}

// Given a database of a newer program, it is refused and stays as it is.
func TestNewerDatabaseIsRefused(t *testing.T) {
	ring := givenRing(t)
	path := filepath.Join(t.TempDir(), "sportello.db")
	s := openStore(t, path, ring)
	command(t, s, "PRAGMA user_version = 99")
	_, err := Open(t.Context(), Config{Path: path, Chain: ring.Chain, Fingerprint: ring.Fingerprint()})
	var newer *NewerSchemaError
	if !errors.As(err, &newer) || newer.Found != 99 {
		t.Errorf("answered %v, want schema 99 to be too new", err)
	}
}

// Given another program's database, or no database, it is refused.
func TestForeignFileIsRefused(t *testing.T) {
	ring := givenRing(t)
	path := filepath.Join(t.TempDir(), "other.db")
	if err := makePrivate(path); err != nil {
		t.Fatal(err)
	}
	db, err := copying.pool(path, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`CREATE TABLE other (id INTEGER)`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if _, err := Open(t.Context(), Config{Path: path, Chain: ring.Chain, Fingerprint: ring.Fingerprint()}); !errors.Is(err, ErrForeignFile) {
		t.Errorf("another program's: %v, want ErrForeignFile", err)
	}
	text := filepath.Join(t.TempDir(), "text.db")
	if err := os.WriteFile(text, []byte("this is a text, and no database at all, however long it is"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Config{Path: text, Chain: ring.Chain, Fingerprint: ring.Fingerprint()}); !errors.Is(err, ErrForeignFile) {
		t.Errorf("a text: %v, want ErrForeignFile", err)
	}
}

// Given several processes that start at once on nothing, all of them open the
// one database.
func TestFirstStartsAtOnce(t *testing.T) {
	ring := givenRing(t)
	path := filepath.Join(t.TempDir(), "sportello.db")
	if err := makePrivate(path); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			s, err := Open(t.Context(), Config{Path: path, Chain: ring.Chain, Fingerprint: ring.Fingerprint()})
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := s.InsertAppointment(t.Context(), givenRequest(t, ring)); err != nil {
				t.Error(err)
			}
			s.Close()
		})
	}
	wg.Wait()
	assertSound(t, openStore(t, path, ring), ring)
}

// Given migrations with a gap in their numbers, the program does not start.
func TestMigrationsAreNumberedWithoutGaps(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a gap was accepted")
		}
	}()
	mustReadMigrations(fstest.MapFS{"migrations/0001_a.sql": {}, "migrations/0003_c.sql": {}})
}

// foundByID are the fixtures whose requests were found by their id, and not by what
// they say.
var foundByID = []string{"schema-1.db", "schema-2.db", "schema-3.db"}

// Given a populated database of each past schema, today's program opens it and
// finds everything in it. TestWriteFixture makes them.
func TestFixturesOpen(t *testing.T) {
	databases, err := filepath.Glob("testdata/schema-*.db")
	if err != nil || len(databases) != len(migrations) {
		t.Fatalf("%d fixtures (%v), want one for each of %d schemas", len(databases), err, len(migrations))
	}
	ring := fixtureRing(t)
	for _, database := range databases {
		t.Run(filepath.Base(database), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "sportello.db")
			copyFixture(t, database, path)
			if slices.Contains(foundByID, filepath.Base(database)) {
				alter(t, path, `UPDATE blind_index SET value = ? WHERE kind = 'reference'`, ring.Index(formsapi.IndexReference, string(told.Reference)).Value)
			}
			s := upgradeStore(t, path, ring)
			assertSound(t, s, ring)
			assertFixture(t, s, ring)
			stored(t, s, givenRequest(t, ring))
		})
	}
}

func assertFixture(t *testing.T, s *Store, ring *seal.Ring) {
	t.Helper()
	a, err := s.AppointmentByIndex(t.Context(), ring.Index(formsapi.IndexPhone, told.Phone))
	if err != nil {
		t.Fatal(err)
	}
	if d, err := formsapi.OpenDetails(ring, a); err != nil || d.Reason != told.Reason || a.State != formsapi.Confirmed {
		t.Errorf("the request is %s, for %q (%v)", a.State, d.Reason, err)
	}
	history, err := s.AppointmentHistory(t.Context(), a.ID)
	if err != nil || len(history) != 2 {
		t.Errorf("%d in its history (%v), want 2", len(history), err)
	}
	staff, err := s.StaffByEmail(t.Context(), "anna@example.org")
	if err != nil || !staff.May(formsapi.WorkRequests, "potenza") {
		t.Errorf("staff %+v (%v), want a coordinator", staff, err)
	}
	feedback, err := s.PageFeedback(t.Context())
	if err != nil || len(feedback) != 1 || feedback[0].Average != 2 {
		t.Errorf("feedback %+v (%v), want one page with 2", feedback, err)
	}
}

// Given messages of the second schema that have not left, of which nobody can see
// which time falls away, the upgrade puts them before what is known to be later.
func TestWhatWaitedBeforeTheThirdSchemaComesFirst(t *testing.T) {
	ring := fixtureRing(t)
	path := filepath.Join(t.TempDir(), "sportello.db")
	copyFixture(t, "testdata/schema-2.db", path)
	s, err := Open(t.Context(), Config{Path: path, Chain: ring.Chain, Fingerprint: ring.Fingerprint(), Now: atNoon, Upgrade: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	waiting, err := list(t.Context(), s.read, scanMessage, selectMessage+` WHERE o.sent_at IS NULL AND o.appointment IS NOT NULL`)
	if err != nil || len(waiting) == 0 {
		t.Fatalf("%d messages (%v)", len(waiting), err)
	}
	for _, m := range waiting {
		if !m.Concerns.Equal(m.DueAt) {
			t.Errorf("a message that was due at %s is about %s", m.DueAt, m.Concerns)
		}
	}
}
