package seal

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sportello/forms-api"
)

func head(seq int64) formsapi.AuditHead {
	return formsapi.AuditHead{Seq: seq, MAC: bytes.Repeat([]byte{byte(seq)}, 32)}
}

// every entry is in the log, and none is.
func every(formsapi.AuditHead) (bool, error) { return true, nil }
func none(formsapi.AuditHead) (bool, error)  { return false, nil }

func givenHeadFile(t *testing.T) *HeadFile {
	t.Helper()
	h := NewHeadFile(filepath.Join(t.TempDir(), "keys.toml.head"), "/var/lib/sportello/sportello.db")
	h.every = time.Hour // nothing is made durable behind the test's back
	t.Cleanup(func() { _ = h.Sync() })
	return h
}

func (h *HeadFile) is(t *testing.T, want formsapi.AuditHead) {
	t.Helper()
	if got, err := h.Head(); err != nil || !got.Is(want) {
		t.Errorf("the head is %d, %x (%v), want %d", got.Seq, got.MAC, err, want.Seq)
	}
}

func advance(t *testing.T, h *HeadFile, to formsapi.AuditHead) {
	t.Helper()
	if err := h.Advance(to, every); err != nil {
		t.Fatal(err)
	}
}

// Given no file, there is no head; given heads, the file has the last one, is the
// owner's alone, names the database, and never grows.
func TestHeadIsKept(t *testing.T) {
	h := givenHeadFile(t)
	h.is(t, formsapi.AuditHead{})
	advance(t, h, head(1))
	before, err := os.ReadFile(h.path)
	if err != nil || !strings.Contains(string(before), "/var/lib/sportello/sportello.db") {
		t.Errorf("%q (%v), want the database's name in it", before, err)
	}
	for seq := range int64(20) {
		advance(t, h, head(seq+2))
		h.is(t, head(seq+2))
	}
	after, err := os.Stat(h.path)
	if err != nil || after.Size() != int64(len(before)) || after.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v (%v), want %d bytes and 0600", after.Size(), after.Mode(), err, len(before))
	}
}

// Given two processes on one database, the head only moves forward, whichever of
// them writes first.
func TestHeadOnlyMovesForward(t *testing.T) {
	h := givenHeadFile(t)
	other := NewHeadFile(h.path, h.about)
	other.every = time.Hour
	t.Cleanup(func() { _ = other.Sync() })
	advance(t, h, head(2))
	advance(t, other, head(1))
	h.is(t, head(2))

	var both sync.WaitGroup
	for i, of := range []*HeadFile{h, other} {
		both.Go(func() {
			for seq := int64(3 + i); seq < 200; seq += 2 {
				if err := of.Advance(head(seq), every); err != nil {
					t.Error(err)
				}
			}
		})
	}
	both.Wait()
	h.is(t, head(199))
}

// Given a head that the database does not have, it is not moved, and an acceptance
// replaces it.
func TestHeadOfAnotherLogStays(t *testing.T) {
	h := givenHeadFile(t)
	advance(t, h, head(5))
	started := NewHeadFile(h.path, h.about) // as a program does that finds an older database
	started.every = time.Hour
	t.Cleanup(func() { _ = started.Sync() })
	for _, to := range []int64{3, 5, 8} {
		if err := started.Advance(head(to), none); !errors.Is(err, ErrOtherLog) {
			t.Errorf("to %d: %v, want that it is another log", to, err)
		}
	}
	h.is(t, head(5))
	if err := started.Accept(head(3)); err != nil {
		t.Fatal(err)
	}
	h.is(t, head(3))
	advance(t, started, head(4))
	h.is(t, head(4))
}

// Given a write that a power cut tore, the head before it is there; given a file
// that nobody can read, that is an error, and an acceptance mends it.
func TestHeadOutlivesATornWrite(t *testing.T) {
	h := givenHeadFile(t)
	advance(t, h, head(1))
	advance(t, h, head(2))
	text, err := os.ReadFile(h.path)
	if err != nil {
		t.Fatal(err)
	}
	second := bytes.Index(text, []byte(" 0202"))
	text[second+10] = 'f'
	if err := os.WriteFile(h.path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	h.is(t, head(1))

	if err := os.WriteFile(h.path, []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Head(); err == nil {
		t.Error("a head was read out of nothing")
	}
	if err := h.Advance(head(3), every); err == nil {
		t.Error("what cannot be read was written over")
	}
	if err := h.Accept(head(3)); err != nil {
		t.Fatal(err)
	}
	h.is(t, head(3))
}
