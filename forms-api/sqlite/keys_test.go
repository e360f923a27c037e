package sqlite

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"sportello/forms-api/seal"
)

func assertOtherKeys(t *testing.T, err error) {
	t.Helper()
	var other *OtherKeysError
	if !errors.As(err, &other) || other.Hint() == "" {
		t.Errorf("answered %v, want that the keys are others", err)
	}
}

// Given another installation's keys, a database is refused and stays as it was,
// whether it holds something yet or not; with its own keys it opens.
func TestOtherKeysAreRefused(t *testing.T) {
	for name, fill := range map[string]func(*testing.T, *Store, *seal.Ring){
		"new":       func(*testing.T, *Store, *seal.Ring) {},
		"populated": func(t *testing.T, s *Store, ring *seal.Ring) { populate(t, s, ring) },
	} {
		t.Run(name, func(t *testing.T) {
			ring := givenRing(t)
			c := Config{Path: filepath.Join(t.TempDir(), "sportello.db"), Chain: ring.Chain, Fingerprint: ring.Fingerprint(), Now: atNoon}
			s, err := Open(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			fill(t, s, ring)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			before, _ := os.ReadFile(c.Path)

			other := givenRing(t)
			theirs := c
			theirs.Chain, theirs.Fingerprint = other.Chain, other.Fingerprint()
			_, err = Open(t.Context(), theirs)
			assertOtherKeys(t, err)
			if after, _ := os.ReadFile(c.Path); !bytes.Equal(before, after) {
				t.Error("the database was changed")
			}
			assertSound(t, openStore(t, c.Path, ring), ring)
		})
	}
}

// Given a ring that was rotated, it is still the database's own.
func TestRotatedKeysAreTheSameRing(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	populate(t, s, ring)
	newer, err := ring.Rotate(noon.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	assertSound(t, openStore(t, s.path, newer), newer)
}

// Given a database with records whose fingerprint was removed, nobody becomes its owner.
func TestRecordsWithoutAFingerprintAreRefused(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	populate(t, s, ring)
	command(t, s, `DELETE FROM key_ring`)
	_, err := Open(t.Context(), Config{Path: s.path, Chain: ring.Chain, Fingerprint: ring.Fingerprint()})
	assertOtherKeys(t, err)
}

// Given another installation's keys and an older schema, no copy is made and
// nothing is brought up to date.
func TestOtherKeysAreRefusedBeforeAnUpgrade(t *testing.T) {
	ring, other := givenRing(t), givenRing(t)
	s := givenStore(t, ring)
	releaseConnection(t, s)
	s.keys = other.Fingerprint()
	assertOtherKeys(t, s.migrate(t.Context(), next(t, `ALTER TABLE appointment ADD COLUMN seen_at INTEGER`), true))
	if copies, _ := filepath.Glob(s.path + ".schema-*"); len(copies) > 0 {
		t.Errorf("copies %q", copies)
	}
}

// Given another installation's keys, a backup is refused before anything is
// touched, also where damage would be tolerated.
func TestRestoreRefusesOtherKeys(t *testing.T) {
	b := givenBackup(t)
	other := givenRing(t)
	folder := t.TempDir()
	r := b.restoration(filepath.Join(folder, "sportello.db"))
	r.Sealer, r.Chain, r.Fingerprint, r.Damaged = other, other.Chain, other.Fingerprint(), true
	_, err := Restore(t.Context(), r)
	assertOtherKeys(t, err)
	assertFiles(t, folder)
}
