package seal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/google/uuid"
)

// A Ledger lists the ids of erased records, one a line, in a file beside the
// ring. A backup still holds what was erased after it was made: restoring
// reads the ledger and erases it again.
type Ledger struct {
	path   string
	mu     sync.Mutex
	erased map[uuid.UUID]bool
	read   int64 // bytes of the file that are in erased
}

const idLength = len("00000000-0000-0000-0000-000000000000")

// OpenLedger reads a ledger; a file that does not exist is an empty one.
func OpenLedger(path string) (*Ledger, error) {
	l := &Ledger{path: path, erased: map[uuid.UUID]bool{}}
	return l, l.load()
}

func (l *Ledger) load() error {
	text, err := os.ReadFile(l.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading the erasures: %w", err)
	}
	for n, line := range strings.Split(string(text), "\n") {
		if len(line) < idLength { // empty, or torn off by a crash before it was acknowledged
			continue
		}
		id, err := uuid.Parse(line)
		if err != nil {
			return fmt.Errorf("reading the erasures: %s:%d: %w", l.path, n+1, err)
		}
		l.erased[id] = true
	}
	l.read = int64(len(text))
	return nil
}

// Append notes erasures; without error they are on disk. What was noted before is
// not written again.
func (l *Ledger) Append(records ...uuid.UUID) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	fresh := slices.DeleteFunc(slices.Clone(records), func(id uuid.UUID) bool { return l.erased[id] })
	if len(fresh) == 0 {
		return nil
	}
	if err := l.write(fresh); err != nil {
		return fmt.Errorf("noting an erasure: %w", err)
	}
	for _, id := range fresh {
		l.erased[id] = true
	}
	return nil
}

func (l *Ledger) write(records []uuid.UUID) error {
	var lines strings.Builder
	for _, id := range records {
		lines.WriteString("\n" + id.String()) // begins a line: what came before may be torn
	}
	if err := os.MkdirAll(filepath.Dir(l.path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(l.path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(lines.String())
	return errors.Join(err, f.Sync(), f.Close(), syncFolder(l.path))
}

// Erased tells whether a record's erasure was noted, by this process or, meanwhile,
// by another.
func (l *Ledger) Erased(record uuid.UUID) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.erased[record] {
		return true
	}
	if about, err := os.Stat(l.path); err == nil && about.Size() != l.read {
		_ = l.load() // one that cannot be read any more has no more erasures than it had
	}
	return l.erased[record]
}
