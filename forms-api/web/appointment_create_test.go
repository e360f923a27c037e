package web_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	formsapi "sportello/forms-api"
)

// askingForm is a request that is in order.
func askingForm() url.Values {
	return url.Values{
		"service": {"orientation"}, "office": {"potenza"}, "people": {"2"}, "name": {"Amina Bà"},
		"phone": {"333 123 4567"}, "contact": {"call"}, "language": {"it"}, "consent": {"true"},
		"preferred_days": {"mon", "thu"}, "preferred_part": {"morning"}, "reason": {"Il permesso"},
		"spoken_language": {"wo"}, "form_token": {""}, "website": {""},
	}
}

func askingJSON(change map[string]any) string {
	asking := map[string]any{
		"service": "orientation", "office": "potenza", "people": 2, "name": "Amina Bà", "phone": "333 123 4567",
		"contact": "call", "language": "it", "consent": true, "preferred_days": []string{"mon", "thu"},
		"preferred_part": "morning", "reason": "Il permesso", "spoken_language": "wo",
	}
	maps.Copy(asking, change)
	body, _ := json.Marshal(asking)
	return string(body)
}

func TestAFormBecomesAnAppointmentWithItsOwnPage(t *testing.T) {
	s := begin(t)
	a := s.postForm(t, "/api/appointments", askingForm())
	a.must(t, 303)
	kept := s.kept(t)
	if len(kept) != 1 {
		t.Fatalf("%d requests are kept", len(kept))
	}
	want := formsapi.Details{
		Reference: kept[0].Reference, Name: "Amina Bà", Phone: "+393331234567", Contact: "call", Reason: "Il permesso",
		PreferredDays: []string{"mon", "thu"}, PreferredPart: "morning", SpokenLanguage: "wo",
	}
	if diff := cmp.Diff(want, kept[0]); diff != "" {
		t.Error(diff)
	}
	own := "/it/appointments/" + kept[0].Reference.String()
	if got := a.Header.Get("Location"); got != own {
		t.Errorf("it leads to %s, want %s", got, own)
	}
	s.get(t, own).must(t, 200, in("[data-slot=reference]", hasText(kept[0].Reference.String())))
}

func TestJSONBecomesAnAppointment(t *testing.T) {
	s := begin(t)
	a := s.postJSON(t, "/api/appointments", askingJSON(nil))
	a.must(t, 201)
	var got struct{ Reference string }
	if err := json.Unmarshal([]byte(a.body), &got); err != nil {
		t.Fatal(err)
	}
	if kept := s.kept(t); len(kept) != 1 || kept[0].Reference.String() != got.Reference {
		t.Errorf("the answer is %s, kept is %v", a.body, kept)
	}
	if where := a.Header.Get("Location"); where != "/api/appointments/"+got.Reference {
		t.Errorf("the location is %s", where)
	}
	s.get(t, a.Header.Get("Location")).must(t, 200)
}

func TestEveryScriptComesBackAsItWent(t *testing.T) {
	for _, name := range []string{"محمد بن علي", "রহিমা খাতুন", "👩‍👧 Ana", "Нгуен Ўзбек", "ሰላም", "A & <b>\"'"} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			form := askingForm()
			form.Set("name", name)
			form.Set("reason", name+"\r\n"+name)
			s.postForm(t, "/api/appointments", form).must(t, 303)
			s.postJSON(t, "/api/appointments", askingJSON(map[string]any{"name": name, "reason": name})).must(t, 201)
			for _, d := range s.kept(t) {
				if d.Name != name || !strings.HasPrefix(d.Reason, name) || strings.Contains(d.Reason, "\r") {
					t.Errorf("kept is %q, %q", d.Name, d.Reason)
				}
			}
			form.Del("consent") // an error shows everything again
			s.postForm(t, "/api/appointments", form).must(t, 422,
				in("#name", hasAttr("value", name)), in("#reason", hasText(name+"\n"+name)))
		})
	}
}

// wrongForms are mistakes in the form, each with where it is shown, the key and
// a check that what was typed is still there.
var wrongForms = map[string]struct {
	field, value string
	target       string // what the summary links to
	key          string
	args         map[string]any
	kept         check
}{
	"unknown office":      {"office", "atlantis", "#office-potenza", "error-office-unknown", nil, in("#name", hasAttr("value", "Amina Bà"))},
	"office by telephone": {"office", "caller", "#office-potenza", "error-office-by-phone", map[string]any{"Office": "Sportello per telefono", "Telephone": "0971 415507"}, in("#reason", hasText("Il permesso"))},
	"office without":      {"office", "walker", "#office-potenza", "error-office-walk-in", map[string]any{"Office": "Sportello senza appuntamento"}, in("#phone", hasAttr("value", "333 123 4567"))},
	"no office":           {"office", "", "#office-potenza", "error-office-missing", nil, in("input[name=service][value=orientation]")},
	"foreign service":     {"service", "legal-advice", "#service-orientation", "error-service-not-offered", map[string]any{"Office": "Sportello di Potenza"}, in("#service-legal-advice[checked]")},
	"no consent":          {"consent", "", "#consent", "error-consent-missing", nil, no("#consent[checked]")},
	"no name":             {"name", " ", "#name", "error-name-missing", nil, in("#preferred_days-thu[checked]")},
	"over-long name":      {"name", strings.Repeat("ن", 121), "#name", "error-name-too-long", map[string]any{"Max": 120}, in("#name", hasAttr("value", strings.Repeat("ن", 121)))},
	"over-long reason":    {"reason", strings.Repeat("আ", 501), "#reason", "error-reason-too-long", map[string]any{"Max": 500}, in("#reason", hasText(strings.Repeat("আ", 501)))},
	"bad telephone":       {"phone", "12", "#phone", "error-phone-invalid", map[string]any{"Example": "333\u00a0123\u00a04567"}, in("#phone", hasAttr("value", "12"))},
	"bad e-mail":          {"email", "amina@", "#email", "error-email-invalid", nil, in("#email", hasAttr("value", "amina@"))},
	"too many people":     {"people", "13", "#people", "error-people-range", map[string]any{"Max": 12}, in("#people", hasAttr("value", "13"))},
	"nobody":              {"people", "0", "#people", "error-people-range", map[string]any{"Max": 12}, in("#people", hasAttr("value", "0"))},
	"people in words":     {"people", "due", "#people", "error-people-range", map[string]any{"Max": 12}, in("#people", hasAttr("value", "due"))},
	"invalid UTF-8":       {"reason", "a\xff", "#reason", "error-text-invalid", nil, in("#reason", hasText("a\uFFFD"))},
	"control character":   {"name", "a\x00b", "#name", "error-text-invalid", nil, in("#name", hasAttr("value", "a\uFFFDb"))},
	"unknown language":    {"spoken_language", "klingon", "#spoken_language", "error-spoken-language-unknown", nil, in("#people", hasAttr("value", "2"))},
}

func TestAMistakeIsShownInThePageThatWasSent(t *testing.T) {
	s := begin(t, withoutLimits)
	for name, c := range wrongForms {
		t.Run(name, func(t *testing.T) {
			form := askingForm()
			form.Set(c.field, c.value)
			a := s.postForm(t, "/api/appointments", form)
			message := s.config.Words.Message("it", c.key, c.args)
			a.must(t, 422,
				in("html", hasAttr("lang", "it")),
				in("title", hasText("Errore: about – it appointment")),
				in("main > .error-summary:first-child"),
				no("[data-error-summary]"),
				in(`.error-summary li a[href="`+c.target+`"]`, hasText(message)),
				in("#error-"+c.field+" [data-message]", hasText(message)),
				in(`[data-field="`+c.field+`"].field-invalid [name="`+c.field+`"][aria-invalid=true]`),
				in(`[aria-describedby~="error-`+c.field+`"]`),
				c.kept)
		})
	}
	if kept := s.kept(t); len(kept) != 0 {
		t.Errorf("%d wrong requests were kept", len(kept))
	}
}

// Given an office with mornings and afternoons, a part of the day that is none is
// marked like any mistake.
func TestAPartOfTheDayThatIsNone(t *testing.T) {
	s := begin(t)
	form := askingForm()
	form.Set("service", "papers")
	form.Set("preferred_part", "night")
	s.postForm(t, "/api/appointments", form).must(t, 422, in(`.error-summary li a[href="#preferred_part-morning"]`),
		in("#error-preferred_part [data-message]", hasText(s.config.Words.Message("it", "error-preferred-part-unknown", nil))), in("#name", hasAttr("value", "Amina Bà")))
}

func TestAGroupIsDescribedOnceAndItsErrorStandsAfterTheLegend(t *testing.T) {
	s := begin(t)
	form := askingForm()
	form.Del("service")
	s.postForm(t, "/api/appointments", form).must(t, 422,
		in("fieldset[data-field=service]", hasAttr("aria-describedby", "service-hint error-service")),
		in("fieldset[data-field=service] > legend + #error-service"),
		no(".choice #error-service"))
}

func TestATextFieldsErrorStandsBeforeTheControl(t *testing.T) {
	s := begin(t)
	form := askingForm()
	form.Set("reason", strings.Repeat("x", 501))
	s.postForm(t, "/api/appointments", form).must(t, 422,
		in("#error-reason + textarea", hasAttr("aria-describedby", "reason-hint error-reason")))
}

func TestTheSummaryFollowsTheForm(t *testing.T) {
	s := begin(t)
	a := s.postForm(t, "/api/appointments", url.Values{"language": {"en"}})
	a.must(t, 422, in("html", hasAttr("lang", "en")),
		in(".error-summary li:nth-child(1) a", hasAttr("href", "#service-orientation")),
		in(".error-summary li:nth-child(2) a", hasAttr("href", "#office-potenza")),
		in(".error-summary li:nth-child(3) a", hasAttr("href", "#name")),
		in(".error-summary li:nth-child(4) a", hasAttr("href", "#phone")),
		in(".error-summary li:nth-child(5) a", hasAttr("href", "#consent")),
		no(".error-summary li:nth-child(6)"))
}

func TestTheAnswersLanguage(t *testing.T) {
	s := begin(t)
	for name, c := range map[string]struct {
		form    string
		headers []string
		want    string
	}{
		"the form's own":    {"ar", []string{"Referer", s.URL + "/en/", "Accept-Language", "it"}, "ar"},
		"the page before":   {"", []string{"Referer", s.URL + "/en/appointments/new/", "Accept-Language", "ar"}, "en"},
		"the browser's":     {"", []string{"Accept-Language", "de, ar-EG;q=0.8, en;q=0.7"}, "ar"},
		"none that we have": {"", []string{"Accept-Language", "de"}, "it"},
		"nonsense":          {"", []string{"Accept-Language", ";;;"}, "it"},
		"a wrong one":       {"klingon", []string{"Accept-Language", "en"}, "en"},
	} {
		t.Run(name, func(t *testing.T) {
			form := askingForm()
			form.Set("language", c.form)
			form.Del("name")
			a := s.postForm(t, "/api/appointments", form, c.headers...)
			a.must(t, 422, in("html", hasAttr("lang", c.want)))
		})
	}
}

func TestWrongJSONNamesEachField(t *testing.T) {
	s := begin(t, withoutLimits)
	for name, c := range map[string]struct {
		body   string
		status int
		errors []string
	}{
		"a number for text":    {askingJSON(map[string]any{"name": 5}), 422, []string{"name: error-type-wrong"}},
		"text for a number":    {askingJSON(map[string]any{"people": "2"}), 422, []string{"people: error-type-wrong"}},
		"a fraction":           {askingJSON(map[string]any{"people": 1.5}), 422, []string{"people: error-type-wrong"}},
		"nobody":               {askingJSON(map[string]any{"people": 0}), 422, []string{"people: error-people-range"}},
		"text for a truth":     {askingJSON(map[string]any{"consent": "true"}), 422, []string{"consent: error-type-wrong"}},
		"text for a list":      {askingJSON(map[string]any{"preferred_days": "mon"}), 422, []string{"preferred_days: error-type-wrong"}},
		"an object":            {askingJSON(map[string]any{"reason": map[string]any{}}), 422, []string{"reason: error-type-wrong"}},
		"an unknown field":     {askingJSON(map[string]any{"nome": "x"}), 422, []string{"nome: error-field-unknown"}},
		"a slot":               {askingJSON(map[string]any{"slot": "2026-11-24T09:00:00+01:00"}), 422, []string{"slot: error-slot-outside"}},
		"a slot with seconds":  {askingJSON(map[string]any{"slot": "2026-11-25T08:30:07+01:00"}), 422, []string{"slot: error-slot-invalid"}},
		"a slot with a comma":  {askingJSON(map[string]any{"slot": "2026-11-25T08:30:00,0+01:00"}), 422, []string{"slot: error-slot-invalid"}},
		"half a slot's hour":   {askingJSON(map[string]any{"slot": "2026-11-25T8:30:00+01:00"}), 422, []string{"slot: error-slot-invalid"}},
		"an unknown language":  {askingJSON(map[string]any{"language": "klingon"}), 422, []string{"language: error-language-unknown"}},
		"all at once":          {askingJSON(map[string]any{"name": 5, "office": "atlantis", "x": 1, "consent": false}), 422, []string{"name: error-type-wrong", "x: error-field-unknown", "office: error-office-unknown", "consent: error-consent-missing"}},
		"invalid UTF-8":        {`{"name": "a` + "\xff" + `"}`, 422, []string{"name: error-text-invalid", "service: error-service-missing", "office: error-office-missing", "phone: error-contact-needed", "consent: error-consent-missing"}},
		"half a character":     {askingJSON(nil)[:1] + `"needs": [], "email": "\ud83d x", ` + askingJSON(nil)[1:], 422, []string{"email: error-text-invalid"}},
		"two halves reversed":  {askingJSON(nil)[:1] + `"email": "\ude00\ud83d", ` + askingJSON(nil)[1:], 422, []string{"email: error-text-invalid"}},
		"a field twice":        {askingJSON(nil)[:1] + `"name": "x", ` + askingJSON(nil)[1:], 422, []string{"name: error-field-repeated"}},
		"a list":               {`[]`, 400, nil},
		"nothing":              {``, 400, nil},
		"half an object":       {`{"name": "x"`, 400, nil},
		"two objects":          {askingJSON(nil) + "{}", 400, nil},
		"trailing words":       {askingJSON(nil) + " x", 400, nil},
		"no JSON":              {`name=x`, 400, nil},
		"a very deep one":      {`{"name": ` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + `}`, 400, nil},
		"a JavaScript comment": {`{/* */}`, 400, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s.postJSON(t, "/api/appointments", c.body).mustRefuse(t, c.status, c.errors...)
		})
	}
	if kept := s.kept(t); len(kept) != 0 {
		t.Errorf("%d wrong requests were kept", len(kept))
	}
}

func TestJSONTakesWholeCharactersAndNull(t *testing.T) {
	s := begin(t)
	body := askingJSON(nil)[:1] + `"needs": null, "email": null, "discreet": true, ` + strings.Replace(askingJSON(nil)[1:], "Il permesso", `\ud83d\ude00 \\ud83d \ufffd`, 1)
	s.postJSON(t, "/api/appointments", body).must(t, 201)
	if kept := s.kept(t); len(kept) != 1 || kept[0].Reason != "😀 \\ud83d \uFFFD" || !kept[0].Discreet {
		t.Errorf("kept is %+v", kept)
	}
}

func TestMessagesOfAProblemAreInItsLanguage(t *testing.T) {
	s := begin(t)
	for _, lang := range s.config.Words.Languages() {
		p := s.postJSON(t, "/api/appointments", askingJSON(map[string]any{"consent": false, "language": lang})).
			mustRefuse(t, 422, "consent: error-consent-missing")
		if want := s.config.Words.Message(lang, "error-consent-missing", nil); p.Errors[0].Message != want || p.Detail != want {
			t.Errorf("in %s the problem says %q and %q, want %q", lang, p.Errors[0].Message, p.Detail, want)
		}
		if want := s.config.Words.Message(lang, "problem-title-invalid", nil); p.Title != want {
			t.Errorf("in %s its title is %q, want %q", lang, p.Title, want)
		}
	}
}

func TestTheHoneypotIsAnsweredAsSuccess(t *testing.T) {
	s := begin(t)
	form := askingForm()
	form.Set("website", "https://spam.example")
	s.postForm(t, "/api/appointments", form).must(t, 303)
	shown, err := s.store.Appointments(t.Context(), formsapi.AppointmentFilter{Limit: 10})
	if err != nil || len(shown) != 0 || len(s.kept(t)) != 1 {
		t.Errorf("%d are shown, %d kept, %v", len(shown), len(s.kept(t)), err)
	}
}

func TestARepetitionGivesTheSameReference(t *testing.T) {
	s := begin(t)
	first := s.postJSON(t, "/api/appointments", askingJSON(nil), "Idempotency-Key", "k1")
	again := s.postJSON(t, "/api/appointments", askingJSON(nil), "Idempotency-Key", "k1")
	first.must(t, 201)
	again.must(t, 201)
	if first.body != again.body || len(s.kept(t)) != 1 {
		t.Errorf("the answers are %s and %s, %d are kept", first.body, again.body, len(s.kept(t)))
	}
	p := s.postJSON(t, "/api/appointments", askingJSON(map[string]any{"name": "Other"}), "Idempotency-Key", "k1").mustRefuse(t, 422)
	if want := s.config.Words.Message("it", "error-idempotency-conflict", nil); p.Title != want {
		t.Errorf("the title is %q, want %q", p.Title, want)
	}
	s.postJSON(t, "/api/appointments", askingJSON(nil), "Idempotency-Key", strings.Repeat("k", 256)).
		mustRefuse(t, 422, "Idempotency-Key: error-idempotency-too-long")
}

func TestTheSameFormSentTwiceIsOneRequest(t *testing.T) {
	s := begin(t)
	form := askingForm()
	form.Set("form_token", s.ring.NewFormToken(s.clock.Now()))
	first, again := s.postForm(t, "/api/appointments", form), s.postForm(t, "/api/appointments", form)
	if first.Header.Get("Location") != again.Header.Get("Location") || len(s.kept(t)) != 1 {
		t.Errorf("they lead to %s and %s", first.Header.Get("Location"), again.Header.Get("Location"))
	}
}

func TestAnErrorPageKeepsATokenOfOursAndReplacesAnother(t *testing.T) {
	s := begin(t)
	ours := s.ring.NewFormToken(s.clock.Now())
	form := askingForm()
	form.Del("consent")
	form.Set("form_token", ours)
	s.postForm(t, "/api/appointments", form).must(t, 422, in("[name=form_token]", hasAttr("value", ours)))
	form.Set("form_token", "forged")
	s.postForm(t, "/api/appointments", form).must(t, 422, in("[name=form_token]"), no(`[value=forged]`), no(`[name=form_token][value=""]`))
}

func TestAForgedTokenJoinsNothing(t *testing.T) {
	s := begin(t)
	form := askingForm()
	form.Set("form_token", "forged")
	s.postForm(t, "/api/appointments", form).must(t, 303)
	s.postForm(t, "/api/appointments", form).must(t, 303)
	if kept := s.kept(t); len(kept) != 2 {
		t.Errorf("%d requests are kept", len(kept))
	}
}

func TestAnAnswerIsNotMuchLargerThanWhatWasSent(t *testing.T) {
	s := begin(t)
	unknown := map[string]any{}
	for i := range 1000 {
		unknown[fmt.Sprint("x", i)] = i
	}
	var p problem
	a := s.postJSON(t, "/api/appointments", askingJSON(unknown))
	if err := json.Unmarshal([]byte(a.body), &p); err != nil || a.StatusCode != 422 || len(p.Errors) != 20 {
		t.Errorf("the answer is %d, %d errors, %v", a.StatusCode, len(p.Errors), err)
	}
}

func TestAFormsOwnExtrasAndRepetitionsAreIgnored(t *testing.T) {
	s := begin(t)
	form := askingForm()
	form.Set("utm_source", "poster")
	form.Add("name", "second")
	s.postForm(t, "/api/appointments", form).must(t, 303)
	if kept := s.kept(t); len(kept) != 1 || kept[0].Name != "Amina Bà" {
		t.Errorf("kept is %+v", kept)
	}
}
