package formsapi_test

import (
	"errors"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// wednesdayTen is a slot of the desk that bookable gives.
var wednesdayTen = time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC)

// bookable makes the town's desk give appointments from nine to twelve, as rule says.
func bookable(s *service, change func(*formsapi.BookingRule)) {
	s.desk = func(o *formsapi.Office) {
		r := formsapi.DefaultRule(s.mode)
		for day := range r.Intervals {
			r.Intervals[day] = []formsapi.BookableInterval{{Interval: formsapi.Interval{Opens: 9 * 60, Closes: 12 * 60}, Desks: 1}}
		}
		change(&r)
		o.Booking.Rule = r
	}
}

func at(slot time.Time) formsapi.AppointmentRequest {
	r := asking("")
	r.Slot = slot.Format(time.RFC3339)
	return r
}

// Given a request for the day after tomorrow, its hold ends before somebody
// else could no longer take the place.
func TestAHoldEndsBeforeTheStart(t *testing.T) {
	s := begin(t)
	bookable(s, func(r *formsapi.BookingRule) { r.Notice, r.Hold = 120, 60*24*30 })
	a := s.asked(t, at(wednesdayTen))
	if want := wednesdayTen.Add(-2 * time.Hour); !a.HoldUntil.Equal(want) {
		t.Errorf("it is held until %s, want %s", a.HoldUntil, want)
	}
}

// Given an appointment that nobody marked as attended, it does not count against
// the limit of its telephone once it is over; one that was corrected to a contact
// that has another, and one that lives again, do.
func TestTheLimitOfAContact(t *testing.T) {
	s := begin(t)
	s.mode = formsapi.ModeInstant
	bookable(s, func(r *formsapi.BookingRule) { r.PerContact = 1 })
	s.asked(t, at(wednesdayTen))
	if _, err := s.request.Request(t.Context(), at(wednesdayTen.Add(time.Hour))); !errors.Is(err, formsapi.ErrTooManyOfContact) {
		t.Errorf("a second one: %v, want %v", err, formsapi.ErrTooManyOfContact)
	}
	other := at(wednesdayTen.Add(time.Hour))
	other.Phone = "320 765 4321"
	ref, err := s.request.Request(t.Context(), other)
	if err != nil {
		t.Fatal(err)
	}
	err = s.follow.Step(t.Context(), formsapi.PersonStep{
		Reference: ref, Event: formsapi.EventCorrect, Proof: "4321", Phone: "333 123 4567", Contact: formsapi.ContactCall,
	})
	if !errors.Is(err, formsapi.ErrTooManyOfContact) {
		t.Errorf("corrected to the first one's telephone: %v, want %v", err, formsapi.ErrTooManyOfContact)
	}
	s.now = wednesdayTen.Add(2 * time.Hour)
	s.asked(t, at(wednesdayTen.AddDate(0, 0, 1)))
}

// Given an office whose staff confirm, a person cannot confirm by the name of an event.
func TestAPersonAsksAndDoesNotBook(t *testing.T) {
	s := begin(t)
	bookable(s, func(*formsapi.BookingRule) {})
	ref, err := s.request.Request(t.Context(), at(wednesdayTen))
	if err != nil {
		t.Fatal(err)
	}
	for _, event := range []formsapi.Event{formsapi.EventBook, formsapi.EventConfirm, formsapi.EventExpire} {
		err := s.follow.Step(t.Context(), formsapi.PersonStep{Reference: ref, Event: event, Slot: wednesdayTen.Format(time.RFC3339)})
		if formsapi.CodeOf(err) != formsapi.CodeConflict {
			t.Errorf("%s: %v, want %s", event, err, formsapi.CodeConflict)
		}
	}
}

// Given an offer in place of which staff agreed on another time, who accepts the
// offer on an old page has not said yes to that one; who accepts twice has.
func TestAcceptingIsOfOneOffer(t *testing.T) {
	for _, meanwhile := range []bool{false, true} {
		s := begin(t)
		bookable(s, func(*formsapi.BookingRule) {})
		a := s.asked(t, asking(""))
		offer := formsapi.Decision{ID: a.ID, Version: 1, Event: formsapi.EventPropose, Start: "2026-03-05T10:00"}
		if err := s.work.Decide(t.Context(), coordinator, offer); err != nil {
			t.Fatal(err)
		}
		d, err := formsapi.OpenDetails(s.ring, a)
		if err != nil {
			t.Fatal(err)
		}
		accept := formsapi.PersonStep{Reference: d.Reference, Version: 2, Event: formsapi.EventAccept}
		if meanwhile {
			other := formsapi.Decision{ID: a.ID, Version: 2, Event: formsapi.EventConfirm, Start: "2026-03-06T10:00"}
			if err := s.work.Decide(t.Context(), coordinator, other); err != nil {
				t.Fatal(err)
			}
			if err := s.follow.Step(t.Context(), accept); formsapi.CodeOf(err) != formsapi.CodeConflict {
				t.Errorf("another time was agreed: %v, want %s", err, formsapi.CodeConflict)
			}
			continue
		}
		for range 2 {
			if err := s.follow.Step(t.Context(), accept); err != nil {
				t.Errorf("accepting: %v", err)
			}
		}
	}
}

// Given an appointment that the office cancelled, who goes on waiting has no time
// any more.
func TestWaitingHasNoTime(t *testing.T) {
	s := begin(t)
	s.mode = formsapi.ModeInstant
	bookable(s, func(*formsapi.BookingRule) {})
	a := s.asked(t, at(wednesdayTen))
	d, err := formsapi.OpenDetails(s.ring, a)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.work.Decide(t.Context(), coordinator, formsapi.Decision{ID: a.ID, Version: 1, Event: formsapi.EventCancel}); err != nil {
		t.Fatal(err)
	}
	if err := s.follow.Step(t.Context(), formsapi.PersonStep{Reference: d.Reference, Event: formsapi.EventWait}); err != nil {
		t.Fatal(err)
	}
	if a, err = s.store.Appointment(t.Context(), a.ID); err != nil || a.Start != nil || a.Minutes != 0 {
		t.Errorf("it waits with %+v, %d minutes (%v)", a.Start, a.Minutes, err)
	}
}

// Given a confirmed appointment, asking again for the time that it has changes
// nothing: a program that repeats itself must not undo a confirmation.
func TestAskingForTheSameTimeChangesNothing(t *testing.T) {
	s := begin(t)
	bookable(s, func(*formsapi.BookingRule) {})
	a := s.asked(t, at(wednesdayTen))
	if err := s.work.Decide(t.Context(), coordinator, formsapi.Decision{ID: a.ID, Version: 1, Event: formsapi.EventConfirm}); err != nil {
		t.Fatal(err)
	}
	d, err := formsapi.OpenDetails(s.ring, a)
	if err != nil {
		t.Fatal(err)
	}
	again := formsapi.PersonStep{Reference: d.Reference, Event: formsapi.EventRequest, Slot: wednesdayTen.Format(time.RFC3339)}
	if err := s.follow.Step(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	if a, err = s.store.Appointment(t.Context(), a.ID); err != nil || a.State != formsapi.Confirmed || a.Version != 2 {
		t.Errorf("it is %s, version %d (%v)", a.State, a.Version, err)
	}
}

// Given a correction of one way only, the other stays; digits of every script
// are proof; the initial is a letter.
func TestACorrectionOfOneWay(t *testing.T) {
	s := begin(t)
	bookable(s, func(*formsapi.BookingRule) {})
	asked := at(wednesdayTen)
	asked.Name = "\"\u0301 أمينة"
	ref, err := s.request.Request(t.Context(), asked)
	if err != nil {
		t.Fatal(err)
	}
	err = s.follow.Step(t.Context(), formsapi.PersonStep{
		Reference: ref, Event: formsapi.EventCorrect, Proof: "٤٥٦٧", Email: "amina@example.org", Partial: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.follow.Details(t.Context(), ref, "4567")
	if err != nil || d.Phone == "" || d.Email != "amina@example.org" || d.Contact != formsapi.ContactCall {
		t.Errorf("%+v (%v), want both ways", d, err)
	}
	if f, err := s.follow.Follow(t.Context(), ref); err != nil || f.Initial != "أ" {
		t.Errorf("the initial is %q (%v)", f.Initial, err)
	}
}
