package sqlite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sportello/forms-api"
	"sportello/forms-api/seal"
)

// command runs SQL as a submission.
func command(t *testing.T, s *Store, sql string) {
	t.Helper()
	err := s.writer.submit(t.Context(), func(t *tx) error { return t.exec(sql) })
	if err != nil {
		t.Fatal(err)
	}
}

// Given a disk that fills up, whoever is answered with success is stored,
// everyone else is told to come back, and with room again the store goes on.
func TestFullDiskIsNeverASuccess(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	command(t, s, "PRAGMA max_page_count = 60")
	var kept []formsapi.NewAppointment
	var refusal error
	for refusal == nil && len(kept) < 1000 {
		batch := make([]formsapi.NewAppointment, 8)
		for i := range batch {
			batch[i] = givenRequest(t, ring)
		}
		_, errs := insertTogether(s, batch)
		for i, err := range errs {
			if err != nil {
				refusal = err
				continue
			}
			kept = append(kept, batch[i])
		}
	}
	if formsapi.CodeOf(refusal) != formsapi.CodeUnavailable {
		t.Fatalf("a full disk: %v, want %s", refusal, formsapi.CodeUnavailable)
	}
	command(t, s, "PRAGMA max_page_count = 100000")
	for _, n := range kept {
		if _, err := s.Appointment(t.Context(), n.Appointment.ID); err != nil {
			t.Errorf("a request that was acknowledged: %v", err)
		}
	}
	stored(t, s, givenRequest(t, ring))
	assertSound(t, s, ring)
}

// Given a database that cannot be written, a submission fails and so does the
// check for readiness; a writable one is ready.
func TestUnwritableDatabaseIsNotReady(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	if err := s.Ready(t.Context()); err != nil {
		t.Errorf("a good database: %v", err)
	}
	command(t, s, "PRAGMA query_only = 1")
	if _, err := s.InsertAppointment(t.Context(), givenRequest(t, ring)); formsapi.CodeOf(err) != formsapi.CodeUnavailable {
		t.Errorf("storing: %v, want %s", err, formsapi.CodeUnavailable)
	}
	if err := s.Ready(t.Context()); formsapi.CodeOf(err) != formsapi.CodeUnavailable {
		t.Errorf("ready: %v, want %s", err, formsapi.CodeUnavailable)
	}
}

// Given a disk with room for small writes and none for a request, the service is
// not ready; with room again it is.
func TestDiskWithoutRoomForARequestIsNotReady(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	pages, err := first(t.Context(), s.read, scanNumber, "PRAGMA page_count")
	if err != nil {
		t.Fatal(err)
	}
	command(t, s, fmt.Sprintf("PRAGMA max_page_count = %d", pages+2))
	command(t, s, `UPDATE readiness SET checked_at = 1`) // a small write has room
	if err := s.Ready(t.Context()); formsapi.CodeOf(err) != formsapi.CodeUnavailable {
		t.Errorf("ready: %v, want %s", err, formsapi.CodeUnavailable)
	}
	command(t, s, "PRAGMA max_page_count = 100000")
	if err := s.Ready(t.Context()); err != nil {
		t.Errorf("with room again: %v", err)
	}
}

// Given a populated database, the check for readiness writes at least as much as
// the largest request, each time that it is asked, and does not let the database
// grow.
func TestReadyWritesAsMuchAsARequest(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	for range 400 { // so that the words of a name are spread over many pages
		stored(t, s, givenRequest(t, ring, largest(ring)))
	}
	for range 2 { // they make the room that later checks use
		if err := s.Ready(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	request := written(t, s, func() { stored(t, s, givenRequest(t, ring, largest(ring))) })
	for again := range 2 { // after the request has used some of the room, the first makes it anew
		before, _ := first(t.Context(), s.read, scanNumber, "PRAGMA page_count")
		ready := written(t, s, func() {
			if err := s.Ready(t.Context()); err != nil {
				t.Fatal(err)
			}
		})
		after, _ := first(t.Context(), s.read, scanNumber, "PRAGMA page_count")
		if ready < request || again > 0 && after > before {
			t.Errorf("the check wrote %d bytes, a request %d; %d pages became %d", ready, request, before, after)
		}
	}
}

// largest is a request with everything as long as it may be.
func largest(ring *seal.Ring) wanted {
	return func(n *formsapi.NewAppointment) {
		n.Idempotency = &formsapi.Idempotency{
			Key:     ring.Index(formsapi.IndexIdempotency, n.Appointment.ID.String()).Value,
			Content: ring.Index(formsapi.IndexContent, "").Value,
		}
		for word := range formsapi.MostNameForms {
			n.Indexes = append(n.Indexes, ring.Index(formsapi.IndexNameWord, fmt.Sprint(n.Appointment.ID, word)))
		}
	}
}

// written is how many bytes something adds to an empty write-ahead log.
func written(t *testing.T, s *Store, work func()) int64 {
	t.Helper()
	beside, err := writing.pool(s.path, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	if _, err := beside.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	work()
	about, err := os.Stat(s.path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	return about.Size()
}

// Given a writer that hangs, the check for readiness ends with its context.
func TestReadyDoesNotHang(t *testing.T) {
	s := givenStore(t, givenRing(t))
	release := hold(t, s)
	defer release()
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := s.Ready(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("ready: %v, want the deadline", err)
	}
}

// Given two processes with one file, both store, and each reads what the other stored.
func TestTwoStoresShareAFile(t *testing.T) {
	ring := givenRing(t)
	path := filepath.Join(t.TempDir(), "sportello.db")
	stores := []*Store{openStore(t, path, ring), openStore(t, path, ring)}
	answers := make(chan []error)
	var requests [2][]formsapi.NewAppointment
	for i, s := range stores {
		for range 50 {
			requests[i] = append(requests[i], givenRequest(t, ring))
		}
		go func() { _, errs := insertTogether(s, requests[i]); answers <- errs }()
	}
	if err := errors.Join(append(<-answers, <-answers...)...); err != nil {
		t.Fatal(err)
	}
	for i := range stores {
		for _, n := range requests[i] {
			if _, err := stores[1-i].Appointment(t.Context(), n.Appointment.ID); err != nil {
				t.Fatalf("what the other store was given: %v", err)
			}
		}
	}
	assertSound(t, stores[0], ring) // one chain, although two wrote it
}

// Given a stored request, the files hold nothing that a person wrote, and only
// the owner may read them.
func TestFilesHoldNoClearText(t *testing.T) {
	ring := givenRing(t)
	folder := t.TempDir()
	s := openStore(t, filepath.Join(folder, "sportello.db"), ring)
	stored(t, s, givenRequest(t, ring))
	if _, err := s.InsertRating(t.Context(), givenRating(t, ring, "/it/", "it", 2)); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(files) < 2 {
		t.Fatalf("files %q (%v), want the database and its log", files, err)
	}
	for _, file := range files {
		assertPrivate(t, file)
		assertNoClearText(t, file)
	}
}

func assertPrivate(t *testing.T, file string) {
	t.Helper()
	about, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if about.Mode().Perm() != 0o600 {
		t.Errorf("%s has mode %o, want 600", filepath.Base(file), about.Mode().Perm())
	}
}

func assertNoClearText(t *testing.T, file string) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	content = bytes.ToLower(content)
	for _, clear := range []string{"amina", "benali", "3331234567", "example.org", "permesso", "non trovo", string(told.Reference)} {
		if bytes.Contains(content, []byte(strings.ToLower(clear))) {
			t.Errorf("%s holds %q", filepath.Base(file), clear)
		}
	}
}
