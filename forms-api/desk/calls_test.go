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
	list = v.follow(v.post(first)).says(".notice", "\u2068Amina\u2069 did not answer").has(".cards > li", 2)
	list.says(".cards > li:first-child", "Bilal").says(".cards > li:first-child", "For you to tell")
	list.says(".cards > li:last-child", "Amina").says(".cards > li:last-child", "Called once, no answer. Last tried: Today, 10:02")

	h.clock.pass(time.Hour)
	v = h.signedIn(lucia)
	v.follow(v.post(other)).says(".cards > li:first-child", "Amina")
	h.clock.pass(time.Hour)
	v = h.signedIn(lucia)
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

// Given somebody who left only an e-mail, where no mail is set up, whoever decides is
// told to write, and has the words and the address in front of them.
func TestWhoHasOnlyAnEmailIsWrittenTo(t *testing.T) {
	withMail := channels
	channels = formsapi.Channels{}
	t.Cleanup(func() { channels = withMail })
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	path := "/desk/appointments/" + h.givenRequest(asksFor(tuesdayAtTen), reachedBy("email", "", "amina@example.org")).String()
	p := v.follow(v.post(path+"/propose", "version", "1", "slot", "2026-03-03T11:00")).says(".notice", "Now write to the person")
	p.says("[aria-labelledby=messages] h3", "Write to the person").says("[aria-labelledby=messages]", "amina@example.org").says("[aria-labelledby=messages] pre", "/appointments/")
}

// Given calls for one telephone, they stand beside one another: of one person the second
// says that both can be told in one call; of another it says whom to ask for; and where
// one of them asks for discretion, the card before it warns of that too.
func TestCallsForOneNumberSayWhoseTheyAre(t *testing.T) {
	const again, first, last = "tell both in one go", ".cards > li:first-child", ".cards > li:last-child"
	const beside = "Somebody with the same number or address asks for discretion"
	for _, c := range []struct {
		second         string
		discreet       bool
		says, warnings string
	}{
		{"Amina", false, again, ""}, {"Bilal", false, "ask for Bilal", ""}, {"Bilal", true, "ask for Bilal", beside}, {"Amina", true, "the right person", beside},
	} {
		h := givenDesk(t)
		lucia := h.givenStaff("Lucia", coordinator)
		for i, start := range []string{tuesdayAtTen, tuesdayAtEleven} {
			id := h.givenRequest(asksFor(start), reachedBy("call", "333 123 4567", ""), func(a *formsapi.AppointmentRequest) {
				a.Name, a.Discreet = []string{"Amina", c.second}[i], c.discreet && i == 1
			})
			h.decide(lucia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventConfirm})
		}
		list := h.signedIn(lucia).get("/desk/calls").says(last, c.says)
		if c.says != again {
			list.lacks(again)
		}
		if c.warnings == "" {
			list.has(".cards .warning", 0)
			continue
		}
		list.says(first+" .warning", c.warnings).says(last+" .warning", "Asks for discretion").has(".cards .warning", 2)
	}
}

// Given an e-mail that was given up, and a time that has changed since, staff are told
// what is so today, and not the old time.
func TestAStaleMessageSaysWhatIsSoToday(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	id := h.givenRequest(asksFor(tuesdayAtTen), reachedBy("email", "333 123 4567", "amina@example.org"))
	h.clock.pass(time.Minute)
	h.decide(lucia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventConfirm})
	all, err := h.store.MessagesOf(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if err := h.store.Failed(t.Context(), m.ID, h.clock.now(), time.Time{}, "no"); err != nil {
			t.Fatal(err)
		}
	}
	h.decide(lucia, formsapi.Decision{ID: id, Version: 2, Event: formsapi.EventMove, Start: "2026-03-03T11:00"})
	h.signedIn(lucia).get("/desk/calls").says(".cards", "no longer so").says(".cards", "Confirmed, Tuesday, 3 March 2026, 11:00").lacks("3 March 2026, 10:00")
}

// Given an offer to tell somebody who reads Arabic and needs an interpreter, the card
// says by when to call, and what happened in Arabic; whoever cannot confirm is told to
// pass a yes on, and the calls stand in the order of what presses.
func TestACardOfACallSaysAllThatTheCallNeeds(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	later := h.givenRequest(asksFor(""), reachedBy("call", "333 765 4321", ""), named("Bilal"))
	offered := h.givenRequest(reachedBy("call", "333 123 4567", ""), named("Amina"), func(r *formsapi.AppointmentRequest) {
		r.Office, r.Language, r.SpokenLanguage, r.Interpreter = "montelucci", "ar", "ar", true
	})
	h.decide(lucia, formsapi.Decision{ID: offered, Version: 1, Event: formsapi.EventPropose, Start: "2026-03-24T10:00"})
	h.decide(lucia, formsapi.Decision{ID: later, Version: 1, Event: formsapi.EventConfirm, Start: "2026-03-17T10:00"})

	const first = ".cards > li:first-child"
	p := h.signedIn(lucia).get("/desk/calls").says(first, "Amina").says(first, "Arabic with interpreter").says(first, "Call before:").says(first, "confirm on the request’s page")
	p.has(first+" pre[lang=ar]", 1).says(first, "To read or say in Arabic")
	mediator := formsapi.Grant{Role: formsapi.RoleMediator, Office: "montelucci"}
	h.signedIn(h.givenStaff("Mina", mediator)).get("/desk/calls").says(first, "tell an operator").lacks("confirm on the request’s page")
}
