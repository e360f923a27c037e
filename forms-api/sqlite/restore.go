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
	Fingerprint []byte     // of the key ring: a backup with another one is refused
	Head        HeadKeeper // of the audit log of Path: it is given the restored one's head; nil: nobody keeps it
	Damaged     bool       // put a backup that Verify finds fault with in place all the same

	head formsapi.AuditHead // of the audit log, as it was restored
}

// A Restored says what a restoration did.
type Restored struct {
	Files  []string // written into the data folder
	Erased int      // records that were erased again
	Waited int      // erasures that were asked for and are taken back, see takeBackWaiting

	// Accounts says which accounts are not as they were in the database that was
	// there: sentences with what to do. Compared is whether that could be read.
	Accounts []string
	Compared bool

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
	there, err := r.takeOver(ctx)
	if err != nil {
		return done, err
	}
	if there != nil {
		defer func() { err = errors.Join(err, there.Close()) }()
	}
	var before []formsapi.Staff
	before, done.Compared = r.accountsOf(ctx, there)
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
		files, err = r.prepare(ctx, db, before, &done)
		return err
	})
	if err != nil {
		return done, err
	}
	done.Files = slices.Sorted(maps.Keys(files))
	if done.Aside, err = r.place(draft, files); err != nil || r.Head == nil {
		return done, err
	}
	return done, r.Head.Accept(r.head)
}

// takeOver makes sure that nobody has the database open, and keeps others out
// until it is closed; nil: there is none.
func (r *Restoration) takeOver(ctx context.Context) (there *sql.DB, err error) {
	if err := os.MkdirAll(filepath.Dir(r.Path), 0o700); err != nil {
		return nil, err
	}
	if _, err := os.Lstat(r.Path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
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
	return db, nil // a damaged database could not be locked: it is put aside as it is
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
func (r *Restoration) prepare(ctx context.Context, db *sql.DB, before []formsapi.Staff, done *Restored) (files map[string][]byte, err error) {
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
	if err := applyAll(ctx, db, vouching(migrations, r.Chain, r.Now())[version:]); err != nil {
		return nil, err
	}
	if done.Faults, err = r.faults(ctx, db); err != nil {
		return nil, err
	}
	if files, err = takeFiles(ctx, db); err != nil {
		return nil, err
	}
	return files, r.rewrite(ctx, db, before, done)
}

// faults looks at the backup as Verify looks at a database.
func (r *Restoration) faults(ctx context.Context, db *sql.DB) ([]string, error) {
	report, err := verify(ctx, db, r.Sealer, r.Chain, nil, r.Erased, r.Now())
	if err != nil {
		return nil, err
	}
	if len(report.Findings) > 0 && !r.Damaged {
		return nil, &DamagedError{Faults: report.Findings}
	}
	return report.Findings, nil
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
