package web_test

import (
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// asked sends a request for a time that staff have to confirm, and returns its own address.
func (s *service) asked(t *testing.T, lang string) (at string, reference formsapi.Reference) {
	t.Helper()
	form := askingForm()
	form.Set("language", lang)
	form.Set("office", "montelucci")
	form.Set("slot", wednesday)
	at = s.postForm(t, "/api/appointments", form).Header.Get("Location")
	reference, ok := formsapi.ParseReference(strings.TrimPrefix(at, "/"+lang+"/appointments/"))
	if !ok {
		t.Fatalf("the request's address is %q", at)
	}
	return at, reference
}

// decided has staff take a decision about the only request.
func (s *service) decided(t *testing.T, d formsapi.Decision) {
	t.Helper()
	stored, err := s.store.Appointments(t.Context(), formsapi.AppointmentFilter{Limit: 1})
	if err != nil || len(stored) != 1 {
		t.Fatalf("%d requests, %v", len(stored), err)
	}
	d.ID, d.Version = stored[0].ID, stored[0].Version
	s.decide(t, d)
}

func (s *service) decide(t *testing.T, d formsapi.Decision) {
	t.Helper()
	work := &formsapi.WorkAppointments{Catalogue: desks{}, Sealer: s.ring, Store: s.store, Staff: s.store, Now: s.clock.Now}
	staff := formsapi.Staff{Grants: []formsapi.Grant{{Role: formsapi.RoleCoordinator}}}
	if err := work.Decide(t.Context(), staff, d); err != nil {
		t.Fatal(err)
	}
}

// confirmed has staff confirm a request as it is.
func (s *service) confirmed(t *testing.T, r formsapi.Reference) {
	t.Helper()
	a, err := s.store.AppointmentByIndex(t.Context(), s.ring.Index(formsapi.IndexReference, string(r)))
	if err != nil {
		t.Fatal(err)
	}
	s.decide(t, formsapi.Decision{ID: a.ID, Version: a.Version, Event: formsapi.EventConfirm, Start: a.Start.Local})
}

func TestARequestsOwnPage(t *testing.T) {
	s := begin(t)
	at, reference := s.asked(t, "it")
	a := s.get(t, at)
	a.must(t, 200,
		in("[data-show=requested]"), no("[data-show=confirmed]"), no("[data-show=declined]"),
		in("[data-slot=reference]", hasText(reference.String())),
		in("[data-slot=office]", hasText("Sportello di via Montelucci")),
		in("[data-slot=service]", hasText("Orientamento")),
		in("[data-office=montelucci]"), no("[data-office=potenza]"),
		in(".languages a[lang=en]", hasAttr("href", "/en/appointments/"+reference.String())))
	for name, want := range map[string]string{"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "same-origin"} {
		if got := a.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if strings.Contains(a.body, "Amina") || strings.Contains(a.body, "333") || strings.Contains(a.body, "permesso") {
		t.Error("the page tells who asked, or why")
	}
	s.get(t, strings.Replace(at, "/it/", "/en/", 1)).must(t, 200, in("html", hasAttr("lang", "en")))
}

func TestAConfirmedAppointmentShowsWhen(t *testing.T) {
	s := begin(t)
	at, reference := s.asked(t, "it")
	s.decided(t, formsapi.Decision{Event: formsapi.EventConfirm, Start: "2026-11-26T10:00"})
	s.get(t, at).must(t, 200, in("[data-show=confirmed]"), no("[data-show=requested]"),
		in("[data-slot=date]", hasText("giovedì 26 novembre 2026")), in("[data-slot=time]", hasText("10:00")))
	s.get(t, "/ar/appointments/"+reference.String()).must(t, 200, in("[data-slot=date]", hasText("الخميس، 26 نوفمبر 2026")))
	if shown, _ := s.standing(t, reference); shown.State != "confirmed" || shown.Office != "montelucci" || shown.Start != "2026-11-26T10:00:00+01:00" {
		t.Errorf("programs read %+v", shown)
	}
}

// Given a request, its page says by when the office answers: in one place.
func TestAHeldPlaceSaysUntilWhen(t *testing.T) {
	s := begin(t)
	form := onTheWay("office", "montelucci", "slot", "2026-12-17T08:30:00+01:00")
	at := s.postForm(t, "/api/appointments", form).Header.Get("Location")
	want := s.config.Words.Message("it", "hold-requested", map[string]any{"Until": "lunedì 30 novembre 2026, 17:00"})
	s.get(t, at).must(t, 200, in("[data-show=requested] [data-slot=hold]", hasText(want)), no("[data-show=confirmed]"))
	near, _ := s.asked(t, "it")
	want = s.config.Words.Message("it", "hold-requested", map[string]any{"Until": "lunedì 23 novembre 2026, 17:00"})
	a := s.get(t, near)
	a.must(t, 200, in("[data-slot=hold]", hasText(want)))
	if n := strings.Count(a.body, "17:00"); n != 1 { // and no other sentence repeats it
		t.Errorf("the page says %d times by when", n)
	}
}

func TestADeclinedRequestShowsWhy(t *testing.T) {
	s := begin(t)
	at, reference := s.asked(t, "en")
	s.decided(t, formsapi.Decision{Event: formsapi.EventDecline, Reason: "other-office", Instead: "montelucci"})
	s.get(t, at).must(t, 200, in("[data-show=declined]"),
		in("[data-slot=decline-reason]", hasText(s.config.Words.Message("en", "decline-reason-other-office", nil))),
		in("[data-office=montelucci]"), no("figure"),
		in("a[data-again]", hasAttr("href", "/en/appointments/new/?office=montelucci&service=orientation")))
	if body := s.get(t, "/api/appointments/"+reference.String()).body; !strings.Contains(body, `"decline_reason":"other-office","instead":"montelucci"`) {
		t.Errorf("programs read %s", body)
	}
}

func TestAReferenceIsUnderstoodAsTyped(t *testing.T) {
	s := begin(t)
	at, reference := s.asked(t, "it")
	for _, typed := range []string{strings.ToLower(reference.String()), string(reference), reference.String() + "/", "%20" + string(reference)} {
		a := s.get(t, "/it/appointments/"+typed)
		a.must(t, 302)
		if to := a.Header.Get("Location"); to != at || a.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s leads to %s", typed, to)
		}
	}
	s.get(t, "/api/appointments/"+strings.ToLower(string(reference))).must(t, 200)
}

func TestWhatIsNoRequestIsThe404Page(t *testing.T) {
	s := begin(t)
	for _, at := range []string{
		"/ar/appointments/request", "/ar/appointments/request/",
		"/ar/appointments/request/index.html", "/ar/appointments//request/", "/ar/appointments/new/../request/",
		"/ar/appointments/%72equest/", "/ar/appointments/request%2Findex.html",
	} {
		a := s.get(t, at)
		if a.StatusCode == 301 || a.StatusCode == 307 || a.StatusCode == 308 { // the address is tidied first
			a = s.get(t, a.Header.Get("Location"))
		}
		a.must(t, 404, in("html", hasAttr("lang", "ar")), in("h1", hasText("ar not found")))
	}
	s.get(t, "/xx/appointments/0000-0000-0000").must(t, 404)
	s.get(t, "/api/appointments/0000-0000-0000", "Accept-Language", "en").mustRefuse(t, 404)
	s.get(t, "/api/appointments/x").mustRefuse(t, 404)
}

func TestGuessingReferencesIsSlowed(t *testing.T) {
	s := begin(t)
	at, reference := s.asked(t, "it")
	for range 10 {
		s.get(t, "/it/appointments/0000-0000-0000").must(t, 404)
		s.get(t, "/api/appointments/0000-0000-0000").mustRefuse(t, 404)
	}
	slowed := s.get(t, "/it/appointments/0000-0000-0000")
	slowed.must(t, 429)
	if slowed.Header.Get("Retry-After") == "" {
		t.Error("nothing says how long to wait")
	}
	s.get(t, "/api/appointments/0000-0000-0000").mustRefuse(t, 429)

	// Given a neighbour behind the same address, their own request is shown.
	for range 30 {
		s.get(t, at).must(t, 200)
		s.get(t, "/api/appointments/"+string(reference)).must(t, 200)
	}
	s.clock.pass(time.Minute)
	s.get(t, "/it/appointments/0000-0000-0000").must(t, 404)
}

// Given the short address of an SMS, it leads to the request's own page or to what
// can be done there, however the reference is written; anything else is no page.
func TestTheShortAddressLeadsToTheOwnPage(t *testing.T) {
	s := begin(t)
	at, reference := s.booked(t)
	written := reference.String()
	short := strings.ReplaceAll(written, "-", "")
	for from, to := range map[string]string{
		"/it/r/" + short: at, "/it/r/" + strings.ToLower(written): at, "/ar/r/" + short: strings.Replace(at, "/it/", "/ar/", 1), "/it/r/" + short + "/cancel": at + "/cancel",
	} {
		a := s.get(t, from)
		a.must(t, 302)
		if got := a.Header.Get("Location"); got != to || a.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s leads to %s (%s), want %s", from, got, a.Header.Get("Cache-Control"), to)
		}
		s.get(t, to).must(t, 200)
	}
	for _, wrong := range []string{"/it/r/K7QF", "/xx/r/" + short, "/it/r/" + short + "/nothing"} {
		s.get(t, wrong).must(t, 404)
	}
	s.postForm(t, "/it/r/"+short+"/cancel", nil).must(t, 405)
}
