package formsapi_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// byCall books a time at an office that confirms at once, for who wants to be called.
func (s *service) byCall(t *testing.T, mode formsapi.BookingMode, at time.Time) formsapi.Appointment {
	t.Helper()
	s.desk = func(o *formsapi.Office) {
		tuesdays(o)
		o.Booking.Rule.Mode = mode
	}
	r := slot("1", at.Format(time.RFC3339))
	r.Contact = formsapi.ContactCall
	return s.asked(t, r)
}

// decides does one thing a minute after the last.
func (s *service) decides(t *testing.T, id uuid.UUID, event formsapi.Event, start string) {
	t.Helper()
	s.now = s.now.Add(time.Minute)
	a := must(s.store.Appointment(t.Context(), id))
	d := formsapi.Decision{ID: a.ID, Version: a.Version, Event: event, Start: start, Outside: true}
	if event == formsapi.EventDecline {
		d.Reason = "other"
	}
	if err := s.work.Decide(t.Context(), coordinator, d); err != nil {
		t.Fatal(err)
	}
}

// said is what the call list says in short.
func said(r formsapi.CallRow) string {
	local := func(s *formsapi.Start) string {
		if s == nil {
			return "-"
		}
		return s.Local
	}
	return string(r.Notice) + " " + local(r.Start) + " was " + local(r.Was) + " gone " + local(r.Gone)
}

const (
	third       = "2026-03-03T10:00"
	seventeenth = "2026-03-17T10:00"
	twentyForth = "2026-03-24T09:00"
	thirtyFirst = "2026-03-31T10:00"
)

// Given somebody who was not called yet, a call says what is so now in words that
// suit the time they know of, and is as urgent as that.
func TestACallSuitsWhatThePersonKnows(t *testing.T) {
	for name, c := range map[string]struct {
		mode  formsapi.BookingMode
		does  [][2]string
		says  string
		about string // the time by which they are called
	}{
		"offered twice":        {"instant", [][2]string{{"propose", twentyForth}, {"propose", thirtyFirst}}, "replaced " + thirtyFirst + " was " + third + " gone -", third},
		"moved twice":          {"instant", [][2]string{{"move", twentyForth}, {"move", thirtyFirst}}, "moved " + thirtyFirst + " was " + third + " gone -", third},
		"moved and cancelled":  {"instant", [][2]string{{"move", twentyForth}, {"cancel", ""}}, "cancelled " + third + " was - gone -", third},
		"moved and moved back": {"instant", [][2]string{{"move", twentyForth}, {"move", third}}, "confirmed " + third + " was - gone -", third},
		"offered and declined": {"instant", [][2]string{{"propose", twentyForth}, {"decline", ""}}, "declined - was " + third + " gone " + third, third},
		"offered, the offer ran out": {"instant", [][2]string{{"propose", twentyForth}, {"expire", ""}},
			"cancelled " + third + " was - gone -", third},
		"confirmed and moved":   {"request", [][2]string{{"confirm", ""}, {"move", twentyForth}}, "confirmed " + twentyForth + " was " + seventeenth + " gone -", seventeenth},
		"confirmed and offered": {"request", [][2]string{{"confirm", ""}, {"propose", twentyForth}}, "proposed " + twentyForth + " was " + seventeenth + " gone -", seventeenth},
		"moved":                 {"instant", [][2]string{{"move", twentyForth}}, "moved " + twentyForth + " was " + third + " gone -", third},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			asks := monday.Add(25 * time.Hour)
			if c.mode == formsapi.ModeRequest {
				asks = asks.AddDate(0, 0, 14)
			}
			a := s.byCall(t, c.mode, asks)
			for _, does := range c.does {
				if does[0] == "expire" {
					s.now = must(s.store.Appointment(t.Context(), a.ID)).HoldUntil.Add(time.Minute)
					if n := must(s.time.Expire(t.Context())); n != 1 {
						t.Fatalf("%d holds ran out", n)
					}
					continue
				}
				s.decides(t, a.ID, formsapi.Event(does[0]), does[1])
			}
			rows := s.toCall(t)
			if len(rows) != 1 || said(rows[0]) != c.says {
				t.Fatalf("the list has %d calls: %q, want %q", len(rows), said(rows[0]), c.says)
			}
			if about := rows[0].QueuedMessage.Concerns.Format(formsapi.LocalMinute); about != c.about {
				t.Errorf("it is about %s, want %s", about, c.about)
			}
			a = must(s.store.Appointment(t.Context(), a.ID))
			if of := must(s.calls().Of(t.Context(), coordinator, a)); said(of[0]) != c.says {
				t.Errorf("the request's page says %q, want %q", said(of[0]), c.says)
			}
		})
	}
}

// Given a call that was made, the next one starts from what it said.
func TestWhoWasCalledKnows(t *testing.T) {
	s := begin(t)
	a := s.byCall(t, formsapi.ModeInstant, monday.Add(25*time.Hour))
	s.decides(t, a.ID, formsapi.EventMove, twentyForth)
	first := s.toCall(t)[0]
	if err := s.calls().Told(t.Context(), coordinator, a.ID, first.ID); err != nil {
		t.Fatal(err)
	}
	s.decides(t, a.ID, formsapi.EventMove, thirtyFirst)
	if row := s.toCall(t)[0]; said(row) != "moved "+thirtyFirst+" was "+twentyForth+" gone -" {
		t.Errorf("the list says %q", said(row))
	}
}

// Given an e-mail that was given up, and changes since, nobody is told the old time;
// once a later message waits for staff or has arrived, only that one is left.
func TestWhatWasGivenUpAndChangedIsNotTold(t *testing.T) {
	s := begin(t)
	a := s.byMail(t, monday.Add(25*time.Hour))
	m, _ := s.newest(t, a, formsapi.NoticeConfirmed)
	gaveUp := func(m formsapi.QueuedMessage) {
		t.Helper()
		if err := s.store.Failed(t.Context(), m.ID, s.now, time.Time{}, "no"); err != nil {
			t.Fatal(err)
		}
	}
	gaveUp(m)
	if rows := s.toCall(t); len(rows) != 1 || rows[0].Stale || said(rows[0]) != "confirmed "+third+" was - gone -" {
		t.Fatalf("before the change the list has %+v", rows)
	}
	s.decides(t, a.ID, formsapi.EventMove, twentyForth)
	rows := s.toCall(t)
	if len(rows) != 1 || !rows[0].Stale || rows[0].Settled || rows[0].Today.Start.Local != twentyForth {
		t.Fatalf("after the change the list has %+v", rows)
	}
	later, _ := s.newest(t, a, formsapi.NoticeMoved)
	gaveUp(later)
	rows = s.toCall(t)
	if len(rows) != 1 || rows[0].ID != later.ID || rows[0].Stale {
		t.Fatalf("after a second failure the list has %+v", rows)
	}
	if n := must(s.calls().Count(t.Context(), coordinator)); n != 1 {
		t.Errorf("it counts %d", n)
	}
	a = must(s.store.Appointment(t.Context(), a.ID))
	for _, r := range must(s.calls().Of(t.Context(), coordinator, a)) {
		if r.Settled != (r.ID == m.ID) {
			t.Errorf("the request's page has %+v", r)
		}
	}
	s.decides(t, a.ID, formsapi.EventCancel, "")
	last, _ := s.newest(t, a, formsapi.NoticeCancelled)
	if err := s.store.Sent(t.Context(), last.ID, s.now); err != nil {
		t.Fatal(err)
	}
	if rows := s.toCall(t); len(rows) != 0 {
		t.Errorf("once the last message has arrived, the list has %+v", rows)
	}
}

// Given a call that is noted as made twice, the log says it once.
func TestACallIsNotedOnce(t *testing.T) {
	s := begin(t)
	a := s.byCall(t, formsapi.ModeInstant, monday.Add(25*time.Hour))
	s.decides(t, a.ID, formsapi.EventMove, twentyForth)
	row := s.toCall(t)[0]
	before := len(must(log{s.store}.AuditAfter(t.Context(), 0, 100)))
	for _, note := range []func() error{
		func() error { return s.calls().Told(t.Context(), coordinator, a.ID, row.ID) },
		func() error { return s.calls().Told(t.Context(), coordinator, a.ID, row.ID) },
		func() error { return s.calls().Unanswered(t.Context(), coordinator, a.ID, row.ID) },
	} {
		if err := note(); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(must(log{s.store}.AuditAfter(t.Context(), 0, 100))) - before; n != 1 {
		t.Errorf("the log has %d entries more, want 1", n)
	}
}

// Given calls about three requests, two of them for one number, those two stand
// beside one another, wherever their times are.
func TestCallsForOneNumberStandTogether(t *testing.T) {
	s := begin(t)
	var moved []uuid.UUID
	for i, phone := range []string{"333 000 0001", "333 000 0002", "333 000 0001"} {
		s.desk = tuesdays
		r := slot(string(rune('1'+i)), monday.AddDate(0, 0, 15).Add(time.Duration(i)*time.Hour).Format(time.RFC3339))
		r.Phone, r.Contact = phone, formsapi.ContactCall
		a := s.asked(t, r)
		moved = append(moved, a.ID)
		s.decides(t, a.ID, formsapi.EventDecline, "")
	}
	rows := s.toCall(t)
	if len(rows) != 3 || rows[0].Appointment != moved[0] || rows[1].Appointment != moved[2] || rows[2].Appointment != moved[1] ||
		rows[0].Shared != "" || rows[1].Shared != formsapi.SharedByOne || rows[2].Shared != "" {
		t.Errorf("the list has %+v", rows)
	}
}

// Given more calls than a page has, what else there is for a person stands behind the
// first of it, on the first page too, and on no other; nothing is left out.
func TestCallsForOneNumberStandTogetherAcrossPages(t *testing.T) {
	s := begin(t)
	const hostel = "333 999 9999"
	phones := map[int]string{3: hostel, 58: hostel, 70: hostel}
	var calls []uuid.UUID
	for n := range 75 {
		r := asking(fmt.Sprint(n))
		r.Phone, r.Contact = cmp.Or(phones[n], fmt.Sprintf("333 000 %04d", n)), formsapi.ContactNone
		calls = append(calls, s.holds(t, s.asked(t, r), 2, formsapi.NoticeDeclined, fateNamed("to call")))
	}
	want := slices.Concat(calls[:4], []uuid.UUID{calls[58], calls[70]}, calls[4:58], calls[59:70], calls[71:])
	first, next, err := s.calls().After(t.Context(), coordinator, formsapi.CallPlace{})
	if err != nil {
		t.Fatal(err)
	}
	second, end, err := s.calls().After(t.Context(), coordinator, next)
	if err != nil || end != (formsapi.CallPlace{}) {
		t.Fatalf("the second page goes on after %+v (%v)", end, err)
	}
	var got []uuid.UUID
	for n, row := range slices.Concat(first, second) {
		got = append(got, row.ID)
		if again := n == 4 || n == 5; (row.Shared == formsapi.SharedByOne) != again {
			t.Errorf("row %d is for the number above: %q", n, row.Shared)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d and %d rows, not each once in its place", len(first), len(second))
	}
}
