package sqlite

import (
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"sportello/forms-api"
)

func anAnswer(of uuid.UUID) formsapi.NewExperience {
	return formsapi.NewExperience{
		Experience: formsapi.Experience{
			ID: uuid.New(), Day: "2026-11-22", Office: "potenza", Service: "legal-advice", Language: "ar", Helped: 4, Treated: 5,
		},
		Appointment: of, Month: "2026-11-01",
	}
}

// Given a request, of many who answer for it at the same moment one is taken; the
// request knows the month alone, and the answer neither request nor moment.
func TestAnAnswerIsTakenOnce(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	n := givenRequest(t, ring)
	if _, err := s.InsertAppointment(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	if a, err := s.Appointment(t.Context(), n.Appointment.ID); err != nil || a.Rated {
		t.Errorf("it is rated before anybody has answered (%v)", err)
	}
	var all sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		all.Go(func() { errs[i] = s.InsertExperience(t.Context(), anAnswer(n.Appointment.ID)) })
	}
	all.Wait()
	taken := 0
	for _, err := range errs {
		switch {
		case err == nil:
			taken++
		case !errors.Is(err, errConflict):
			t.Error(err)
		}
	}
	if a, err := s.Appointment(t.Context(), n.Appointment.ID); taken != 1 || !a.Rated || err != nil {
		t.Errorf("%d were taken, rated %t (%v)", taken, a.Rated, err)
	}
	counts, err := s.Experiences(t.Context(), "potenza", formsapi.Period{From: "2026-11-22", Until: "2026-11-22"})
	if diff := cmp.Diff([]formsapi.ExperienceCount{{Helped: 4, Treated: 5, Count: 1}}, counts); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	var marked int64
	if err := s.read.QueryRowContext(t.Context(), `SELECT rated_at FROM appointment`).Scan(&marked); err != nil || marked != 1793491200000 {
		t.Errorf("the request was marked with %d, not with the first of November (%v)", marked, err)
	}
}

// Of a request that is not there nothing is stored.
func TestAnAnswerNeedsItsRequest(t *testing.T) {
	s := givenStore(t, givenRing(t))
	if err := s.InsertExperience(t.Context(), anAnswer(uuid.New())); !errors.Is(err, errNotFound) {
		t.Errorf("it is answered %v", err)
	}
	counts, err := s.Experiences(t.Context(), "potenza", formsapi.Period{From: "2026-01-01", Until: "2026-12-31"})
	if err != nil || len(counts) > 0 {
		t.Errorf("there are %v (%v)", counts, err)
	}
}
