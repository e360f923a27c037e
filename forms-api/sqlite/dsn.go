package sqlite

import (
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // registers the driver "sqlite"
)

// A dsn says how to open a file, and what holds on each connection of its pool.
type dsn struct {
	pragmas []string
	busy    time.Duration
	lock    string // what BEGIN takes: "immediate" to write, "deferred" to read
}

var (
	// writing is durable at each commit, and overwrites what it deletes. Blind
	// indexes are random, so each request touches many pages: a cache that holds
	// them (16 MiB), and a log that takes them many times (8000 pages, 32 MiB)
	// before they go into the database once, halve what storing a request costs. What
	// a submission's savepoint would take back stays in memory, not in a file.
	writing = dsn{
		pragmas: []string{
			"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "secure_delete(1)",
			"cache_size(-16384)", "wal_autocheckpoint(8000)", "temp_store(2)",
		},
		busy: busyTimeout,
		lock: "immediate",
	}
	// reading keeps on each of its few connections 8 MiB of what was read last: what a
	// page of the desk looks through of a million requests.
	reading = dsn{pragmas: []string{"query_only(1)", "cache_size(-8192)"}, busy: busyTimeout, lock: "deferred"}
	// copying is for a file that nobody else knows yet; one without a log beside it.
	copying = dsn{
		pragmas: []string{"journal_mode(DELETE)", "synchronous(FULL)", "foreign_keys(1)", "secure_delete(1)"},
		lock:    "immediate",
	}
	// alone is for a database that nobody else may have open: it does not wait for them.
	alone = dsn{pragmas: []string{"locking_mode(EXCLUSIVE)"}, lock: "exclusive"}
)

// pool opens an existing file. It connects when it is first used.
func (d dsn) pool(path string, connections int) (*sql.DB, error) {
	pool, err := sql.Open("sqlite", d.uri(path))
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return pool, nil
}

func (d dsn) uri(path string) string {
	q := url.Values{
		"mode":      {"rw"},
		"_txlock":   {d.lock},
		"_dqs":      {"0"}, // a misspelt column is an error, not a text
		"_error_rc": {"1"},
		"_pragma":   append(d.pragmas[:len(d.pragmas):len(d.pragmas)], fmt.Sprintf("busy_timeout(%d)", d.busy.Milliseconds())),
	}
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: q.Encode()}).String()
}
