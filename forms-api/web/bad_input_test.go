package web_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// languages are those in which people must understand what is wrong.
var languages = []string{"it", "en", "ar"}

// badInput is what people, and programs, send that cannot be done; each with the
// field that is wrong, what is said, and whether anything is kept.
var badInput = []struct {
	given         string
	field, value  string
	service       string // orientation unless said
	status        int
	key           string
	args          map[string]any
	alternatively func(form url.Values) // what else is changed; may be nil
}{
	{given: "a slot in the past", field: "slot", value: "2026-11-18T08:30:00+01:00", status: 422, key: "error-slot-past"},
	{given: "a slot too soon", field: "slot", value: "2026-11-23T09:00:00+01:00", status: 422, key: "error-slot-too-soon"},
	{given: "a slot too far away", field: "slot", value: "2027-03-03T08:30:00+01:00", status: 422, key: "error-slot-too-far"},
	{given: "a slot outside hours", field: "slot", value: "2026-11-25T10:30:00+01:00", status: 422, key: "error-slot-outside"},
	{given: "a slot between two", field: "slot", value: "2026-11-25T08:45:00+01:00", status: 422, key: "error-slot-outside"},
	{given: "a slot on a closed day", field: "slot", value: "2026-11-29T08:30:00+01:00", status: 422, key: "error-slot-outside"},
	{given: "a slot without a zone", field: "slot", value: "2026-11-25T08:30", status: 422, key: "error-slot-invalid"},
	{given: "a slot with seconds", field: "slot", value: "2026-11-25T08:30:07+01:00", status: 422, key: "error-slot-invalid"},
	{given: "a slot with an hour of one digit", field: "slot", value: "2026-11-25T8:30:00+01:00", status: 422, key: "error-slot-invalid"},
	{given: "a slot with a comma", field: "slot", value: "2026-11-25T08:30:00,0+01:00", status: 422, key: "error-slot-invalid"},
	{given: "a service that the office does not offer", field: "service", value: "legal-advice", status: 422, key: "error-service-not-offered", args: map[string]any{"Office": "Sportello di Potenza"}},
	{given: "a telephone that is none", field: "phone", value: "333 12", status: 422, key: "error-phone-invalid", args: map[string]any{"Example": "333\u00a0123\u00a04567"}},
	{given: "30 people", field: "people", value: "30", status: 422, key: "error-people-range", args: map[string]any{"Max": formsapi.MaxPeople}},
	{given: "a group too large for the office", field: "people", value: "5", status: 422, key: "error-people-too-many", args: map[string]any{"Max": 4}, alternatively: func(form url.Values) { form.Set("office", "family"); form.Set("service", "group") }},
	{given: "a landline for messages", field: "phone", value: "0971 415507", status: 422, key: "error-contact-mobile-needed", alternatively: func(form url.Values) { form.Set("contact", "message") }},
	{given: "an office that is called", field: "office", value: "caller", status: 422, key: "error-office-by-phone", args: map[string]any{"Office": "Sportello per telefono", "Telephone": "0971 415507"}},
}

func TestBadInputIsToldInThePersonsLanguage(t *testing.T) {
	s := begin(t, withoutLimits)
	for _, c := range badInput {
		for _, lang := range languages {
			t.Run(c.given+" in "+lang, func(t *testing.T) {
				form := onTheWay(c.field, c.value, "language", lang)
				if c.alternatively != nil {
					c.alternatively(form)
				}
				message := s.config.Words.Message(lang, c.key, c.args)
				a := s.postForm(t, "/api/appointments", form)
				a.must(t, c.status, in("html", hasAttr("lang", lang)), in("#error-"+c.field+" [data-message]", hasText(message)), in(".error-summary li a", hasText(message)), in("#name", hasAttr("value", "Amina Bà")))
				if strings.Contains(message, "[") {
					t.Errorf("the message is %q", message)
				}
			})
		}
	}
	if kept := s.kept(t); len(kept) != 0 {
		t.Errorf("%d requests are kept", len(kept))
	}
}

func TestATelephoneOfAnotherCountryIsTaken(t *testing.T) {
	for typed, want := range map[string]string{"+44 20 7946 0018": "+442079460018", "0039 333 1234567": "+393331234567", "+880 1712-345678": "+8801712345678"} {
		s := begin(t)
		s.postForm(t, "/api/appointments", onTheWay("phone", typed)).must(t, 303)
		if kept := s.kept(t); len(kept) != 1 || kept[0].Phone != want {
			t.Errorf("%s is kept as %+v", typed, kept)
		}
	}
}

// Given a reference with the slips that people make, the page of the request opens.
func TestAReferenceIsUnderstoodInEveryLanguage(t *testing.T) {
	s := begin(t)
	_, reference := s.booked(t)
	slip := strings.NewReplacer("0", "o", "1", "l", "-", " ").Replace(strings.ToLower(reference.String()))
	for _, lang := range languages {
		want := "/" + lang + "/appointments/" + reference.String()
		for _, at := range []string{"/" + lang + "/appointments/" + url.PathEscape(slip), "/" + lang + "/appointments/find/?reference=" + url.QueryEscape(slip)} {
			if a := s.get(t, at); a.Header.Get("Location") != want {
				t.Errorf("%s leads to %q with %d, want %s", at, a.Header.Get("Location"), a.StatusCode, want)
			}
		}
		s.get(t, "/"+lang+"/appointments/find/?reference=0000-0000-0000").must(t, 303)
		s.get(t, "/"+lang+"/appointments/find/?reference=nothing").must(t, 404, in(".error-summary li", hasText(s.config.Words.Message(lang, "error-reference-unknown", nil))))
	}
}

// Given an offer whose time to answer is over, accepting it is refused in words,
// and another time can be chosen.
func TestAnExpiredOfferIsToldInThePersonsLanguage(t *testing.T) {
	s := begin(t)
	at, reference := s.asked(t, "it")
	s.decided(t, formsapi.Decision{Event: formsapi.EventPropose, Start: "2026-12-17T09:00"})
	s.clock.pass(11 * 24 * time.Hour) // the office was open for eight hours meanwhile
	for _, lang := range languages {
		own := strings.Replace(at, "/it/", "/"+lang+"/", 1)
		a := s.postForm(t, own+"/accept", nil)
		if got, _ := s.standing(t, reference); got.State == "confirmed" {
			t.Fatalf("in %s an offer that is over was accepted: %d", lang, a.StatusCode)
		}
		message := s.config.Words.Message(lang, "error-offer-expired", nil)
		a.must(t, 409, in("html", hasAttr("lang", lang)), in("main > .error-summary li", hasText(message)))
	}
}

// Given two services of different length, one at a quarter to the other's end:
// whoever comes second is refused, in whichever order, and told in words.
func TestServicesOfDifferentLengthDoNotOverlap(t *testing.T) {
	const half = "2026-11-25T09:00:00+01:00" // within the 45 minutes from half past eight
	for _, lang := range languages {
		for _, c := range []struct{ first, at, second, then string }{
			{"papers", wednesday, "orientation", half},
			{"orientation", half, "papers", wednesday},
		} {
			s := begin(t)
			s.postJSON(t, "/api/appointments", askingJSON(map[string]any{"service": c.first, "slot": c.at})).must(t, 201)
			form := onTheWay("service", c.second, "slot", c.then, "language", lang, "phone", "333 765 4321")
			s.postForm(t, "/api/appointments", form).must(t, 409, step("slot"), in("html", hasAttr("lang", lang)),
				in("#error-slot [data-message]", hasText(s.config.Words.Message(lang, "error-slot-taken", nil))))
			if kept := s.kept(t); len(kept) != 1 {
				t.Errorf("%s after %s: %d are kept", c.second, c.first, len(kept))
			}
		}
	}
}

// Whatever is wrong, the words are there in every language and none is a key.
func TestEveryMistakeHasItsOwnWords(t *testing.T) {
	s := begin(t)
	said := map[string]string{}
	for _, c := range badInput {
		for _, lang := range languages {
			message := s.config.Words.Message(lang, c.key, c.args)
			if before, ok := said[message]; ok && before != c.key {
				t.Errorf("%s and %s say the same: %s", c.key, before, message)
			}
			said[message] = c.key
		}
	}
	if len(said) < 3*9 {
		t.Errorf("there are %d messages", len(said))
	}
}
