package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// An InTheWayError says that a file would be overwritten.
type InTheWayError struct{ Path string }

func (e *InTheWayError) Error() string { return e.Path + " exists already" }

// Backup copies a database as it is at this moment, while servers go on
// writing to it, and puts small files of the data folder into the copy (name to
// content). The copy is whole, checked, on disk and readable by the owner alone
// when it appears under its name; a file that has the name is an *InTheWayError.
func Backup(ctx context.Context, database, to string, files map[string][]byte) error {
	if err := backup(ctx, database, to, files); err != nil {
		return fmt.Errorf("backing up %s: %w", database, err)
	}
	return nil
}

func backup(ctx context.Context, database, to string, files map[string][]byte) error {
	if _, err := os.Lstat(to); err == nil {
		return &InTheWayError{Path: to}
	}
	if _, err := os.Stat(database); err != nil {
		return err
	}
	draft, err := newDraft(to)
	if err != nil {
		return err
	}
	defer draft.discard()
	if err := copyInto(ctx, database, string(draft)); err != nil {
		return err
	}
	if err := draft.change(ctx, func(db *sql.DB) error { return archive(ctx, db, files) }); err != nil {
		return err
	}
	return draft.publish(to)
}

func copyInto(ctx context.Context, database, to string) (err error) {
	source, err := dsn{busy: busyTimeout, lock: "deferred"}.pool(database, 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	_, err = source.ExecContext(ctx, "VACUUM INTO ?", to)
	return classify(err)
}

func archive(ctx context.Context, db *sql.DB, files map[string][]byte) error {
	if err := checkIntegrity(ctx, db); err != nil {
		return err
	}
	if _, err := schemaVersion(ctx, db, migrations); err != nil {
		return err
	}
	return putFiles(ctx, db, files)
}

// checkIntegrity returns what SQLite finds wrong with a database.
func checkIntegrity(ctx context.Context, db querier) error {
	found, err := list(ctx, db, scanText, "PRAGMA integrity_check")
	if err != nil {
		return err
	}
	var errs []error
	for _, text := range found {
		if text != "ok" {
			errs = append(errs, fmt.Errorf("the database is damaged: %s", text))
		}
	}
	return errors.Join(errs...)
}

func scanText(row scanner) (text string, err error) {
	err = row.Scan(&text)
	return text, err
}

// A draft is a database that nobody knows yet, under a temporary name in the
// folder where it will stand.
type draft string

func newDraft(final string) (draft, error) {
	f, err := os.CreateTemp(filepath.Dir(final), "."+filepath.Base(final)+".*") // mode 0600
	if err != nil {
		return "", err
	}
	return draft(f.Name()), f.Close()
}

// change works on the draft and closes it, so that all of it is in the one file.
func (d draft) change(ctx context.Context, work func(*sql.DB) error) (err error) {
	db, err := copying.pool(string(d), 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return work(db)
}

// publish gives the draft its name, which nothing else may have.
func (d draft) publish(name string) error {
	if err := syncFile(string(d)); err != nil {
		return err
	}
	err := os.Link(string(d), name)
	if errors.Is(err, fs.ErrExist) {
		return &InTheWayError{Path: name}
	}
	if err != nil { // a file system without links
		err = os.Rename(string(d), name)
	}
	return errors.Join(err, syncFolder(name))
}

// replace gives the draft its name and takes it from what had it.
func (d draft) replace(name string) error {
	if err := syncFile(string(d)); err != nil {
		return err
	}
	return errors.Join(os.Rename(string(d), name), syncFolder(name))
}

// discard removes what is left of the draft under its temporary name.
func (d draft) discard() {
	for _, suffix := range []string{"", "-journal", "-wal", "-shm"} {
		os.Remove(string(d) + suffix)
	}
}
