package web_test

import (
	"net/url"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// answered has staff write to the person of the one request there is, on paper.
func (s *service) answered(t *testing.T, text string) {
	t.Helper()
	stored, err := s.store.Appointments(t.Context(), formsapi.AppointmentFilter{Limit: 1})
	if err != nil || len(stored) != 1 {
		t.Fatalf("%d requests, %v", len(stored), err)
	}
	work := &formsapi.WorkAppointments{Catalogue: desks{}, Sealer: s.ring, Store: s.store, Staff: s.store, Now: s.clock.Now}
	answers := &formsapi.AnswerRequests{Work: work, Words: s.config.Words.(formsapi.ReplyWords)}
	err = answers.Send(t.Context(), formsapi.Staff{Grants: []formsapi.Grant{{Role: formsapi.RoleOperator}}}, formsapi.Answer{
		ID: stored[0].ID, Version: stored[0].Version, Text: text, Language: "en", Way: formsapi.ReplyOnPaper,
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Given somebody whom staff have written to, their page says so once it cannot be
// taken back, and shows the words to who proves to be that person, to nobody else.
func TestWhatStaffHaveWrittenIsOnTheOwnPage(t *testing.T) {
	s := begin(t)
	at := s.postForm(t, "/api/appointments", onTheWay("discreet", "")).Header.Get("Location") // what is given on paper is on the page too
	s.get(t, at).must(t, 200, no("[data-offer=answers]"))
	s.get(t, at+"/answers").must(t, 303)
	s.answered(t, "Bring your passport.\n\nWe open at 08:30.")
	s.get(t, at).must(t, 200, no("[data-offer=answers]"))
	s.clock.pass(formsapi.UndoFor)
	s.get(t, at).must(t, 200, in("[data-offer=answers]"))
	s.get(t, at+"/answers").must(t, 200, in("#proof"), no("#replies"))
	s.postForm(t, at+"/answers", url.Values{"proof": {"0000"}}).must(t, 403, in("#error-proof"), no("#replies"))
	s.clock.pass(time.Minute)
	s.answered(t, "And a photograph.")
	s.clock.pass(formsapi.UndoFor)
	s.postForm(t, at+"/answers", url.Values{"proof": {"4567"}}).must(t, 200, no("#proof"), no("template[data-reply]"),
		in("#replies article:first-of-type [data-text][lang=en] p", hasText("And a photograph.")),
		in("#replies article:last-of-type p:last-child", hasText("We open at 08:30.")))
}

// noted is the page of a request that staff wrote down at the counter, without any
// way to be reached.
func (s *service) noted(t *testing.T, name string) string {
	t.Helper()
	record := &formsapi.RecordContact{
		Catalogue: desks{}, Languages: s.config.Words.(formsapi.Languages), Sealer: s.ring, Store: s.store, Now: s.clock.Now,
		PrivacyNotice: func(string) []byte { return make([]byte, 32) },
	}
	got, err := record.Record(t.Context(), formsapi.Staff{Grants: []formsapi.Grant{{Role: formsapi.RoleOperator}}}, formsapi.Contact{
		Office: "potenza", Service: "orientation", Channel: formsapi.IntakeCounter, Language: "it", Wait: true,
		Details: formsapi.Details{Name: name, Contact: formsapi.ContactNone},
	})
	if err != nil {
		t.Fatal(err)
	}
	return "/it/appointments/" + got.Reference.String()
}

// Given somebody who left neither a contact nor a name, no proof could be right: the
// page says that the answer is to be had at the office, and opens no door that asks
// for one, and no row for the name's initial. Who left a name alone proves it by the name.
func TestWhoCanProveNothingIsSentToTheOffice(t *testing.T) {
	s := begin(t)
	at := s.noted(t, "")
	s.get(t, at).must(t, 200, no("[data-answers]"), no("[data-offer=contact]"), in("[data-offer=cancel]"), no("dl bdi"), no("dl :empty"))
	s.answered(t, "Bring your passport.")
	s.clock.pass(formsapi.UndoFor)
	s.get(t, at).must(t, 200, in("[data-answers=at-office]"), no("[data-offer=answers]"), no("[data-offer=contact]"))
	for _, door := range []string{"/answers", "/contact"} {
		for _, a := range []answer{s.get(t, at+door), s.postForm(t, at+door, url.Values{"proof": {""}})} {
			if a.must(t, 303); a.Header.Get("Location") != at {
				t.Errorf("%s leads to %q", door, a.Header.Get("Location"))
			}
		}
	}
}

func TestWhoLeftANameAloneReadsWithIt(t *testing.T) {
	s := begin(t)
	at := s.noted(t, "Amina Haile")
	s.answered(t, "Bring your passport.")
	s.clock.pass(formsapi.UndoFor)
	s.get(t, at).must(t, 200, no("[data-answers]"), in("[data-offer=answers]"), in("[data-offer=contact]"), in("dl bdi", hasText("A")))
	s.postForm(t, at+"/answers", url.Values{"proof": {"haile amina"}}).must(t, 200, in("#replies [data-text] p", hasText("Bring your passport.")))
}

// Given the address in an SMS, it leads to where the answer is read.
func TestTheShortAddressLeadsToTheAnswer(t *testing.T) {
	s := begin(t)
	at, reference := s.booked(t)
	a := s.get(t, "/it/r/"+string(reference)+"/answers")
	if to := a.Header.Get("Location"); to != at+"/answers" {
		t.Errorf("it leads to %q", to)
	}
}

// Given somebody who guesses to whom an answer was written, they are slowed.
func TestGuessingWhoseAnswerItIsIsSlowed(t *testing.T) {
	s := begin(t)
	at, _ := s.booked(t)
	last := 0
	for range 21 {
		last = s.postForm(t, at+"/answers", url.Values{"proof": {"0000"}}).StatusCode
	}
	if last != 429 {
		t.Errorf("the last attempt is answered %d", last)
	}
}
