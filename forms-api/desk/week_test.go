package desk_test

import (
	"net/http"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given appointments and a strike in two weeks, the calendar of an office lists each
// day's, what is free on it and why it is closed, and leads to the weeks beside.
func TestTheWeekListsEachDay(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	h.givenRequest(named("Amina"), asksFor("2026-03-03T15:30:00+01:00"), func(r *formsapi.AppointmentRequest) { r.Interpreter, r.SpokenLanguage = true, "ar" })
	h.givenRequest(named("Bilal"), asksFor(tuesdayAtTen), func(r *formsapi.AppointmentRequest) { r.Interpreter, r.SpokenLanguage = true, "ar" })
	v := h.signedIn(lucia)
	p := v.get("/desk/week?office=montelucci").says("h1", "Week: from Monday, 2 March 2026").has("tbody tr", 7)
	p.says("tbody tr:nth-child(1) th", "Monday, 2 March 2026 Today").says("tbody tr:nth-child(1)", "none 0")
	p.says("tbody tr:nth-child(2) td:nth-child(2)", "10:00–10:30 Bilal · Legal advice · Arabic interpreter to find To decide")
	p.says("tbody tr:nth-child(2) td:nth-child(2)", "15:30–16:00 Amina · Legal advice · Arabic interpreter present To decide")
	p.says("tbody tr:nth-child(2) .number", "8") // ten half hours on Tuesdays, two taken
	p.says("tbody tr:nth-child(3) .number", "4").has("thead th[scope=col]", 4).has(".actions a[href^='/desk/closures']", 1)
	if got := p.attr("tbody tr:nth-child(2) th a", "href"); got != "/desk/day?date=2026-03-03&office=montelucci" {
		t.Errorf("Tuesday leads to %s", got)
	}
	next := v.get(p.attr("[rel=next]", "href")).says("h1", "Monday, 9 March 2026").says("tbody tr:nth-child(2)", "strike").says("tbody tr:nth-child(2) .number", "0")
	v.get(next.attr("[rel=prev]", "href")).says("h1", "Monday, 2 March 2026")
	h.clock.pass(48 * time.Hour)
	v = h.signedIn(lucia)
	v.get("/desk/week?office=montelucci").says("tbody tr:nth-child(2) .number", "past")
	v.get("/desk/week?office=montelucci&from=someday").says("h1", "Monday, 2 March 2026")
	v.get("/desk/week?office=nowhere").is(http.StatusNotFound)
}

// Given a mediator's absence, the week and the day say who is away, and an
// appointment that needs them has an interpreter to find.
func TestTheCalendarShowsWhoIsAway(t *testing.T) {
	tuesday := formsapi.NewWallTime(2026, time.March, 3, 0)
	away := formsapi.Absence{Languages: []string{"ar"}, From: tuesday, Until: tuesday + 24*60}
	h := givenDesk(t)
	givenAbsence(t, "montelucci", away)
	h.givenRequest(named("Amina"), asksFor("2026-03-03T15:30:00+01:00"), func(r *formsapi.AppointmentRequest) { r.Interpreter, r.SpokenLanguage = true, "ar" })
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	v.get("/desk/week?office=montelucci").says("tbody tr:nth-child(2)", "interpreter to find").says("tbody tr:nth-child(2)", "Mediator away: Arabic: Tuesday, 3 March 2026")
	v.get("/desk/day?office=montelucci&date=2026-03-03").says(".warning", "Mediator away: Arabic")
}

// givenAbsence is an absence that an office's facts have until the test is over.
func givenAbsence(t *testing.T, office string, a formsapi.Absence) {
	before := town[office]
	after := before
	after.Absences = []formsapi.Absence{a}
	town[office] = after
	t.Cleanup(func() { town[office] = before })
}

// Given colleagues at one office and at two, a week of one's own has, across offices,
// what they work on and what needs an interpreter, and a language narrows it; what is
// at an office that is not theirs is not in it.
func TestMyWeekIsAcrossOffices(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	nadia := h.givenStaff("Nadia", formsapi.Grant{Role: formsapi.RoleMediator, Office: "montelucci"})
	needs := func(r *formsapi.AppointmentRequest) { r.Interpreter, r.SpokenLanguage = true, "ar" }
	h.givenRequest(named("Amina"), asksFor("2026-03-03T15:30:00+01:00"), needs)
	h.givenRequest(named("Bilal"), asksFor(tuesdayAtTen))
	mine := h.givenRequest(named("Chiara"), asksFor(tuesdayAtEleven))
	h.decide(lucia, formsapi.Decision{ID: mine, Version: 1, Event: formsapi.EventAssign, To: lucia.ID})
	far := h.givenRequest(named("Dawit"), needs)
	h.decide(lucia, formsapi.Decision{ID: far, Version: 1, Event: formsapi.EventConfirm, Start: "2026-03-05T10:00", Outside: true})

	p := h.signedIn(lucia).get("/desk/my-week").says("h1", "My week: from Monday, 2 March 2026").has("tbody tr", 2)
	p.says("tbody tr:first-child", "11:00–11:30 Chiara").says("tbody tr:first-child", "yours 15:30–16:00 Amina").lacks("Bilal")
	p.says("tbody tr:last-child", "10:00–10:30 Dawit").says("tbody tr:last-child", "Potenza help desk")
	v := h.signedIn(nadia)
	v.get("/desk/my-week").has("tbody li", 1).says("tbody", "Amina").lacks("Dawit")
	v.get("/desk/my-week?language=ar").has("tbody li", 1)
	v.get("/desk/my-week?language=en").has("tbody li", 0).says(".empty", "nothing for you in the languages chosen")
	v.get(v.get("/desk/my-week?language=ar").attr("[rel=next]", "href")).has("tbody li", 0).has("option[value=ar][selected]", 1)
}

// Given a mediator who has said what they speak, their week opens on all of it, with
// what they work on themselves; it can be narrowed to one language, or widened to all,
// which its address keeps. Translations open on the first of theirs that they are into.
func TestMyWeekOpensOnWhatOneSpeaks(t *testing.T) {
	h := givenDesk(t)
	nadia := h.givenStaff("Nadia", formsapi.Grant{Role: formsapi.RoleMediator, Office: "montelucci"})
	needs := func(language string) func(*formsapi.AppointmentRequest) {
		return func(r *formsapi.AppointmentRequest) { r.Interpreter, r.SpokenLanguage = true, language }
	}
	h.givenRequest(named("Amina"), asksFor("2026-03-03T15:30:00+01:00"), needs("ar"))
	h.givenRequest(named("Bilal"), asksFor(tuesdayAtTen), needs("fr"))
	h.givenRequest(named("Chen"), asksFor(tuesdayAtEleven), needs("zh"))
	v := h.signedIn(nadia)
	v.header.Set("Accept-Language", "en")
	v.get("/desk/my-week").has("tbody li", 3).has("#language [selected]", 1).has(`#language [value=""][selected]`, 1).has(`a[href="/desk/account#speaks"]`, 1)
	v.get("/desk/translations").says("#all", "English")

	v.post("/desk/account/languages", "speaks", "zh", "speaks", "ar").leadsTo("/desk/account")
	p := v.get("/desk/my-week").has("tbody li", 2).says("tbody", "Amina").says("tbody", "Chen").lacks("Bilal")
	p.says("h1 + p", "the languages that you speak (Arabic, Chinese)").has(`h1 + p a[href="/desk/account#speaks"]`, 1)
	if own := p.text(`#language [value=""]`); own != "My own" {
		t.Errorf("the choice of one's own is called %q, which no telephone has room for", own)
	}
	h.signedIn(nadia).get("/desk/my-week").has("tbody li", 2) // in another session too
	all := v.get("/desk/my-week?language=all").has("tbody li", 3).has("option[value=all][selected]", 1)
	v.get(all.attr("[rel=next]", "href")).has("option[value=all][selected]", 1)
	v.get("/desk/my-week?language=zh").has("tbody li", 1).says("tbody", "Chen")
	v.get("/desk/my-week?language=nonsense").has("tbody li", 2)
	fresh := h.signedIn(nadia)
	fresh.get("/desk/translations").says("#all", "Arabic")
}

// Given a week in which a mediator has nothing, it leads to the next day on which they
// have something, past what others have, in the language that is chosen; with nothing
// ahead it leads nowhere.
func TestAnEmptyWeekLeadsToTheNextDay(t *testing.T) {
	h := givenDesk(t)
	h.givenRequest(named("Bilal"), asksFor(tuesdayAtTen))
	h.givenRequest(named("Amina"), asksFor("2026-03-17T15:30:00+01:00"), func(r *formsapi.AppointmentRequest) { r.Interpreter, r.SpokenLanguage = true, "ar" })
	v := h.signedIn(h.givenStaff("Nadia", formsapi.Grant{Role: formsapi.RoleMediator, Office: "montelucci"}))
	p := v.get("/desk/my-week?from=2026-02-09&language=ar").says(".empty a", "Next appointments: Tuesday, 17 March 2026")
	v.get(p.attr(".empty a", "href")).says("h1", "Tuesday, 17 March 2026").says("tbody", "Amina").lacks("Bilal")
	v.get("/desk/my-week?from=2026-02-09&language=en").has(".empty", 1).has(".empty a", 0)
	v.get("/desk/my-week?from=2026-03-23&language=ar").has(".empty", 1).has(".empty a", 0)
	h.signedIn(h.givenStaff("Zahra", mediator)).get("/desk/my-week?from=2026-02-09").has(".empty", 1).has(".empty a", 0) // at another office
}

// Given people who came and called, the day's sheet lists them beside the
// appointments, in order, with what became of them; another day does not.
func TestTheDayListsWhoCameAndCalled(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	h.givenRequest(named("Bilal"), asksFor(tuesdayAtTen))
	v := h.signedIn(lucia)
	v.get("/desk/day?office=montelucci").says("#contacts + p", "nobody noted a visit")
	for _, c := range [][2]string{{"counter", "Amina"}, {"telephone", "Chiara"}} {
		h.clock.pass(time.Minute)
		v.post("/desk/contacts", "office", "montelucci", "channel", c[0], "name", c[1], "service", "legal-advice", "language", "it", "contact", "none", "outcome", "helped").is(http.StatusSeeOther)
	}
	p := v.get("/desk/day?office=montelucci").has(".contacts tbody tr", 2)
	p.says(".contacts tbody tr:first-child", "10:02 Amina At the counter Legal advice Italian Came")
	p.says(".contacts tbody tr:last-child", "10:03 Chiara By telephone").lacks("Bilal")
	v.get("/desk/day?office=montelucci&date=2026-03-03").has(".contacts", 0)
}

// Given a day with free times, the sheet names them with the languages spoken then;
// one that is over has none.
func TestTheDaySaysWhatIsFree(t *testing.T) {
	h := givenDesk(t)
	h.givenRequest(asksFor(tuesdayAtTen))
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	p := v.get("/desk/day?office=montelucci&date=2026-03-03").has(".times-free li", 9).says(".times-free li:last-child", "16:30 somebody speaks Arabic")
	p.says(".times-free", "9:30 10:30")
	v.get("/desk/day?office=montelucci&date=2026-03-10").says("#free + p", "No free time")
	v.get("/desk/day?office=montelucci&date=2026-02-24").has("#free", 0)
}

// Given the day of an appointment, one press says that the person came and with what
// outcome; without one the sheet says that it is missing.
func TestWhoCameIsFinishedWithTheSameStep(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	for _, at := range []string{tuesdayAtTen, tuesdayAtEleven} {
		id := h.givenRequest(asksFor(at))
		h.decide(lucia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventConfirm})
	}
	h.clock.pass(25 * time.Hour)
	v := h.signedIn(lucia)
	p := v.get("/desk/day?office=montelucci")
	back := p.attr(`tr:first-child form[action$="/attend"] [name=next]`, "value")
	v.post(p.attr(`tr:first-child form[action$="/attend"]`, "action"), "version", "2", "next", back, "outcome", "nonsense").is(http.StatusUnprocessableEntity)
	v.post(p.attr(`tr:first-child form[action$="/attend"]`, "action"), "version", "2", "next", back, "outcome", "helped").leadsTo(back)
	v.post(p.attr(`tr:last-child form[action$="/attend"]`, "action"), "version", "2", "next", back, "outcome", "").leadsTo(back)
	v.get("/desk/day?office=montelucci").says("tbody tr:first-child", "Came Helped").says("tbody tr:last-child", "Came outcome not said")
}
