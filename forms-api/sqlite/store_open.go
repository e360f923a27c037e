package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"
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
	return s.startWriting(ctx, onlyLooks)
}

// startWriting gives the one connection that writes to the writer, which follows the
// head of the audit log.
func (s *Store) startWriting(ctx context.Context, onlyLooks bool) error {
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
