package desk_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given a day with somebody who needs something and somebody who does not, its sheet
// has a box to tick for each whose coming is not marked yet, and no label without
// words beside it. What makes cards of a table is for screens alone: a sheet of paper
// is as narrow as a tablet.
func TestTheDaySheetIsATableOnPaper(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	for name, at := range map[string]string{"Amina": "2026-03-03T10:00", "Bilal": "2026-03-03T11:00"} {
		id := h.givenRequest(named(name), of("montelucci", "it"), func(r *formsapi.AppointmentRequest) {
			if name == "Bilal" {
				r.Needs = []string{"wheelchair"}
			}
		})
		h.decide(lucia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventConfirm, Start: at})
	}
	v := h.signedIn(lucia)
	p := v.get("/desk/day?office=montelucci&date=2026-03-03").says("thead th:last-child", "Did they come?").has("thead .screen", 0)
	p.has("tbody .box", 2).has("tbody .actions:not(.screen)", 0).has(`[data-label="Other needs"]`, 1).has("td.nothing", 3)

	h.clock.pass(25 * time.Hour)
	v = h.signedIn(lucia)
	attend := v.get("/desk/day?office=montelucci").attr(`tbody tr:first-child form[action$="/attend"]`, "action")
	v.post(attend, "version", "2")
	v.get("/desk/day?office=montelucci").has("tbody tr:first-child .box", 0).has("tbody tr:last-child .box", 1)

	rules := read(t, "desk.css")
	if narrow := regexp.MustCompile(`@media \(max-width`).FindString(rules); narrow != "" || !strings.Contains(rules, "@media screen and (max-width") {
		t.Error("what suits a narrow screen is done to paper too")
	}
	if strings.Contains(rules, "italic") {
		t.Error("a whole row in italics cannot be read")
	}
}

// Given somebody who reads Italian pages and speaks Tigrinya, every list says how to
// speak with them, and that an interpreter is wanted; the inbox, which can be
// filtered by the language of the pages, says that too where it is another.
func TestListsNameTheLanguageThatIsSpoken(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	speaks := func(r *formsapi.AppointmentRequest) { r.Interpreter, r.SpokenLanguage = true, "ti" }
	h.givenRequest(named("Waits"), of("montelucci", "it"), speaks)
	h.givenRequest(named("Reads"), of("montelucci", "it"))
	misfit := h.givenRequest(named("Comes"), of("montelucci", "it"), speaks)
	h.decide(lucia, formsapi.Decision{ID: misfit, Version: 1, Event: formsapi.EventConfirm, Start: "2026-03-17T10:00"})
	day := formsapi.NewWallTime(2026, time.March, 17, 0)
	h.work.Catalogue = &closing{closed: &formsapi.Closure{From: day, Until: day + 24*60, WholeDays: true, Reason: formsapi.ClosedForIllness}}
	v := h.signedIn(lucia)
	for path, want := range map[string]struct{ rows, italian int }{"/desk/?tab=all": {3, 3}, "/desk/waiting": {2, 1}, "/desk/misfits": {1, 0}} {
		p := v.get(path).says("tbody", "Tigrinya with interpreter").has("tbody tr", want.rows)
		if said := strings.Count(p.text("tbody"), "Italian"); said != want.italian {
			t.Errorf("%s says Italian %d times, want %d", path, said, want.italian)
		}
	}
}

// Given a request that is finished, nobody is asked who works on it; who did is said.
func TestWhatIsFinishedIsNotGivenToAnybody(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	v := h.signedIn(lucia)
	id := h.givenRequest()
	page := "/desk/appointments/" + id.String()
	v.get(page).has("#assignment", 1)
	h.decide(lucia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventDecline, Reason: "other"})
	v.get(page).has("#assignment", 0).has(`form[action$="/assign"]`, 0).says("[aria-labelledby=steps]", "nothing left to do").lacks("Nobody yet")

	mine := h.givenRequest()
	h.decide(lucia, formsapi.Decision{ID: mine, Version: 1, Event: formsapi.EventAssign, To: lucia.ID})
	h.decide(lucia, formsapi.Decision{ID: mine, Version: 2, Event: formsapi.EventDecline, Reason: "other"})
	v.get("/desk/appointments/"+mine.String()).has("#assignment", 0).says(".work", "Who works on it: you")
}

// Given people with a time in what somebody is about to close, they are named before
// it is closed, by time, with what is known of each.
func TestClosingNamesWhomItConcerns(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	for name, at := range map[string]string{"Amina": "2026-03-03T10:00", "Bilal": "2026-03-03T11:00", "Chiara": "2026-03-04T15:30"} {
		id := h.givenRequest(named(name), of("montelucci", "it"), func(r *formsapi.AppointmentRequest) { r.People = 3 })
		event := formsapi.EventConfirm
		if name == "Bilal" {
			event = formsapi.EventPropose
		}
		h.decide(lucia, formsapi.Decision{ID: id, Version: 1, Event: event, Start: at})
	}
	p := h.signedIn(lucia).get("/desk/closures/check?office=montelucci&reason=illness&from=2026-03-03").has(".rows li", 2).lacks("Chiara")
	p.says(".rows li:first-child", "03/03/2026, 10:00 · Amina 3 people · Italian · Legal advice Confirmed").has(".rows li:first-child a", 1)
	p.says(".rows li:last-child", "Bilal").says(".rows li:last-child", "Offer sent")
}

// Given a time, the slip says for how many people it is and how long it lasts.
func TestTheSlipSaysHowManyAndHowLong(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	id := h.givenRequest(of("montelucci", "en"), func(r *formsapi.AppointmentRequest) { r.People = 3 })
	v, path := h.signedIn(lucia), "/desk/appointments/"+id.String()+"/slip"
	v.get(path).says(".slip dl", "People 3").lacks("minutes")
	h.decide(lucia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventConfirm, Start: "2026-03-03T10:00"})
	v.get(path).says(".slip dl", "30 minutes").says(".slip dl", "People 3")
}
