package web_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
	"sportello/forms-api/web"
)

// values are the values of all elements for a selector.
func (a answer) values(selector string) []string {
	var all []string
	for _, n := range cascadia.QueryAll(a.page, cascadia.MustCompile(selector)) {
		all = append(all, attribute(n, "value"))
	}
	return all
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// step checks that a page shows one step of the form, and no other.
func step(name string) check {
	return func(page *html.Node) string {
		forms := cascadia.QueryAll(page, cascadia.MustCompile("form[data-form=appointment]"))
		if len(forms) != 1 || attribute(forms[0], "data-step") != name {
			return "the page does not show the step " + name + " alone"
		}
		return no("template[data-step]")(page)
	}
}

const newForm = "/it/appointments/new/"

func TestAVisitBeginsWithWhatFor(t *testing.T) {
	s := begin(t)
	s.get(t, newForm).must(t, 200, step("service"), no("[aria-invalid]"), no("[name=form_token]"), in("form", hasAttr("method", "get")),
		in("title", hasText("service – it appointment")))
	s.get(t, newForm+"?after=service").must(t, 422, step("service"), in("#error-service [data-message]", hasText(s.config.Words.Message("it", "error-service-missing", nil))))
}

// Given a service, the offices that help with it come with their first free
// time, and those that are called or walked to apart.
func TestOfficesStandInTheOrderOfTheirFreeTimes(t *testing.T) {
	s := begin(t)
	s.postJSON(t, "/api/appointments", askingJSON(map[string]any{"slot": wednesday})).must(t, 201)
	a := s.get(t, newForm+"?after=service&service=orientation")
	a.must(t, 200, step("office"), in("[data-answer=service] [data-value]", hasText("Orientamento")),
		in("[data-choice=potenza] [data-slot=time]", hasText("09:00")), in("[data-choice=potenza] [data-slot=date]", hasText("mercoledì 25 novembre 2026")),
		no("[data-choice=family]"), no("[data-nobody]"),
		in("[data-otherwise=caller] [data-mode=phone]"), no("[data-otherwise=caller] [data-mode=walk-in]"), in("[data-otherwise=walker] [data-mode=walk-in]"), no("[data-otherwise=potenza]"))
	if got := a.values("input[name=office]"); strings.Join(got, " ") != "montelucci potenza" {
		t.Errorf("the offices are %v, want the one with the first free time first", got)
	}
	s.get(t, newForm+"?after=office&service=orientation").must(t, 422, step("office"), in("#error-office"))
}

func TestAServiceThatNobodyGivesTimesForIsToldSo(t *testing.T) {
	s := begin(t)
	s.get(t, newForm+"?service=talks").must(t, 200, step("office"), in("[data-nobody]"), no("input[name=office]"), no("button[name=after]"), in("button[value=service]"))
}

func TestALinkAnswersTheFirstSteps(t *testing.T) {
	s := begin(t)
	s.get(t, newForm+"?office=potenza").must(t, 200, step("service"), in("#service-papers"), no("#service-legal-advice"), in("input[type=hidden][name=office][value=potenza]"))
	s.get(t, newForm+"?office=montelucci&service=orientation&name=Eve").must(t, 200, step("slot"),
		in("input[type=hidden][name=office][value=montelucci]"), in("input[type=hidden][name=service][value=orientation]"), no("[name=name]"))
	s.get(t, newForm+"?office=atlantis&service=%3Cscript%3E").must(t, 200, step("service"), no("[name=office]"), no("script"))
	s.get(t, newForm+"?office=caller&service=orientation").must(t, 200, step("office"))
}

// Who comes from an office's page is told that it is kept: it is named, and of the
// places where there is help it alone is left.
func TestWhoComesFromAnOfficeSeesItAlone(t *testing.T) {
	s := begin(t)
	for office, place := range map[string]string{"potenza": "Where: via Lacava", "montelucci": "Where: Montelucci", "caller": "Where: Caller"} {
		s.get(t, newForm+"?office="+office).must(t, 200, step("service"), in("#service-orientation-hint", hasText(place)), in("[data-answer=office] [data-value]"))
	}
	s.get(t, newForm+"?office=potenza").must(t, 200, in("[data-answer=office] [data-value]", hasText("Sportello di Potenza")))
	s.get(t, newForm).must(t, 200, step("service"), no("dl.chosen"), in("#service-orientation-hint", hasText("Where: Montelucci · via Lacava · Caller")))
}

func TestTheNextFreeDaysAreShownWithTheirTimes(t *testing.T) {
	s := begin(t)
	a := s.get(t, newForm+"?office=potenza&service=orientation")
	a.must(t, 200, step("slot"), in("[data-field=slot] fieldset legend", hasText("mercoledì 25 novembre 2026")), in("label[for=slot-1] bdi", hasText("08:30")),
		in("#slot-5 + label [data-languages]", hasText("arabo")), no("#slot-1 + label [data-languages]"), no("[data-none]"), no("[data-first]"), in("#slot-none"))
	times := a.values("input[name=slot]")
	if len(times) != 17 || times[0] != wednesday || times[16] != "" {
		t.Errorf("the times are %v, want those of four days and none of them", times)
	}
	later := a.values("[data-later]")
	a = s.get(t, newForm+"?office=potenza&service=orientation&from="+later[0])
	a.must(t, 200, step("slot"), in("[data-first]"))
	if next := a.values("input[name=slot]"); next[0] != "2026-12-09T08:30:00+01:00" {
		t.Errorf("after %s the times begin with %s", later[0], next[0])
	}
	s.get(t, newForm+"?office=potenza&service=orientation&after=slot").must(t, 422, step("slot"), in("#error-slot"))
	s.get(t, newForm+"?office=potenza&service=orientation&from=whenever").must(t, 200, step("slot"), in("#slot-1"))
}

// Given a service that is booked months before, the first times are shown however
// far away they are.
func TestTimesFarAwayAreFound(t *testing.T) {
	s := begin(t)
	a := s.get(t, newForm+"?office=family&service=legal-advice")
	a.must(t, 200, step("slot"), no("[data-none]"), in("#slot-1", hasAttr("value", "2027-03-03T09:00:00+01:00")))
}

// seasonal is a catalogue in which Potenza is closed from December to February and
// can be booked for 200 days.
type seasonal struct{ desks }

func (d seasonal) Office(id string) (formsapi.Office, bool) {
	o, known := d.desks.Office(id)
	if id != "potenza" {
		return o, known
	}
	day := func(year int, month time.Month) formsapi.WallTime {
		return formsapi.WallTimeAt(time.Date(year, month, 1, 0, 0, 0, 0, rome), rome)
	}
	morning := []formsapi.Interval{{Opens: 8*60 + 30, Closes: 9 * 60}}
	winter := formsapi.Closure{From: day(2026, 12), Until: day(2027, 3), WholeDays: true, Reason: formsapi.ClosedForOther}
	hours, err := formsapi.NewOpeningHours(rome, formsapi.Week{time.Wednesday: morning, time.Thursday: morning}, []formsapi.Closure{winter})
	if err != nil {
		panic(err)
	}
	o.CounterHours, o.Booking.Rule.Ahead = hours, 200
	return o, known
}

// Given an office that gives no times for three months, the days after them are
// reached from those before, by a button that needs no JavaScript, and from any
// day between; so are the last ones, and after those none.
func TestDaysBeyondAGapAreReached(t *testing.T) {
	s := begin(t, func(c *web.Config) {
		c.Catalogue, c.Slots.Catalogue, c.Follow.Catalogue = seasonal{}, seasonal{}, seasonal{}
	})
	const at = newForm + "?office=potenza&service=orientation"
	a := s.get(t, at)
	a.must(t, 200, in("#slot-2", hasAttr("value", "2026-11-26T08:30:00+01:00")), no("#slot-3"), in("[data-later]", hasAttr("value", "2027-03-03")))
	s.get(t, at+"&from=2026-12-10").must(t, 200, step("slot"), no("[data-none]"), in("#slot-1", hasAttr("value", "2027-03-03T08:30:00+01:00")), in("[data-first]"))
	s.postForm(t, "/api/appointments", onTheWay("from", "2026-12-10")).must(t, 200, in("#slot-1", hasAttr("value", "2027-03-03T08:30:00+01:00")), isCarried("name", "Amina Bà"))

	seen, next := map[string]bool{}, ""
	for range 40 {
		page := s.get(t, at+"&from="+next)
		for _, slot := range page.values("input[name=slot]") {
			seen[slot] = true
		}
		later := page.values("[data-later]")
		if len(later) == 0 {
			break
		}
		next = later[0]
	}
	if !seen["2026-11-25T08:30:00+01:00"] || !seen["2027-06-10T08:30:00+02:00"] || len(seen) != 2+30+1 {
		t.Errorf("%d times are reached, the last days from %s", len(seen), next)
	}
	own, _ := s.booked(t)
	s.get(t, own+"/change").must(t, 200, in("[data-later][formmethod=get]", hasAttr("value", "2027-03-03")))
	s.get(t, own+"/change?from=2027-01-01").must(t, 200, in("#slot-1", hasAttr("value", "2027-03-03T08:30:00+01:00")))
}

// Given somebody who needs Arabic, the times with a mediator come first.
func TestTimesWithALanguageComeFirst(t *testing.T) {
	s := begin(t)
	s.get(t, newForm+"?office=potenza&service=orientation").must(t, 200, in("button[name=first][value=ar]"))
	a := s.get(t, newForm+"?office=potenza&service=orientation&first=ar")
	a.must(t, 200, step("slot"), in(".times-group"), no("button[name=first]"), in("input[type=hidden][name=spoken][value=ar]"))
	if times := a.values("input[name=slot]"); times[0] != thursday {
		t.Errorf("the first time is %s, want one with a mediator", times[0])
	}
	if later := a.values("[data-later]"); len(later) != 1 || later[0] != "2026-12-17" {
		t.Errorf("later days begin on %v, want the day after the other times", later)
	}
	s.get(t, newForm+"?office=potenza&service=orientation&spoken=ar&after=slot&slot="+url.QueryEscape(thursday)).must(t, 200, step("about"),
		in("#spoken_language option[value=ar][selected]"))
}

func TestWhereEachPersonTakesAPlaceTheirNumberIsAskedFirst(t *testing.T) {
	s := begin(t)
	s.get(t, newForm+"?office=family&service=group").must(t, 200, step("people"))
	s.get(t, newForm+"?office=family&service=group&people=30&after=people").must(t, 422, step("people"), in("#error-people"))
	s.postForm(t, "/api/appointments", onTheWay("office", "family", "service", "group", "people", "13", "step", "check")).must(t, 422, step("people"), in("#error-people"), isCarried("name", "Amina Bà"))
	a := s.get(t, newForm+"?office=family&service=group&people=3&after=people")
	a.must(t, 200, step("slot"))
	if times := a.values("input[name=slot]"); times[0] != wednesday || times[1] != "2026-11-25T09:00:00+01:00" || times[2] != thursday {
		t.Errorf("three people in a row can begin at %v", times[:3])
	}
}

func TestAChosenTimeLeadsToThePerson(t *testing.T) {
	s := begin(t)
	chosen := newForm + "?office=potenza&service=orientation&after=slot&slot="
	a := s.get(t, chosen+url.QueryEscape(wednesday))
	a.must(t, 200, step("about"), no("[data-waiting]"), in("form", hasAttr("method", "post")), in("[data-answer=slot] [data-value]", hasText("mercoledì 25 novembre 2026, 08:30")),
		in("input[type=hidden][name=slot]", hasAttr("value", wednesday)), in("#people", hasAttr("value", "1")), in("#language option[value=it][selected]"))
	token := a.values("[name=form_token]")[0]
	if made, ok := s.ring.FormToken(token); !ok || !made.Equal(s.clock.Now()) {
		t.Errorf("the token %q was made at %v, %v", token, made, ok)
	}
	if a.Header.Get("Cache-Control") != "no-store" || strings.Contains(s.get(t, chosen+url.QueryEscape(wednesday)).body, token) {
		t.Error("the token is given to the next visitor too")
	}
	s.get(t, chosen).must(t, 200, step("about"), in("[data-waiting] #preferred_days-thu"), in("input[type=hidden][name=slot]", hasAttr("value", "")))
}

// Given a link with a time that is gone, or none, others are offered.
func TestALinkToATimeThatIsGoneOffersOthers(t *testing.T) {
	s := begin(t)
	s.postJSON(t, "/api/appointments", askingJSON(map[string]any{"slot": wednesday})).must(t, 201)
	at := newForm + "?office=potenza&service=orientation&slot="
	s.get(t, at+url.QueryEscape(wednesday)).must(t, 409, step("slot"), in("#error-slot"), in("#slot-3"), no("#slot-4"))
	s.get(t, at+"soon").must(t, 422, step("slot"), in("#error-slot"))
}

func TestWhoChangesTheLanguageKeepsWhatAnAddressMayHold(t *testing.T) {
	s := begin(t)
	s.get(t, newForm+"?after=service&service=orientation&name=Eve").must(t, 200, in(".languages a[lang=en]", hasAttr("href", "/en/appointments/new/?service=orientation")))
	s.get(t, newForm).must(t, 200, in(".languages a[lang=en]", hasAttr("href", "/en/appointments/new/")))
	s.postForm(t, "/api/appointments", onTheWay("step", "check")).must(t, 200, in(".languages a[lang=en]", hasAttr("href", "/en/appointments/new/")))
}

// Italian words that the page marks in a name stay marked where the name is said
// again; a name without any is said as the catalogue has it.
func TestItalianWordsStayMarkedInAnAnswer(t *testing.T) {
	s := begin(t)
	const named = `div[data-answer=office] [data-value]`
	s.get(t, newForm+"?office=family&service=group&people=3&after=people").must(t, 200, in(named+" bdi[lang=it]", hasText("(Sportello per famiglie)")))
	s.get(t, newForm+"?office=montelucci&service=orientation").must(t, 200, no(named+" bdi"), in(named, hasText("Sportello di via Montelucci")))
}

func TestTheFormHasOneAddressALanguage(t *testing.T) {
	s := begin(t)
	for _, at := range []string{"/it/appointments/new", "/it/appointments/new/index.html"} {
		a := s.get(t, at+"?office=potenza")
		a.must(t, 308)
		if to := a.Header.Get("Location"); to != "/it/appointments/new/?office=potenza" {
			t.Errorf("%s leads to %s", at, to)
		}
	}
	s.get(t, "/xx/appointments/new/").must(t, 404)
}
