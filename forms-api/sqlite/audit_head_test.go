package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/uuid"

	"sportello/forms-api"
	"sportello/forms-api/seal"
)

// A kept is a store whose audit log's head is kept outside.
type kept struct {
	*Store
	ring *seal.Ring
	file string // of the head
}

func givenKept(t *testing.T) kept {
	t.Helper()
	k := kept{ring: givenRing(t), file: filepath.Join(t.TempDir(), "keys.toml.head")}
	k.Store = k.open(t, filepath.Join(t.TempDir(), "sportello.db"))
	return k
}

func (k kept) heads() *seal.HeadFile { return seal.NewHeadFile(k.file, "sportello.db") }

func (k kept) open(t *testing.T, path string) *Store {
	t.Helper()
	return opened(t, Config{
		Path: path, Chain: k.ring.Chain, Fingerprint: k.ring.Fingerprint(), Head: k.heads(), Now: atNoon, Log: quiet,
	})
}

func (k kept) found(t *testing.T) string {
	t.Helper()
	r, err := k.Verify(t.Context(), k.ring)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(append(r.Findings, r.Warnings...), "\n")
}

// replaced closes the store and opens what stands in its place by then.
func (k kept) replaced(t *testing.T, by func(path string)) kept {
	t.Helper()
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	by(k.path)
	k.Store = k.open(t, k.path)
	return k
}

// outside changes the database as another program does, while the store has it open.
func outside(t *testing.T, s *Store, sql string) {
	t.Helper()
	db, err := writing.pool(s.path, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func noted(t *testing.T, s *Store, times int) {
	t.Helper()
	for range times {
		e := entry("export", uuid.Nil)
		e.Detail = uuid.NewString() // no two are alike, as no two instants are
		if err := s.Audit(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
}

// Given a log whose head is kept outside, a verification finds each way in which
// who can write to the database could make entries disappear.
func TestVerifyFindsALogThatWasChanged(t *testing.T) {
	for name, c := range map[string]struct{ sql, want string }{
		"a row changed":  {`UPDATE audit SET detail = 'nothing' WHERE seq = 4`, "entry 4 was changed"},
		"a row removed":  {`DELETE FROM audit WHERE seq = 4`, "has no entry 4"},
		"two swapped":    {`UPDATE audit SET seq = -seq WHERE seq IN (4, 5); UPDATE audit SET seq = 9 + seq WHERE seq < 0`, "entry 4 was changed"},
		"tail removed":   {`DELETE FROM audit WHERE seq > 6`, "ends with entry 6, and had 8"},
		"all of it":      {`DELETE FROM audit`, "ends with entry 0, and had 8"},
		"last re-dated":  {`UPDATE audit SET at = at + 1 WHERE seq = 8`, "entry 8 was changed"},
		"last forged":    {`UPDATE audit SET mac = zeroblob(32) WHERE seq = 8`, "entry 8 is not the one that was kept"},
		"entry appended": {`INSERT INTO audit SELECT 9, at, done_by, action, subject, office, detail, mac FROM audit WHERE seq = 8`, "entry 9 was changed"},
	} {
		t.Run(name, func(t *testing.T) {
			k := givenKept(t)
			noted(t, k.Store, 8)
			if found := k.found(t); found != "" {
				t.Fatalf("before: %q", found)
			}
			for _, sql := range strings.Split(c.sql, "; ") {
				direct(t, k.Store, sql)
			}
			if found := k.found(t); !strings.Contains(found, c.want) {
				t.Errorf("found %q, want %q", found, c.want)
			}
		})
	}
}

// Given an older copy of the whole database, put back by hand, every seal opens and
// every link of the chain holds. The head tells, also after the service has worked
// on for longer than what is missing; a restore accepts, and says from which head.
func TestVerifyFindsARestoredOlderFile(t *testing.T) {
	k := givenKept(t)
	noted(t, k.Store, 3)
	old := filepath.Join(t.TempDir(), "old.db")
	if err := Backup(t.Context(), k.path, old, nil); err != nil {
		t.Fatal(err)
	}
	noted(t, k.Store, 3)
	k = k.replaced(t, func(path string) {
		if err := copyFile(old, path); err != nil {
			t.Fatal(err)
		}
	})
	if found := k.found(t); !strings.Contains(found, "ends with entry 3, and had 6") {
		t.Errorf("found %q, want that the end is missing", found)
	}
	noted(t, k.Store, 5)
	if found := k.found(t); !strings.Contains(found, "entry 6 is not the one that was kept") {
		t.Errorf("five entries later: %q, want another entry 6", found)
	}

	k = k.replaced(t, func(path string) {
		r := Restoration{
			Backup: old, Path: path, Force: true, Now: atNoon, Sealer: k.ring, Chain: k.ring.Chain,
			Fingerprint: k.ring.Fingerprint(), Head: k.heads(),
		}
		if _, err := Restore(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	})
	if found := k.found(t); found != "" {
		t.Errorf("after a restore: %q", found)
	}
	log, err := k.AuditEntries(t.Context(), 3, 9)
	if err != nil || len(log) != 1 || log[0].Action != formsapi.ActionRestore || !strings.HasPrefix(log[0].Detail, "old.db, from entry 6 (") {
		t.Errorf("the log goes on with %+v (%v), want the restore and its head", log, err)
	}
	noted(t, k.Store, 4)
	if found := k.found(t); found != "" {
		t.Errorf("the log goes on, and then: %q", found)
	}
}

// Given a program that was killed between a commit and the head, the database is
// ahead of its head: that is no fault, and the next entry takes the head along.
func TestADatabaseAheadOfItsHeadIsWhole(t *testing.T) {
	k := givenKept(t)
	noted(t, k.Store, 2)
	k = k.replaced(t, func(path string) { // without a keeper, as if it had not got to it
		s := opened(t, Config{Path: path, Chain: k.ring.Chain, Fingerprint: k.ring.Fingerprint(), Now: atNoon, Log: quiet})
		noted(t, s, 3)
	})
	if found := k.found(t); found != "" {
		t.Errorf("found %q", found)
	}
	noted(t, k.Store, 1)
	if head, err := k.heads().Head(); err != nil || head.Seq != 6 {
		t.Errorf("the head is %d (%v), want 6", head.Seq, err)
	}
}

// Given entries that are cut off while the program runs, the head stays where it
// was, however long the log grows again.
func TestVerifyFindsWhatWasCutOffWhileTheProgramRan(t *testing.T) {
	k := givenKept(t)
	noted(t, k.Store, 20)
	outside(t, k.Store, `DELETE FROM audit WHERE seq > 12`)
	for _, c := range []struct {
		more int
		want string
	}{{0, "ends with entry 12, and had 20"}, {4, "ends with entry 16, and had 20"}, {10, "entry 20 is not the one that was kept"}} {
		noted(t, k.Store, c.more)
		if found := k.found(t); !strings.Contains(found, c.want) {
			t.Errorf("%d entries later: found %q, want %q", c.more, found, c.want)
		}
	}
}

// Given a head that somebody took away, a verification misses it; from the next
// start on another is kept, and the log says from which entry on.
func TestAHeadThatWasTakenAwayIsNoticed(t *testing.T) {
	k := givenKept(t)
	noted(t, k.Store, 3)
	if err := errors.Join(k.head.Sync(), os.Remove(k.file)); err != nil {
		t.Fatal(err)
	}
	if found := k.found(t); !strings.Contains(found, "its head is missing") {
		t.Errorf("found %q", found)
	}
	outside(t, k.Store, `DELETE FROM audit WHERE seq > 2`)
	k = k.replaced(t, func(string) {})
	noted(t, k.Store, 9)
	if found := k.found(t); !strings.Contains(found, "At entry 3 the head of the audit log was missing") {
		t.Errorf("found %q", found)
	}
}

// Given two programs on one database, each writes, and the head is that of the
// later entry.
func TestTwoProgramsShareAHead(t *testing.T) {
	k := givenKept(t)
	second := k.open(t, k.path)
	for range 10 {
		noted(t, k.Store, 1)
		noted(t, second, 1)
	}
	if head, err := k.heads().Head(); err != nil || head.Seq != 20 {
		t.Errorf("the head is %d (%v), want 20", head.Seq, err)
	}
	if found := k.found(t); found != "" {
		t.Errorf("found %q", found)
	}
}

// A brokenKeeper cannot keep anything.
type brokenKeeper struct{}

var errNoRoom = errors.New("no room")

func (brokenKeeper) Head() (formsapi.AuditHead, error) { return formsapi.AuditHead{}, errNoRoom }
func (brokenKeeper) Accept(formsapi.AuditHead) error   { return errNoRoom }
func (brokenKeeper) Sync() error                       { return nil }
func (brokenKeeper) Advance(formsapi.AuditHead, func(formsapi.AuditHead) (bool, error)) error {
	return errNoRoom
}

// Given a folder of keys that cannot be written, what people send is stored all the
// same, and a verification says that the end cannot be checked.
func TestAHeadThatCannotBeKeptLosesNothing(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	s.head, s.writer.heads.keeper = brokenKeeper{}, brokenKeeper{}
	stored(t, s, givenRequest(t, ring))
	report, err := s.Verify(context.Background(), ring)
	if err != nil || len(report.Findings) != 1 || !strings.Contains(report.Findings[0], "cannot be checked") {
		t.Errorf("found %q (%v)", report.Findings, err)
	}
}

// Given a head that nobody can read, a restore goes on, says so in the log, and
// writes another: a file beside the keys keeps nobody from their backup.
func TestRestoreGoesOnWithoutAHead(t *testing.T) {
	k := givenKept(t)
	noted(t, k.Store, 2)
	backup := filepath.Join(t.TempDir(), "saved.db")
	if err := Backup(t.Context(), k.path, backup, nil); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(k.file, []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	if found := k.found(t); !strings.Contains(found, "cannot be checked") {
		t.Errorf("found %q", found)
	}
	k = k.replaced(t, func(path string) {
		r := Restoration{
			Backup: backup, Path: path, Force: true, Now: atNoon, Sealer: k.ring, Chain: k.ring.Chain,
			Fingerprint: k.ring.Fingerprint(), Head: k.heads(),
		}
		if _, err := Restore(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	})
	if found := k.found(t); found != "" {
		t.Errorf("after a restore: %q", found)
	}
	if log, err := k.AuditEntries(t.Context(), 2, 9); err != nil || len(log) != 1 || log[0].Detail != "saved.db, from a head that cannot be read" {
		t.Errorf("the log goes on with %+v (%v)", log, err)
	}
}
