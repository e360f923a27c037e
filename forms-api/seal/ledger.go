package seal

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/google/uuid"
)

// A Ledger lists the ids of erased records, one a line, in a file beside the
// ring. A backup still holds what was erased after it was made: restoring
// reads the ledger and erases it again.
type Ledger struct {
	path   string
	mu     sync.RWMutex
	erased map[uuid.UUID]bool
}

const idLength = len("00000000-0000-0000-0000-000000000000")

// OpenLedger reads a ledger; a file that does not exist is an empty one.
func OpenLedger(path string) (*Ledger, error) {
	l := &Ledger{path: path, erased: map[uuid.UUID]bool{}}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the erasures: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Text()) < idLength { // empty, or torn off by a crash before it was acknowledged
			continue
		}
		id, err := uuid.Parse(lines.Text())
		if err != nil {
			return nil, fmt.Errorf("reading the erasures: %s:%d: %w", path, n, err)
		}
		l.erased[id] = true
	}
	return l, lines.Err()
}

// Append notes an erasure; without error it is on disk.
func (l *Ledger) Append(record uuid.UUID) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.write(record); err != nil {
		return fmt.Errorf("noting an erasure: %w", err)
	}
	l.erased[record] = true
	return nil
}

func (l *Ledger) write(record uuid.UUID) error {
	if err := os.MkdirAll(filepath.Dir(l.path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(l.path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString("\n" + record.String()) // begins a line: what came before may be torn
	return errors.Join(err, f.Sync(), f.Close(), syncFolder(l.path))
}

// Erased tells whether a record's erasure was noted.
func (l *Ledger) Erased(record uuid.UUID) bool {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.erased[record]
}
