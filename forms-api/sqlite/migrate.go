package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
)

//go:embed migrations/*.sql
var embedded embed.FS

// A migration brings the schema from the version before to Version.
type migration struct {
	version int
	name    string
	sql     string
	after   func(context.Context, *sql.Tx) error // in the same transaction; nil for most
}

var migrations = mustReadMigrations(embedded)

// SchemaVersion is the version of the schema that this program works with.
func SchemaVersion() int { return migrations[len(migrations)-1].version }

// applicationID tells our files from others; the first migration sets it.
const applicationID = 0x53706f72

// A NewerSchemaError says that a newer program wrote the database.
type NewerSchemaError struct{ Found, Known int }

func (e *NewerSchemaError) Error() string {
	return fmt.Sprintf("its schema is version %d, and this program knows up to %d", e.Found, e.Known)
}

// Hint is what to do now.
func (e *NewerSchemaError) Hint() string {
	return "run the newer sportello that wrote it, or restore a backup from before the update"
}

// An OlderSchemaError says that the database's schema was not brought up to date.
type OlderSchemaError struct{ Found, Known int }

func (e *OlderSchemaError) Error() string {
	return fmt.Sprintf("its schema is version %d, and this program works with version %d", e.Found, e.Known)
}

// Hint is what to do now.
func (e *OlderSchemaError) Hint() string {
	return "restart the server with this program: `sportello serve` keeps a copy and brings the database up to date"
}

// ErrForeignFile says that a file is no database, or another program's.
var ErrForeignFile = errors.New("it is not a sportello database")

// mustReadMigrations reads files named 0001_first.sql, 0002_… in order.
func mustReadMigrations(files fs.FS) []migration {
	names, err := fs.Glob(files, "migrations/*.sql") // sorted
	if err != nil {
		panic(err)
	}
	var all []migration
	for i, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			panic(err)
		}
		if want := fmt.Sprintf("%04d_", i+1); path.Base(name)[:len(want)] != want {
			panic(name + ": expected the number " + want)
		}
		all = append(all, migration{version: i + 1, name: path.Base(name), sql: string(text)})
	}
	return all
}

// migrate makes the schema of a new database. An older one is brought up to the
// last migration after what is in it was copied beside it, or refused unless
// upgrade: a server may be running that does not know the newer schema.
func (s *Store) migrate(ctx context.Context, to []migration, upgrade bool) (failed error) {
	var version int
	err := patiently(func() (err error) {
		version, err = schemaVersion(ctx, s.write, to)
		return err
	})
	if err != nil {
		return err
	}
	if version > 0 {
		if err := claim(ctx, s.write, s.keys); err != nil { // before a copy is made and anything is changed
			return err
		}
	}
	older := version > 0 && version < len(to)
	if older && !upgrade {
		return &OlderSchemaError{Found: version, Known: len(to)}
	}
	if older {
		kept := fmt.Sprintf("%s.schema-%d.%s", s.path, version, s.now().UTC().Format(stamp))
		if err := Backup(ctx, s.path, kept, nil); err != nil {
			return fmt.Errorf("saving a copy before changing the schema: %w", err)
		}
		s.log.Info("the database gets a newer schema: this takes minutes with very many requests, do not stop it", "from", version, "to", len(to), "copy", kept)
		defer func() { s.log.Info("the database has its newer schema, or is as it was", "error", failed) }()
	}
	s.upgraded = older
	to = vouching(to, s.chain, s.now())
	if version == 0 { // who starts at the same moment finds the whole schema, or none
		return apply(ctx, s.write, to)
	}
	return applyAll(ctx, s.write, to[version:])
}

// stamp dates the names of files that are kept aside.
const stamp = "20060102T150405Z"

func applyAll(ctx context.Context, db *sql.DB, all []migration) error {
	for _, m := range all {
		if err := apply(ctx, db, []migration{m}); err != nil {
			return err
		}
	}
	return nil
}

// schemaVersion is 0 for an empty file. It returns a *NewerSchemaError or
// ErrForeignFile for a database that known migrations do not lead to.
func schemaVersion(ctx context.Context, db *sql.DB, known []migration) (version int, err error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // one moment: another process may be making the schema
	if err != nil {
		return 0, classify(err)
	}
	defer tx.Rollback()
	var application, tables int
	for query, into := range map[string]*int{
		"PRAGMA user_version":                &version,
		"PRAGMA application_id":              &application,
		"SELECT count(*) FROM sqlite_schema": &tables,
	} {
		if *into, err = first(ctx, tx, scanNumber, query); err != nil {
			return 0, err
		}
	}
	ours := application == applicationID && version > 0
	empty := application == 0 && version == 0 && tables == 0
	switch {
	case !ours && !empty:
		return 0, ErrForeignFile
	case version > len(known):
		return 0, &NewerSchemaError{Found: version, Known: len(known)}
	}
	return version, nil
}

// apply runs migrations in one transaction with the version they lead to. Another process
// may have been faster, which the transaction shows. Foreign keys are off
// meanwhile, as SQLite asks for when tables are rebuilt, and checked at the end.
func apply(ctx context.Context, db *sql.DB, all []migration) (err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "PRAGMA foreign_keys = OFF"); err != nil {
		return err
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, m := range all {
		if err = m.run(ctx, tx); err != nil {
			err = fmt.Errorf("changing the schema (%s): %w", m.name, err)
			break
		}
	}
	if err == nil {
		err = tx.Commit()
	} else {
		err = errors.Join(err, tx.Rollback())
	}
	_, on := conn.ExecContext(ctx, "PRAGMA foreign_keys = ON")
	return errors.Join(err, on)
}

func (m migration) run(ctx context.Context, tx *sql.Tx) error {
	version, err := first(ctx, tx, scanNumber, "PRAGMA user_version")
	if err != nil || version >= m.version {
		return err
	}
	if _, err := tx.ExecContext(ctx, m.sql); err != nil {
		return err
	}
	broken, err := list(ctx, tx, scanBroken, "PRAGMA foreign_key_check")
	if err != nil {
		return err
	}
	if len(broken) > 0 {
		return fmt.Errorf("%s", broken[0])
	}
	if m.after != nil {
		if err := m.after(ctx, tx); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", m.version))
	return err
}

// scanBroken says which row points to nothing.
func scanBroken(row scanner) (string, error) {
	var table, parent string
	var rowid, key sql.NullInt64
	err := row.Scan(&table, &rowid, &parent, &key)
	return fmt.Sprintf("a row of %s points to a row of %s that is not there", table, parent), err
}
