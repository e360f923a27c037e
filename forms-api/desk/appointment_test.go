package desk_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// told is a request with every field filled in.
func told(r *formsapi.AppointmentRequest) {
	r.Language, r.People = "ar", 3
	r.Details = formsapi.Details{
		Name: "أمينة بن علي", Phone: "333 123 4567", Email: "amina@example.org", Contact: formsapi.ContactMessage, Discreet: true,
		Reason: "أحتاج إلى مساعدة.\n<b>رقم</b> 12", PreferredDays: []string{"mon", "sun"}, PreferredPart: "morning",
		SpokenLanguage: "ti", Interpreter: true, Needs: []string{"child-care", "sign-language"},
	}
}

func TestRequestPageShowsEverythingThePersonWrote(t *testing.T) {
	h := givenDesk(t)
	id := h.givenRequest(told)
	p := h.signedIn(h.givenStaff("Marco", operator)).get("/desk/appointments/" + id.String()).is(http.StatusOK)
	for _, want := range []string{
		"Legal advice", "How many people come 3", "Monday, Sunday · morning", "A message", "+39 333 123 4567", "amina@example.org",
		"Language of the page Arabic", "Language they speak Tigrinya", "Needs an interpreter Yes", "Comes with small children", "Sign language",
		"name neither the office nor the reason", "Asked to be put on the waiting list the person · Today, 10:01",
	} {
		p.says("main", want)
	}
	p.says("h1 bdi[lang=ar]", "أمينة بن علي").says(`.written[lang=ar][dir=auto]`, "<b>رقم</b> 12").has(".written b", 0)
	if got := p.attr(`a[href^="tel:"]`, "href"); got != "tel:+393331234567" {
		t.Errorf("the telephone is dialled as %s", got)
	}
	if got := p.attr(`a[href^="mailto:"]`, "href"); got != "mailto:amina@example.org" {
		t.Errorf("e-mail is sent to %s", got)
	}
	if details, err := h.work.Read(t.Context(), formsapi.Staff{Grants: []formsapi.Grant{coordinator}}, id); err != nil {
		t.Error(err)
	} else {
		p.says("code", details.Reference.String())
	}
}

func TestConfirmingFixesDateAndTime(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator))
	path := "/desk/appointments/" + h.givenRequest().String()
	offered := v.get(path)
	if got := offered.attr("#confirm-start", "min"); got != "2026-03-02" {
		t.Errorf("dates are offered from %s", got)
	}
	done := v.post(path+"/confirm", "version", "1", "date", "2026-03-05", "time", "10:30", "note", "Bring the passport")
	p := v.follow(done.leadsTo(path)).says(".notice", "Appointment confirmed").says(".summary", "Confirmed Appointment: Thursday, 5 March 2026, 10:30")
	p.says(".history", "Appointment confirmed: Thursday, 5 March 2026, 10:30 Bring the passport you").says("[aria-labelledby=steps] details summary", "Change the date or the time").has("[aria-labelledby=steps] details.step", 4)
	v.get(path).has(".notice", 0)
}

// Given a confirmed appointment, staff confirm another time; it is declined no more.
func TestAConfirmedAppointmentIsMoved(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator))
	path := "/desk/appointments/" + h.givenRequest().String()
	v.post(path+"/confirm", "version", "1", "date", "2026-03-05", "time", "10:30").leadsTo(path)
	p := v.get(path).says("[aria-labelledby=steps] button", "Confirm the new date and time")
	if p.attr("#move-start", "value") != "" || p.attr("#move-time", "value") != "" || len(p.text("#move-slot")) == 0 {
		t.Error("a time is chosen beforehand")
	}
	v.post(path+"/move", "version", "2", "date", "2026-03-05", "time", "10:30").is(http.StatusUnprocessableEntity).says("#error-move-start", "at this time already")
	wrong := v.post(path+"/move", "version", "2", "date", "2026-03-01", "time", "10:30").is(http.StatusUnprocessableEntity)
	wrong.says("details[open] button", "Confirm the new date and time").says(".summary", "5 March 2026, 10:30")
	p = v.follow(v.post(path+"/move", "version", "2", "date", "2026-03-06", "time", "15:00").leadsTo(path))
	p.says(".summary", "Confirmed Appointment: Friday, 6 March 2026, 15:00").says(".notice", "Appointment moved")
	p.says(".history", "Appointment confirmed: Thursday, 5 March 2026, 10:30").says(".history", "Appointment moved: Friday, 6 March 2026, 15:00")
	v.post(path+"/decline", "version", "3", "reason", "other").is(http.StatusConflict)
	v.post(path+"/confirm", "version", "2", "date", "2026-03-07", "time", "15:00").is(http.StatusConflict).says(".meanwhile", "Appointment moved").has("details[open] #move-start", 1)
}

// Given how a person wants to hear from the office, a colleague is told to tell
// them, or that they look by themselves; once, and of nothing but a decision.
func TestWhoWantsNoContactIsNotCalled(t *testing.T) {
	for contact, want := range map[string]struct{ hint, notice string }{
		formsapi.ContactNone: {"they see the decision on the page", "they look the answer up with their code"},
		formsapi.ContactCall: {"goes to the calls to make", "Now call the person"},
	} {
		h := givenDesk(t)
		marco := h.givenStaff("Marco", operator)
		v := h.signedIn(marco)
		path := "/desk/appointments/" + h.givenRequest(func(r *formsapi.AppointmentRequest) { r.Contact, r.Phone = contact, "333 123 4567" }).String()
		v.get(path).says("[aria-labelledby=steps]", want.hint)
		v.follow(v.post(path+"/confirm", "version", "1", "date", "2026-03-05", "time", "10:30")).says(".notice", "Appointment confirmed. ").says(".notice", want.notice)
		p := v.follow(v.post(path+"/assign", "version", "2", "to", marco.ID.String()))
		if strings.Contains(p.text(".notice"), want.notice) {
			t.Error("it is said again of what is no decision")
		}
		path = "/desk/appointments/" + h.givenRequest(func(r *formsapi.AppointmentRequest) { r.Contact, r.Phone = contact, "333 123 4567" }).String()
		v.follow(v.post(path+"/decline", "version", "1", "reason", "other")).says(".notice", want.notice).says("main", "nothing left to do")
	}
}

func TestDecliningNeedsAReason(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator))
	path := "/desk/appointments/" + h.givenRequest().String()
	refused := v.post(path+"/decline", "version", "1", "reason", "", "note", "Called twice").is(http.StatusUnprocessableEntity)
	refused.says(`.errors a[href="#decline-reason"]`, "Choose the reason").says("#error-decline-reason", "Choose the reason")
	refused.says("#decline-note", "Called twice").says("title", "Error:").has("details[open] #decline-reason", 1).has("details[open]", 1)
	v.post(path+"/decline", "version", "1", "reason", "other-office", "instead", "nowhere").is(422).says("#error-decline-instead", "not one of the site’s")
	v.post(path+"/decline", "version", "1", "reason", "not-reachable", "note", "Called twice").leadsTo(path)
	v.get(path).says(".history", "Request declined: We could not reach them Called twice").says(".state", "Declined")
}

func TestWhatIsWrongWithADateIsSaidAndWhatWasTypedStays(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator))
	path := "/desk/appointments/" + h.givenRequest().String()
	for _, c := range []struct{ date, time, want string }{
		{"", "", "Choose the date and the time"},
		{"2026-03-05", "", "Choose the date and the time"},
		{"2026-03-02", "09:59", "still to come"},
		{"2027-03-05", "10:00", "within a year"},
		{"2026-03-29", "02:30", "does not exist"}, // the hour that clocks skip
		{"5/3/2026", "10:00", "does not exist"},
	} {
		p := v.post(path+"/confirm", "version", "1", "date", c.date, "time", c.time, "note", "Bring the passport")
		p.is(http.StatusUnprocessableEntity).says("#error-confirm-start", c.want).says("#confirm-note", "Bring the passport")
		if p.attr("#confirm-start", "value") != c.date || p.attr("#confirm-time", "value") != c.time {
			t.Errorf("%s %s was not kept", c.date, c.time)
		}
	}
	long := strings.Repeat("n", formsapi.MaxNote+1)
	v.post(path+"/confirm", "version", "1", "date", "2026-03-05", "time", "10:00", "note", long).is(422).says("#error-confirm-note", "at most 4000")
	v.post(path+"/confirm", "version", "1", "note", strings.Repeat("n", 1<<20)).is(422).says("#error-confirm-note", "at most 4000")
	v.post(path+"/confirm", "version", "1", "note", strings.Repeat("n", 5<<20)).is(422).says("main", "incomplete or too large")
	v.post(path+"/confirm", "date", "2026-03-05").is(422)
	v.get(path).says(".state", "On the waiting list")
}

func TestWhoComesSecondIsToldWhatChanged(t *testing.T) {
	h := givenDesk(t)
	marco, nadia := h.givenStaff("Marco", operator), h.givenStaff("Nadia", operator)
	id := h.givenRequest()
	path := "/desk/appointments/" + id.String()
	v := h.signedIn(marco)

	h.decide(nadia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventAssign, To: nadia.ID})
	late := v.post(path+"/confirm", "version", "1", "date", "2026-03-05", "time", "10:30", "note", "Bring the passport").is(http.StatusConflict)
	late.says(".meanwhile", "Taken on Nadia").says("#confirm-note", "Bring the passport").has(".meanwhile li", 1)
	if got := late.attr(`form[action$="/confirm"] [name=version]`, "value"); got != "2" {
		t.Errorf("what was typed is now about version %s, not 2", got)
	}

	h.decide(nadia, formsapi.Decision{ID: id, Version: 2, Event: formsapi.EventDecline, Reason: "duplicate", Note: "See yesterday's"})
	lost := v.post(path+"/confirm", "version", "2", "date", "2026-03-05", "time", "10:30", "note", "Bring the passport").is(http.StatusConflict)
	lost.says(".meanwhile", "Request declined: They have the same request already See yesterday's Nadia")
	lost.says(".meanwhile", "no longer possible").says(".meanwhile", "2026-03-05 10:30 Bring the passport").has(".meanwhile li", 1)
	v.get(path).says(".state", "Declined")
}

// overtaken is a store in which a colleague acts between a step's reading and
// its writing.
type overtaken struct {
	formsapi.AppointmentStore
	meanwhile func()
}

func (o *overtaken) Appointment(ctx context.Context, id uuid.UUID) (formsapi.Appointment, error) {
	a, err := o.AppointmentStore.Appointment(ctx, id)
	if o.meanwhile != nil {
		meanwhile := o.meanwhile
		o.meanwhile = nil
		meanwhile()
	}
	return a, err
}

// Given a step that names a version which nobody has read yet, and a colleague
// who makes it while the step is on its way, the step does not happen: it was
// worked out from the state before.
func TestAStepNamesTheVersionThatItRead(t *testing.T) {
	h := givenDesk(t)
	marco, nadia := h.givenStaff("Marco", operator), h.givenStaff("Nadia", operator)
	id := h.givenRequest()
	store := &overtaken{h.store, func() {
		h.decide(nadia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventDecline, Reason: "duplicate"})
	}}
	racing := &formsapi.WorkAppointments{Catalogue: offices{}, Sealer: h.ring, Store: store, Staff: h.store, Channels: channels, Now: h.clock.now}
	forged := formsapi.Decision{ID: id, Version: 2, Event: formsapi.EventConfirm, Start: "2026-03-05T10:30"}
	if err := racing.Decide(t.Context(), marco, forged); formsapi.CodeOf(err) != formsapi.CodeConflict {
		t.Errorf("the answer is %v", err)
	}
	v := h.signedIn(marco)
	v.get("/desk/appointments/"+id.String()).says(".state", "Declined").lacks("Appointment confirmed")

	id = h.givenRequest()
	for _, version := range []string{"0", "2", "-1", "99"} {
		v.post("/desk/appointments/"+id.String()+"/confirm", "version", version, "date", "2026-03-05", "time", "10:30").is(http.StatusConflict)
	}
	racing.Store = &overtaken{h.store, func() {
		h.decide(nadia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventAssign, To: nadia.ID})
	}}
	honest := formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventConfirm, Start: "2026-03-05T10:30"}
	if err := racing.Decide(t.Context(), marco, honest); formsapi.CodeOf(err) != formsapi.CodeConflict {
		t.Errorf("who was overtaken is answered %v", err)
	}
}

// Given a name in letters that run the other way, the window's title has it in
// an isolate, where no element can stand.
func TestANameTurnsNothingInTheTitle(t *testing.T) {
	h := givenDesk(t)
	p := h.signedIn(h.givenStaff("Marco", operator)).get("/desk/appointments/" + h.givenRequest(told).String())
	p.says("title", "\u2068أمينة بن علي\u2069").says("h1 bdi", "أمينة بن علي")
}

func TestWorkIsTakenGivenAndPutBack(t *testing.T) {
	h := givenDesk(t)
	marco, nadia := h.givenStaff("Marco", operator), h.givenStaff("Nadia", formsapi.Grant{Role: formsapi.RoleMediator, Office: "potenza"})
	stranger := h.givenStaff("Vito", formsapi.Grant{Role: formsapi.RoleOperator, Office: "montelucci"})
	path := "/desk/appointments/" + h.givenRequest().String()
	v := h.signedIn(marco)
	v.get(path).says("#assign-to", "Nadia").lacks("Vito")

	v.follow(v.post(path+"/assign", "version", "1", "to", marco.ID.String())).says("[aria-labelledby=assignment]", "you")
	v.follow(v.post(path+"/assign", "version", "2", "to", nadia.ID.String())).says("[aria-labelledby=assignment] bdi", "Nadia")
	v.follow(v.post(path+"/assign", "version", "3", "to", "")).says("[aria-labelledby=assignment]", "Nobody yet").
		says(".history", "Taken on you").says(".history", "Given to Nadia").says(".history", "Put back among nobody’s")

	for _, to := range []string{stranger.ID.String(), "019a0000-0000-7000-8000-000000000000", "not-an-id"} {
		v.post(path+"/assign", "version", "4", "to", to).is(422).says("#error-assign-to", "cannot read the requests")
	}
	h.signedIn(nadia).get(path).has("button[name=to]", 0).has("[aria-labelledby=steps] details", 0).says("[aria-labelledby=steps]", "You can read this request")
}

func TestWhatIsNoRequestIsNotFound(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator))
	id := h.givenRequest().String()
	for _, path := range []string{"not-an-id", "019a0000-0000-7000-8000-000000000000", ""} {
		v.get("/desk/appointments/"+path).is(http.StatusNotFound).says("main", "does not exist")
	}
	v.post("/desk/appointments/"+id+"/request", "version", "1").is(http.StatusNotFound)
	v.post("/desk/appointments/"+id+"/dream", "version", "1").is(http.StatusNotFound)
}

func TestReadingARequestIsAccountedFor(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator))
	path := "/desk/appointments/" + h.givenRequest().String()
	before := h.audited(formsapi.ActionRead)
	v.get(path)
	if got := h.audited(formsapi.ActionRead) - before; got != 1 {
		t.Errorf("reading a request left %d entries in the audit log", got)
	}
}

func (h *help) audited(action formsapi.Action) (times int) {
	h.t.Helper()
	rows, err := h.store.AuditEntries(h.t.Context(), 0, 500)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, r := range rows {
		if r.Action == action {
			times++
		}
	}
	return times
}
