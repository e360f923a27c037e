package desk_test

import (
	"net/http"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// asksFor is a request for a time at Via Montelucci.
func asksFor(start string) func(*formsapi.AppointmentRequest) {
	return func(r *formsapi.AppointmentRequest) { r.Office, r.Slot = "montelucci", start }
}

func reachedBy(way, phone, email string) func(*formsapi.AppointmentRequest) {
	return func(r *formsapi.AppointmentRequest) { r.Contact, r.Phone, r.Email = way, phone, email }
}

const (
	tuesdayAtTen    = "2026-03-03T10:00:00+01:00"
	tuesdayAtEleven = "2026-03-03T11:00:00+01:00"
)

// Given a request that holds a time, its page says until when, and one press confirms it.
func TestTheTimeThatWasAskedForIsConfirmedWithOnePress(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	path := "/desk/appointments/" + h.givenRequest(asksFor(tuesdayAtTen)).String()
	p := v.get(path).says(".summary", "To decide Time asked for: Tuesday, 3 March 2026, 10:00 30 minutes").says("main", "held until Monday, 2 March 2026, 17:00")
	p.says("form.held button", "Confirm the time they asked for: Tuesday, 3 March 2026, 10:00")
	v.follow(v.post(path+"/confirm", "version", "1").leadsTo(path)).says(".summary", "Confirmed Appointment: Tuesday, 3 March 2026, 10:00").has("form.held", 0).lacks("held until")
}

// Given free times, they are choices; who needs a language sees those first at
// which somebody speaks it.
func TestFreeTimesAreChoices(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	path := "/desk/appointments/" + h.givenRequest(of("montelucci", "it")).String()
	p := v.get(path).has("#confirm-slot [type=radio]", 7).says("#confirm-slot label[for=confirm-slot-0]", "Tuesday, 3 March 2026, 09:00").has(".tag", 0)
	if got := p.attr("#confirm-slot-1", "value"); got != "2026-03-03T09:30" {
		t.Errorf("the second choice is %s", got)
	}
	v.follow(v.post(path+"/confirm", "version", "1", "slot", "2026-03-03T09:30", "date", "", "time", "")).says(".summary", "Tuesday, 3 March 2026, 09:30")

	arabic := h.givenRequest(of("montelucci", "it"), func(r *formsapi.AppointmentRequest) { r.Interpreter, r.SpokenLanguage = true, "ar" })
	p = v.get("/desk/appointments/" + arabic.String())
	p.says("label[for=propose-slot-0]", "Tuesday, 3 March 2026, 15:00 somebody speaks Arabic").has("[value='2026-03-03T09:30']", 0)
}

// Given somebody who needs an interpreter, each free time says whether one is there: for
// whom nobody speaks, and for who reads the language of their pages and named no other.
func TestFreeTimesSayWhoHasAnInterpreter(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator, formsapi.Grant{Role: formsapi.RoleOperator, Office: "montelucci"}))
	needs := func(language string) func(*formsapi.AppointmentRequest) {
		return func(r *formsapi.AppointmentRequest) { r.Interpreter, r.SpokenLanguage = true, language }
	}
	tigrinya := h.givenRequest(of("montelucci", "it"), needs("ti"))
	p := v.get("/desk/appointments/"+tigrinya.String()).has("#propose-slot .tag-missing", 6)
	p.says("label[for=propose-slot-0]", "Tuesday, 3 March 2026, 09:00 interpreter to find")
	arabic := h.givenRequest(of("montelucci", "ar"), needs(""))
	v.get("/desk/appointments/"+arabic.String()).says("label[for=propose-slot-0]", "15:00 somebody speaks Arabic").has("#propose-slot .tag", 6)
}

// Given somebody who needs an interpreter and asks for a time, the page says beside the
// button that confirms it whether one is there, as the day's sheet does; that one has to
// be found stands above too, until the time has come.
func TestTheTimeAskedForSaysWhoHasAnInterpreter(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	v := h.signedIn(lucia)
	needs := func(r *formsapi.AppointmentRequest) { r.Interpreter, r.SpokenLanguage = true, "ar" }
	alone := "/desk/appointments/" + h.givenRequest(asksFor(tuesdayAtTen), needs).String()
	v.get(alone).says("form.held button[aria-describedby=held-interpreter]", "10:00").says("#held-interpreter", "interpreter to find").says(".summary", "interpreter to find")
	v.get("/desk/day?office=montelucci&date=2026-03-03").says("tbody tr:first-child", "interpreter to find")
	with := "/desk/appointments/" + h.givenRequest(asksFor("2026-03-03T15:30:00+01:00"), needs).String()
	v.get(with).says("form.held", "15:30 interpreter present").has(".summary .tag", 0)
	without := "/desk/appointments/" + h.givenRequest(asksFor(tuesdayAtEleven)).String()
	v.get(without).has("form.held", 1).has("form.held .tag, .summary .tag", 0)

	v.follow(v.post(alone+"/confirm", "version", "1").leadsTo(alone)).says(".summary", "Confirmed Appointment: Tuesday, 3 March 2026, 10:00 30 minutes interpreter to find")
	h.clock.pass(25 * time.Hour)
	h.signedIn(lucia).get(alone).has(".summary .tag", 0)
}

// Given a time that somebody else has meanwhile, the nearest free ones are
// offered and what was typed stays.
func TestATakenTimeIsAnsweredWithOthers(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	h.givenRequest(asksFor(tuesdayAtTen))
	path := "/desk/appointments/" + h.givenRequest(of("montelucci", "it")).String()
	p := v.post(path+"/propose", "version", "1", "slot", "2026-03-03T10:00", "note", "Bring the passport").is(http.StatusConflict)
	p.says(`.errors a[href="#propose-slot"]`, "just been taken").says("#error-propose-slot", "just been taken").says("#propose-note", "Bring the passport")
	p.has("#propose-slot [type=radio]", 4).says("#propose-slot", "09:30").says("#propose-slot", "10:30").has("#propose-slot-other[checked]", 1)
	if p.attr("#propose-start", "value") != "2026-03-03" || p.attr("#propose-time", "value") != "10:00" {
		t.Error("the time that was chosen is gone")
	}
	v.get(path).says(".state", "On the waiting list")
}

// Given a time that is offered, it is held; a yes by telephone is one press, and
// another time can be offered.
func TestAnOfferIsHeldAndConfirmedByTelephone(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	path := "/desk/appointments/" + h.givenRequest(of("montelucci", "it"), reachedBy("call", "333 123 4567", "")).String()
	p := v.follow(v.post(path+"/propose", "version", "1", "slot", "2026-03-03T11:00")).says(".notice", "The time is offered to the person. Now call the person")
	p.says(".summary", "Offer sent Time offered: Tuesday, 3 March 2026, 11:00").says("main", "can accept until Tuesday, 3 March 2026, 10:00")
	p.says(".note", "Say that there is a place: Tuesday, 3 March 2026, 11:00")
	v.follow(v.post(path+"/propose", "version", "2", "slot", "2026-03-03T11:30")).says(".summary", "11:30").says("form.held button", "11:30")
	v.follow(v.post(path+"/confirm", "version", "3")).says(".summary", "Confirmed Appointment: Tuesday, 3 March 2026, 11:30").says(".history", "Time offered: Tuesday, 3 March 2026, 11:00")
}

// Given a confirmed appointment, the office can cancel it; who cancelled it is
// offered another time.
func TestAnAppointmentIsCancelled(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	path := "/desk/appointments/" + h.givenRequest(asksFor(tuesdayAtTen), reachedBy("email", "", "amina@example.org")).String()
	v.post(path+"/confirm", "version", "1").leadsTo(path)
	p := v.follow(v.post(path+"/cancel", "version", "2", "note", "Boiler broke")).says(".notice", "Appointment cancelled. The program sends the message")
	p.says(".state", "Cancelled by the office").says(".history", "Appointment cancelled Boiler broke you").says("details summary", "Offer a time")
	p.says("[aria-labelledby=messages] li", "Appointment cancelled by the office · e-mail Leaves: Today, 10:01")
	v.post(path+"/cancel", "version", "3").is(http.StatusConflict)
}

// Given a person who rings to say that they do not come, staff cancel for them: the
// history says who did, nobody is to be called, and there is no way back.
func TestAPersonCancelsByTelephone(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	path := "/desk/appointments/" + h.givenRequest(asksFor(tuesdayAtTen), reachedBy("call", "333 123 4567", "")).String()
	v.post(path+"/confirm", "version", "1").leadsTo(path)
	v.get(path).says("details summary", "They cancel (they said so)").says(`form[action$="/withdraw"] .hint`, "cannot be undone")
	p := v.follow(v.post(path+"/withdraw", "version", "2", "note", "Has the flu")).says(".notice", "The place is free again").has(`form[action$="/withdraw"]`, 0)
	p.says(".state", "Cancelled by the person").says(".history", "Does not come, and told the office so Has the flu you").has(".call", 0)
	v.get("/desk/calls").has(".cards > li", 0)
	v.post(path+"/withdraw", "version", "3").is(http.StatusConflict)
}

// Given an appointment, nobody marks it before its day; from then on one press
// does, and a mistake is put right.
func TestWhoCameIsMarkedFromTheDayOn(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	v := h.signedIn(lucia)
	path := "/desk/appointments/" + h.givenRequest(asksFor(tuesdayAtTen)).String()
	v.post(path+"/confirm", "version", "1").leadsTo(path)
	v.get(path).has(`form[action$="/attend"]`, 0)
	v.post(path+"/attend", "version", "2").is(http.StatusConflict).says(".errors", "still to come")

	h.clock.pass(25 * time.Hour)
	v = h.signedIn(lucia)
	v.get(path).says(`form[action$="/attend"] button`, "Came").says(`form[action$="/miss"] button`, "Did not come")
	v.follow(v.post(path+"/miss", "version", "2")).says(".state", "Did not come").says(".notice", "the person did not come").has(`form[action$="/miss"]`, 0)
	v.follow(v.post(path+"/attend", "version", "3")).says(".state", "Came").says(".history", "Marked: did not come")
}

// Given a person whom another office helps, the reason says so, and the office stays known.
func TestDecliningNamesAnotherOffice(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	path := "/desk/appointments/" + h.givenRequest(reachedBy("call", "333 123 4567", "")).String()
	p := v.follow(v.post(path+"/decline", "version", "1", "reason", "other-office", "instead", "montelucci"))
	p.says(".history", "Request declined: Another office does this · Montelucci street").says(".note", "They can go here instead: Montelucci street")
}

// Given somebody who wants a call, what to say stands on the page until it is told.
func TestWhatToTellByTelephone(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	v := h.signedIn(lucia)
	id := h.givenRequest(asksFor(tuesdayAtTen), reachedBy("call", "333 123 4567", ""))
	quiet := h.givenRequest(asksFor(tuesdayAtEleven), reachedBy("call", "333 765 4321", ""), func(r *formsapi.AppointmentRequest) { r.Discreet, r.SpokenLanguage = true, "ti" })
	h.decide(lucia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventConfirm})
	h.decide(lucia, formsapi.Decision{ID: quiet, Version: 1, Event: formsapi.EventConfirm})

	p := v.get("/desk/calls").has(".cards > li", 2).says(".cards", "Say that the appointment is confirmed: Tuesday, 3 March 2026, 10:00, Montelucci street.")
	p.says(".cards", "Italian · Montelucci street · Appointment confirmed · For you to tell").says(".cards", "Tigrinya · Montelucci street")
	p.says(".cards", "11:00, at the office that the person knows (do not name it)").says(".cards .warning", "name neither the office").has(`a[href="tel:+393331234567"]`, 1)
	path := "/desk/appointments/" + id.String()
	told := v.get(path).attr(`[aria-labelledby=messages] form:not([action$="/no-answer"])`, "action")
	v.follow(v.post(told, "next", path).leadsTo(path)).says(".notice", "\u2068Amina Benali\u2069 was told").says("[aria-labelledby=messages]", "Told: Today, 10:02").has(".note", 0)
	v.get("/desk/calls").has(".cards > li", 1).lacks("333 123 4567")
	v.post(told, "next", "https://evil.example.org/").leadsTo("/desk/")
	h.signedIn(h.givenStaff("Nadia", formsapi.Grant{Role: formsapi.RoleMediator, Office: "montelucci"})).get("/desk/calls").has(".cards > li", 1).has("main form", 2)
}
