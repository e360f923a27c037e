package formsapi

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
)

var replayed = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// happened is an entry of a history with words.
func happened(by string, event Event, from, to State, d HistoryDetails) ReadHistory {
	e := ReadHistory{HistoryEntry: HistoryEntry{At: replayed, By: by, Event: event, From: from, To: to}, HistoryDetails: d}
	if by != ByPublic {
		e.Sealed = []byte("sealed")
	}
	return e
}

// Given a history that could happen, the request stands where it leads to.
func TestReplayFollowsTheStateTable(t *testing.T) {
	colleague := uuid.Must(uuid.NewV7())
	asked := happened(ByPublic, EventRequest, "", Requested, HistoryDetails{})
	given := happened("staff", EventAssign, Requested, Requested, HistoryDetails{To: colleague.String()})
	back := happened("staff", EventAssign, Requested, Requested, HistoryDetails{})
	confirmed := happened("staff", EventConfirm, Requested, Confirmed, HistoryDetails{Start: "2026-12-01T10:30"})
	moved := happened("staff", EventConfirm, Confirmed, Confirmed, HistoryDetails{Start: "2026-12-03T09:00"})
	held := happened(ByPublic, EventRequest, "", Requested,
		HistoryDetails{Start: "2026-12-01T10:30", Zone: "Europe/Rome", Minutes: 30, Until: replayed.Add(time.Hour)})
	again := happened("staff", EventConfirm, Requested, Confirmed, HistoryDetails{Start: "2026-12-03T09:00", Zone: "Europe/Rome", Minutes: 45})
	came := happened("staff", EventAttend, Confirmed, Attended, HistoryDetails{})
	older := happened("staff", EventConfirm, Requested, Confirmed, HistoryDetails{Start: "2026-12-03T09:00"})
	declined := happened("staff", EventDecline, Requested, Declined, HistoryDetails{Reason: "other"})
	for name, c := range map[string]struct {
		history []ReadHistory
		want    Standing
	}{
		"asked":     {[]ReadHistory{asked}, Standing{State: Requested, Version: 1}},
		"given":     {[]ReadHistory{asked, given}, Standing{State: Requested, Assignee: colleague, Version: 2}},
		"put back":  {[]ReadHistory{asked, given, back}, Standing{State: Requested, Version: 3}},
		"confirmed": {[]ReadHistory{asked, given, confirmed}, Standing{State: Confirmed, Start: "2026-12-01T10:30", Assignee: colleague, Version: 3}},
		"moved":     {[]ReadHistory{asked, confirmed, moved}, Standing{State: Confirmed, Start: "2026-12-03T09:00", Version: 3}},
		"declined":  {[]ReadHistory{asked, declined}, Standing{State: Declined, ClosedAt: replayed, Version: 2, Whole: true}},
		"held": {
			[]ReadHistory{held, given}, Standing{State: Requested, Assignee: colleague, Version: 2, Whole: true,
				Start: "2026-12-01T10:30", Zone: "Europe/Rome", Minutes: 30, HoldUntil: replayed.Add(time.Hour)},
		},
		"attended": {
			[]ReadHistory{held, again, came}, Standing{State: Attended, ClosedAt: replayed, Version: 3, Whole: true,
				Start: "2026-12-03T09:00", Zone: "Europe/Rome", Minutes: 45},
		},
		"held, then moved by an older program": {[]ReadHistory{held, older}, Standing{State: Confirmed, Start: "2026-12-03T09:00", Version: 2}},
	} {
		if got, err := Replay(c.history); err != nil || got != c.want {
			t.Errorf("%s: %+v (%v), want %+v", name, got, err, c.want)
		}
	}
	wordless := confirmed
	wordless.Sealed = nil
	for name, history := range map[string][]ReadHistory{
		"nobody asked":              {confirmed},
		"decided twice":             {asked, confirmed, declined},
		"confirmed by the public":   {asked, happened(ByPublic, EventConfirm, Requested, Confirmed, HistoryDetails{})},
		"a state that is not there": {asked, happened("staff", EventConfirm, Requested, Declined, HistoryDetails{})},
		"assigned into a state":     {asked, happened("staff", EventAssign, Requested, Confirmed, HistoryDetails{})},
		"without words":             {asked, wordless},
		"nobody's id":               {asked, happened("staff", EventAssign, Requested, Requested, HistoryDetails{To: "Anna"})},
	} {
		if got, err := Replay(history); err == nil {
			t.Errorf("%s: %+v, want that it could not happen", name, got)
		}
	}
}

// Given a hold that was put off, it ends when the log says, until the place is
// given anew; an entry about another version changes nothing.
func TestReplayPutsHoldsOff(t *testing.T) {
	held := happened(ByPublic, EventRequest, "", Requested,
		HistoryDetails{Start: "2026-12-01T10:30", Zone: "Europe/Rome", Minutes: 30, Until: replayed})
	assigned := happened("staff", EventAssign, Requested, Requested, HistoryDetails{})
	later := putOffEntry(replayed, Appointment{ID: uuid.Must(uuid.NewV7()), Version: 1}, replayed.Add(time.Hour))
	for name, c := range map[string]struct {
		history []ReadHistory
		want    time.Time
	}{
		"held":     {[]ReadHistory{held}, replayed.Add(time.Hour)},
		"assigned": {[]ReadHistory{held, assigned}, replayed.Add(time.Hour)},
		"changed":  {[]ReadHistory{held, happened(ByPublic, EventRequest, Requested, Requested, held.HistoryDetails)}, replayed},
	} {
		if got, err := Replay(c.history, later); err != nil || !got.HoldUntil.Equal(c.want) {
			t.Errorf("%s: until %s (%v), want %s", name, got.HoldUntil, err, c.want)
		}
	}
}

// Given a request and where it should stand, what differs is named.
func TestStandingNamesWhatDiffers(t *testing.T) {
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 12, 1, 10, 30, 0, 0, rome)
	s := Standing{State: Confirmed, Start: "2026-12-01T10:30", Version: 2}
	good := Appointment{State: Confirmed, Start: &Start{At: at.UTC(), Local: "2026-12-01T10:30", Zone: "Europe/Rome"}, Version: 2}
	if columns := s.Differs(good); len(columns) > 0 {
		t.Errorf("the request as it should be differs in %q", columns)
	}
	for want, change := range map[string]func(*Appointment){
		"state":     func(a *Appointment) { a.State = Requested },
		"start":     func(a *Appointment) { a.Start = nil },
		"assignee":  func(a *Appointment) { a.Assignee = uuid.Must(uuid.NewV7()) },
		"closed_at": func(a *Appointment) { a.ClosedAt = at },
		"version":   func(a *Appointment) { a.Version = 3 },
	} {
		changed := good
		change(&changed)
		if columns := s.Differs(changed); !slices.Equal(columns, []string{want}) {
			t.Errorf("%s was changed, and %q differ", want, columns)
		}
	}
}

// Given any row of the state table, Verify knows how the log names it.
func TestEveryEventIsAudited(t *testing.T) {
	events := []Event{EventAssign}
	for _, row := range Transitions {
		events = append(events, row.Event)
	}
	for _, e := range events {
		if (HistoryEntry{Event: e}).AuditedAs(Appointment{}).Action == "" {
			t.Errorf("%s has no action in the audit log", e)
		}
	}
}
