package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// Given a request, a colleague says how urgent it is, by when, and what came of it:
// each stands on its page and in its history, with who did it.
func TestTheWorkOnARequest(t *testing.T) {
	h := givenDesk(t)
	marco := h.givenStaff("Marco", operator)
	id := h.givenRequest()
	v, path := h.signedIn(marco), "/desk/appointments/"+id.String()
	step := func(version, event string, form ...string) *page {
		t.Helper()
		return v.follow(v.post(path+"/"+event, append(form, "version", version)...).leadsTo(path)).is(http.StatusOK)
	}
	step("1", "urgency", "urgency", "urgent").says(".notice", "The urgency is changed").says(".history", "Urgency: Urgent you")
	step("2", "due", "date", "2026-03-04").says(".history", "Due: 04/03/2026, 23:59")
	step("3", "due", "date", "2026-03-04", "time", "09:30").says(".history", "Due: 04/03/2026, 09:30").says(".glance", "04/03/2026, 09:30")
	step("4", "due", "none", "true").says(".glance", "By no time")
	p := step("5", "finish", "outcome", "referred", "referred", "Montelucci street", "note", "Called first.")
	p.says(".glance", "Referred elsewhere").says(".history", "Contact recorded: Referred elsewhere · Montelucci street Called first.")
	p = step("6", "reopen").says(".history", "Reopened")
	p.has(`form[action$="/finish"]`, 1)
}

// Given steps that miss something, or that cannot be, each is refused with a sentence
// at its field, and what was typed is still there; nothing has happened.
func TestWorkThatIsRefused(t *testing.T) {
	h := givenDesk(t)
	lucia, marco := h.givenStaff("Lucia", coordinator), h.givenStaff("Marco", operator)
	id := h.givenRequest()
	agreed := h.givenRequest()
	h.decide(lucia, formsapi.Decision{ID: agreed, Version: 1, Event: formsapi.EventConfirm, Start: "2026-03-05T10:30", Outside: true})
	v := h.signedIn(marco)
	for _, c := range []struct {
		id         uuid.UUID
		event      string
		form       []string
		status     int
		selector   string
		says       string
		keeps, has string
	}{
		{id, "urgency", []string{"version", "1", "urgency", "dreamt"}, 422, "#error-urgency-urgency", "Choose how urgent", "", ""},
		{id, "due", []string{"version", "1"}, 422, "#error-due-due", "Choose the day", "", ""},
		{id, "due", []string{"version", "1", "date", "2026-03-01", "time", "10:00"}, 422, "#error-due-due", "still to come", "#due-due", "2026-03-01"},
		{id, "finish", []string{"version", "1", "note", "Long talk."}, 422, "#error-finish-outcome", "Choose the outcome", "", ""},
		{id, "finish", []string{"version", "1", "outcome", "withdrew"}, 422, "#error-finish-outcome", "nobody has told them", "", ""},
		{id, "finish", []string{"version", "1", "outcome", "referred"}, 422, "#error-finish-referred", "Type where", "", ""},
		{id, "finish", []string{"version", "1", "outcome", "referred", "referred", strings.Repeat("x", 201)}, 422, "#error-finish-referred", "at most 200", "#finish-referred", strings.Repeat("x", 201)},
		{id, "flag", []string{"version", "1"}, 422, "#error-flag-to", "cannot read the requests", "", ""},
		{id, "flag", []string{"version", "1", "to", uuid.NewString()}, 422, "#error-flag-to", "cannot read the requests", "", ""},
		{id, "activity", []string{"version", "1", "activity", "dreamt"}, 422, ".errors", "does not have this activity", "", ""},
		{id, "reopen", []string{"version", "1"}, 409, ".errors", "not possible with the request", "", ""},
		{id, "undo", []string{"version", "1"}, 409, ".errors", "cannot be taken back", "", ""},
		{id, "attend", []string{"version", "1"}, 409, ".errors", "not possible with the request", "", ""},
		{agreed, "finish", []string{"version", "2", "outcome", "helped"}, 409, ".errors", "An appointment is agreed", "", ""},
		{id, "urgency", []string{"version", "one", "urgency", "low"}, 422, "main", "arrived incomplete", "", ""},
		{id, "dream", []string{"version", "1"}, 404, "main", "", "", ""},
	} {
		p := v.post("/desk/appointments/"+c.id.String()+"/"+c.event, c.form...)
		if p.status != c.status {
			t.Errorf("%s %v is answered %d, not %d", c.event, c.form, p.status, c.status)
			continue
		}
		p.says(c.selector, c.says)
		if c.keeps != "" && p.attr(c.keeps, "value") != c.has {
			t.Errorf("%s keeps %q", c.event, p.attr(c.keeps, "value"))
		}
	}
	v.post("/desk/appointments/"+id.String()+"/finish", "version", "1", "note", "Long talk.").says("#finish-note", "Long talk.").has("details[open] #finish-note", 1)
	read, err := h.work.Read(t.Context(), root, id)
	if err != nil || read.Version != 1 {
		t.Errorf("the request is at version %d, %v", read.Version, err)
	}
}

// Given two colleagues with the same request open, the second to save is told what the
// first did, and has what they typed; sent again, it is done.
func TestTheSecondToSaveIsToldWhatChanged(t *testing.T) {
	h := givenDesk(t)
	h.givenStaff("Lucia", coordinator)
	lucia, marco := h.signedIn(formsapi.Staff{Email: mailbox("Lucia")}), h.signedIn(h.givenStaff("Marco", operator))
	path := "/desk/appointments/" + h.givenRequest().String()
	lucia.post(path+"/urgency", "version", "1", "urgency", "urgent").is(http.StatusSeeOther)

	p := marco.post(path+"/finish", "version", "1", "outcome", "informed", "note", "Told her the hours.").is(http.StatusConflict)
	p.says(".meanwhile", "Urgency: Urgent").says(".meanwhile", "Lucia").says("#finish-note", "Told her the hours.")
	if got := p.attr("#finish-outcome option[selected]", "value"); got != "informed" {
		t.Errorf("chosen is %q", got)
	}
	version := p.attr(`form[action$="/finish"] [name=version]`, "value")
	marco.post(path+"/finish", "version", version, "outcome", "informed", "note", "Told her the hours.").leadsTo(path)

	p = lucia.post(path+"/finish", "version", "2", "outcome", "helped", "note", "Came by.").is(http.StatusConflict)
	p.says(".meanwhile", "Informed").says(".meanwhile", "no longer possible").says(".meanwhile", "Came by.").says(".meanwhile", "Helped")
}

// Given a step, who took it can take it back for ten seconds, and nobody else.
func TestUndo(t *testing.T) {
	h := givenDesk(t)
	lucia, marco := h.signedIn(h.givenStaff("Lucia", coordinator)), h.signedIn(h.givenStaff("Marco", operator))
	path := "/desk/appointments/" + h.givenRequest().String()
	p := marco.follow(marco.post(path+"/urgency", "version", "1", "urgency", "urgent"))
	p.says(".undo", "“Urgency”: you can take it back")
	lucia.get(path).has(".undo", 0)
	p = marco.follow(marco.post(path+"/undo", "version", "2").leadsTo(path))
	p.says(".notice", "all is as before").says(".history", "Taken back: Urgency you").says("[aria-labelledby=casework]", "Normal").has(".undo", 0)

	marco.post(path+"/urgency", "version", "3", "urgency", "low").leadsTo(path)
	h.clock.pass(11 * time.Second)
	marco.get(path).has(".undo", 0)
	marco.post(path+"/undo", "version", "4").is(http.StatusConflict).says(".errors", "cannot be taken back any more").says("[aria-labelledby=casework]", "Can wait")
}

// Given a colleague who is asked to look, the request is among theirs until they have.
func TestAFlagIsSeen(t *testing.T) {
	h := givenDesk(t)
	lucia, zahra := h.givenStaff("Lucia", coordinator), h.givenStaff("Zahra", formsapi.Grant{Role: formsapi.RoleMediator, Office: "potenza"})
	id := h.givenRequest()
	path := "/desk/appointments/" + id.String()
	h.signedIn(lucia).post(path+"/flag", "version", "1", "to", zahra.ID.String()).leadsTo(path)
	v := h.signedIn(zahra)
	v.get("/desk/?tab=mine").has("tbody tr", 1)
	v.get(path).says("[aria-labelledby=casework]", "Asked to look you").says(".history", "Asked you to look")
	v.follow(v.post(path+"/seen", "version", "0")).has(`form[action$="/seen"]`, 0)
	v.get("/desk/?tab=mine").has("tbody tr", 0)
}

// Given requests of the same telephone, each page shows the others of the reader's
// offices, and says when the request will be erased.
func TestDuplicatesAreShown(t *testing.T) {
	h := givenDesk(t)
	one := h.givenRequest(named("Amina"), reachedBy("call", "333 123 4567", ""))
	two := h.givenRequest(named("Amina B."), reachedBy("call", "+39 3331234567", ""))
	h.givenRequest(named("Else"), of("montelucci", "it"), reachedBy("call", "333 123 4567", ""))
	v := h.signedIn(h.givenStaff("Marco", operator))
	v.get("/desk/appointments/"+one.String()).has("[aria-labelledby=others] li", 1).has(`[aria-labelledby=others] a[href$="`+two.String()+`"]`, 1).says("[aria-labelledby=keeping]", "It will be erased")
}
