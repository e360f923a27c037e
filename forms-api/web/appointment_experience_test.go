package web_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	formsapi "sportello/forms-api"
)

// marked has staff say of a request that its person came, or did not, on its day.
func (s *service) marked(t *testing.T, reference formsapi.Reference, event formsapi.Event) {
	t.Helper()
	a, err := s.store.AppointmentByIndex(t.Context(), s.ring.Index(formsapi.IndexReference, string(reference)))
	if err != nil {
		t.Fatal(err)
	}
	if wait := a.Start.At.Sub(s.clock.Now()); wait > 0 {
		s.clock.pass(wait)
	}
	work := &formsapi.WorkAppointments{Catalogue: desks{}, Sealer: s.ring, Store: s.store, Staff: s.store, Now: s.clock.Now}
	staff := formsapi.Staff{Grants: []formsapi.Grant{{Role: formsapi.RoleOperator}}}
	if err := work.Decide(t.Context(), staff, formsapi.Decision{ID: a.ID, Version: a.Version, Event: event}); err != nil {
		t.Fatal(err)
	}
}

// experiences are the answers that the store has.
func (s *service) experiences(t *testing.T) []formsapi.ExperienceCount {
	t.Helper()
	all, err := s.store.Experiences(t.Context(), "potenza", formsapi.Period{From: "2026-01-01", Until: "2027-12-31"})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var content = url.Values{"helped": {"4"}, "treated": {"5"}}

// Given somebody who was there, their page leads to the two questions, once: then it
// thanks them, and whoever asks or sends again is thanked and nothing else is kept.
func TestWhoWasThereIsAskedOnTheOwnPage(t *testing.T) {
	s := begin(t)
	at, reference := s.booked(t)
	s.get(t, at).must(t, 200, no("[data-offer=experience]"))
	s.marked(t, reference, formsapi.EventAttend)
	s.get(t, at).must(t, 200, in("[data-offer=experience] a", hasAttr("href", at+"/experience")), no("[data-done]"))
	s.get(t, at+"/experience").must(t, 200, in("form[data-form=action]", hasAttr("action", at+"/experience")), in("[data-field=helped]"), in("[data-field=treated]"))
	for range 2 {
		sent := s.postForm(t, at+"/experience", content)
		sent.must(t, 303)
		if to := sent.Header.Get("Location"); to != at+"?done=experience" {
			t.Errorf("it leads to %q", to)
		}
	}
	s.get(t, at+"?done=experience").must(t, 200, in("[data-done=experience][role=status]"), no("[data-offer=experience]"))
	s.get(t, at).must(t, 200, no("[data-done]"), no("[data-offer=experience]"))
	again := s.get(t, at+"/experience")
	if to := again.Header.Get("Location"); again.StatusCode != 303 || to != at+"?done=experience" {
		t.Errorf("who asks again is answered %d, %q", again.StatusCode, to)
	}
	if diff := cmp.Diff([]formsapi.ExperienceCount{{Helped: 4, Treated: 5, Count: 1}}, s.experiences(t)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Given somebody who was there, their page says that the office still works on it, with
// its telephone, until staff have said what came of it: only then the request is closed.
func TestWhatIsStillWorkedOnIsNotClosed(t *testing.T) {
	s := begin(t)
	at, reference := s.booked(t)
	s.marked(t, reference, formsapi.EventAttend)
	s.get(t, at).must(t, 200, in("[data-show=attended] [data-work=open][data-office=potenza]"), no("[data-work=done]"), no("a[data-again]"))
	s.decided(t, formsapi.Decision{Event: formsapi.EventFinish, Outcome: formsapi.OutcomeHelped})
	s.get(t, at).must(t, 200, in("[data-show=attended] [data-work=done]"), no("[data-work=open]"), in("a[data-again]"))
}

// Given a question without an answer, or with one that there is not, it says so and
// keeps the other one.
func TestAQuestionWithoutAnAnswerSaysSo(t *testing.T) {
	s := begin(t)
	at, reference := s.booked(t)
	s.marked(t, reference, formsapi.EventAttend)
	for _, wrong := range []string{"", "0", "6", "x"} {
		s.postForm(t, at+"/experience", url.Values{"helped": {"5"}, "treated": {wrong}}).must(t, 422,
			in("#helped-5", hasAttr("checked", "")), in("#error-treated"), no("#error-helped"),
			in("[data-error-list] a", hasAttr("href", "#treated-1"), hasText(s.config.Words.Message("it", "error-treated-missing", nil))))
	}
	if all := s.experiences(t); len(all) > 0 {
		t.Errorf("there is %v", all)
	}
}

// Given who has not been there, did not come, or names no request, nothing is asked and
// nothing kept: they see how their request stands, or that there is none.
func TestWhoWasNotThereIsNotAsked(t *testing.T) {
	s := begin(t)
	at, reference := s.booked(t)
	notAsked := func() {
		t.Helper()
		for _, a := range []answer{s.get(t, at+"/experience"), s.postForm(t, at+"/experience", content)} {
			if to := a.Header.Get("Location"); a.StatusCode != 303 || to != at {
				t.Errorf("it is answered %d, %q", a.StatusCode, to)
			}
		}
	}
	notAsked()
	s.marked(t, reference, formsapi.EventAttend)
	s.marked(t, reference, formsapi.EventMiss) // by mistake
	notAsked()
	s.get(t, "/it/appointments/K7QF-2M9X-4TBD/experience").must(t, 404)
	s.postForm(t, "/it/appointments/K7QF-2M9X-4TBD/experience", content).must(t, 404)
	if all := s.experiences(t); len(all) > 0 {
		t.Errorf("there is %v", all)
	}
}

// Given the address in an SMS, it leads to the questions; in another language, too.
func TestTheShortAddressLeadsToTheQuestions(t *testing.T) {
	s := begin(t)
	at, reference := s.booked(t)
	s.marked(t, reference, formsapi.EventAttend)
	for _, lang := range []string{"it", "ar"} {
		want := "/" + lang + strings.TrimPrefix(at, "/it") + "/experience"
		if to := s.get(t, "/"+lang+"/r/"+string(reference)+"/experience").Header.Get("Location"); to != want {
			t.Errorf("it leads to %q, want %q", to, want)
		}
		s.get(t, want).must(t, 200, in("[data-field=helped]"))
	}
}

// Given somebody who sends without end, they are slowed as with any other step.
func TestAnsweringWithoutEndIsSlowed(t *testing.T) {
	s := begin(t)
	at, reference := s.booked(t)
	s.marked(t, reference, formsapi.EventAttend)
	last := 0
	for range 101 {
		last = s.postForm(t, at+"/experience", url.Values{}).StatusCode
	}
	if last != 429 {
		t.Errorf("the last one is answered %d", last)
	}
	s.postForm(t, at+"/experience", content).must(t, 429, in("#helped-1"))
}
