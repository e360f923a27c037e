package sqlite

import (
	"database/sql"
	"errors"
	"log/slog"
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
