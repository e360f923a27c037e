package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// ErrClosed is returned for what is written after Close, as CodeUnavailable: the
// program that takes over will take it.
var ErrClosed = errors.New("the store is closed")

// readers is how many connections read at once: on a small machine more only wait.
const readers = 4

// A Chain is the keyed hash of an audit entry at its place (seq, from 1), after
// the entry whose hash is prev (empty before the first).
type Chain func(prev []byte, seq int64, e formsapi.AuditEntry) []byte

// Config says where a store is and what it needs from outside.
type Config struct {
	Path  string // of the database; it and its folder are made where there is none
	Chain Chain

	// Fingerprint is that of the key ring. A new database takes it over; one with
	// another fingerprint is refused.
	Fingerprint []byte

	// Upgrade lets Open change an older schema. Only the server does, at its
	// start: a command may run beside a server of an older program.
	Upgrade bool

	// Head keeps the head of the audit log outside of the database; nil: nobody does.
	Head HeadKeeper
	// OnlyLooks begins no head where one is missing: what is to find that must not
	// mend it first.
	OnlyLooks bool
	// Erased tells which records were erased on purpose, for Verify; nil: none was.
	Erased func(record uuid.UUID) bool

	Now func() time.Time // time.Now by default
	Log *slog.Logger     // for failures that befall many submissions at once; none by default
}

// A Store is an open database. It is safe for use by several goroutines, and
// beside other processes that have the same file open.
type Store struct {
	path   string
	chain  Chain
	keys   []byte // the key ring's fingerprint
	head   HeadKeeper
	erased func(record uuid.UUID) bool
	now    func() time.Time
	write  *sql.DB
	read   *reader
	writer *writer

	log      *slog.Logger
	upgraded bool // from an older schema, by this program
	sessions *Sessions
	traces   atomic.Bool // of what was erased or struck out, in the log of recent writes
	closing  sync.Once
	closed   error
}

var (
	_ formsapi.AppointmentStore = (*Store)(nil)
	_ formsapi.RatingStore      = (*Store)(nil)
	_ formsapi.StaffStore       = (*Store)(nil)
)

// Open opens a database, making it where there is none. With Upgrade it brings an
// older schema up to date, after copying the database beside itself; without, that
// is an *OlderSchemaError. It returns an *OtherKeysError, a *NewerSchemaError or
// ErrForeignFile for what it must not touch.
func Open(ctx context.Context, c Config) (*Store, error) {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	s := &Store{path: c.Path, chain: c.Chain, keys: c.Fingerprint, head: c.Head, erased: c.Erased, now: c.Now, log: c.Log}
	s.sessions = &Sessions{store: s}
	s.traces.Store(true) // the program before may have been killed
	if err := s.open(ctx, c.Upgrade, c.OnlyLooks); err != nil {
		return nil, errors.Join(fmt.Errorf("opening the database %s: %w", c.Path, err), s.Close())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, upgrade, onlyLooks bool) error {
	if s.chain == nil {
		return errors.New("the audit log needs a chain")
	}
	if len(s.keys) == 0 {
		return errors.New("the database needs its keys' fingerprint")
	}
	if err := makePrivate(s.path); err != nil {
		return err
	}
	var err error
	if s.write, err = writing.pool(s.path, 1); err != nil {
		return err
	}
	if err := s.migrate(ctx, migrations, upgrade); err != nil {
		return err
	}
	if err := claim(ctx, s.write, s.keys); err != nil {
		return err
	}
	if s.read, err = openReader(s.path); err != nil {
		return err
	}
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "PRAGMA busy_timeout = 0"); err != nil { // see tx.begin
		return errors.Join(err, conn.Close())
	}
	heads := &headTrail{keeper: s.head, log: s.log}
	s.compareHead(ctx, heads)
	s.writer = startWriter(conn, s.chain, heads, s.log)
	if !onlyLooks {
		s.beginHead(ctx, heads)
	}
	return nil
}

// Close ends the store: submissions that were taken are stored and answered,
// later ones get ErrClosed. Closing again says what closing said.
func (s *Store) Close() error {
	s.closing.Do(func() { s.closed = s.close() })
	return s.closed
}

func (s *Store) close() error {
	var errs []error
	if s.writer != nil {
		errs = append(errs, s.writer.close())
	}
	if s.head != nil {
		errs = append(errs, s.head.Sync())
	}
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	return errors.Join(errs...)
}

// makePrivate makes the file before SQLite does, so that only the owner may
// read it and the write-ahead log, which takes over its mode. An existing file is
// not opened: closing it would drop SQLite's locks (POSIX locks belong to the
// process).
func makePrivate(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}
