package main

import (
	"context"
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
)

const (
	asForm = "application/x-www-form-urlencoded"
	asJSON = "application/json"
)

// sent is what somebody posts, as with curl.
type sent struct {
	path, contentType, body string
	headers                 map[string]string
}

// answer is what came back, without redirects being followed.
type answer struct {
	status      int
	contentType string
	location    string
	body        string
}

func send(t *testing.T, p *Program, s sent) answer {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, "http://"+p.Addr()+s.path, strings.NewReader(s.body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", s.contentType)
	for name, value := range s.headers {
		r.Header.Set(name, value)
	}
	got, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{got.StatusCode, got.Header.Get("Content-Type"), got.Header.Get("Location"), string(body)}
}

// stored counts what the service holds.
func stored(t *testing.T, p *Program) (requests, ratings int) {
	t.Helper()
	all, err := p.store.Appointments(context.Background(), formsapi.AppointmentFilter{Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	rated, err := p.store.Ratings(context.Background(), formsapi.RatingFilter{Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	return len(all), len(rated)
}

// typed is a good form, changed in places; an empty value leaves the field out.
func typed(good url.Values, changes ...string) string {
	values := url.Values{}
	for name, v := range good {
		values[name] = v
	}
	for i := 0; i < len(changes); i += 2 {
		values.Del(changes[i])
		if changes[i+1] != "" {
			values.Set(changes[i], changes[i+1])
		}
	}
	return values.Encode()
}

var (
	goodForm = url.Values{
		"office": {"montelucci"}, "service": {"legal-advice"}, "name": {"প্রভা أمينة 👩🏽"}, "phone": {"333 123 4567"},
		"reason": {"Prima riga\nسطر ثان"}, "preferred_days": {"tue", "thu"}, "language": {"en"}, "consent": {"true"},
	}
	goodRating = url.Values{"page": {"/ar/"}, "rating": {"5"}, "aspect": {"clear"}, "comment": {"شكراً 🙏"}, "language": {"ar"}}
)

func TestBothFormsAreTakenFromAFormAndAsJSON(t *testing.T) {
	p := serving(t)

	got := send(t, p, sent{path: "/api/appointments", contentType: asForm, body: goodForm.Encode()})
	if got.status != http.StatusSeeOther || !strings.HasPrefix(got.location, "/en/appointments/") {
		t.Fatalf("a form is answered %d to %q, want 303 to the request's page", got.status, got.location)
	}
	own := shown(t, p, got.location)
	if reference := got.location[len("/en/appointments/"):]; !strings.Contains(own, reference) {
		t.Errorf("the request's own page lacks its reference %s", reference)
	}
	keyed := sent{path: "/api/appointments", contentType: asJSON, body: goodRequest, headers: map[string]string{"Idempotency-Key": "one"}}
	first, again := send(t, p, keyed), send(t, p, keyed)
	if first.status != http.StatusCreated || !strings.Contains(first.body, `"reference"`) {
		t.Errorf("JSON is answered %d %s, want 201 and the reference", first.status, first.body)
	}
	if again.body != first.body {
		t.Errorf("the same key and content are answered %s, then %s", first.body, again.body)
	}
	keyed.body = strings.Replace(goodRequest, "legal-advice", "orientation", 1)
	if other := send(t, p, keyed); other.status != http.StatusUnprocessableEntity {
		t.Errorf("the same key with other content is answered %d, want 422", other.status)
	}

	rated := send(t, p, sent{path: "/api/feedback", contentType: asForm, body: goodRating.Encode()})
	if rated.status != http.StatusSeeOther || rated.location != "/ar/feedback/thanks/" {
		t.Errorf("a rating is answered %d to %q, want 303 to the thanks", rated.status, rated.location)
	}
	if r := send(t, p, sent{path: "/api/feedback", contentType: asJSON, body: `{"page": "/it/", "rating": 3, "language": "it"}`}); r.status != http.StatusCreated {
		t.Errorf("a rating as JSON is answered %d %s, want 201", r.status, r.body)
	}
	if requests, ratings := stored(t, p); requests != 2 || ratings != 2 {
		t.Errorf("%d requests and %d ratings are stored, want two of each", requests, ratings)
	}
	cameBackAsSent(t, p)
}

func cameBackAsSent(t *testing.T, p *Program) {
	t.Helper()
	all, err := p.store.Appointments(context.Background(), formsapi.AppointmentFilter{Limit: 500})
	english := slices.IndexFunc(all, func(a formsapi.Appointment) bool { return a.Language == "en" })
	if err != nil || english < 0 {
		t.Fatalf("none of %d requests is in English, %v", len(all), err)
	}
	d, err := formsapi.OpenDetails(p.ring, all[english])
	if err != nil {
		t.Fatal(err)
	}
	if d.Name != goodForm.Get("name") || d.Reason != goodForm.Get("reason") {
		t.Errorf("what was typed came back as %q, %q", d.Name, d.Reason)
	}
}

func TestBadInputGetsAClearAnswerAndStoresNothing(t *testing.T) {
	p := serving(t)
	cases := []struct {
		given, path, contentType, body string
		status                         int
		field, says                    string // for JSON the field; for both what the answer holds
	}{
		{"an office that nobody knows", "/api/appointments", asForm, typed(goodForm, "office", "atlantis"), 422, "office", "প্রভা أمينة 👩🏽"},
		{"an office that takes no requests", "/api/appointments", asForm, typed(goodForm, "office", "roma-sportello-unico", "service", "orientation"), 422, "", "Prima riga\nسطر ثان"},
		{"no consent", "/api/appointments", asForm, typed(goodForm, "consent", ""), 422, "", "333 123 4567"},
		{"a name of 121 characters", "/api/appointments", asForm, typed(goodForm, "name", strings.Repeat("ক", 121)), 422, "", strings.Repeat("ক", 121)},
		{"a telephone that is none", "/api/appointments", asForm, typed(goodForm, "phone", "call me"), 422, "", "call me"},
		{"bytes that are not UTF-8", "/api/appointments", asForm, typed(goodForm, "reason", "\xff\xfe"), 422, "", "প্রভা أمينة 👩🏽"},
		{"a rating of six", "/api/feedback", asForm, typed(goodRating, "rating", "6"), 422, "", "شكراً 🙏"},
		{"a comment of 201 characters", "/api/feedback", asForm, typed(goodRating, "comment", strings.Repeat("ش", 201)), 422, "", strings.Repeat("ش", 201)},
		{"no consent, as JSON", "/api/appointments", asJSON, strings.Replace(goodRequest, "true", "false", 1), 422, "consent", "privacy"},
		{"a number where text belongs", "/api/appointments", asJSON, strings.Replace(goodRequest, `"333 123 4567"`, "3331234567", 1), 422, "phone", ""},
		{"JSON that is none", "/api/appointments", asJSON, `{"office": `, 400, "", ""},
		{"an aspect that is foreign to the rating", "/api/feedback", asJSON, `{"page": "/it/", "rating": 5, "aspect": "lost", "language": "it"}`, 422, "aspect", ""},
		{"a page that does not exist", "/api/feedback", asJSON, `{"page": "/it/nowhere/", "rating": 5, "language": "it"}`, 422, "page", ""},
		{"another kind of content", "/api/appointments", "text/csv", "office;name", 415, "", ""},
	}
	for _, c := range cases {
		t.Run(c.given, func(t *testing.T) {
			got := send(t, p, sent{path: c.path, contentType: c.contentType, body: c.body})
			if got.status != c.status {
				t.Fatalf("answered %d, want %d: %.300s", got.status, c.status, got.body)
			}
			if !strings.Contains(got.body, c.says) {
				t.Errorf("the answer has lost %q", c.says)
			}
			if c.contentType == asJSON {
				namesField(t, got, c.field)
			} else if c.status == 422 && (!strings.Contains(got.contentType, "text/html") || !strings.Contains(got.body, `aria-invalid="true"`)) {
				t.Errorf("the page (%s) marks no field", got.contentType)
			}
		})
	}
	if requests, ratings := stored(t, p); requests+ratings != 0 {
		t.Errorf("%d requests and %d ratings were stored", requests, ratings)
	}
}

// Given ten megabytes, nothing of which is read, the answer is the page that they
// came from, and says in its language what is wrong.
func TestTenMegabytesAreRefusedInThePagesLanguage(t *testing.T) {
	p := serving(t)
	for _, lang := range []string{"en", "ar"} {
		from := "http://" + p.Addr() + "/" + lang + "/appointments/new/"
		got := send(t, p, sent{
			path: "/api/appointments", contentType: asForm, body: "reason=" + strings.Repeat("a", 10<<20),
			headers: map[string]string{"Referer": from, "Accept-Language": "it"},
		})
		if got.status != http.StatusRequestEntityTooLarge {
			t.Fatalf("answered %d, want 413: %.300s", got.status, got.body)
		}
		said := siteWords{p.pages.current}.Message(lang, "error-body-too-large", nil)
		if !strings.Contains(got.body, html.EscapeString(said)) || !strings.Contains(got.body, `lang="`+lang+`"`) {
			t.Errorf("the page of %s does not say %q: %.300s", lang, said, got.body)
		}
	}
	if requests, _ := stored(t, p); requests != 0 {
		t.Errorf("%d requests were stored", requests)
	}
}

// namesField checks a problem (RFC 9457) that says which field to correct.
func namesField(t *testing.T, got answer, field string) {
	t.Helper()
	var problem struct {
		Status int
		Errors []struct{ Field, Key, Message string }
	}
	if err := json.Unmarshal([]byte(got.body), &problem); err != nil || got.contentType != "application/problem+json" || problem.Status != got.status {
		t.Fatalf("the answer is %s with status %d inside, %v", got.contentType, problem.Status, err)
	}
	if field == "" {
		return
	}
	for _, e := range problem.Errors {
		if e.Field == field && e.Key != "" && e.Message != "" {
			return
		}
	}
	t.Errorf("the problem names %+v, want the field %s with key and message", problem.Errors, field)
}

// Given the real site, a time that it offers can be had once: the second who asks
// is answered with others that are free.
func TestATimeIsHadOnce(t *testing.T) {
	site := startSiteAt(t, bookingDay)
	for office, want := range map[string]formsapi.State{"potenza": formsapi.Confirmed, "montelucci": formsapi.Requested} {
		slot := firstFree(t, site, office)
		first := asksFor(t, site, office, slot)
		if first.StatusCode != http.StatusCreated {
			t.Fatalf("%s at %s is answered %s", office, slot, first.Status)
		}
		var own struct{ State formsapi.State }
		readJSON(t, site+first.Header.Get("Location"), &own)
		if own.State != want {
			t.Errorf("at %s the request is %s, want %s", office, own.State, want)
		}
		var problem struct{ Alternatives []string }
		second := asksFor(t, site, office, slot)
		if err := json.Unmarshal([]byte(bodyOf(t, second)), &problem); err != nil || second.StatusCode != http.StatusConflict || len(problem.Alternatives) != formsapi.MaxAlternatives {
			t.Fatalf("the second at %s is answered %s with %v, %v", slot, second.Status, problem.Alternatives, err)
		}
		if firstFree(t, site, office) == slot || asksFor(t, site, office, problem.Alternatives[0]).StatusCode != http.StatusCreated {
			t.Errorf("%s is offered still, or %s cannot be had", slot, problem.Alternatives[0])
		}
	}
}

func firstFree(t *testing.T, site, office string) string {
	t.Helper()
	var free struct{ Slots []struct{ Start string } }
	readJSON(t, site+"/api/slots?service=legal-advice&days=14&office="+office, &free)
	if len(free.Slots) < 8 {
		t.Fatalf("%s has %d free times in two weeks", office, len(free.Slots))
	}
	return free.Slots[0].Start
}

func asksFor(t *testing.T, site, office, slot string) *http.Response {
	t.Helper()
	body := `{"office": "` + office + `", "service": "legal-advice", "slot": "` + slot + `", "name": "Amina", "contact": "none", "consent": true}`
	got, err := http.Post(site+"/api/appointments", asJSON, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = got.Body.Close() })
	return got
}

func readJSON(t *testing.T, at string, into any) {
	t.Helper()
	got, err := http.Get(at)
	if err != nil {
		t.Fatal(err)
	}
	if body := bodyOf(t, got); json.Unmarshal([]byte(body), into) != nil {
		t.Fatalf("%s is answered %s %s", at, got.Status, body)
	}
}
