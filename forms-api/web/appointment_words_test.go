package web_test

import (
	"net/url"
	"testing"

	"sportello/forms-api/web"
)

// Given a request that nobody has answered, it cannot be put into a calendar: an
// alarm would call people to what is not agreed.
func TestOnlyWhatIsAgreedGoesIntoACalendar(t *testing.T) {
	s := begin(t, func(c *web.Config) { c.Calendar = paper{} })
	at, _ := s.asked(t, "it")
	s.get(t, at).must(t, 200, no("[data-calendar]"))
	s.get(t, at+"/appointment.ics").must(t, 404)
	at, _ = s.booked(t)
	s.postForm(t, at+"/cancel", url.Values{"version": {"1"}}).must(t, 303)
	s.get(t, at).must(t, 200, no("[data-calendar]"))
	s.get(t, at+"/appointment.ics").must(t, 200) // takes the entry out again
}

// Given an address with what was done, the page says so only where it can be true.
func TestThePageSaysWhatWasDone(t *testing.T) {
	s := begin(t)
	at, _ := s.asked(t, "it")
	s.get(t, at).must(t, 200, no("[data-done]"))
	s.get(t, at+"?done=change").must(t, 200, in("[data-done=change]"), no("[data-done=accept]"))
	s.get(t, at+"?done=accept").must(t, 200, no("[data-done]"))
}

// Given somebody who waits, only days are asked for on which somebody works.
func TestWhoWaitsIsAskedForWorkingDays(t *testing.T) {
	s := begin(t)
	s.get(t, newForm+"?office=potenza&service=orientation&slot=").must(t, 200, step("about"),
		in("#preferred_days-thu"), no("#preferred_days-mon"), no("#preferred_days-tue"), in("#preferred_part-morning"))
}

// Given a number in the digits of another script, it is shown as it was understood.
func TestNumbersAreShownAsTheyWereUnderstood(t *testing.T) {
	s := begin(t)
	s.postForm(t, "/api/appointments", onTheWay("step", "check", "people", "٣", "phone", "٣٣٣١٢٣٤٥٦٧")).must(t, 200, step("check"),
		in("[data-answer=people] [data-value]", hasText("3")), in("[data-answer=phone] [data-value]", hasText("333 123 4567")))
}
