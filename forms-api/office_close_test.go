package formsapi_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
)

// closing is the use case, whose closures the catalogue has not read yet.
func (s *service) closing(t *testing.T) *formsapi.CloseOffice {
	t.Helper()
	return &formsapi.CloseOffice{
		Catalogue: s, Sealer: s.ring, Store: s.store, Channels: s.channels, Now: func() time.Time { return s.now },
		Overlay: catalogue.NewOverlay(t.TempDir() + "/closures.toml"),
	}
}

// aTuesday closes the office on 3 March.
func aTuesday() formsapi.Closing {
	day := formsapi.NewWallTime(2026, time.March, 3, 0)
	c := formsapi.Closure{From: day, Until: day + 24*60, WholeDays: true, Reason: formsapi.ClosedForIllness}
	return formsapi.Closing{Office: "desk", Closure: c, Offer: true}
}

// slot asks for a time, as the site would.
func slot(key, at string) formsapi.AppointmentRequest {
	r := asking(key)
	r.Slot = at
	return r
}

func (s *service) statesOf(t *testing.T) map[formsapi.State]int {
	t.Helper()
	count := map[formsapi.State]int{}
	for _, a := range must(s.store.Appointments(t.Context(), formsapi.AppointmentFilter{Limit: 500})) {
		count[a.State]++
	}
	return count
}

// leaving is an overlay whose visitor goes away once the closure is stored.
type leaving struct {
	formsapi.Overlay
	leave func()
}

func (l leaving) AddClosure(ctx context.Context, office string, c formsapi.Closure) error {
	defer l.leave()
	return l.Overlay.AddClosure(ctx, office, c)
}

// Given a browser that is gone once the closure is stored, everybody is moved on
// all the same.
func TestClosingNeedsNoBrowser(t *testing.T) {
	s := begin(t)
	s.mode, s.desk = formsapi.ModeInstant, tuesdays
	for n, at := range []string{"09:00", "09:30", "10:00"} {
		s.asked(t, slot(fmt.Sprintf("%036d", n), "2026-03-03T"+at+":00Z"))
	}
	ctx, leave := context.WithCancel(t.Context())
	u := s.closing(t)
	u.Overlay = leaving{u.Overlay, leave}
	report := must(u.Close(ctx, coordinator, aTuesday()))
	if report.Offered != 3 || report.Failed != 0 || report.Failures != nil {
		t.Errorf("the report is %+v", report)
	}
	if got := s.statesOf(t); got[formsapi.Proposed] != 3 {
		t.Errorf("the requests are %v", got)
	}
}

// Given a booking that was under way while the office was being closed, and one
// that staff made there knowing of the closure, the next round moves the first
// on, and leaves the second; then nothing is left.
func TestWhoBookedMeanwhileIsMovedOn(t *testing.T) {
	s := begin(t)
	s.mode, s.desk = formsapi.ModeInstant, tuesdays
	u := s.closing(t)
	s.record.Now = u.Now
	if moved := must(u.MoveOn(t.Context())); moved != 0 {
		t.Fatalf("without a closure %d are moved on", moved)
	}
	must(s.record.Record(t.Context(), coordinator, noted("2026-03-03T09:00")))
	s.now = s.now.Add(time.Minute)
	must(u.Close(t.Context(), coordinator, aTuesday()))
	s.now = s.now.Add(time.Minute)
	late := s.asked(t, slot(fmt.Sprintf("%036d", 1), "2026-03-03T09:30:00Z"))
	meant := must(s.record.Record(t.Context(), coordinator, noted("2026-03-03T10:30"))).ID
	if moved := must(u.MoveOn(t.Context())); moved != 1 {
		t.Errorf("%d are moved on, want the one who booked late", moved)
	}
	if a := must(s.store.Appointment(t.Context(), late.ID)); a.State != formsapi.Proposed || a.Start.Local < "2026-03-04" {
		t.Errorf("who booked late is %s at %v", a.State, a.Start)
	}
	if a := must(s.store.Appointment(t.Context(), meant)); a.State != formsapi.Confirmed || a.Start.Local != "2026-03-03T10:30" {
		t.Errorf("who staff put there is %s at %v", a.State, a.Start)
	}
	if moved := must(u.MoveOn(t.Context())); moved != 0 {
		t.Errorf("a second round moves %d on", moved)
	}
}

// Given a closure whose people are only told, who booked meanwhile is told too and
// offered nothing; closed once more, with an offer, the next one is offered a time.
func TestWhoBookedMeanwhileIsTreatedAsTheOthers(t *testing.T) {
	s := begin(t)
	s.mode, s.desk = formsapi.ModeInstant, tuesdays
	u := s.closing(t)
	closing := aTuesday()
	for n, c := range []struct {
		offer bool
		want  formsapi.State
	}{{false, formsapi.CancelledByOffice}, {true, formsapi.Proposed}, {false, formsapi.CancelledByOffice}} {
		closing.Offer = c.offer
		must(u.Close(t.Context(), coordinator, closing))
		s.now = s.now.Add(time.Minute)
		late := s.asked(t, slot(fmt.Sprintf("%036d", n), "2026-03-03T09:30:00Z"))
		if moved := must(u.MoveOn(t.Context())); moved != 1 {
			t.Errorf("%d are moved on, want the one who booked late", moved)
		}
		if a := must(s.store.Appointment(t.Context(), late.ID)); a.State != c.want {
			t.Errorf("offering is %t, and who booked late is %s, want %s", c.offer, a.State, c.want)
		}
		s.now = s.now.Add(time.Minute)
	}
}

// Given a family and somebody alone, closing says first that it is about two
// appointments and four people.
func TestAffectedCountsPeople(t *testing.T) {
	s := begin(t)
	s.mode, s.desk = formsapi.ModeInstant, tuesdays
	s.asked(t, group(3, fmt.Sprintf("%036d", 1), "2026-03-03T09:00:00Z"))
	s.asked(t, slot(fmt.Sprintf("%036d", 2), "2026-03-03T09:30:00Z"))
	s.asked(t, slot(fmt.Sprintf("%036d", 3), "2026-03-17T09:30:00Z"))
	got := must(s.closing(t).Affected(t.Context(), coordinator, aTuesday()))
	if got.Appointments != 2 || got.People != 4 || len(got.Rows) != 2 || got.Rows[0].People != 3 || got.Rows[0].Name == "" {
		t.Errorf("it is about %+v", got)
	}
}

// Given people whom closing did not get to, since their seals did not open then,
// it says so, and the next round moves them on.
func TestWhoWasNotReachedIsMovedOnLater(t *testing.T) {
	s := begin(t)
	s.desk = tuesdays
	must(s.record.Record(t.Context(), coordinator, noted("2026-03-03T09:00")))
	s.now = s.now.Add(time.Minute)
	u := s.closing(t)
	u.Sealer = begin(t).ring
	report := must(u.Close(t.Context(), coordinator, aTuesday()))
	if report.Failed != 1 || report.Failures == nil {
		t.Fatalf("the report is %+v", report)
	}
	u.Sealer = s.ring
	if moved := must(u.MoveOn(t.Context())); moved != 1 {
		t.Errorf("%d are moved on, want the one that was left", moved)
	}
}

// Given a year that was mistyped, nobody is moved on.
func TestAClosureOfACenturyIsRefused(t *testing.T) {
	s := begin(t)
	closing := formsapi.Closing{Office: "desk", Closure: formsapi.Closure{
		From: formsapi.NewWallTime(2026, 3, 5, 0), Until: formsapi.NewWallTime(2126, 3, 6, 0), Reason: formsapi.ClosedForStrike,
	}}
	u := &formsapi.CloseOffice{Catalogue: s, Sealer: s.ring, Store: s.store, Now: func() time.Time { return s.now }}
	if _, err := u.Close(t.Context(), coordinator, closing); formsapi.CodeOf(err) != formsapi.CodeInvalid {
		t.Errorf("%v, want %s", err, formsapi.CodeInvalid)
	}
}

// Given an offer and a request whose holds would end while the office is closed at
// short notice, the closing puts them off: the desk reads the end that the page says.
func TestClosingPutsHoldsOff(t *testing.T) {
	s := begin(t)
	s.desk = func(o *formsapi.Office) { tuesdays(o); o.Booking.Rule.Hold = 60 }
	var refs []formsapi.Reference
	for n, at := range []string{"2026-03-24T09:00:00Z", "2026-03-24T10:00:00Z"} {
		refs = append(refs, must(s.request.Request(t.Context(), slot(fmt.Sprintf("%036d", n), at))))
	}
	kept := func(ref formsapi.Reference) formsapi.Appointment {
		return must(s.store.AppointmentByIndex(t.Context(), s.ring.Index(formsapi.IndexReference, string(ref))))
	}
	offer := formsapi.Decision{ID: kept(refs[0]).ID, Version: 1, Event: formsapi.EventPropose, Start: "2026-03-24T09:30"}
	if err := s.work.Decide(t.Context(), coordinator, offer); err != nil {
		t.Fatal(err)
	}
	if report := must(s.closing(t).Close(t.Context(), coordinator, aTuesday())); report != (formsapi.ClosingReport{}) {
		t.Fatalf("the report is %+v", report)
	}
	closed := s.office().Closed(aTuesday().Closure)
	s.desk = func(o *formsapi.Office) { *o = closed } // the catalogue reads it
	for _, ref := range refs {
		page, want := must(s.follow.Follow(t.Context(), ref)).HoldUntil, time.Date(2026, 3, 17, 10, 0, 0, 0, time.UTC)
		if stored := kept(ref).HoldUntil; !stored.Equal(want) || !page.Equal(want) {
			t.Errorf("the %s is held until %s at the desk and %s on the page, want %s", kept(ref).State, stored, page, want)
		}
	}
	if found := s.findings(t); len(found) > 0 {
		t.Errorf("verify finds %v", found)
	}
}
