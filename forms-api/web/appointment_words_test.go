package web_test

import (
	"crypto/rand"
	"net/url"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/web"
)

// Given a request that nobody has answered, it cannot be put into a calendar: an
// alarm would call people to what is not agreed.
func TestOnlyWhatIsAgreedGoesIntoACalendar(t *testing.T) {
	s := begin(t, func(c *web.Config) { c.Calendar = paper{} })
	at, _ := s.asked(t, "it")
	s.get(t, at).must(t, 200, no("[data-calendar]"))
	s.get(t, at+"/appointment.ics").must(t, 404)
	at, _ = s.booked(t)
	s.postForm(t, at+"/cancel", url.Values{"version": {"1"}}).must(t, 303)
	s.get(t, at).must(t, 200, no("[data-calendar]"))
	s.get(t, at+"/appointment.ics").must(t, 200) // takes the entry out again
}

// Given an address with what was done, the page says so only where it can be true.
func TestThePageSaysWhatWasDone(t *testing.T) {
	s := begin(t)
	at, _ := s.asked(t, "it")
	s.get(t, at).must(t, 200, no("[data-done]"))
	s.get(t, at+"?done=change").must(t, 200, in("[data-done=change]"), no("[data-done=accept]"))
	s.get(t, at+"?done=accept").must(t, 200, no("[data-done]"))
}

// Given somebody who waits, only days are asked for on which somebody works.
func TestWhoWaitsIsAskedForWorkingDays(t *testing.T) {
	s := begin(t)
	s.get(t, newForm+"?office=potenza&service=orientation&slot=").must(t, 200, step("about"),
		in("#preferred_days-thu"), no("#preferred_days-mon"), no("#preferred_days-tue"))
}

// Given an office that gives appointments in the morning and in the afternoon for
// one service, and in the morning only for another, a part of the day is asked for
// the first; an answer to that does not go along to the second.
func TestAPartOfTheDayIsAskedWhereThereAreTwo(t *testing.T) {
	s := begin(t)
	s.get(t, newForm+"?office=potenza&service=papers&slot=").must(t, 200, step("about"), in("#preferred_part-morning"), in("#preferred_part-any[checked]"))
	s.get(t, newForm+"?office=potenza&service=orientation&slot=").must(t, 200, step("about"), in("[data-field=preferred_days]"), no("[data-field=preferred_part]"), no("[name=preferred_part]"))
	chosen := onTheWay("step", "about", "slot", "", "preferred_part", "afternoon")
	s.postForm(t, "/api/appointments", chosen).must(t, 200, step("about"), no("[name=preferred_part]"), in("#preferred_days-thu[checked]"))
}

// Given an office that confirms itself, who chooses another time is told before
// they send that the time they have is given up with it, and by when the office
// answers; where times are confirmed at once, that it stays until then.
func TestWhoChangesIsToldWhatBecomesOfTheirTime(t *testing.T) {
	s := begin(t)
	asked, reference := s.asked(t, "it")
	booked, _ := s.booked(t)
	when := map[string]string{"it": "mercoledì 25 novembre 2026, 08:30", "en": "Wednesday, 25 November 2026, 08:30", "ar": "الأربعاء، 25 نوفمبر 2026، 08:30"}
	until := map[string]string{"it": "lunedì 30 novembre 2026, 17:00", "en": "Monday, 30 November 2026, 17:00", "ar": "الاثنين، 30 نوفمبر 2026، 17:00"}
	for _, confirmed := range []bool{false, true} {
		if confirmed {
			s.confirmed(t, reference)
		}
		for _, lang := range languages {
			own := strings.Replace(asked, "/it/", "/"+lang+"/", 1)
			told := s.config.Words.Message(lang, "old-time-given-up", map[string]any{"When": when[lang], "Until": until[lang]})
			s.get(t, own+"/change").must(t, 200, in("form [data-slot=old-time]", hasText(told)), in("button [data-mode=request]"), no("[data-mode=instant]"))
			own = strings.Replace(booked, "/it/", "/"+lang+"/", 1)
			told = s.config.Words.Message(lang, "old-time-kept", nil)
			s.get(t, own+"/change").must(t, 200, in("form [data-slot=old-time]", hasText(told)), in("button [data-mode=instant]"), no("[data-mode=request]"))
		}
	}
	s.postForm(t, asked+"/change", url.Values{"slot": {thursday}}).must(t, 303)
	if got, _ := s.standing(t, reference); got.State != "requested" || got.Start != thursday {
		t.Errorf("it is %+v, which is not what was told", got)
	}
	s.get(t, asked).must(t, 200, in("[data-slot=hold]", hasText(s.config.Words.Message("it", "hold-requested", map[string]any{"Until": "mercoledì 25 novembre 2026, 10:30"}))), no("[data-slot=old-time]"))
}

// Given somebody who waits, they are told that they leave the list where the office
// has to confirm the time they ask for, and that they are back on it if it does not
// answer; where times are confirmed at once, nothing is said of a time they have.
func TestWhoWaitsIsToldWhatAskingMeans(t *testing.T) {
	s := begin(t)
	at := s.postForm(t, "/api/appointments", onTheWay("office", "montelucci", "slot", "")).Header.Get("Location")
	told := s.config.Words.Message("it", "waiting-given-up", map[string]any{"Until": "lunedì 30 novembre 2026, 17:00"})
	s.get(t, at+"/change").must(t, 200, in("form [data-slot=old-time]", hasText(told)), no("[data-stay]"))
	s.postForm(t, at+"/change", url.Values{"slot": {wednesday}}).must(t, 303)
	s.clock.pass(33 * time.Hour) // the office was there, and did not answer
	late := &formsapi.PassTime{Catalogue: desks{}, Sealer: s.ring, Store: s.store, Now: s.clock.Now, Random: rand.Reader}
	if n, err := late.Expire(t.Context()); n != 1 || err != nil {
		t.Fatalf("%d are expired: %v", n, err)
	}
	s.get(t, at).must(t, 200, in("[data-show=waiting]"))
	at = s.postForm(t, "/api/appointments", onTheWay("slot", "", "phone", "333 765 4321")).Header.Get("Location")
	s.get(t, at+"/change").must(t, 200, in("[data-stay]"), no("[data-slot=old-time]"))
}

// Given an offer of an office that confirms at once, who looks for another time is
// not told that they have one, but that the offer stays.
func TestAnOfferIsNoTimeOnesHas(t *testing.T) {
	s := begin(t)
	at, _ := s.booked(t)
	s.decided(t, formsapi.Decision{Event: formsapi.EventPropose, Start: "2026-11-26T09:00"})
	s.get(t, at+"/change").must(t, 200, in("form [data-slot=old-time]", hasText(s.config.Words.Message("it", "offer-kept", nil))))
}

// Given the page of a request in another language than it was asked in, office and
// service have their names of that language; as they were shown where the catalogue
// has them no more.
func TestNamesAreInTheLanguageOfThePage(t *testing.T) {
	gone := &leaving{}
	s := begin(t, func(c *web.Config) { c.Catalogue = gone })
	at, _ := s.booked(t)
	arabic := strings.Replace(at, "/it/", "/ar/", 1)
	s.get(t, arabic).must(t, 200, in("[data-slot=service]", hasText("التوجيه")))
	gone.service = "orientation"
	s.get(t, arabic).must(t, 200, in("[data-slot=service]", hasText("Orientamento")))
}

// leaving is the catalogue, but for one service.
type leaving struct {
	desks
	service string
}

func (l *leaving) Service(id string) (formsapi.Service, bool) {
	if id == l.service {
		return formsapi.Service{}, false
	}
	return l.desks.Service(id)
}

// Given a telephone or an e-mail and no way that was chosen, the answers say how
// one is told.
func TestTheWayToTellIsShown(t *testing.T) {
	s := begin(t)
	s.postForm(t, "/api/appointments", onTheWay("step", "check", "contact", "", "email", "")).must(t, 200, step("check"),
		in("[data-answer=contact] [data-value]", hasText("Call")))
	s.postForm(t, "/api/appointments", onTheWay("step", "check", "contact", "", "phone", "", "email", "amina@example.org")).must(t, 200, step("check"),
		in("[data-answer=contact] [data-value]", hasText("E-mail")))
}

// Given a number in the digits of another script, it is shown as it was understood.
func TestNumbersAreShownAsTheyWereUnderstood(t *testing.T) {
	s := begin(t)
	s.postForm(t, "/api/appointments", onTheWay("step", "check", "people", "٣", "phone", "٣٣٣١٢٣٤٥٦٧")).must(t, 200, step("check"),
		in("[data-answer=people] [data-value]", hasText("3")), in("[data-answer=phone] [data-value]", hasText("333 123 4567")))
}
