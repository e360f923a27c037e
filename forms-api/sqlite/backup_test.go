package sqlite

import (
	"bytes"
	"compress/zlib"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"sportello/forms-api"
	"sportello/forms-api/seal"
)

var closures = map[string][]byte{"closures.toml": []byte("[[closures]]\noffice = \"potenza\"\n")}

// saved is a store with a backup of it.
type saved struct {
	ring    *seal.Ring
	store   *Store
	request formsapi.Appointment
	backup  string
}

func givenBackup(t *testing.T) saved {
	t.Helper()
	ring := givenRing(t)
	s := givenStore(t, ring)
	b := saved{ring: ring, store: s, request: populate(t, s, ring), backup: filepath.Join(t.TempDir(), "backup.db")}
	if err := Backup(t.Context(), s.path, b.backup, closures); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b saved) restoration(path string) Restoration {
	return Restoration{Backup: b.backup, Path: path, Sealer: b.ring, Chain: b.ring.Chain, Fingerprint: b.ring.Fingerprint(), Now: atNoon}
}

// Given a server that goes on storing, a backup is whole: it has everything
// that was acknowledged before it began, and it verifies.
func TestBackupWhileWriting(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	before := stored(t, s, givenRequest(t, ring))
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for ctx.Err() == nil {
				if _, err := s.InsertAppointment(context.Background(), givenRequest(t, ring)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	to := filepath.Join(t.TempDir(), "backup.db")
	err := Backup(t.Context(), s.path, to, nil)
	stop()
	wg.Wait()
	if err != nil {
		t.Fatal(err)
	}
	assertPrivate(t, to)
	kept := openStore(t, to, ring)
	if _, err := kept.Appointment(t.Context(), before.ID); err != nil {
		t.Errorf("a request from before the backup: %v", err)
	}
	assertSound(t, kept, ring)
}

// Given a file that has the backup's name, it stays; given a database that is
// not there, no backup is made; nothing temporary is left.
func TestBackupRefuses(t *testing.T) {
	b := givenBackup(t)
	old, err := os.ReadFile(b.backup)
	if err != nil {
		t.Fatal(err)
	}
	var inTheWay *InTheWayError
	if err := Backup(t.Context(), b.store.path, b.backup, nil); !errors.As(err, &inTheWay) {
		t.Errorf("onto an existing file: %v", err)
	}
	if now, _ := os.ReadFile(b.backup); !cmp.Equal(old, now) {
		t.Error("the existing file was changed")
	}
	folder := filepath.Dir(b.backup)
	if err := Backup(t.Context(), filepath.Join(folder, "none.db"), filepath.Join(folder, "b.db"), nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("of nothing: %v", err)
	}
	if err := Backup(t.Context(), b.store.path, filepath.Join(folder, "b.db"), map[string][]byte{"../x": nil}); err == nil {
		t.Error("with a file outside the data folder: no error")
	}
	assertFiles(t, folder, "backup.db")
}

func assertFiles(t *testing.T, folder string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

// Given an empty place, a backup comes back whole, with its files, signed out,
// without the one-time links that were open, and with an entry in the log.
func TestRestoreBringsBack(t *testing.T) {
	b := givenBackup(t)
	path := filepath.Join(t.TempDir(), "data", "sportello.db")
	done, err := Restore(t.Context(), b.restoration(path))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Restored{Files: []string{"closures.toml"}}, done); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	assertFiles(t, filepath.Dir(path), "closures.toml", "sportello.db")
	assertPrivate(t, path)
	if content, err := os.ReadFile(filepath.Join(filepath.Dir(path), "closures.toml")); err != nil || !cmp.Equal(content, closures["closures.toml"]) {
		t.Errorf("closures %q (%v)", content, err)
	}
	s := openStore(t, path, b.ring)
	if _, err := s.Appointment(t.Context(), b.request.ID); err != nil {
		t.Errorf("the request: %v", err)
	}
	assertSession(t, s.Sessions(), "session", nil)
	open := formsapi.HashToken("token of invited@example.org")
	if _, err := b.store.Invited(t.Context(), open, noon); err != nil {
		t.Errorf("the link before: %v", err)
	}
	if _, err := s.Invited(t.Context(), open, noon); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("a link from before the restoration: %v, want not found", err)
	}
	assertSound(t, s, b.ring)
	log, err := s.AuditEntries(t.Context(), 0, 100)
	if err != nil || log[len(log)-1].Action != formsapi.ActionRestore {
		t.Errorf("the log's last entry: %+v (%v)", log[len(log)-1], err)
	}
}

// Given a running server, nothing is restored, forced or not.
func TestRestoreLeavesARunningServerAlone(t *testing.T) {
	b := givenBackup(t)
	for _, force := range []bool{false, true} {
		r := b.restoration(b.store.path)
		r.Force = force
		var held *HeldError
		if _, err := Restore(t.Context(), r); !errors.As(err, &held) {
			t.Errorf("forced %v: %v, want that it is in use", force, err)
		}
	}
	stored(t, b.store, givenRequest(t, b.ring))
	assertSound(t, b.store, b.ring)
}

// Given a database that nobody uses, it is in the way; forced, it is kept aside
// and can still be read.
func TestRestoreKeepsAsideWhatIsInTheWay(t *testing.T) {
	b := givenBackup(t)
	later := stored(t, b.store, givenRequest(t, b.ring)) // the backup does not have it
	if err := b.store.Close(); err != nil {
		t.Fatal(err)
	}
	path := b.store.path
	var inTheWay *InTheWayError
	if _, err := Restore(t.Context(), b.restoration(path)); !errors.As(err, &inTheWay) {
		t.Fatalf("not forced: %v, want that a file is in the way", err)
	}
	forced := b.restoration(path)
	forced.Force = true
	done, err := Restore(t.Context(), forced)
	if err != nil || len(done.Aside) != 1 {
		t.Fatalf("forced: %+v, %v", done, err)
	}
	if _, err := openStore(t, path, b.ring).Appointment(t.Context(), later.ID); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("what came after the backup: %v, want not found", err)
	}
	if _, err := openStore(t, done.Aside[0], b.ring).Appointment(t.Context(), later.ID); err != nil {
		t.Errorf("what was kept aside: %v", err)
	}
}

// Given a damaged database with a log beside it, forcing puts both aside.
func TestRestoreOverADamagedDatabase(t *testing.T) {
	b := givenBackup(t)
	folder := t.TempDir()
	path := filepath.Join(folder, "sportello.db")
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		if err := os.WriteFile(name, []byte("what the disk made of it: no database, however long this text is"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := b.restoration(path)
	r.Force = true
	if _, err := Restore(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	assertSound(t, openStore(t, path, b.ring), b.ring)
	if _, err := os.Stat(path + ".before-restore.20261122T120000Z"); err != nil {
		t.Error(err)
	}
}

// Given a backup that is damaged, foreign or newer, nothing is touched.
func TestRestoreRefusesABadBackup(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, b saved){
		"damaged": func(t *testing.T, b saved) { overwrite(t, b.backup, 4096*4, 4096*6) },
		"cut":     func(t *testing.T, b saved) { os.Truncate(b.backup, 4096*3) },
		"text":    func(t *testing.T, b saved) { os.WriteFile(b.backup, []byte("a letter to the mayor"), 0o600) },
		"empty":   func(t *testing.T, b saved) { os.Truncate(b.backup, 0) },
		"newer":   func(t *testing.T, b saved) { alter(t, b.backup, `PRAGMA user_version = 99`) },
		"foreign": func(t *testing.T, b saved) { alter(t, b.backup, `PRAGMA application_id = 1`) },
		"escape":  func(t *testing.T, b saved) { alter(t, b.backup, `UPDATE sqlar SET name = '../outside'`) },
		"missing": func(t *testing.T, b saved) { os.Remove(b.backup) },
	} {
		t.Run(name, func(t *testing.T) {
			b := givenBackup(t)
			spoil(t, b)
			folder := t.TempDir()
			if _, err := Restore(t.Context(), b.restoration(filepath.Join(folder, "sportello.db"))); err == nil {
				t.Error("it was restored")
			}
			assertFiles(t, folder)
		})
	}
}

// Given a packed file that becomes larger than any of ours, nothing is restored:
// a file that was cut would be worse than none.
func TestRestoreRefusesAFileThatIsTooLarge(t *testing.T) {
	for name, c := range map[string]struct {
		size int
		want string
	}{"over": {maxFile + 1, "more than"}, "at the limit": {maxFile, ""}} {
		t.Run(name, func(t *testing.T) {
			b := givenBackup(t)
			var packed bytes.Buffer
			z := zlib.NewWriter(&packed)
			if _, err := z.Write(make([]byte, c.size)); err != nil {
				t.Fatal(err)
			}
			z.Close()
			alter(t, b.backup, `UPDATE sqlar SET sz = ?, data = ?`, c.size, packed.Bytes())
			folder := t.TempDir()
			_, err := Restore(t.Context(), b.restoration(filepath.Join(folder, "sportello.db")))
			if c.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("answered %v, want %q", err, c.want)
			}
			assertFiles(t, folder)
		})
	}
}

// Given a backup from which somebody has cut or changed what SQLite does not
// miss, it is refused; told to, restoring puts it in place and says what is wrong.
func TestRestoreRefusesATamperedBackup(t *testing.T) {
	for name, spoil := range map[string]string{
		"log cut":         `DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)`,
		"entry changed":   `UPDATE audit SET done_by = 'nobody' WHERE seq = 2`,
		"request removed": `DELETE FROM appointment_history; DELETE FROM appointment`,
		"request moved":   `UPDATE appointment SET office = 'montelucci'`,
		"comment damaged": `UPDATE rating SET sealed = zeroblob(90)`,
	} {
		t.Run(name, func(t *testing.T) {
			b := givenBackup(t)
			alter(t, b.backup, spoil)
			folder := t.TempDir()
			r := b.restoration(filepath.Join(folder, "sportello.db"))
			var damaged *DamagedError
			if _, err := Restore(t.Context(), r); !errors.As(err, &damaged) || len(damaged.Faults) == 0 || damaged.Hint() == "" {
				t.Errorf("restored: %v, want that it is damaged", err)
			}
			assertFiles(t, folder)
			r.Damaged = true
			done, err := Restore(t.Context(), r)
			if err != nil || !cmp.Equal(done.Faults, damaged.Faults) {
				t.Errorf("told to: %q (%v), want it restored with the faults %q", done.Faults, err, damaged.Faults)
			}
			openStore(t, r.Path, b.ring)
		})
	}
}

func overwrite(t *testing.T, path string, from, to int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(make([]byte, to-from), from); err != nil {
		t.Fatal(err)
	}
}

// alter changes a database behind the program's back.
func alter(t *testing.T, path, statement string, args ...any) {
	t.Helper()
	err := draft(path).change(t.Context(), func(db *sql.DB) error {
		_, err := db.Exec(statement, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Given a record that was erased after the backup, restoring erases it again.
func TestRestoreErasesAgain(t *testing.T) {
	b := givenBackup(t)
	ledger, err := seal.OpenLedger(filepath.Join(t.TempDir(), "erasures"))
	if err != nil {
		t.Fatal(err)
	}
	if err := ledger.Append(b.request.ID); err != nil {
		t.Fatal(err)
	}
	if err := ledger.Append(uuid.Must(uuid.NewV7())); err != nil { // one that the backup never had
		t.Fatal(err)
	}
	r := b.restoration(filepath.Join(t.TempDir(), "sportello.db"))
	r.Erased = ledger.Erased
	done, err := Restore(t.Context(), r)
	if err != nil || done.Erased != 1 {
		t.Fatalf("%+v (%v), want one record erased again", done, err)
	}
	s := openStore(t, r.Path, b.ring)
	s.erased = ledger.Erased
	if _, err := s.Appointment(t.Context(), b.request.ID); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("the erased request: %v, want not found", err)
	}
	n, err := first(t.Context(), s.read, scanNumber, `SELECT count(*) FROM blind_index`)
	if err != nil || n != 0 {
		t.Errorf("%d blind indexes remain (%v), want none", n, err)
	}
	assertSound(t, s, b.ring)
}
