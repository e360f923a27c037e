package desk_test

import (
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given somebody who does not answer the telephone, the call stays, counted, behind
// those that nobody has tried; whoever was called longest ago comes first of these.
func TestWhoDoesNotAnswerComesLater(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	v := h.signedIn(lucia)
	named := func(name string) func(*formsapi.AppointmentRequest) {
		return func(r *formsapi.AppointmentRequest) { r.Name = name }
	}
	sooner := h.givenRequest(asksFor(tuesdayAtTen), reachedBy("call", "333 123 4567", ""), named("Amina"))
	later := h.givenRequest(asksFor(tuesdayAtEleven), reachedBy("call", "333 765 4321", ""), named("Bilal"))
	h.decide(lucia, formsapi.Decision{ID: sooner, Version: 1, Event: formsapi.EventConfirm})
	h.decide(lucia, formsapi.Decision{ID: later, Version: 1, Event: formsapi.EventConfirm})

	list := v.get("/desk/calls").says(".cards > li:first-child", "Amina")
	first := list.attr(`.cards > li:first-child form[action$="/no-answer"]`, "action")
	other := list.attr(`.cards > li:last-child form[action$="/no-answer"]`, "action")
	list = v.follow(v.post(first)).says(".notice", "nobody answered").has(".cards > li", 2)
	list.says(".cards > li:first-child", "Bilal").says(".cards > li:first-child", "For you to tell")
	list.says(".cards > li:last-child", "Amina").says(".cards > li:last-child", "Called once, no answer. Last tried: Today, 10:02")

	h.clock.pass(time.Hour)
	v.follow(v.post(other)).says(".cards > li:first-child", "Amina")
	h.clock.pass(time.Hour)
	path := "/desk/appointments/" + sooner.String()
	again := v.get(path).attr(`[aria-labelledby=messages] form[action$="/no-answer"]`, "action")
	v.follow(v.post(again, "next", path).leadsTo(path)).says("[aria-labelledby=messages]", "Called 2 times, no answer. Last tried: Today, 12:02")
	v.get("/desk/calls").says(".cards > li:first-child", "Bilal").has(".cards > li", 2)

	told := v.get(path).attr(`[aria-labelledby=messages] form:not([action$="/no-answer"])`, "action")
	v.follow(v.post(told, "next", path)).says("[aria-labelledby=messages]", "Told: Today, 12:02")
	v.get("/desk/calls").has(".cards > li", 1)
}

// Given somebody who can only be written to, nobody is asked whether they answered.
func TestOnlyATelephoneCanGoUnanswered(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	id := h.givenRequest(asksFor(tuesdayAtTen), reachedBy("email", "", "amina@example.org"))
	h.decide(lucia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventConfirm})
	all, err := h.store.MessagesOf(t.Context(), id)
	if err != nil || len(all) == 0 {
		t.Fatalf("%d messages (%v)", len(all), err)
	}
	for _, m := range all {
		if err := h.store.Failed(t.Context(), m.ID, h.clock.now(), time.Time{}, "no"); err != nil {
			t.Fatal(err)
		}
	}
	h.signedIn(lucia).get("/desk/calls").says(".cards", "amina@example.org").has(`form[action$="/no-answer"]`, 0)
}
