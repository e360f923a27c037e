package desk_test

import (
	"net/http"
	"testing"
	"time"
)

// Given an office whose hours are known, they stand beside the date; a time
// outside them is asked about once.
func TestATimeOutsideTheHoursIsAskedAboutOnce(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	path := "/desk/appointments/" + h.givenRequest(of("montelucci", "it")).String()
	p := v.get(path).says("#office-hours", "Tuesday 09:00–12:00, 15:00–17:00 Wednesday, by appointment 15:00–17:00").has("#confirm-outside", 0)
	p.says("#office-hours", "Closures: Tuesday, 10 March 2026 to Wednesday, 11 March 2026: strike")
	for _, c := range []struct{ date, time, want string }{
		{"2026-03-08", "03:00", "not receive people on that day"},
		{"2026-03-03", "13:00", "That day it does: 09:00-12:00, 15:00-17:00"},
		{"2026-03-03", "11:45", "would last until 12:15"},
	} {
		p := v.post(path+"/confirm", "version", "1", "date", c.date, "time", c.time, "note", "Bring the passport").is(http.StatusUnprocessableEntity)
		p.says(`.errors a[href="#confirm-outside"]`, c.want).says("#error-confirm-outside", c.want).says("#confirm-note", "Bring the passport")
		p.has("#confirm-outside[checked]", 0).has("details[open] #confirm-outside", 1)
	}
	closed := v.post(path+"/confirm", "version", "1", "date", "2026-03-10", "time", "10:00", "outside", "true").is(http.StatusUnprocessableEntity)
	closed.says(`.errors a[href="#confirm-start"]`, "closed for some or all").says("#error-confirm-start", "take the closure back first")
	v.get(path).says(".state", "On the waiting list")
	again := v.post(path+"/confirm", "version", "1", "date", "", "time", "03:00", "outside", "true").is(http.StatusUnprocessableEntity)
	again.has("#confirm-outside[checked]", 1).has("#error-confirm-outside", 0)
	v.follow(v.post(path+"/confirm", "version", "1", "date", "2026-03-08", "time", "03:00", "outside", "true")).says(".summary", "Sunday, 8 March 2026, 03:00")

	path = "/desk/appointments/" + h.givenRequest(of("montelucci", "it")).String()
	v.post(path+"/confirm", "version", "1", "date", "2026-03-04", "time", "15:30").leadsTo(path)
	elsewhere := v.get("/desk/appointments/" + h.givenRequest().String())
	elsewhere.says("#office-hours", "Nobody knows the hours")
}

// Given a closure that is further off than those beside the date, it is shown
// once its day is typed.
func TestAClosureOfTheTypedDayIsShown(t *testing.T) {
	h := givenDesk(t)
	h.clock.pass(-60 * 24 * time.Hour)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	path := "/desk/appointments/" + h.givenRequest(of("montelucci", "it")).String()
	v.get(path).lacks("strike")
	v.post(path+"/confirm", "version", "1", "date", "2026-03-10", "time", "10:00").is(http.StatusUnprocessableEntity).says("#office-hours", "strike")
}
