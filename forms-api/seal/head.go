package seal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"sportello/forms-api"
)

// A HeadFile keeps the head of one database's audit log in a file beside the
// ring. Whoever can write to the database, and not to the ring's folder, cannot
// take entries off the log's end, or put an older copy of the file back, without
// its being seen. Processes that have the same database open share the file: a
// head only moves forward, along the log.
type HeadFile struct {
	path  string
	about string // the database, for whoever reads the file
	every time.Duration

	mu      sync.Mutex
	waiting *time.Timer // until what was written is made durable; nil: it is
	failed  error       // of the last time that it was
}

// HeadSyncEvery is how long a head that was written may not be on disk yet. A
// process that is killed loses nothing of it; of a power cut, a database that is
// ahead of its head by as much is not told from one whose end was cut off.
const HeadSyncEvery = time.Second

// ErrOtherLog says that the head outside is of no entry of the database: an older
// copy was put in its place, or its end was cut off. The head stays as it is, as
// evidence, until a restore accepts another.
var ErrOtherLog = errors.New("the audit log does not lead to the head that is kept beside the keys")

// NewHeadFile is the file at a path, about a database. It is made with the first head.
func NewHeadFile(path, database string) *HeadFile {
	return &HeadFile{path: path, about: database, every: HeadSyncEvery}
}

// Head reads the head that was written last, by whichever process; the zero one if
// there is no file yet. A file in which no head can be read is an error.
func (h *HeadFile) Head() (formsapi.AuditHead, error) {
	f, err := lockedfile.Open(h.path)
	if errors.Is(err, fs.ErrNotExist) {
		return formsapi.AuditHead{}, nil
	}
	if err != nil {
		return formsapi.AuditHead{}, fmt.Errorf("reading the audit log's head: %w", err)
	}
	defer f.Close()
	slots, err := readSlots(f)
	return slots.newest(), h.failure(err)
}

// Advance writes a head that the database has, unless a later one is there. holds
// tells whether an entry is in the database; it is asked about the head that is
// kept each time, also where this process wrote it: the log's end may have been cut
// off while it runs. Without error the head outlives this process, and within
// HeadSyncEvery the machine. It returns ErrOtherLog, wrapped.
func (h *HeadFile) Advance(to formsapi.AuditHead, holds func(formsapi.AuditHead) (bool, error)) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.failure(h.edit(func(f *lockedfile.File) error {
		slots, err := readSlots(f)
		if err != nil {
			return err
		}
		now := slots.newest()
		if now.Seq > 0 {
			if there, err := holds(now); err != nil || !there {
				return errors.Join(err, ErrOtherLog)
			}
		}
		if now.Seq >= to.Seq {
			return nil
		}
		return h.write(f, slots, to)
	}))
}

// Accept replaces the head by that of another log, durably: of one that was restored.
func (h *HeadFile) Accept(to formsapi.AuditHead) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.failure(h.edit(func(f *lockedfile.File) error {
		if err := h.write(f, headSlots{empty: true}, to); err != nil {
			return err
		}
		return errors.Join(h.cut(f), f.Sync(), syncFolder(h.path))
	}))
}

// Sync makes durable what was written, before a program ends.
func (h *HeadFile) Sync() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.waiting == nil {
		return h.failed
	}
	h.waiting.Stop()
	h.sync()
	return h.failed
}

func (h *HeadFile) edit(change func(*lockedfile.File) error) error {
	f, err := lockedfile.OpenFile(h.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(change(f), f.Close())
}

func (h *HeadFile) write(f *lockedfile.File, slots headSlots, to formsapi.AuditHead) error {
	if slots.empty {
		if err := h.begin(f); err != nil {
			return err
		}
	}
	if err := slots.write(f, to); err != nil {
		return err
	}
	if h.waiting == nil {
		h.waiting = time.AfterFunc(h.every, func() {
			h.mu.Lock()
			defer h.mu.Unlock()
			h.sync()
		})
	}
	return nil
}

// sync asks for the file by its name: what was written by another handle is made
// durable with it.
func (h *HeadFile) sync() {
	h.waiting = nil
	f, err := os.OpenFile(h.path, os.O_RDWR, 0)
	if err == nil {
		err = errors.Join(f.Sync(), f.Close())
	}
	h.failed = h.failure(err)
}

func (h *HeadFile) failure(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("keeping the audit log's head in %s: %w", h.path, err)
}
