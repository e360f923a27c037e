package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// A Restoration says what comes back from where.
type Restoration struct {
	Backup string                 // a file that Backup made
	Path   string                 // of the database; the files it carries go into its folder
	Force  bool                   // put what is in the way aside, under a dated name, instead of refusing
	Erased func(r uuid.UUID) bool // records that were erased since, and are erased again; may be nil
	Now    func() time.Time       // time.Now by default

	Sealer      formsapi.Sealer
	Chain       Chain
	Fingerprint []byte // of the key ring: a backup with another one is refused
	Damaged     bool   // put a backup that Verify finds fault with in place all the same
}

// A Restored says what a restoration did.
type Restored struct {
	Files  []string // written into the data folder
	Erased int      // records that were erased again
	Aside  []string // where what was in the way is now
	Faults []string // what Verify finds in a damaged backup: sentences
}

// A HeldError says that another program has the database open.
type HeldError struct{ Path string }

func (e *HeldError) Error() string { return e.Path + " is in use" }

// Hint is what to do now.
func (e *HeldError) Hint() string { return "stop the running sportello first" }

// A DamagedError says that a backup is not what was saved.
type DamagedError struct{ Faults []string } // sentences

func (e *DamagedError) Error() string {
	return "it is damaged, or was changed: " + strings.Join(e.Faults, " ")
}

// Hint is what to do now.
func (e *DamagedError) Hint() string {
	return "restore another backup; if there is none, --damaged puts this one in place with its faults"
}

// Restore puts a backup in a database's place. The backup is checked, erased
// where it must be and brought to today's schema before anything is touched; the
// database appears whole or not at all. Everyone is signed out, and one-time links
// that were given out do not work any more. It returns a
// *HeldError while a server runs, an *InTheWayError for an existing file unless
// r.Force, a *DamagedError for what Verify finds fault with unless r.Damaged, an
// *OtherKeysError, a *NewerSchemaError or ErrForeignFile for what it cannot read.
func Restore(ctx context.Context, r Restoration) (Restored, error) {
	if r.Now == nil {
		r.Now = time.Now
	}
	done, err := r.run(ctx)
	if err != nil {
		return done, fmt.Errorf("restoring %s: %w", r.Backup, err)
	}
	return done, nil
}

func (r *Restoration) run(ctx context.Context) (done Restored, err error) {
	release, err := r.takeOver(ctx)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, release()) }()
	draft, err := newDraft(r.Path)
	if err != nil {
		return done, err
	}
	defer draft.discard()
	if err := copyFile(r.Backup, string(draft)); err != nil {
		return done, err
	}
	var files map[string][]byte
	err = draft.change(ctx, func(db *sql.DB) error {
		files, err = r.prepare(ctx, db, &done)
		return err
	})
	if err != nil {
		return done, err
	}
	done.Files = slices.Sorted(maps.Keys(files))
	done.Aside, err = r.place(draft, files)
	return done, err
}

// takeOver makes sure that nobody has the database open, and keeps others out
// until it is released.
func (r *Restoration) takeOver(ctx context.Context) (release func() error, err error) {
	if err := os.MkdirAll(filepath.Dir(r.Path), 0o700); err != nil {
		return nil, err
	}
	if _, err := os.Lstat(r.Path); errors.Is(err, fs.ErrNotExist) {
		return func() error { return nil }, nil
	}
	db, err := alone.pool(r.Path, 1)
	if err != nil {
		return nil, err
	}
	switch err := lockAlone(ctx, db); {
	case isBusy(err):
		return nil, errors.Join(&HeldError{Path: r.Path}, db.Close())
	case !r.Force:
		return nil, errors.Join(&InTheWayError{Path: r.Path}, db.Close())
	}
	return db.Close, nil // a damaged database could not be locked: it is put aside as it is
}

// lockAlone gets the lock that excludes all others (an exclusive locking mode
// keeps it after the transaction) and puts the write-ahead log into the database.
func lockAlone(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := tx.Rollback(); err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "PRAGMA journal_mode = DELETE")
	return err
}

// prepare checks a copy of the backup and makes it fit to be the database.
func (r *Restoration) prepare(ctx context.Context, db *sql.DB, done *Restored) (files map[string][]byte, err error) {
	version, err := schemaVersion(ctx, db, migrations)
	if err == nil && version == 0 {
		err = ErrForeignFile // an empty database is no backup
	}
	if err != nil {
		return nil, err
	}
	if err := refuseOtherKeys(ctx, db, r.Fingerprint); err != nil {
		return nil, err
	}
	if err := applyAll(ctx, db, migrations[version:]); err != nil {
		return nil, err
	}
	if done.Faults, err = r.faults(ctx, db); err != nil {
		return nil, err
	}
	if files, err = takeFiles(ctx, db); err != nil {
		return nil, err
	}
	done.Erased, err = r.rewrite(ctx, db)
	return files, err
}

// faults looks at the backup as Verify looks at a database.
func (r *Restoration) faults(ctx context.Context, db *sql.DB) ([]string, error) {
	report, err := verify(ctx, db, r.Sealer, r.Chain, r.Erased, r.Now())
	if err != nil {
		return nil, err
	}
	if len(report.Findings) > 0 && !r.Damaged {
		return nil, &DamagedError{Faults: report.Findings}
	}
	return report.Findings, nil
}

// rewrite erases again, ends the sessions, takes one-time links back (one that
// was used since would work again) and keeps account of it, in one transaction.
func (r *Restoration) rewrite(ctx context.Context, db *sql.DB) (erased int, err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return 0, err
	}
	t := newTx(conn, r.Chain)
	defer func() { err = errors.Join(err, t.close()) }()
	if err := t.begin(); err != nil {
		return 0, err
	}
	if erased, err = r.eraseAgain(ctx, t); err != nil {
		return 0, err
	}
	for _, table := range []string{"session", "invitation"} {
		if err := t.exec(`DELETE FROM ` + table); err != nil {
			return 0, err
		}
	}
	if err := t.audit(r.entry()); err != nil {
		return 0, err
	}
	return erased, t.commit()
}

func (r *Restoration) entry() formsapi.AuditEntry {
	return formsapi.AuditEntry{
		At:     r.Now().UTC(),
		By:     formsapi.ByCommand,
		Action: formsapi.ActionRestore,
		Detail: filepath.Base(r.Backup),
	}
}

func copyFile(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Close())
}
