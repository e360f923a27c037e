package desk_test

import (
	"net/http"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given a day with appointments, its sheet lists them by time with who speaks
// what, and leads to the days beside it.
func TestTheDaySheetListsByTime(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	later := h.givenRequest(named("Amina"), asksFor("2026-03-03T15:30:00+01:00"), func(r *formsapi.AppointmentRequest) {
		r.Interpreter, r.SpokenLanguage, r.Needs, r.People = true, "ar", []string{"wheelchair"}, 3
	})
	h.givenRequest(named("Bilal"), asksFor(tuesdayAtTen), func(r *formsapi.AppointmentRequest) { r.Interpreter, r.SpokenLanguage = true, "ar" })
	h.decide(lucia, formsapi.Decision{ID: later, Version: 1, Event: formsapi.EventConfirm})
	v := h.signedIn(lucia)
	p := v.get("/desk/day?office=montelucci&date=2026-03-03").says("h1", "Day: Tuesday, 3 March 2026").has("tbody tr", 2)
	p.says("tbody tr:first-child", "10:00–10:30 Bilal Legal advice Arabic interpreter to find To decide")
	p.says("tbody tr:last-child", "15:30–16:00 Amina 3 people Legal advice Arabic interpreter present Wheelchair access Confirmed").has("tbody form", 0)
	for rel, day := range map[string]string{"prev": "2026-03-02", "next": "2026-03-04"} {
		if got := p.attr("[rel="+rel+"]", "href"); got != "/desk/day?date="+day+"&office=montelucci" {
			t.Errorf("%s leads to %s", rel, got)
		}
	}
	v.get("/desk/day?office=montelucci").says("h1", "Monday, 2 March 2026").says(".empty", "No appointments")
	v.get("/desk/day?office=montelucci&date=2026-03-10").says(".warning", "strike")
	v.get("/desk/day?office=montelucci&date=someday").says("h1", "Monday, 2 March 2026")
	v.get("/desk/day?office=nowhere").is(http.StatusNotFound)
}

// Given the day of an appointment, one press on the sheet marks who came, and
// leads back to it.
func TestWhoCameIsMarkedOnTheSheet(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	id := h.givenRequest(asksFor(tuesdayAtTen))
	h.decide(lucia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventConfirm})
	h.clock.pass(25 * time.Hour)
	v := h.signedIn(lucia)
	p := v.get("/desk/day?office=montelucci").has("tbody form", 2)
	back := p.attr(`form[action$="/attend"] [name=next]`, "value")
	done := v.post(p.attr(`form[action$="/attend"]`, "action"), "version", "2", "next", back).leadsTo("/desk/day?office=montelucci")
	v.follow(done).says("tbody", "Came").says(".notice", "Marked: the person came.")
	h.signedIn(h.givenStaff("Nadia", formsapi.Grant{Role: formsapi.RoleMediator, Office: "montelucci"})).get("/desk/day").says("tbody", "Amina").has("tbody form", 1)
}

// Given appointments weeks apart, the sheet of any day leads to the nearest days
// with some, without the empty ones between; on paper there are no links.
func TestTheDaySheetLeadsToTheNextDayWithAppointments(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	first := h.givenRequest(asksFor(tuesdayAtTen))
	gone := h.givenRequest(asksFor(tuesdayAtEleven))
	late := h.givenRequest(of("montelucci", "it"))
	h.decide(lucia, formsapi.Decision{ID: first, Version: 1, Event: formsapi.EventConfirm})
	h.decide(lucia, formsapi.Decision{ID: gone, Version: 1, Event: formsapi.EventDecline, Reason: "other"})
	h.decide(lucia, formsapi.Decision{ID: late, Version: 1, Event: formsapi.EventConfirm, Start: "2026-03-24T10:00"})
	v := h.signedIn(lucia)
	p := v.get("/desk/day?office=montelucci&date=2026-03-12").has(".pager.screen a", 2)
	p.says(".pager.screen", "Earlier appointments: Tuesday, 3 March 2026").says(".pager.screen", "Next appointments: Tuesday, 24 March 2026")
	p = v.get(p.attr(".pager.screen .onward", "href")).says("h1", "24 March 2026").has("tbody tr", 1).has(".pager.screen a", 1)
	v.get(p.attr(".pager.screen a", "href")).says("h1", "3 March 2026").has("tbody tr", 1).has(".pager.screen .onward", 1)
	v.get("/desk/day?office=potenza").has(".pager.screen", 0)
}
