package desk_test

import (
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given requests of every kind, the inbox counts what somebody has to look
// after, of their own offices.
func TestTheInboxCountsWhatToLookAfter(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	h.givenRequest(asksFor(tuesdayAtTen))
	h.givenRequest()
	h.givenRequest(of("montelucci", "it"))
	called := h.givenRequest(reachedBy("call", "333 123 4567", ""))
	h.decide(lucia, formsapi.Decision{ID: called, Version: 1, Event: formsapi.EventDecline, Reason: "other"})
	h.signedIn(lucia).get("/desk/").says(".tasks", "To decide 1 On the waiting list 2 To review 0 To call 1").has(".tasks .some", 3)
	h.signedIn(h.givenStaff("Marco", operator)).get("/desk/").says(".tasks", "To decide 0 On the waiting list 1 To review 0 To call 1")
}

func TestWhatIsHeldIsAnsweredInTheOrderInWhichItEnds(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	h.givenRequest(named("Late"), asksFor("2026-03-03T15:00:00+01:00"))
	h.givenRequest(named("Soon"), asksFor(tuesdayAtTen))
	p := v.get("/desk/to-answer").says("tbody tr:first-child", "Soon Today, 17:00 Tuesday, 3 March 2026, 10:00 Legal advice").says("tbody tr:last-child", "Late")
	p.says("thead", "Decide by")
	v.get("/desk/waiting").says(".empty", "Nobody is on the waiting list")
}

// Given a waiting list, who asked first stands first, office by office, with
// when they prefer to come.
func TestTheWaitingListIsInOrder(t *testing.T) {
	h := givenDesk(t)
	h.givenRequest(named("First"), func(r *formsapi.AppointmentRequest) { r.PreferredDays, r.PreferredPart = []string{"tue"}, "morning" })
	h.givenRequest(named("Elsewhere"), of("montelucci", "ar"))
	h.givenRequest(named("Second"))
	p := h.signedIn(h.givenStaff("Lucia", coordinator)).get("/desk/waiting").has("table", 2)
	if got := p.text("tbody th a"); got != "Elsewhere First Second" {
		t.Errorf("the list is %s", got)
	}
	p.says("tbody", "First Today, 10:01 Tuesday · morning Legal advice Italian nobody")
	h.signedIn(h.givenStaff("Marco", operator)).get("/desk/waiting").has("table", 1).lacks("Elsewhere")
}

// Given an appointment that the facts do not suit, it is listed with why, and not dropped.
func TestWhatNoLongerFitsIsListed(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	id := h.givenRequest(named("Amina"), of("montelucci", "it"))
	h.decide(lucia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventConfirm, Start: "2026-03-17T10:00"})
	day := formsapi.NewWallTime(2026, time.March, 17, 0)
	h.work.Catalogue = &closing{closed: &formsapi.Closure{From: day, Until: day + 24*60, WholeDays: true, Reason: formsapi.ClosedForIllness}}
	p := h.signedIn(lucia).get("/desk/misfits").says("tbody", "Amina 17/03/2026, 10:00 the office is closed Legal advice")
	p.has(`tbody a[href="/desk/appointments/`+id.String()+`"]`, 1)
}

// Given a person who filled in the field that people do not see, they stand in
// the queues, marked and behind the others.
func TestWhoWasSetAsideIsInTheQueues(t *testing.T) {
	h := givenDesk(t)
	aside := func(r *formsapi.AppointmentRequest) { r.Honeypot = "x" }
	h.givenRequest(named("Amina"), aside, asksFor(tuesdayAtTen))
	h.givenRequest(named("Bilal"), asksFor(tuesdayAtEleven))
	h.givenRequest(named("Carla"), aside)
	h.givenRequest(named("Dario"))
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	v.get("/desk/to-answer").says("tbody tr:first-child", "Bilal").says("tbody tr:last-child", "Amina").says("tbody tr:last-child", "set aside: check it")
	v.get("/desk/waiting").says("tbody tr:first-child", "Dario").says("tbody tr:last-child", "Carla").says("tbody tr:last-child", "set aside: check it")
}
