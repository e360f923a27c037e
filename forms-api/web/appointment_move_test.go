package web_test

import (
	"net/url"
	"testing"
)

// onTheWay is a form that is filled in as far as it can be.
func onTheWay(change ...string) url.Values {
	form := askingForm()
	form.Set("slot", wednesday)
	form.Set("email", "amina@example.org")
	form.Set("discreet", "true")
	for i := 0; i < len(change); i += 2 {
		form.Set(change[i], change[i+1])
	}
	return form
}

// isCarried checks that a field goes along, out of sight.
func isCarried(name, value string) check {
	return in(`form input[type=hidden][name="`+name+`"]`, hasAttr("value", value))
}

// Given every answer, they are shown in words before anything is kept.
func TestAnswersAreCheckedBeforeTheyAreSent(t *testing.T) {
	s := begin(t)
	a := s.postForm(t, "/api/appointments", onTheWay("step", "check"))
	a.must(t, 200, step("check"), no("[aria-invalid]"),
		in("[data-answer=service] [data-value]", hasText("Orientamento")), in("[data-answer=office] [data-value]", hasText("Sportello di Potenza")),
		in("[data-answer=slot] [data-value]", hasText("mercoledì 25 novembre 2026, 08:30")), in("[data-answer=contact] [data-value]", hasText("Call")),
		in("[data-answer=name] [data-value]", hasText("Amina Bà")), in("[data-answer=preferred_days] [data-value]", hasText("Monday, Thursday")),
		isCarried("name", "Amina Bà"), isCarried("consent", "true"), isCarried("slot", wednesday), isCarried("reason", "Il permesso"), no("[name=step][type=hidden]"))
	if days := a.values("input[name=preferred_days]"); len(days) != 2 {
		t.Errorf("of two days %v go along", days)
	}
	if kept := s.kept(t); len(kept) != 0 {
		t.Errorf("%d requests are kept before they were sent", len(kept))
	}
	s.postForm(t, "/api/appointments", onTheWay()).must(t, 303)
}

func TestAnAnswerIsChangedWithoutLosingTheOthers(t *testing.T) {
	s := begin(t)
	for want, c := range map[string]check{
		"service": in("#service-orientation[checked]"), "office": in("#office-potenza[checked]"),
		"slot": in("#slot-1[checked]"), "about": in("#name", hasAttr("value", "Amina Bà")),
	} {
		s.postForm(t, "/api/appointments", onTheWay("step", want)).must(t, 200, step(want), c, in("form", hasAttr("method", "post")), in("form", hasAttr("action", "/api/appointments")), no("main > .error-summary"))
	}
	s.postForm(t, "/api/appointments", onTheWay("step", "slot")).must(t, 200, isCarried("name", "Amina Bà"), isCarried("phone", "333 123 4567"), in("#field-of-slot, [data-field=slot]"))
	s.postForm(t, "/api/appointments", onTheWay("from", "2026-12-01")).must(t, 200, step("slot"), isCarried("name", "Amina Bà"), in("#slot-1", hasAttr("value", "2026-12-02T08:30:00+01:00")))
}

// Given another service that the office does not offer, where is asked next; and
// a time that was chosen before the person was asked anything leads on to that.
func TestAChangeLeadsToTheFirstStepThatItOpens(t *testing.T) {
	s := begin(t)
	s.postForm(t, "/api/appointments", onTheWay("after", "service", "service", "legal-advice")).must(t, 200, step("office"), isCarried("name", "Amina Bà"))
	s.postForm(t, "/api/appointments", onTheWay("after", "slot", "slot", thursday)).must(t, 200, step("check"), isCarried("slot", thursday))
	unfinished := onTheWay("after", "slot", "slot", thursday, "name", "")
	s.postForm(t, "/api/appointments", unfinished).must(t, 200, step("about"), no("main > .error-summary"), isCarried("slot", thursday))
	none := onTheWay("after", "slot")
	none.Del("slot")
	s.postForm(t, "/api/appointments", none).must(t, 422, step("slot"), in("#error-slot"), isCarried("name", "Amina Bà"))
}

func TestMistakesAreShownBeforeTheAnswersAreChecked(t *testing.T) {
	s := begin(t)
	s.postForm(t, "/api/appointments", onTheWay("step", "check", "phone", "12")).must(t, 422, step("about"), in("#error-phone"), in("#name", hasAttr("value", "Amina Bà")), isCarried("slot", wednesday))
}

// Given a time that somebody has taken meanwhile, the three nearest are choices,
// and nothing that was typed is lost; also when it was only about to be sent.
func TestWhoComesTooLateLosesNothing(t *testing.T) {
	s := begin(t)
	s.postJSON(t, "/api/appointments", askingJSON(map[string]any{"slot": wednesday})).must(t, 201)
	for _, form := range []url.Values{onTheWay(), onTheWay("step", "check")} {
		a := s.postForm(t, "/api/appointments", form)
		a.must(t, 409, step("slot"), in("html", hasAttr("lang", "it")), in("#error-slot [data-message]", hasText(s.config.Words.Message("it", "error-slot-taken", nil))),
			in(".error-summary a", hasAttr("href", "#slot-1")), isCarried("name", "Amina Bà"), isCarried("reason", "Il permesso"), isCarried("phone", "333 123 4567"), no("#slot-1[checked]"), no("#slot-4"))
		if times := a.values("input[name=slot]"); len(times) != 4 || times[0] != "2026-11-25T09:00:00+01:00" {
			t.Errorf("the choices are %v", times)
		}
	}
	s.postForm(t, "/api/appointments", onTheWay("slot", "2026-11-25T09:00:00+01:00")).must(t, 303)
}

// Given a time of an office that the person has put another in the place of, the
// times of that one are choices, and nobody is blamed for taking it.
func TestATimeOfAnotherOfficeIsNotCalledTaken(t *testing.T) {
	s := begin(t)
	s.get(t, "/it/appointments/new/?service=orientation&office=potenza&slot=2026-11-25T20:00:00%2B01:00").must(t, 422, step("slot"),
		in("#error-slot [data-message]", hasText(s.config.Words.Message("it", "error-slot-outside", nil))), no("[data-taken]"), in("[data-some]"), in("#slot-1"))
}

// Given a wrong time, the times are asked for again beside what else is wrong.
func TestAWrongTimeIsAskedForAgain(t *testing.T) {
	s := begin(t)
	for slot, key := range map[string]string{
		"2026-11-18T08:30:00+01:00": "error-slot-past", "2026-11-25T20:00:00+01:00": "error-slot-outside", "soon": "error-slot-invalid",
		"2027-11-24T08:30:00+01:00": "error-slot-too-far",
	} {
		s.postForm(t, "/api/appointments", onTheWay("slot", slot)).must(t, 422, step("about"),
			in("#error-slot [data-message]", hasText(s.config.Words.Message("it", key, nil))), in(".error-summary a", hasAttr("href", "#slot-1")), in("#name", hasAttr("value", "Amina Bà")))
	}
}
