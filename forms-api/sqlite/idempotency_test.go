package sqlite

import (
	"testing"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// Given 64 repetitions of one submission at once, one record is stored and all
// are answered with its id.
func TestRepetitionsStoreOneRecord(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	requests := make([]formsapi.NewAppointment, 64)
	for i := range requests {
		requests[i] = givenRequest(t, ring, idempotent(ring, "key", "content"))
	}
	ids, errs := insertTogether(s, requests)
	for i := range requests {
		if errs[i] != nil || ids[i] != ids[0] {
			t.Fatalf("repetition %d: %s (%v), want %s", i, ids[i], errs[i], ids[0])
		}
	}
	all, err := s.Appointments(t.Context(), formsapi.AppointmentFilter{Limit: 100})
	if err != nil || len(all) != 1 || all[0].ID != ids[0] {
		t.Errorf("stored %d (%v), want the one", len(all), err)
	}
	assertSound(t, s, ring)
}

// Given a key, looking it up finds its record, nothing, or that it was reused.
func TestEarlierFindsWhatAKeyWasUsedFor(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	n := givenRequest(t, ring, idempotent(ring, "key", "content"))
	if id, err := s.Earlier(t.Context(), *n.Idempotency); err != nil || id != uuid.Nil {
		t.Errorf("a new key: %s, %v", id, err)
	}
	a := stored(t, s, n)
	if id, err := s.Earlier(t.Context(), *n.Idempotency); err != nil || id != a.ID {
		t.Errorf("a used key: %s (%v), want %s", id, err, a.ID)
	}
	other := givenRequest(t, ring, idempotent(ring, "key", "other content"))
	if _, err := s.Earlier(t.Context(), *other.Idempotency); formsapi.CodeOf(err) != formsapi.CodeReused {
		t.Errorf("with other content: %v, want %s", err, formsapi.CodeReused)
	}
}

// Given the same key with other content, the submission is refused.
func TestKeyWithOtherContentIsRefused(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	stored(t, s, givenRequest(t, ring, idempotent(ring, "key", "content")))
	other := givenRequest(t, ring, idempotent(ring, "key", "other content"))
	if _, err := s.InsertAppointment(t.Context(), other); formsapi.CodeOf(err) != formsapi.CodeReused {
		t.Errorf("answered %v, want %s", err, formsapi.CodeReused)
	}
	if _, err := s.Appointment(t.Context(), other.Appointment.ID); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("the refused request: %v, want not found", err)
	}
}

// Given a submission whose storing failed, its key is free again.
func TestFailedSubmissionFreesItsKey(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	broken := givenRequest(t, ring, idempotent(ring, "key", "content"))
	broken.Appointment.Assignee = uuid.Must(uuid.NewV7())
	if _, err := s.InsertAppointment(t.Context(), broken); err == nil {
		t.Fatal("an assignee who does not exist was stored")
	}
	again := givenRequest(t, ring, idempotent(ring, "key", "content"))
	if id, err := s.InsertAppointment(t.Context(), again); err != nil || id != again.Appointment.ID {
		t.Errorf("the second attempt: %s, %v", id, err)
	}
}

// Given a repeated rating, the first one's id comes back.
func TestRepeatedRatingIsOneRating(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	twice := [2]uuid.UUID{}
	for i := range twice {
		n := givenRating(t, ring, "/it/", "it", 4)
		n.Idempotency = &formsapi.Idempotency{Key: []byte("key"), Content: []byte("content")}
		id, err := s.InsertRating(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		twice[i] = id
	}
	if twice[0] != twice[1] {
		t.Errorf("stored %v, want one id", twice)
	}
}
