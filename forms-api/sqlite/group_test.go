package sqlite

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// hold keeps the writer busy until release is called, so that what is submitted
// meanwhile waits and then shares one commit.
func hold(t *testing.T, s *Store) (release func()) {
	t.Helper()
	taken, free, ended := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		ended <- s.writer.submit(context.Background(), func(*tx) error {
			close(taken)
			<-free
			return nil
		})
	}()
	<-taken
	return func() {
		close(free)
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

// insertTogether submits requests at once and returns each one's outcome.
func insertTogether(s *Store, requests []formsapi.NewAppointment) (ids []uuid.UUID, errs []error) {
	ids, errs = make([]uuid.UUID, len(requests)), make([]error, len(requests))
	var wg sync.WaitGroup
	for i := range requests {
		wg.Go(func() { ids[i], errs[i] = s.InsertAppointment(context.Background(), requests[i]) })
	}
	wg.Wait()
	return ids, errs
}

// Given one submission among many that the database refuses, it fails alone.
func TestRefusedSubmissionFailsAlone(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	requests := make([]formsapi.NewAppointment, 32)
	for i := range requests {
		requests[i] = givenRequest(t, ring)
	}
	const poisoned = 17
	requests[poisoned].Appointment.Assignee = uuid.Must(uuid.NewV7()) // nobody

	_, errs := insertTogether(s, requests)
	for i, err := range errs {
		if (err != nil) != (i == poisoned) {
			t.Errorf("submission %d: %v", i, err)
		}
	}
	all, err := s.Appointments(t.Context(), formsapi.AppointmentFilter{Limit: 100})
	if err != nil || len(all) != len(requests)-1 {
		t.Errorf("stored %d (%v), want all but the refused one", len(all), err)
	}
	assertSound(t, s, ring)
}

// Given submissions that wait, they share a transaction: when its commit
// fails, all of them are told, and none of them is stored.
func TestFailedCommitFailsWhoeverIsInIt(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	stored(t, s, givenRequest(t, ring))
	s.writer.halt() // from here on the test is the writer
	requests := []formsapi.NewAppointment{givenRequest(t, ring), givenRequest(t, ring)}
	batch := []*submission{insertion(requests[0]), brokenAtCommit(), insertion(requests[1])}
	var log bytes.Buffer
	s.writer.log = slog.New(slog.NewTextHandler(&log, nil))
	for _, err := range commitTogether(s, batch) {
		var p *formsapi.Problem
		if !errors.As(err, &p) || p.Code != formsapi.CodeUnavailable || !p.Reported {
			t.Errorf("answered %v, want that nothing was stored, and that the log knows", err)
		}
	}
	if strings.Count(log.String(), "\n") != 1 || !strings.Contains(log.String(), "FOREIGN KEY") {
		t.Errorf("the log is %q, want one line that says why", log.String())
	}
	for _, n := range requests {
		if _, err := s.Appointment(t.Context(), n.Appointment.ID); formsapi.CodeOf(err) != formsapi.CodeNotFound {
			t.Errorf("a request of the failed commit: %v, want not found", err)
		}
	}
	if errs := commitTogether(s, []*submission{insertion(requests[0])}); errs[0] != nil {
		t.Errorf("after a failed commit: %v", errs[0])
	}
	assertSound(t, s, ring)
}

func insertion(n formsapi.NewAppointment) *submission {
	return newSubmission(func(t *tx) error {
		_, err := t.insertAppointment(&n)
		return err
	})
}

// brokenAtCommit breaks a constraint that is only looked at then.
func brokenAtCommit() *submission {
	return newSubmission(func(t *tx) error {
		return errors.Join(
			t.exec(`PRAGMA defer_foreign_keys = 1`),
			t.exec(`INSERT INTO staff_role (staff, role, office) VALUES (x'00', 'operator', '')`))
	})
}

func commitTogether(s *Store, batch []*submission) (errs []error) {
	waiting := slices.Clone(batch)
	s.writer.commit(batch)
	for _, w := range waiting {
		errs = append(errs, <-w.outcome)
	}
	return errs
}

// Given a submission that panics, the others are stored and the writer lives.
func TestPanicEndsOneSubmission(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	err := s.writer.submit(t.Context(), func(t *tx) error {
		if err := t.audit(entry(formsapi.ActionExport, uuid.Nil)); err != nil {
			return err
		}
		panic("a bug")
	})
	if err == nil || !strings.Contains(err.Error(), "a bug") {
		t.Errorf("answered %v, want the panic", err)
	}
	stored(t, s, givenRequest(t, ring))
	assertSound(t, s, ring)
}

// Given a caller who goes away while waiting, the submission is not stored; who
// goes away later gets the outcome.
func TestCancelledSubmissionIsNeverInDoubt(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	release := hold(t, s)
	waiting := givenRequest(t, ring)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.InsertAppointment(ctx, waiting); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled while waiting: %v", err)
	}
	release()
	if _, err := s.Appointment(t.Context(), waiting.Appointment.ID); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("a cancelled request: %v, want not found", err)
	}

	taken := givenRequest(t, ring)
	ctx, cancel = context.WithCancel(t.Context())
	err := s.writer.submit(ctx, func(t *tx) error {
		cancel() // the caller goes while the work is being done
		_, err := t.insertAppointment(&taken)
		return err
	})
	if err != nil {
		t.Errorf("cancelled when taken: %v, want the outcome", err)
	}
	if _, err := s.Appointment(t.Context(), taken.Appointment.ID); err != nil {
		t.Errorf("a request that was acknowledged: %v", err)
	}
}

// Given a closed store, nothing is taken any more.
func TestClosedStoreTakesNothing(t *testing.T) {
	ring := givenRing(t)
	s, err := Open(t.Context(), Config{Path: filepath.Join(t.TempDir(), "sportello.db"), Chain: ring.Chain, Fingerprint: ring.Fingerprint(), Now: atNoon})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.InsertAppointment(t.Context(), givenRequest(t, ring)); !errors.Is(err, ErrClosed) || formsapi.CodeOf(err) != formsapi.CodeUnavailable {
		t.Errorf("after Close: %v, want ErrClosed, to try again later", err)
	}
}

// assertSound verifies the whole database.
func assertSound(t testing.TB, s *Store, sealer formsapi.Sealer) {
	t.Helper()
	report, err := s.Verify(context.Background(), sealer)
	if err != nil || len(report.Findings) > 0 {
		t.Errorf("verify: %v, %q", err, report.Findings)
	}
}
