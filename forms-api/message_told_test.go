package formsapi_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

func (s *service) calls() *formsapi.CallList {
	return &formsapi.CallList{Catalogue: s, Sealer: s.ring, Outbox: s.store, Appointments: s.store, Now: func() time.Time { return s.now }}
}

// toCall is the first page of the call list.
func (s *service) toCall(t *testing.T) []formsapi.CallRow {
	t.Helper()
	rows, _, err := s.calls().After(t.Context(), coordinator, formsapi.CallPlace{})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// Given a telephone that is corrected after staff were asked to call, the list
// shows the one that is right now.
func TestTheCallListShowsTodaysNumber(t *testing.T) {
	s := begin(t)
	s.desk = tuesdays
	r := slot("1", monday.Add(26*time.Hour).Format(time.RFC3339))
	r.Contact = formsapi.ContactCall
	a := s.asked(t, r)
	if err := s.work.Decide(t.Context(), coordinator, formsapi.Decision{ID: a.ID, Version: a.Version, Event: formsapi.EventDecline, Reason: "other"}); err != nil {
		t.Fatal(err)
	}
	a = must(s.store.Appointment(t.Context(), a.ID))
	d := must(formsapi.OpenDetails(s.ring, a))
	d.Phone = "+393337654321"
	key := must(s.ring.OpenKey(a.ID, a.Key))
	a.Sealed = must(formsapi.SealDetails(key, a, d))
	calls := s.calls()
	calls.Appointments = corrected{s.store, a}
	rows, _, err := calls.After(t.Context(), coordinator, formsapi.CallPlace{})
	if err != nil || len(rows) != 1 || rows[0].To != d.Phone {
		t.Errorf("the list has %+v, want %s", rows, d.Phone)
	}
	if of := must(calls.Of(t.Context(), coordinator, a)); len(of) != 1 || of[0].To != d.Phone {
		t.Errorf("the request's page has %+v, want %s", of, d.Phone)
	}
}

// corrected has an appointment as it is after its contact was corrected.
type corrected struct {
	formsapi.AppointmentStore
	now formsapi.Appointment
}

func (c corrected) Appointment(context.Context, uuid.UUID) (formsapi.Appointment, error) {
	return c.now, nil
}

// Given an e-mail that is still to leave, nobody marks it as told by telephone;
// once it was given up, they do.
func TestOnlyWhatWaitsForStaffIsMarkedAsTold(t *testing.T) {
	s := begin(t)
	a := s.byMail(t, monday.Add(25*time.Hour))
	m, _ := s.newest(t, a, formsapi.NoticeConfirmed)
	if err := s.calls().Told(t.Context(), coordinator, a.ID, m.ID); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("marking what is still to leave: %v", err)
	}
	if err := s.store.Failed(t.Context(), m.ID, s.now, time.Time{}, "no"); err != nil {
		t.Fatal(err)
	}
	if err := s.calls().Told(t.Context(), coordinator, a.ID, m.ID); err != nil {
		t.Errorf("marking what was given up: %v", err)
	}
}

var errDisk = errors.New("the disk is gone")

// unread is a store that cannot be read.
type unread struct{ formsapi.AppointmentStore }

func (unread) Appointment(context.Context, uuid.UUID) (formsapi.Appointment, error) {
	return formsapi.Appointment{}, errDisk
}

// Given a store that fails, that is not said to be a message that is not there.
func TestAStoreThatFailsIsNoMissingMessage(t *testing.T) {
	calls := begin(t).calls()
	calls.Appointments = unread{}
	if err := calls.Told(t.Context(), coordinator, uuid.New(), uuid.New()); !errors.Is(err, errDisk) {
		t.Errorf("it says %v", err)
	}
}
