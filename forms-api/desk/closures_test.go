package desk_test

import (
	"net/http"
	"testing"

	formsapi "sportello/forms-api"
)

// givenTuesday has two confirmed appointments on Tuesday at Via Montelucci: one
// of a person who gets e-mails, one of a person who is called.
func givenTuesday(h *help) {
	h.t.Helper()
	for _, change := range [][]func(*formsapi.AppointmentRequest){
		{named("Amina"), asksFor(tuesdayAtTen), reachedBy("email", "", "amina@example.org")},
		{named("Bilal"), asksFor(tuesdayAtEleven), reachedBy("call", "333 123 4567", "")},
	} {
		h.decide(root, formsapi.Decision{ID: h.givenRequest(change...), Version: 1, Event: formsapi.EventConfirm})
	}
}

// states counts the requests in each state.
func (h *help) states() map[formsapi.State]int {
	h.t.Helper()
	all, err := h.store.Appointments(h.t.Context(), formsapi.AppointmentFilter{Limit: 100})
	if err != nil {
		h.t.Fatal(err)
	}
	count := map[formsapi.State]int{}
	for _, a := range all {
		count[a.State]++
	}
	return count
}

// Given an afternoon that ends with the day, or a morning that begins with it, it is
// named by the hour from which on, or until which, it is closed; over more days, by
// the first or the last of them.
func TestAClosureBeginsAndEndsWithTheDay(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	for query, want := range map[string]string{
		"from=2026-03-03&from_time=15:00":                                   "Tuesday, 3 March 2026, from 15:00",
		"from=2026-03-03&from_time=15:00&until=2026-03-05":                  "Tuesday, 3 March 2026, 15:00 to Thursday, 5 March 2026",
		"from=2026-03-03&until_time=12:00":                                  "Tuesday, 3 March 2026, until 12:00",
		"from=2026-03-03&until=2026-03-04&until_time=12:00":                 "Tuesday, 3 March 2026 to Wednesday, 4 March 2026, 12:00",
		"from=2026-03-03&from_time=15:00&until=2026-03-04&until_time=12:00": "Tuesday, 3 March 2026, 15:00 to Wednesday, 4 March 2026, 12:00",
	} {
		v.get("/desk/closures/check?office=montelucci&reason=illness&"+query).says("main", want)
	}
	v.get("/desk/closures?office=montelucci").says("#closure-hint, .hint", "to the end of the last day")
}

// Given people with an appointment, closing says first how many they are, then
// offers each the next time, tells who can be told, and lists whom to call.
func TestClosingOffersEverybodyAnotherTime(t *testing.T) {
	h := givenDesk(t)
	givenTuesday(h)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	for query, want := range map[string]string{
		"from=2026-03-03":                                   "2 appointments fall in this time. It concerns 2 people in all.",
		"from=2026-03-03&from_time=10:30":                   "1 appointment falls in this time",
		"from=2026-03-03&from_time=10:30&until_time=11:00":  "",
		"from=2026-03-03&until=2026-03-04&until_time=10:30": "2 appointments",
	} {
		p := v.get("/desk/closures/check?office=montelucci&reason=illness&" + query).is(http.StatusOK)
		if want == "" {
			p.says(".notice", "Nobody has an appointment").has("[name=people]", 0)
		} else {
			p.says(".warning", want).has("#people-offer[checked]", 1)
		}
	}
	if h.states()[formsapi.Confirmed] != 2 {
		t.Fatal("looking has changed something")
	}
	done := v.post("/desk/closures", "office", "montelucci", "from", "2026-03-03", "reason", "illness", "people", "offer")
	p := v.follow(done.leadsTo("/desk/closures?office=montelucci")).says(".notice", "Tuesday, 3 March 2026: staff are ill.").says(".notice", "Another time is set aside for 2 appointments. 1 person does not know yet: call them now")
	p.says(".waits", "To call: 1").says("[aria-labelledby=made]", "Tuesday, 3 March 2026: staff are ill")
	if got := h.states(); got[formsapi.Proposed] != 2 {
		t.Errorf("the requests are %v", got)
	}
	v.get("/desk/calls").says(".cards", "Bilal").says(".cards", "Say that there is a place: Wednesday, 4 March 2026, 15:30").lacks("Amina").has(".cards > li", 1)
}

// Given a closure, the desk takes it back; nobody is moved back.
func TestAClosureIsTakenBack(t *testing.T) {
	h := givenDesk(t)
	givenTuesday(h)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	p := v.follow(v.post("/desk/closures", "office", "montelucci", "from", "2026-03-03", "from_time", "10:45", "until_time", "12:00", "reason", "strike", "people", "cancel"))
	p.says(".notice", "Tuesday, 3 March 2026, 10:45 to 12:00: strike. 1 appointment is cancelled.")
	if got := h.states(); got[formsapi.CancelledByOffice] != 1 || got[formsapi.Confirmed] != 1 {
		t.Errorf("the requests are %v", got)
	}
	var hidden []string
	for _, name := range []string{"office", "from", "until", "reason"} {
		hidden = append(hidden, name, p.attr(`[action="/desk/closures/reopen"] [name=`+name+`]`, "value"))
	}
	v.follow(v.post("/desk/closures/reopen", hidden...)).says(".notice", "taken back").says("[aria-labelledby=made]", "No closures made here")
	v.post("/desk/closures/reopen", hidden...).is(http.StatusNotFound)
	if got := h.states(); got[formsapi.CancelledByOffice] != 1 {
		t.Errorf("the requests are %v", got)
	}
}

func TestWhatIsWrongWithAClosureIsSaid(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	for _, c := range []struct{ query, control, want string }{
		{"from=&reason=strike", "closure-from", "Check the date"},
		{"from=2026-03-04&from_time=late&reason=strike", "closure-from", "Check the date and the time"},
		{"from=2026-03-04&until=2026-03-03&reason=strike", "closure-until", "after the beginning"},
		{"from=2026-02-27&reason=strike", "closure-until", "over already"},
		{"from=2026-03-04", "closure-reason", "Choose the reason"},
		{"from=2026-03-04&reason=holidays", "closure-reason", "Choose the reason"},
	} {
		p := v.get("/desk/closures/check?office=montelucci&" + c.query).is(http.StatusUnprocessableEntity)
		p.says("#error-"+c.control, c.want).says(`.errors a[href="#`+c.control+`"]`, c.want).has("#"+c.control, 1)
	}
	v.post("/desk/closures", "office", "montelucci", "from", "2026-03-04").is(422).says("#error-closure-reason", "Choose the reason")
}

// Given a mediator who does not come, who counted on them is named before it is
// noted; nobody's appointment changes.
func TestAnAbsenceNamesWhoCountedOnTheMediator(t *testing.T) {
	h := givenDesk(t)
	speaks := func(r *formsapi.AppointmentRequest) { r.Interpreter, r.SpokenLanguage = true, "ar" }
	h.givenRequest(named("Amina"), asksFor("2026-03-03T15:00:00+01:00"), speaks)
	h.givenRequest(named("Bilal"), asksFor("2026-03-03T16:00:00+01:00"))
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	v.get("/desk/closures?office=montelucci").says("#absence-languages", "Arabic")
	v.get("/desk/closures?office=potenza").has("#absence-languages", 0)
	v.get("/desk/absences/check?office=montelucci&from=2026-03-03").is(422).says("#error-absence-languages", "at least one language")
	v.get("/desk/absences/check?office=montelucci&from=soon&languages=ar").is(422).says("#error-absence-from", "Check the date").has("#absence-ar[checked]", 1)
	p := v.get("/desk/absences/check?office=montelucci&from=2026-03-03&languages=ar").says("main", "Arabic: Tuesday, 3 March 2026").says(".rows", "Amina").lacks("Bilal")
	p.says(".warning", "count on the interpreter")
	v.get("/desk/absences/check?office=montelucci&from=2026-03-10&languages=ar").says("main", "Nobody counted")
	noted := v.follow(v.post("/desk/absences", "office", "montelucci", "from", "2026-03-03", "languages", "ar")).says(".notice", "The absence is noted")
	noted.says("[aria-labelledby=noted]", "Arabic: Tuesday, 3 March 2026")
	if got := h.states(); got[formsapi.Requested] != 2 {
		t.Errorf("the requests are %v", got)
	}
	end := []string{"office", "montelucci", "languages", "ar", "from", "2026-03-03T00:00", "until", "2026-03-04T00:00"}
	v.follow(v.post("/desk/absences/end", end...)).says(".notice", "taken back").says("[aria-labelledby=noted]", "No absences noted")
	v.post("/desk/absences/end", end...).is(http.StatusNotFound)
}
