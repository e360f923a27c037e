package sqlite

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"

	"sportello/forms-api"
)

// Given a stored request, every reader gets it back as it was.
func TestStoredRequestReadsBack(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	want := stored(t, s, givenRequest(t, ring))
	byID, err := s.Appointment(t.Context(), want.ID)
	if err != nil {
		t.Fatal(err)
	}
	byReference, err := s.AppointmentByIndex(t.Context(), ring.Index(formsapi.IndexReference, string(referenceOf(want.ID))))
	if err != nil {
		t.Fatal(err)
	}
	listed, err := s.Appointments(t.Context(), formsapi.AppointmentFilter{})
	if err != nil || len(listed) != 1 {
		t.Fatalf("listed %d: %v", len(listed), err)
	}
	for way, got := range map[string]formsapi.Appointment{"id": byID, "reference": byReference, "list": listed[0]} {
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("read by %s (-want +got):\n%s", way, diff)
		}
	}
	details, err := formsapi.OpenDetails(ring, byID)
	if err != nil || details.Name != told.Name {
		t.Errorf("unsealed %q (%v), want %q", details.Name, err, told.Name)
	}
}

// Given two requests of one telephone, the index finds the later one.
func TestIndexFindsTheLatest(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	stored(t, s, givenRequest(t, ring))
	latest := stored(t, s, givenRequest(t, ring))
	got, err := s.AppointmentByIndex(t.Context(), ring.Index(formsapi.IndexPhone, told.Phone))
	if err != nil || got.ID != latest.ID {
		t.Errorf("found %s (%v), want %s", got.ID, err, latest.ID)
	}
}

// Given nothing, reading, looking up and changing answer "not found".
func TestWhatIsNotThereIsNotFound(t *testing.T) {
	s := givenStore(t, givenRing(t))
	nobody := uuid.Must(uuid.NewV7())
	_, byID := s.Appointment(t.Context(), nobody)
	_, byIndex := s.AppointmentByIndex(t.Context(), formsapi.BlindIndex{Kind: formsapi.IndexPhone, Value: []byte("?")})
	_, rating := s.Rating(t.Context(), nobody)
	change := s.ChangeAppointment(t.Context(), formsapi.AppointmentChange{ID: nobody, Version: 1})
	for what, err := range map[string]error{"id": byID, "index": byIndex, "rating": rating, "change": change} {
		if formsapi.CodeOf(err) != formsapi.CodeNotFound {
			t.Errorf("%s: %v, want %s", what, err, formsapi.CodeNotFound)
		}
	}
}

// Given a request whose key was destroyed, nobody finds it any more.
func TestErasedRequestIsNotThere(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a := stored(t, s, givenRequest(t, ring))
	command(t, s, `DELETE FROM record_key`)
	if _, err := s.Appointment(t.Context(), a.ID); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("read: %v, want not found", err)
	}
	listed, err := s.Appointments(t.Context(), formsapi.AppointmentFilter{})
	if err != nil || len(listed) != 0 {
		t.Errorf("listed %d (%v), want none", len(listed), err)
	}
	s.erased = allErased
	report, err := s.Verify(t.Context(), ring)
	if err != nil || report.Erased != 1 || len(report.Findings) > 0 {
		t.Errorf("verify: %+v, %v", report, err)
	}
}

func confirmation(a formsapi.Appointment) formsapi.AppointmentChange {
	return formsapi.AppointmentChange{
		ID: a.ID, Version: a.Version, State: formsapi.Confirmed, ClosedAt: noon.Add(time.Hour),
		Start: &formsapi.Start{At: noon.AddDate(0, 0, 2), Local: "2026-11-24T13:00", Zone: "Europe/Rome"},
		History: formsapi.HistoryEntry{
			ID: uuid.Must(uuid.NewV7()), At: noon, By: "staff", Event: formsapi.EventConfirm,
			From: formsapi.Requested, To: formsapi.Confirmed, Sealed: nil,
		},
		Audit: formsapi.NewAuditEntry(noon, "staff", formsapi.ActionConfirm, a.ID, a.Office),
	}
}

// Given a change, the request, its history and the audit log all have it.
func TestChangeIsStoredWhole(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	n := givenRequest(t, ring)
	a := stored(t, s, n)
	c := confirmation(a)
	if err := s.ChangeAppointment(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	want := a
	want.State, want.Start, want.ClosedAt, want.Version = c.State, c.Start, c.ClosedAt, 2
	got, err := s.Appointment(t.Context(), a.ID)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("after the change: %v (-want +got):\n%s", err, diff)
	}
	history, err := s.AppointmentHistory(t.Context(), a.ID)
	if diff := cmp.Diff([]formsapi.HistoryEntry{n.History, c.History}, history, cmpopts.EquateEmpty()); err != nil || diff != "" {
		t.Errorf("history: %v (-want +got):\n%s", err, diff)
	}
	log, err := s.AuditEntries(t.Context(), 0, 10)
	if err != nil || len(log) != 2 || log[1].Action != formsapi.ActionConfirm {
		t.Errorf("audit log %+v (%v), want the request and the confirmation", log, err)
	}
}

// Given two colleagues who read the same version, the second one's change is a
// conflict and leaves no trace.
func TestSecondChangeOfAVersionConflicts(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a := stored(t, s, givenRequest(t, ring))
	if err := s.ChangeAppointment(t.Context(), confirmation(a)); err != nil {
		t.Fatal(err)
	}
	if err := s.ChangeAppointment(t.Context(), confirmation(a)); formsapi.CodeOf(err) != formsapi.CodeConflict {
		t.Errorf("second change: %v, want %s", err, formsapi.CodeConflict)
	}
	history, _ := s.AppointmentHistory(t.Context(), a.ID)
	log, _ := s.AuditEntries(t.Context(), 0, 10)
	if len(history) != 2 || len(log) != 2 {
		t.Errorf("%d in the history, %d in the log; want 2 and 2", len(history), len(log))
	}
}

// Given requests of several offices, three at a time, some of which were set aside,
// each list has all of its own, newest first, in one page or in many.
func TestRequestsAreListedPageByPage(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	want := map[bool][]string{}
	for i := range 60 {
		n := givenRequest(t, ring, at(noon.Add(time.Duration(i/3)*time.Minute)), office([]string{"potenza", "montelucci", "roma"}[i%3]))
		n.Appointment.SetAside = i%10 == 9
		a := stored(t, s, n)
		want[a.SetAside] = append([]string{a.ID.String()}, want[a.SetAside]...)
	}
	for aside, ids := range want {
		for _, limit := range []int{1, 7, 500} {
			got := pages(t, s, formsapi.AppointmentFilter{SetAside: aside, Limit: limit})
			if diff := cmp.Diff(ids, idsOf(got)); diff != "" {
				t.Errorf("set aside %t, %d at a time (-want +got):\n%s", aside, limit, diff)
			}
		}
	}
}

// pages reads a list to its end.
func pages(t *testing.T, s *Store, f formsapi.AppointmentFilter) (all []formsapi.Appointment) {
	t.Helper()
	for {
		page, err := s.Appointments(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			return all
		}
		if len(page) > f.Limit {
			t.Fatalf("a page of %d, want at most %d", len(page), f.Limit)
		}
		all = append(all, page...)
		last := page[len(page)-1]
		f.After = formsapi.Cursor{CreatedAt: last.CreatedAt, ID: last.ID}
	}
}

func idsOf(all []formsapi.Appointment) (ids []string) {
	for _, a := range all {
		ids = append(ids, a.ID.String())
	}
	return ids
}
