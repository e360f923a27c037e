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
