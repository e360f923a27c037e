package formsapi_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	formsapi "sportello/forms-api"
)

// exported reads a collection as maps from column to value.
func (s *service) exported(t *testing.T, c formsapi.Collection) []map[string]any {
	t.Helper()
	rows, err := s.export.Rows(t.Context(), c, formsapi.ByCommand, "json")
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]any
	for row, err := range rows {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, fieldsOf(row))
	}
	return all
}

func fieldsOf(row formsapi.ExportRow) map[string]any {
	fields := map[string]any{}
	for _, f := range row {
		fields[f.Name] = f.Value
	}
	return fields
}

// Given a request that was given to a colleague and declined, who asks for what
// is kept of them gets the notes and the reason too (GDPR art. 15).
func TestAnExportHoldsTheHistory(t *testing.T) {
	s := begin(t)
	a := s.asked(t, asking(""))
	for i, d := range []formsapi.Decision{
		{Event: formsapi.EventAssign, Note: "parla arabo"},
		{Event: formsapi.EventDecline, Reason: "other-office", Note: "mandata in questura"},
	} {
		d.ID, d.Version = a.ID, i+1
		if err := s.work.Decide(t.Context(), coordinator, d); err != nil {
			t.Fatal(err)
		}
	}
	rows := s.exported(t, formsapi.CollectAppointments)
	if len(rows) != 1 {
		t.Fatalf("%d requests, want 1", len(rows))
	}
	type event struct{ by, event, to, reason, note string }
	var got []event
	for _, row := range rows[0]["history"].([]formsapi.ExportRow) {
		f := fieldsOf(row)
		got = append(got, event{f["by"].(string), f["event"].(string), f["to"].(string), f["reason"].(string), f["note"].(string)})
	}
	by := coordinator.ID.String()
	want := []event{
		{"public", "wait", "waiting", "", ""},
		{by, "assign", "waiting", "", "parla arabo"},
		{by, "decline", "declined", "other-office", "mandata in questura"},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(event{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Given a request with a time, an export says how long it takes, until when its
// place is held, and how it came.
func TestAnExportHoldsTheTime(t *testing.T) {
	s := begin(t)
	s.desk = func(o *formsapi.Office) {
		o.Booking.Rule.Intervals[time.Wednesday] = []formsapi.BookableInterval{{Interval: formsapi.Interval{Opens: 9 * 60, Closes: 12 * 60}, Desks: 1}}
	}
	r := asking("")
	r.Slot = "2026-03-04T10:00:00Z"
	a := s.asked(t, r)
	row := s.exported(t, formsapi.CollectAppointments)[0]
	want := map[string]any{
		"start": a.Start.At, "start_local": "2026-03-04T10:00", "minutes": int64(30), "hold_until": a.HoldUntil, "channel": "web",
	}
	for column, value := range want {
		if diff := cmp.Diff(value, row[column]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", column, diff)
		}
	}
	if a.HoldUntil.IsZero() {
		t.Error("the place is not held")
	}
}

// Given a person who was told by e-mail and will be reminded, and one who is to be
// called, who asks for what is kept of them gets what was sent, where and when, or
// what became of it (GDPR art. 15).
func TestAnExportHoldsTheMessages(t *testing.T) {
	s := begin(t)
	s.desk = onMondays
	r := asking("")
	r.Slot = "2026-03-09T09:00:00Z"
	r.Email, r.Contact = "amina@example.org", formsapi.ContactEmail
	a := s.asked(t, r)
	s.now = s.now.Add(time.Hour)
	d := formsapi.Decision{ID: a.ID, Version: 1, Event: formsapi.EventConfirm}
	if err := s.work.Decide(t.Context(), coordinator, d); err != nil {
		t.Fatal(err)
	}
	for _, m := range must(s.store.MessagesOf(t.Context(), a.ID)) {
		var err error
		switch m.Notice {
		case formsapi.NoticeRequested:
			err = s.store.Sent(t.Context(), m.ID, s.now)
		case formsapi.NoticeConfirmed:
			err = s.store.Failed(t.Context(), m.ID, s.now, time.Time{}, "smtp: the address is refused")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	type message struct{ notice, channel, to, start, delivery, failure string }
	var got []message
	for _, row := range s.exported(t, formsapi.CollectAppointments)[0]["messages"].([]formsapi.ExportRow) {
		f := fieldsOf(row)
		got = append(got, message{
			f["notice"].(string), f["channel"].(string), f["to"].(string), f["start"].(string), f["delivery"].(string), f["failure"].(string),
		})
		if sent := f["sent_at"].(time.Time); sent.IsZero() == (f["delivery"] == "sent") {
			t.Errorf("%s is %s, and left at %s", f["notice"], f["delivery"], sent)
		}
	}
	to, at := "amina@example.org", "2026-03-09T09:00"
	want := []message{
		{"requested", "email", to, at, "sent", ""},
		{"confirmed", "email", to, at, "given-up", "smtp: the address is refused"},
		{"reminder", "email", to, at, "due", ""},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(message{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Given feedback that was set aside, it is exported too, and says so.
func TestAnExportHoldsWhatWasSetAside(t *testing.T) {
	s := begin(t)
	for _, website := range []string{"", "https://spam.example"} {
		if _, err := s.rate.Rate(t.Context(), formsapi.PageRating{Page: "/it/", Rating: 4, Language: "it", Honeypot: website}); err != nil {
			t.Fatal(err)
		}
	}
	aside := map[any]int{}
	for _, row := range s.exported(t, formsapi.CollectFeedback) {
		aside[row["set_aside"]]++
	}
	if diff := cmp.Diff(map[any]int{false: 1, true: 1}, aside); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
