package formsapi_test

import (
	"fmt"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given a person who rings to say that they do not come, staff note it: the place
// is free, who did it is known, and the person gets a receipt where they get
// messages; nobody has to call them.
func TestStaffNoteThatAPersonDoesNotCome(t *testing.T) {
	for way, want := range map[string]int{formsapi.ContactEmail: 1, formsapi.ContactCall: 0, formsapi.ContactNone: 0} {
		t.Run(way, func(t *testing.T) {
			s := begin(t)
			s.mode, s.desk = formsapi.ModeInstant, tuesdays
			r := slot(fmt.Sprintf("%036d", 1), "2026-03-03T09:00:00Z")
			r.Email, r.Contact = "amina@example.org", way
			a := s.asked(t, r)
			s.now = s.now.Add(time.Minute)
			d := formsapi.Decision{ID: a.ID, Version: a.Version, Event: formsapi.EventWithdraw, Note: "ha telefonato"}
			if err := s.work.Decide(t.Context(), coordinator, d); err != nil {
				t.Fatal(err)
			}
			read := must(s.work.Read(t.Context(), coordinator, a.ID))
			last := read.History[len(read.History)-1]
			if read.State != formsapi.CancelledByPerson || last.By != coordinator.ID.String() || last.Note != "ha telefonato" {
				t.Errorf("it is %s, by %s: %s", read.State, last.By, last.Note)
			}
			if len(read.Events) > 0 {
				t.Errorf("staff can go on with %v", read.Events)
			}
			receipts := 0
			for _, m := range must(s.store.MessagesOf(t.Context(), a.ID)) {
				if m.Notice == formsapi.NoticeWithdrawn && m.Channel == formsapi.ChannelEmail {
					receipts++
				} else if m.Notice == formsapi.NoticeWithdrawn {
					t.Errorf("%s is told by %s", m.Notice, m.Channel)
				}
			}
			if receipts != want {
				t.Errorf("%d receipts, want %d", receipts, want)
			}
			if _, err := s.request.Request(t.Context(), slot(fmt.Sprintf("%036d", 2), "2026-03-03T09:00:00Z")); err != nil {
				t.Errorf("the place is not free: %v", err)
			}
			entry := must(s.store.AuditEntries(t.Context(), 0, 100))
			if got := entry[len(entry)-3].AuditEntry; got.Action != formsapi.ActionWithdraw || got.By != coordinator.ID.String() {
				t.Errorf("the log says %+v", got)
			}
		})
	}
}

// Given a family that came, the desk stays theirs until their time is over: marked
// as missing by mistake or in truth, it is free again.
func TestWhoCameKeepsTheDesk(t *testing.T) {
	s := begin(t)
	s.desk = tuesdays
	came := must(s.record.Record(t.Context(), coordinator, noted("2026-03-03T09:00"))).ID
	s.now = time.Date(2026, 3, 3, 8, 58, 0, 0, time.UTC)
	decide := func(version int, event formsapi.Event) {
		t.Helper()
		if err := s.work.Decide(t.Context(), coordinator, formsapi.Decision{ID: came, Version: version, Event: event}); err != nil {
			t.Fatal(err)
		}
	}
	someoneElse := func() error {
		_, err := s.record.Record(t.Context(), coordinator, noted("2026-03-03T09:15"))
		return err
	}
	decide(1, formsapi.EventAttend)
	if err := someoneElse(); formsapi.CodeOf(err) != formsapi.CodeConflict {
		t.Errorf("two families at one desk: %v", err)
	}
	if report := must(s.store.Verify(t.Context(), s.ring)); len(report.Findings) > 0 {
		t.Errorf("found %q", report.Findings)
	}
	decide(2, formsapi.EventMiss)
	if err := someoneElse(); err != nil {
		t.Errorf("the desk is not free: %v", err)
	}
	decide(3, formsapi.EventAttend) // without a place: somebody else has it
	if report := must(s.store.Verify(t.Context(), s.ring)); len(report.Findings) > 0 {
		t.Errorf("found %q", report.Findings)
	}
}
