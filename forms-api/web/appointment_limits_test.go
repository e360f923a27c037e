package web_test

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"

	formsapi "sportello/forms-api"
	"sportello/forms-api/web"
)

// behindProxy lets a test come from many networks.
func behindProxy(c *web.Config) {
	c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
}

// from is the header of who comes from a network.
func from(network int) []string {
	return []string{"X-Forwarded-For", "192.0.2." + strconv.Itoa(network)}
}

// texts is all that elements for a selector say.
func (a answer) texts(selector string) string {
	var all []string
	for _, n := range cascadia.QueryAll(a.page, cascadia.MustCompile(selector)) {
		all = append(all, text(n))
	}
	return strings.Join(all, "; ")
}

// moved changes a request to one time after the other, so many times.
func (s *service) moved(t *testing.T, at string, times int) {
	t.Helper()
	for n := range times {
		s.postForm(t, at+"/change", url.Values{"slot": {[]string{thursday, wednesday}[n%2]}}).must(t, 303)
	}
}

// Given a request that was changed a dozen times, the next change is stopped with
// the office's telephone, in the person's language, for a quarter of an hour.
// Cancelling is not.
func TestOneRequestIsNotChangedWithoutEnd(t *testing.T) {
	s := begin(t)
	at, reference := s.booked(t)
	s.moved(t, at, 12)
	for _, lang := range languages {
		own := strings.Replace(at, "/it/", "/"+lang+"/", 1)
		a := s.postForm(t, own+"/change", url.Values{"slot": {thursday}})
		a.must(t, 429, in("html", hasAttr("lang", lang)), in("input[name=slot][checked]", hasAttr("value", thursday)),
			in(".error-summary li", hasText(s.config.Words.Message(lang, "error-too-many-steps", nil))),
			in(".error-summary li:nth-child(2)", hasText(s.config.Words.Message(lang, "call-instead", map[string]any{"Office": "Sportello di Potenza", "Telephone": "0971 415507"}))))
		if wait := a.Header.Get("Retry-After"); wait != "900" {
			t.Errorf("in %s it says to wait %s seconds", lang, wait)
		}
	}
	p := s.patch(t, reference, `{"slot": "`+thursday+`"}`, "Accept-Language", "en").mustRefuse(t, 429)
	if !strings.Contains(p.Detail, "0971 415507") {
		t.Errorf("a program is told %+v", p)
	}
	if got, _ := s.standing(t, reference); got.Start != wednesday {
		t.Errorf("it was moved to %s all the same", got.Start)
	}
	s.clock.pass(15 * time.Minute)
	s.moved(t, at, 1)
	s.postForm(t, at+"/change", url.Values{"slot": {wednesday}}).must(t, 429)
	s.postForm(t, at+"/cancel", nil).must(t, 303)
}

// Given an old telephone that sends what cannot be done again and again, that
// does not count for the request.
func TestWhatIsRefusedCountsForNoRequest(t *testing.T) {
	s := begin(t)
	at, reference := s.booked(t)
	s.postJSON(t, "/api/appointments", askingJSON(map[string]any{"slot": thursday, "phone": "333 765 4321"})).must(t, 201)
	for range 20 {
		s.postForm(t, at+"/change", url.Values{"slot": {thursday}}).must(t, 409)
		s.patch(t, reference, `{"state": "confirmed"}`).mustRefuse(t, 409)
	}
	s.postForm(t, at+"/change", url.Values{"slot": {"2026-11-25T09:00:00+01:00"}}).must(t, 303)
}

// Given a hundred people behind one address, who press at once, the next one waits
// for some seconds; people elsewhere do not, nor does who cancels.
func TestTheStepsOfANetworkAreCounted(t *testing.T) {
	s := begin(t, behindProxy)
	at, reference := s.booked(t)
	for range 50 {
		s.postForm(t, at+"/change", nil, from(1)...).must(t, 422)
		s.patch(t, reference, `{}`, from(1)...).mustRefuse(t, 422, "state: error-change-unknown")
	}
	s.patch(t, reference, `{}`, from(1)...).mustRefuse(t, 429)
	a := s.postForm(t, at+"/change", nil, from(1)...)
	a.must(t, 429, in(".error-summary li", hasText(s.config.Words.Message("it", "error-too-many-requests", nil))))
	if wait, err := strconv.Atoi(a.Header.Get("Retry-After")); err != nil || wait > 5 {
		t.Errorf("it says to wait %q", a.Header.Get("Retry-After"))
	}
	s.postForm(t, at+"/change", nil, from(2)...).must(t, 422)
	s.postForm(t, at+"/cancel", nil, from(1)...).must(t, 303)
	_, other := s.booked(t)
	s.patch(t, other, `{"state": "cancelled-by-person"}`, from(1)...).must(t, 200)
}

// Given several requests of one telephone, it is not told of their changes without
// end. Another one is, and so is whoever has that telephone and changes their own
// request for the first times: strangers cannot use up what they need.
func TestOneContactIsNotFloodedByChanges(t *testing.T) {
	s := begin(t)
	var all []string
	for _, phone := range []string{"333 123 4567", "333 123 4567", "333 123 4567", "333 123 4567", "333 765 4321"} {
		all = append(all, s.postForm(t, "/api/appointments", onTheWay("phone", phone, "email", "", "slot", "")).Header.Get("Location"))
	}
	for n, at := range all[:2] {
		s.moved(t, at, 10)
		s.postForm(t, at+"/change", url.Values{"slot": {"2026-11-25T20:00:00+01:00"}}).must(t, 422) // tells nobody anything
		s.postForm(t, at+"/change", url.Values{"slot": {[]string{"2026-12-02", "2026-12-09"}[n] + "T08:30:00+01:00"}}).must(t, 303)
	}
	s.moved(t, all[2], 7) // with eight of each above, twenty that count
	s.postForm(t, all[0]+"/contact", url.Values{"proof": {"4567"}}).must(t, 200)
	s.postForm(t, all[0]+"/change", url.Values{"slot": {wednesday}}).must(t, 429, in(".error-summary li", hasText(s.config.Words.Message("it", "error-too-many-of-contact", nil))))
	for _, at := range all[3:] {
		s.postForm(t, at+"/change", url.Values{"slot": {wednesday}}).must(t, 303)
		s.postForm(t, at+"/cancel", nil).must(t, 303)
	}
}

func TestStepsHaveNoLimitsWhereLimitsAreOff(t *testing.T) {
	s := begin(t, withoutLimits)
	at, _ := s.booked(t)
	s.moved(t, at, 40)
	for range 40 {
		s.postForm(t, at+"/contact", url.Values{"proof": {"0000"}}).must(t, 403)
	}
	s.postForm(t, at+"/contact", url.Values{"proof": {"4567"}}).must(t, 200)
}

// Given a telephone that many requests name, nobody corrects one more to it; what
// was typed stays, and a correction that brings no new contact is none of these.
func TestNoRequestIsCorrectedToAContactThatIsFlooded(t *testing.T) {
	s := begin(t)
	at, reference := s.booked(t)
	for n := range 10 {
		s.postJSON(t, "/api/appointments", askingJSON(map[string]any{"name": "Amina " + strconv.Itoa(n), "phone": "333 765 4321"})).must(t, 201)
	}
	flooded := url.Values{"proof": {"4567"}, "phone": {"333 765 4321"}, "contact": {"call"}}
	a := s.postForm(t, at+"/contact", flooded)
	a.must(t, 429, in("#phone", hasAttr("value", "333 765 4321")),
		in(".error-summary li", hasText(s.config.Words.Message("it", "error-too-many-of-contact", nil))), in(".error-summary li:nth-child(2)"))
	if a.Header.Get("Retry-After") == "" {
		t.Error("nothing says how long to wait")
	}
	s.patch(t, reference, `{"phone": "+39 333 765 4321", "proof": "4567"}`).mustRefuse(t, 429)
	for range 15 {
		s.patch(t, reference, `{"contact": "call", "proof": "4567"}`).must(t, 200)
	}
	s.patch(t, reference, `{"phone": "333 999 8877", "proof": "4567"}`).must(t, 200)
	s.clock.pass(10 * time.Minute)
	flooded.Set("proof", "8877")
	s.postForm(t, at+"/contact", flooded).must(t, 303)
}

// Given four digits that many networks guess together, they wait; so does the
// person then, but not for good. Other requests are not concerned.
func TestWrongProofsAreCountedPerRequest(t *testing.T) {
	s := begin(t, behindProxy)
	at, reference := s.booked(t)
	other, _ := s.asked(t, "it")
	prove := func(digits string, network int) answer {
		return s.postForm(t, at+"/contact", url.Values{"proof": {digits}}, from(network)...)
	}
	for n := range 8 {
		prove("0000", n).must(t, 403)
	}
	for _, lang := range languages {
		own := strings.Replace(at, "/it/", "/"+lang+"/", 1)
		a := s.postForm(t, own+"/contact", url.Values{"proof": {"4567"}}, from(99)...)
		a.must(t, 429, no("#phone"), in("#proof"), in(".error-summary li", hasText(s.config.Words.Message(lang, "error-too-many-proofs", nil))))
		if !strings.Contains(a.body, "0971 415507") || a.Header.Get("Retry-After") != "1800" {
			t.Errorf("in %s who is stopped is told to wait %s", lang, a.Header.Get("Retry-After"))
		}
	}
	s.patch(t, reference, `{"phone": "333 765 4321", "proof": "4567"}`, from(98)...).mustRefuse(t, 429)
	s.patch(t, reference, `{"phone": "333 765 4321", "proof": "@4567"}`, from(98)...).mustRefuse(t, 403, "proof: error-proof-wrong")
	for _, whole := range []string{"333 123 4567", "+39 333 1234567", "٣٣٣١٢٣٤٥٦٧", "amina@example.org"} { // which nobody guesses
		prove(whole, 97).must(t, 200, in("#phone"))
	}
	prove("333 123 4568", 97).must(t, 403)
	s.postForm(t, at+"/change", url.Values{"slot": {thursday}}, from(1)...).must(t, 303)
	s.postForm(t, other+"/contact", url.Values{"proof": {"4567"}}, from(1)...).must(t, 200)
	s.clock.pass(30 * time.Minute)
	prove("4567", 99).must(t, 200, in("#phone"))
}

// Given a counter where many people correct their contact from one address, right
// proofs slow nobody.
func TestRightProofsDoNotCount(t *testing.T) {
	s := begin(t)
	at, reference := s.booked(t)
	for range 30 {
		s.postForm(t, at+"/contact", url.Values{"proof": {"4567"}}).must(t, 200)
		s.patch(t, reference, `{"phone": "12", "proof": "4567"}`).mustRefuse(t, 422, "phone: error-phone-invalid")
	}
	s.postForm(t, at+"/contact", url.Values{"proof": {"0000"}}).must(t, 403)
}

// Given wrong proofs for one request after the other, their network waits.
func TestWrongProofsAreCountedPerNetwork(t *testing.T) {
	s := begin(t, behindProxy)
	var all []string
	for n := range 4 {
		form := onTheWay("slot", "", "phone", "333 123 45"+strconv.Itoa(60+n), "email", "")
		all = append(all, s.postForm(t, "/api/appointments", form).Header.Get("Location"))
	}
	for n := range 20 {
		s.postForm(t, all[n%3]+"/contact", url.Values{"proof": {"0000"}}, from(1)...).must(t, 403)
	}
	s.postForm(t, all[3]+"/contact", url.Values{"proof": {"4563"}}, from(1)...).must(t, 429)
	s.postForm(t, all[3]+"/contact", url.Values{"proof": {"333 123 4563"}}, from(1)...).must(t, 200) // nobody guesses it
	s.postForm(t, all[3]+"/contact", url.Values{"proof": {"333 123 4564"}}, from(1)...).must(t, 429)
	s.postForm(t, all[3]+"/contact", url.Values{"proof": {"4563"}}, from(2)...).must(t, 200)
}

// Given somebody who left no contact, the page offers the same as to everybody, a
// wrong proof is answered the same, and their name lets them add one.
func TestWhoLeftNoContactAddsOne(t *testing.T) {
	s := begin(t)
	with, _ := s.booked(t)
	without := s.postForm(t, "/api/appointments", onTheWay("slot", thursday, "phone", "", "email", "", "contact", "none")).Header.Get("Location")
	if a, b := s.get(t, with).offered(), s.get(t, without).offered(); a != b {
		t.Errorf("with a contact %s is offered, without %s", a, b)
	}
	for _, wrong := range []string{"", "4567", "Fatou"} {
		a, b := s.postForm(t, with+"/contact", url.Values{"proof": {wrong}}), s.postForm(t, without+"/contact", url.Values{"proof": {wrong}})
		a.must(t, map[bool]int{true: 200, false: 403}[wrong == "4567"])
		b.must(t, 403, in("#error-proof"), no("#phone"))
		for _, part := range []string{".error-summary", "[data-action-place]"} {
			if as, bs := a.texts(part), b.texts(part); wrong != "4567" && as != bs {
				t.Errorf("%q is answered %s and %s", wrong, as, bs)
			}
		}
	}
	proof := url.Values{"proof": {"amina bà"}}
	s.postForm(t, with+"/contact", proof).must(t, 403)
	s.postForm(t, without+"/contact", proof).must(t, 200, in("#phone", hasAttr("value", "")), no("[name=contact][checked]"))
	proof.Set("phone", "333 765 4321")
	a := s.postForm(t, without+"/contact", proof)
	a.must(t, 303)
	s.get(t, a.Header.Get("Location")).must(t, 200, in("[data-done=contact]"))
	for _, d := range s.kept(t) {
		if d.Phone == "+393337654321" && d.Contact != formsapi.ContactCall {
			t.Errorf("the person is told by %s", d.Contact)
		}
	}
	s.postForm(t, without+"/contact", url.Values{"proof": {"4321"}}).must(t, 200, in("#phone", hasAttr("value", "+393337654321")))
}
