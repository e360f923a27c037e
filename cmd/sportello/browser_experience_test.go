package main

import (
	"context"
	"fmt"
	"testing"

	formsapi "sportello/forms-api"
)

// helpedThere has staff note of a request that its person was helped there and then.
func helpedThere(t *testing.T, p *Program, reference string) formsapi.Appointment {
	t.Helper()
	ctx := context.Background()
	known, ok := formsapi.ParseReference(reference)
	if !ok {
		t.Fatalf("%q is no reference", reference)
	}
	a, err := p.store.AppointmentByIndex(ctx, p.ring.Index(formsapi.IndexReference, string(known)))
	if err != nil {
		t.Fatal(err)
	}
	staff := formsapi.Staff{Grants: []formsapi.Grant{{Role: formsapi.RoleOperator}}}
	d := formsapi.Decision{ID: a.ID, Version: a.Version, Event: formsapi.EventRecord, Outcome: formsapi.OutcomeHelped}
	if err := p.workAppointments(p.clock()).Decide(ctx, staff, d); err != nil {
		t.Fatal(err)
	}
	return a
}

// TestBrowserExperience has people who were there answer the two questions on the
// narrowest telephone, with scripts and without, in a language that runs each way.
func TestBrowserExperience(t *testing.T) {
	b := browser(t)
	p := startProgram(t)
	for _, language := range []string{"it", "ar"} {
		for _, scripts := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, JavaScript %t", language, scripts), func(t *testing.T) {
				tab := newTab(t, b, "http://"+p.Addr(), 320)
				if !scripts {
					tab.withoutScripts()
				}
				reference := asks(t, p)
				helpedThere(t, p, reference)
				tab.open("/" + language + "/appointments/" + reference)
				saysHowItWent(tab)
				want := siteWords{p.pages.current}.Message(language, "done-experience", nil)
				if thanks := tab.text("[data-done=experience]"); thanks != want {
					t.Errorf("it says %q, want %q", thanks, want)
				}
				if evaluate[bool](tab, `!!document.querySelector("[data-offer=experience]")`) {
					t.Error("it asks once more")
				}
				tab.quiet("422") // a question had no answer
			})
		}
	}
}

// saysHowItWent goes from the request's own page through the two questions, and forgets
// one of them at first.
func saysHowItWent(tab *tab) {
	tab.t.Helper()
	const send = `form[data-form="action"] button[type="submit"]`
	look := func(what string) {
		tab.t.Helper()
		tab.fits(what)
		tab.accessible(what)
		tab.shoot("experience " + what)
	}
	look("who was there")
	tab.press(`[data-offer="experience"] a`)
	look("the two questions")
	choose(tab, "helped", "4")
	tab.press(send)
	look("a question without an answer")
	if wrong := evaluate[int](tab, `document.querySelectorAll(".field-error").length`); wrong != 1 {
		tab.t.Errorf("%d questions have no answer", wrong)
	}
	choose(tab, "treated", "5")
	tab.press(send)
	look("thanks")
}

// TestBrowserExperienceAtTheCounter has a colleague turn the questions to the person,
// who answers in Arabic, and find the way back.
func TestBrowserExperienceAtTheCounter(t *testing.T) {
	b := browser(t)
	p := startProgram(t)
	a := helpedThere(t, p, asks(t, p))
	tab := newTab(t, b, "http://"+p.Addr(), 320)
	signsInAsOperator(tab, p)
	tab.open("/desk/appointments/" + a.ID.String())
	tab.press(`main a[href$="/experience"]`)
	looksRight(tab, "the two questions at the counter")
	tab.press("main form button")
	looksRight(tab, "the two questions at the counter without an answer")
	choose(tab, "helped", "4")
	choose(tab, "treated", "5")
	tab.press("main form button")
	looksRight(tab, "thanks at the counter")
	tab.press("footer a")
	if got := tab.path(); got != "/desk/appointments/"+a.ID.String() {
		t.Errorf("the way back leads to %s", got)
	}
	tab.quiet("422")
}
