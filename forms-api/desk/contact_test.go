package desk_test

import (
	"net/http"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
)

// contact is what is always noted, at Via Montelucci, with more.
func contact(outcome string, more ...string) []string {
	return append([]string{
		"office", "montelucci", "channel", "telephone", "service", "legal-advice", "language", "en", "people", "1", "outcome", outcome,
	}, more...)
}

// newest is the request that came last.
func (h *help) newest() formsapi.Appointment {
	h.t.Helper()
	all, err := h.store.Appointments(h.t.Context(), formsapi.AppointmentFilter{Limit: 1})
	if err != nil || len(all) != 1 {
		h.t.Fatalf("%d requests, %v", len(all), err)
	}
	return all[0]
}

// Given somebody who was helped there and then, three choices count them: no
// name is asked for, and the form stands ready for the next.
func TestAnAnonymousContactIsATally(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	p := v.get("/desk/contacts/new?office=montelucci").says(".summary", "Montelucci street").has("details[open]", 0).has(".times", 0)
	p.has("#service option", 2).says("#language", "Arabic")
	v.follow(v.post("/desk/contacts", contact("helped")...).leadsTo("/desk/contacts/new?channel=telephone&office=montelucci")).says(".notice", "Contact recorded").has("#channel-telephone[checked][autofocus]", 1)
	a := h.newest()
	if a.State != formsapi.Attended || a.Channel != formsapi.IntakeTelephone || a.Office != "montelucci" {
		t.Errorf("stored is %s by %s at %s", a.State, a.Channel, a.Office)
	}
	v.get("/desk/appointments/"+a.ID.String()).has(`form[action$="/miss"]`, 0).says("h1", "Without a name").says("main", "By telephone").says(".history", "Contact recorded: Helped you")
	v.get("/desk/?tab=all").says("tbody th", "Without a name")
}

// Given somebody who wants an appointment, the free times come in the next step,
// and then their code: its groups to read out, and in no address.
func TestAnAppointmentIsBookedAtTheCounter(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	choose := v.post("/desk/contacts", contact("book", "name", "Amina", "behalf", "her sister")...).is(http.StatusOK).has(".errors", 0)
	choose.has("#slot [type=radio]", 7).says("label[for=slot-0]", "Tuesday, 3 March 2026, 09:00").has("#slot-0[autofocus]", 1).has("[autofocus]", 1).has(`#name[value="Amina"]`, 1)

	none := v.post("/desk/contacts", contact("book", "times", "true")...).is(422).says("#error-start", "Choose the date and the time")
	none.has("#slot [type=radio]", 7)
	done := v.post("/desk/contacts", contact("book", "times", "true", "slot", "2026-03-03T09:30", "name", "Amina", "behalf", "her sister")...)
	a := h.newest()
	slip := v.follow(done.leadsTo("/desk/appointments/"+a.ID.String()+"/slip")).says(".notice", "The appointment is booked")
	read, err := h.work.Read(t.Context(), root, a.ID)
	if err != nil || read.State != formsapi.Confirmed || read.Start.Local != "2026-03-03T09:30" {
		t.Fatalf("stored is %s at %v, %v", read.State, read.Start, err)
	}
	groups := strings.Split(read.Reference.String(), "-")
	slip.says(".reference", strings.Join(groups, " - ")).has(".reference code", 3)
	v.get("/desk/appointments/"+a.ID.String()).says("main", "Spoke for them her sister").says(".history", "Appointment booked: Tuesday, 3 March 2026, 09:30 you")

	taken := v.post("/desk/contacts", contact("book", "times", "true", "slot", "2026-03-03T09:30")...).is(http.StatusConflict)
	taken.says("#error-slot", "just been taken").has("#slot [type=radio]", 4)
}

// Given a slip, it is in the person's language, has what, when, where and the
// address of the request, and names nobody; a discreet one not even the office.
func TestTheSlipNamesNobody(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	id := h.givenRequest(named("Amina Benali"), asksFor(tuesdayAtTen))
	path := "/desk/appointments/" + id.String() + "/slip"
	read, err := h.work.Read(t.Context(), root, id)
	if err != nil {
		t.Fatal(err)
	}
	p := v.get(path).says(".slip", "Consulenza legale").says(".slip", "martedì 3 marzo 2026 · 10:00").says(".slip", "via Montelucci, 4").says(".slip", "0774 301488")
	p.says(".slip", "https://help.example.org/it/appointments/"+read.Reference.String()).has(".slip [lang=it]", 1).lacks("Amina").lacks("confermato")
	h.decide(root, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventDecline, Reason: "other"})
	if text := v.get(path).text(".slip"); strings.Contains(text, "10:00") {
		t.Errorf("the slip of what was declined says %s", text)
	}

	arabic := h.givenRequest(asksFor(tuesdayAtEleven), func(r *formsapi.AppointmentRequest) { r.Language = "ar" })
	h.decide(root, formsapi.Decision{ID: arabic, Version: 1, Event: formsapi.EventConfirm})
	v.get("/desk/appointments/"+arabic.String()+"/slip").has(".slip [lang=ar]", 1)
	quiet := h.givenRequest(func(r *formsapi.AppointmentRequest) { r.Office, r.Discreet = "montelucci", true })
	v.get("/desk/appointments/"+quiet.String()+"/slip").says(".slip", "via Montelucci, 4").lacks("Consulenza").lacks("Via Montelucci")
}

// Given somebody who was helped there and then, the message leads to the record of it,
// once.
func TestTheMessageLeadsToWhatWasMade(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	next := v.post("/desk/contacts", contact("helped")...).is(http.StatusSeeOther)
	v.follow(next).has(`.notice a[href="/desk/appointments/`+h.newest().ID.String()+`"]`, 1)
	v.get("/desk/contacts/new").has(".notice", 0)
}

// Given somebody on the waiting list who left no way to be told, the slip promises
// no message: it says to come back, or to look at the page. Who left one is told.
func TestTheSlipPromisesNoMessageToWhoLeftNoContact(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	v.follow(v.post("/desk/contacts", contact("wait")...)).says(".slip", "on the waiting list").says(".slip", "come back to the office").lacks("the office offers it")
	v.follow(v.post("/desk/contacts", contact("wait", "phone", "333 123 4567")...)).says(".slip", "the office offers it").lacks("come back to the office")
}

// Given somebody who waits, staff who talk with them need not call them as well.
func TestWhoIsPutOnTheWaitingListIsNotCalled(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	v.follow(v.post("/desk/contacts", contact("wait", "phone", "333 123 4567")...)).says(".notice", "On the waiting list")
	v.get("/desk/waiting").has("tbody tr", 1)
	v.get("/desk/calls").has(".cards > li", 0)
}

func TestWhatIsWrongWithAContactIsSaidAndKept(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	for _, c := range []struct {
		field, value, control, want string
	}{
		{"channel", "pigeon", "channel", "called or came"},
		{"service", "", "service", "Choose the service"},
		{"language", "", "language", "Choose the language"},
		{"people", "13", "people", "1 to 12"},
		{"people", "two", "people", "1 to 12"},
		{"outcome", "dreamt", "outcome", "Choose what to do"},
		{"phone", "12", "phone", "Check the number. An example: 333"},
		{"email", "amina", "email", "name@example.org"},
		{"contact", "email", "phone", "you need a telephone or an e-mail"},
		{"name", strings.Repeat("n", 121), "name", "at most 120"},
		{"behalf", strings.Repeat("n", 121), "behalf", "at most 120"},
		{"reason", strings.Repeat("n", 501), "reason", "at most 500"},
	} {
		form := contact("helped", "name", "Amina")
		for i := 0; i < len(form); i += 2 {
			if form[i] == c.field {
				form = append(form[:i], form[i+2:]...)
				break
			}
		}
		p := v.post("/desk/contacts", append(form, c.field, c.value)...).is(http.StatusUnprocessableEntity)
		p.says("#error-"+c.control, c.want).says(`.errors a[href="#`+c.control+`"]`, c.want).has("#"+c.control, 1).has("#channel-telephone", 1)
		if c.field != "channel" {
			p.has("#channel-telephone[checked]", 1)
		}
	}
	v.post("/desk/contacts", "office", "montelucci", "channel", "counter", "outcome", "book", "language", "it").is(422).says("#error-service", "Choose the service").has(".times", 0)
	if all, _ := h.store.Appointments(t.Context(), formsapi.AppointmentFilter{Limit: 5}); len(all) > 0 {
		t.Errorf("%d contacts are stored", len(all))
	}
}

// Given a double press, the contact is recorded once and the same slip is shown;
// the next form records another.
func TestPressingTwiceRecordsOnce(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	key := v.get("/desk/contacts/new?office=montelucci").attr("[name=key]", "value")
	form := contact("book", "times", "true", "slot", "2026-03-03T09:30", "name", "Amina", "key", key)
	v.post("/desk/contacts", form...).is(http.StatusSeeOther)
	slip := "/desk/appointments/" + h.newest().ID.String() + "/slip"
	v.post("/desk/contacts", form...).leadsTo(slip)
	v.get(slip).has(".slip svg.code path", 1)
	if all, _ := h.store.Appointments(t.Context(), formsapi.AppointmentFilter{Limit: 5}); len(all) != 1 {
		t.Errorf("%d contacts are stored", len(all))
	}
	next := v.get("/desk/contacts/new?office=montelucci").says("#spoken_language", "Tigrinya")
	v.post("/desk/contacts", contact("helped", "key", next.attr("[name=key]", "value"))...).is(http.StatusSeeOther)
	if all, _ := h.store.Appointments(t.Context(), formsapi.AppointmentFilter{Limit: 5}); len(all) != 2 {
		t.Errorf("%d contacts are stored", len(all))
	}
}

// Given several things wrong, of the form and of the use case, all are said at once.
func TestEverythingWrongWithAContactIsSaidAtOnce(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	p := v.post("/desk/contacts", "office", "montelucci", "language", "it", "people", "two", "email", "amina").is(422)
	p.has("#error-people", 1).has("#error-outcome", 1).has("#error-service", 1).has("#error-channel", 1).has("#error-email", 1)
	v.post("/desk/contacts", contact("book", "email", "amina")...).is(422).has("#error-email", 1)
}

// Given somebody at the counter, the form stands ready: the focus on how they
// came, the office that was worked at before, the only service, and a first button
// that records nothing.
func TestTheContactFormStandsReady(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	p := v.get("/desk/contacts/new").says(".summary", "Montelucci street").has("#channel-counter[checked][autofocus]", 1).has("[autofocus]", 1)
	p.has(`#service option[selected][value="legal-advice"]`, 1).has("#language option[selected]", 0).has(`#language option:first-child[value=""]`, 1)
	p.has("details #spoken_language", 0).has("details #interpreter", 0).has("#outcome button:last-child[value=helped]", 1)
	if first := p.attr("main form button:not(.second)", "value"); first != "book" {
		t.Errorf("Enter in a field does %q", first)
	}
	v.get("/desk/day?office=potenza")
	v.get("/desk/contacts/new?channel=telephone").says(".summary", "Potenza help desk").has("#channel-telephone[checked][autofocus]", 1)
	v.get("/desk/closures?office=nowhere").is(http.StatusNotFound)
	v.get("/desk/day").says(".summary", "Potenza help desk")

	wait := v.follow(v.post("/desk/contacts", contact("wait")...))
	wait.has(`a[autofocus][aria-describedby=code][href="/desk/contacts/new?channel=telephone&office=montelucci"]`, 1)
	v.get("/desk/appointments/"+h.newest().ID.String()+"/slip").has("[autofocus]", 0)
}
