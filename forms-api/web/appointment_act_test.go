package web_test

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"

	formsapi "sportello/forms-api"
	"sportello/forms-api/web"
)

// booked sends a request that is confirmed at once, and returns its own address.
func (s *service) booked(t *testing.T) (at string, reference formsapi.Reference) {
	t.Helper()
	at = s.postForm(t, "/api/appointments", onTheWay()).Header.Get("Location")
	reference, ok := formsapi.ParseReference(strings.TrimPrefix(at, "/it/appointments/"))
	if !ok {
		t.Fatalf("the request's address is %q", at)
	}
	return at, reference
}

// standing is what programs read of a request.
type standing struct {
	State, Office, Start string
	Events               []string
}

func (s *service) standing(t *testing.T, r formsapi.Reference) (got standing, etag string) {
	t.Helper()
	a := s.get(t, "/api/appointments/"+r.String())
	if err := json.Unmarshal([]byte(a.body), &got); err != nil {
		t.Fatal(err)
	}
	return got, a.Header.Get("ETag")
}

// offered are the actions that a page links to.
func (a answer) offered() string {
	var names []string
	for _, n := range cascadia.QueryAll(a.page, cascadia.MustCompile("[data-offer]")) {
		names = append(names, attribute(n, "data-offer"))
	}
	return strings.Join(names, " ")
}

// Given a confirmed appointment, its page offers what the state table allows, and
// looking at what would happen changes nothing.
func TestALookChangesNothing(t *testing.T) {
	s := begin(t)
	at, reference := s.booked(t)
	if got := s.get(t, at).offered(); got != "change cancel contact" {
		t.Errorf("the page offers %s", got)
	}
	_, before := s.standing(t, reference)
	for _, action := range []string{"change", "cancel", "contact"} {
		a := s.get(t, at+"/"+action)
		a.must(t, 200, in("main form[data-form=action]", hasAttr("method", "post")), in("main form[data-form=action]", hasAttr("action", at+"/"+action)),
			no("template[data-action]"), no("[data-own]"), in("main form a", hasAttr("href", at)), in(".languages a[lang=en]", hasAttr("href", "/en/appointments/"+reference.String()+"/"+action)))
		for name, want := range map[string]string{"Cache-Control": "no-store", "X-Robots-Tag": "noindex"} {
			if got := a.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", action, name, got)
			}
		}
	}
	for _, action := range []string{"accept", "refuse", "wait"} { // not now
		a := s.get(t, at+"/"+action)
		a.must(t, 303)
		if a.Header.Get("Location") != at {
			t.Errorf("%s leads to %s", action, a.Header.Get("Location"))
		}
	}
	s.get(t, at+"/explode").must(t, 404)
	if _, after := s.standing(t, reference); after != before {
		t.Errorf("the version was %s, is %s", before, after)
	}
}

func TestCancelling(t *testing.T) {
	s := begin(t)
	at, reference := s.booked(t)
	for range 2 { // pressing twice does no harm
		a := s.postForm(t, at+"/cancel", url.Values{"version": {"1"}})
		a.must(t, 303)
		if a.Header.Get("Location") != at || a.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("it leads to %s", a.Header.Get("Location"))
		}
	}
	s.get(t, at).must(t, 200, in("[data-show=cancelled-by-person]"), no("[data-show=confirmed]"), no("[data-offer]"), no("[data-calendar]"))
	if free := s.slots(t, "office=potenza&service=orientation"); free.Slots[0].Start != wednesday {
		t.Error("the time is not free again")
	}
	if got, _ := s.standing(t, reference); got.State != "cancelled-by-person" {
		t.Errorf("the state is %s", got.State)
	}
}

func TestChangingTheTime(t *testing.T) {
	s := begin(t)
	at, reference := s.booked(t)
	a := s.get(t, at+"/change")
	a.must(t, 200, in("form [data-later][formmethod=get]"), in("input[name=version][value='1']"))
	if times := a.values("input[name=slot]"); len(times) == 0 || slices.Contains(times, wednesday) {
		t.Errorf("the times to change to are %v", times)
	}
	s.get(t, at+"/change?from=2026-12-01&slot=x").must(t, 200, in("#slot-1", hasAttr("value", "2026-12-02T08:30:00+01:00")), in("[data-first]"))
	s.postForm(t, at+"/change", nil).must(t, 422, in("#error-slot"))

	s.postForm(t, at+"/change", url.Values{"slot": {thursday}, "version": {"1"}}).must(t, 303)
	if got, _ := s.standing(t, reference); got.State != "confirmed" || got.Start != thursday {
		t.Errorf("after the change it is %+v", got)
	}
	if free := s.slots(t, "office=potenza&service=orientation"); free.Slots[0].Start != wednesday {
		t.Error("the old time is not free again")
	}
	s.postForm(t, at+"/change", url.Values{"slot": {wednesday}, "version": {"1"}}).must(t, 409, // an old page
		in("main > .error-summary li", hasText(s.config.Words.Message("it", "error-changed", nil))), in("[data-own]"))
	if got, _ := s.standing(t, reference); got.Start != thursday {
		t.Errorf("an old page moved it to %s", got.Start)
	}
}

// Given a time that somebody takes between look and press, one's own is kept and
// the nearest are choices.
func TestWhoChangesTooLateKeepsTheirTime(t *testing.T) {
	s := begin(t)
	at, reference := s.booked(t)
	s.postJSON(t, "/api/appointments", askingJSON(map[string]any{"slot": thursday})).must(t, 201)
	a := s.postForm(t, at+"/change", url.Values{"slot": {thursday}, "version": {"1"}})
	a.must(t, 409, in("#error-slot"), in(".error-summary a", hasAttr("href", "#slot-1")))
	if times := a.values("input[name=slot]"); len(times) != 3 {
		t.Errorf("the choices are %v", times)
	}
	if got, _ := s.standing(t, reference); got.Start != wednesday {
		t.Errorf("the own time is %s", got.Start)
	}
}

// proposed has staff offer a time to the only request.
func (s *service) proposed(t *testing.T) (at string, reference formsapi.Reference) {
	t.Helper()
	at, reference = s.asked(t, "it")
	s.decided(t, formsapi.Decision{Event: formsapi.EventPropose, Start: "2026-11-26T09:00"})
	return at, reference
}

func TestAnOfferIsAnswered(t *testing.T) {
	for action, want := range map[string]string{"accept": "confirmed", "refuse": "waiting", "cancel": "cancelled-by-person"} {
		s := begin(t)
		at, reference := s.proposed(t)
		a := s.get(t, at)
		a.must(t, 200, in("[data-show=proposed] [data-slot=hold]"), no("[data-show=confirmed]"))
		if got := a.offered(); got != "accept change refuse cancel contact" {
			t.Errorf("an offer has %s", got)
		}
		s.get(t, at+"/"+action).must(t, 200, in("main form"))
		s.postForm(t, at+"/"+action, nil).must(t, 303)
		if got, _ := s.standing(t, reference); got.State != want {
			t.Errorf("%s leads to %s, want %s", action, got.State, want)
		}
	}
}

func TestWhatHasBegunIsNotChanged(t *testing.T) {
	s := begin(t)
	at, reference := s.proposed(t)
	s.clock.pass(8 * 24 * time.Hour)
	a := s.postForm(t, at+"/accept", nil)
	a.must(t, 409, in("main > .error-summary li", hasText(s.config.Words.Message("it", "error-appointment-begun", nil))))
	if got, _ := s.standing(t, reference); got.State == "confirmed" {
		t.Error("an offer was accepted after its time")
	}
}

func TestWaitingInsteadOfATime(t *testing.T) {
	s := begin(t)
	at, reference := s.asked(t, "it")
	s.postForm(t, at+"/wait", nil).must(t, 303)
	if got, _ := s.standing(t, reference); got.State != "waiting" || got.Start != "" {
		t.Errorf("it is %+v", got)
	}
	s.get(t, at).must(t, 200, in("[data-show=waiting]"), no("[data-when]"), no("[data-slot=minutes]"))
}

// Given the last four digits of the telephone, the contact is shown and can be
// corrected; given others, nothing is told.
func TestCorrectingTheContact(t *testing.T) {
	s := begin(t)
	at, _ := s.booked(t)
	s.get(t, at+"/contact").must(t, 200, in("#proof"), no("#phone"))
	wrong := s.postForm(t, at+"/contact", url.Values{"proof": {"0000"}})
	wrong.must(t, 403, in("#error-proof"), no("#phone"))
	a := s.postForm(t, at+"/contact", url.Values{"proof": {"4567"}})
	a.must(t, 200, in("#phone", hasAttr("value", "+393331234567")), in("#email", hasAttr("value", "amina@example.org")), in("input[name=proof][value='4567']"))
	s.postForm(t, at+"/contact", url.Values{"proof": {"4567"}, "phone": {"12"}, "contact": {"call"}}).must(t, 422, in("#error-phone"), in("#phone", hasAttr("value", "12")))
	s.postForm(t, at+"/contact", url.Values{"proof": {"0000"}, "phone": {"333 765 4321"}, "contact": {"call"}}).must(t, 403, no("#phone"))
	s.postForm(t, at+"/contact", url.Values{"proof": {"Amina@example.org"}, "phone": {"333 765 4321"}, "contact": {"call"}}).must(t, 303)
	if kept := s.kept(t); kept[0].Phone != "+393337654321" || kept[0].Email != "" {
		t.Errorf("kept is %s, %s", kept[0].Phone, kept[0].Email)
	}
}

func TestGuessingAContactIsSlowed(t *testing.T) {
	s := begin(t)
	at, _ := s.booked(t)
	last := 0
	for range 21 {
		last = s.postForm(t, at+"/contact", url.Values{"proof": {"0000"}}).StatusCode
	}
	if last != 429 {
		t.Errorf("after many guesses the answer is %d", last)
	}
}

// A paper calendar writes down what it was asked for.
type paper struct{}

func (paper) Appointment(lang string, f formsapi.FollowedAppointment, url string) ([]byte, error) {
	return []byte(strings.Join([]string{lang, string(f.State), f.Start.Local, url}, " ")), nil
}

func TestAnEntryForTheCalendar(t *testing.T) {
	s := begin(t, func(c *web.Config) { c.Calendar, c.URL = paper{}, "https://sportello.example.org" })
	at, _ := s.booked(t)
	s.get(t, at).must(t, 200, in("[data-calendar] a", hasAttr("href", at+"/appointment.ics")))
	a := s.get(t, at+"/appointment.ics")
	a.must(t, 200)
	if want := "it confirmed 2026-11-25T08:30 https://sportello.example.org" + at; a.body != want || a.Header.Get("Content-Type") != "text/calendar; charset=utf-8" || a.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the entry is %q as %s, want %q", a.body, a.Header.Get("Content-Type"), want)
	}
	s.get(t, "/it/appointments/0000-0000-0000/appointment.ics").must(t, 404)
	s.postForm(t, at+"/change", nil, "Accept", "text/html").must(t, 422)
}

func TestTheCodeIsAPictureForTheCounter(t *testing.T) {
	s := begin(t, func(c *web.Config) { c.URL = "https://sportello.example.org" })
	at, _ := s.booked(t)
	s.get(t, at).must(t, 200, in("figure svg[role=img][aria-label=code] path[d^=M]"), no("img"))
}
