package desk_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

const ofClosedList = "/desk/?tab=all&who=closed"

// gone is a desk that Marco, an operator at Potenza, has left: what was his is in his
// name still.
type gone struct {
	*help
	lucia, marco formsapi.Staff
	his          []uuid.UUID
}

func givenGone(t *testing.T, names ...string) gone {
	t.Helper()
	return goneFrom(givenDesk(t), names...)
}

// goneFrom is the same of a desk that is there.
func goneFrom(h *help, names ...string) gone {
	h.t.Helper()
	g := gone{help: h, lucia: h.givenStaff("Lucia", coordinator), marco: h.givenStaff("Marco", operator)}
	for _, name := range names {
		id := h.givenRequest(named(name))
		h.decide(g.lucia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventAssign, To: g.marco.ID})
		g.his = append(g.his, id)
	}
	return g
}

func (g gone) leaves() {
	g.t.Helper()
	if err := g.accounts.Disable(g.t.Context(), g.marco.Email, formsapi.ByCommand); err != nil {
		g.t.Fatal(err)
	}
}

// assignee is who a request is given to.
func (g gone) assignee(id uuid.UUID) uuid.UUID {
	g.t.Helper()
	a, err := g.store.Appointment(g.t.Context(), id)
	if err != nil {
		g.t.Fatal(err)
	}
	return a.Assignee
}

// Given requests of a colleague whose account is closed, those that are not finished are
// one filter away, for who reads at that office; a line above the list leads there, for who
// can give them to somebody. While the account is open there is neither.
func TestWhatAClosedAccountLeavesIsFound(t *testing.T) {
	g := givenGone(t, "Amina", "Bilal", "Chiara")
	g.decide(g.lucia, formsapi.Decision{ID: g.his[2], Version: 2, Event: formsapi.EventDecline, Reason: "other"})
	v := g.signedIn(g.lucia)
	v.get("/desk/").has(".of-closed", 0).has("#who option[value=closed]", 0)
	v.get(ofClosedList).has("tbody tr", 0)

	g.leaves()
	p := v.get("/desk/").says(".of-closed", "in the name of closed accounts: 2").has("#who option[value=closed]", 1)
	p = v.get(p.attr(".of-closed a", "href")).has(".of-closed", 0).has("#who option[value=closed][selected]", 1).has("details.filters[open]", 0).has("main a[href=\"#hand-over\"]", 1).says(".explained", "Unfinished")
	if got := p.text("tbody th a"); got != "Bilal Amina" {
		t.Errorf("the list has %q", got)
	}
	v.get("/desk/?tab=today&who=closed").has("tbody tr", 0)
	v.get("/desk/?tab=closed&who=closed").has("tbody tr", 0)
	v.get("/desk/?tab=aside&who=closed").has("tbody tr", 0)

	reads := g.signedIn(g.givenStaff("Mina", formsapi.Grant{Role: formsapi.RoleMediator, Office: "potenza"}))
	reads.get("/desk/").has(".of-closed", 0).has("#who option[value=closed]", 1)
	reads.get(ofClosedList).has("tbody tr", 2).has("#hand-over", 0).has("[name=request]", 0)
	elsewhere := g.signedIn(g.givenStaff("Piero", formsapi.Grant{Role: formsapi.RoleOperator, Office: "montelucci"}))
	elsewhere.get("/desk/").has(".of-closed", 0).has("#who option[value=closed]", 0)
	elsewhere.get(ofClosedList).has("tbody tr", 0)
}

// Given requests of a colleague who leaves, who closes the account reads how many are not
// finished and where they will be, also where they may read none of them.
func TestWhoClosesAnAccountReadsWhatItLeaves(t *testing.T) {
	g := givenGone(t, "Amina", "Bilal")
	ada := g.signedIn(g.givenStaff("Ada", administrator))
	path := "/desk/staff/" + g.marco.ID.String()
	ada.get(path).says(`form[action$="/disable"]`, "not finished: 2").says(`form[action$="/disable"]`, "Closed accounts").lacks("Amina")
	ada.get("/desk/staff/"+g.lucia.ID.String()).says(`form[action$="/disable"]`, "no requests to finish")
	ada.post(path+"/grants").is(http.StatusUnprocessableEntity).says(`form[action$="/disable"]`, "not finished: 2")
	if _, err := g.work.CountUnfinished(t.Context(), g.lucia, g.marco); formsapi.CodeOf(err) != formsapi.CodeForbidden {
		t.Errorf("who manages no accounts is answered %v", err)
	}
}

// Given requests of a closed account, those that are ticked are a colleague's after one
// press, each with a step of its own that is in the log and that its page can take back.
func TestWhatIsTickedIsHandedOver(t *testing.T) {
	g := givenGone(t, "Amina", "Bilal", "Chiara")
	g.leaves()
	anna := g.givenStaff("Anna", operator)
	v := g.signedIn(g.lucia)
	p := v.get(ofClosedList).has("tbody [name=request]", 3).has("#hand-over-to option", 4).says("#hand-over", "no way back for all of them together")
	amina, bilal := p.attr("#request-"+g.his[0].String(), "value"), p.attr("#request-"+g.his[1].String(), "value")
	steps := g.audited(formsapi.ActionAssign)
	v.follow(v.post(p.attr("#hand-over", "action"), "to", anna.ID.String(), "request", amina, "request", bilal).leadsTo(ofClosedList)).
		says(".notice", "handed over: 2").says("tbody", "Chiara").has("tbody tr", 1)
	for i, want := range []uuid.UUID{anna.ID, anna.ID, g.marco.ID} {
		if got := g.assignee(g.his[i]); got != want {
			t.Errorf("request %d is %s's, want %s's", i, got, want)
		}
	}
	if n := g.audited(formsapi.ActionAssign) - steps; n != 2 {
		t.Errorf("the log has %d entries of it", n)
	}
	undone := v.get("/desk/appointments/"+g.his[0].String()).has("form.undo", 1)
	v.post(undone.attr("form.undo", "action"), "version", "3").is(http.StatusSeeOther)
	if got := g.assignee(g.his[0]); got != g.marco.ID {
		t.Errorf("taken back it is %s's", got)
	}
}

// Given everything on a page, it is put back among nobody's without a tick for each.
func TestAPageIsHandedOverAtOnce(t *testing.T) {
	g := givenGone(t, "Amina", "Bilal")
	g.leaves()
	v := g.signedIn(g.lucia)
	p := v.get(ofClosedList)
	form := []string{"to", "nobody", "all", "yes"}
	for _, shown := range p.all("#hand-over [name=shown]") {
		form = append(form, "shown", attrOf(shown, "value"))
	}
	v.follow(v.post(p.attr("#hand-over", "action"), form...).leadsTo("/desk/")).says(".notice", "handed over: 2").has("tbody tr", 2)
	if g.assignee(g.his[0]) != uuid.Nil || g.assignee(g.his[1]) != uuid.Nil {
		t.Error("somebody has them")
	}
}

// Given requests of which one changed since the page was made, one was taken by a colleague
// and one is as it was, only the last is handed over; the others are named, and the one that
// is still in the list is led to.
func TestWhatChangedMeanwhileIsNotHandedOver(t *testing.T) {
	g := givenGone(t, "Amina", "Bilal", "Chiara")
	g.leaves()
	v := g.signedIn(g.lucia)
	p := v.get(ofClosedList)
	form := []string{"to", g.lucia.ID.String()}
	for _, id := range g.his {
		form = append(form, "request", p.attr("#request-"+id.String(), "value"))
	}
	anna := g.givenStaff("Anna", operator)
	g.decide(anna, formsapi.Decision{ID: g.his[0], Version: 2, Event: formsapi.EventUrgency, Urgency: "urgent"})
	g.decide(anna, formsapi.Decision{ID: g.his[1], Version: 2, Event: formsapi.EventAssign, To: anna.ID})
	form = append(form, "request", uuid.NewString()+"_2") // erased, or never there

	p = v.post(p.attr("#hand-over", "action"), form...).is(http.StatusConflict).says("#errors-title", "handed over: 1. These were left")
	p.says(".errors", "Amina\u2069: it changed meanwhile").says(".errors", "Bilal\u2069: it changed meanwhile").says(".errors", "One request that you ticked is not there")
	p.has(`.errors a[href="#request-`+g.his[0].String()+`"]`, 1).has(".errors a", 1).has("tbody tr", 1).has("[name=request][checked]", 0)
	p.has(`#hand-over-to option[value="`+g.lucia.ID.String()+`"][selected]`, 1)
	for i, want := range []uuid.UUID{g.marco.ID, anna.ID, g.lucia.ID} {
		if got := g.assignee(g.his[i]); got != want {
			t.Errorf("request %d is %s's, want %s's", i, got, want)
		}
	}
}

// Given a form that says too little, the list stands as it was, with what was ticked.
func TestAHandOverThatSaysTooLittle(t *testing.T) {
	g := givenGone(t, "Amina")
	g.leaves()
	v := g.signedIn(g.lucia)
	ticked := v.get(ofClosedList).attr("[name=request]", "value")
	address := "/desk/hand-over?tab=all&who=closed"
	v.post(address).is(http.StatusUnprocessableEntity).says("#error-hand-over-requests", "Tick at least one").says("#error-hand-over-to", "to whom")
	v.post(address, "to", g.lucia.ID.String()).is(http.StatusUnprocessableEntity).says("#error-hand-over-requests", "Tick at least one")
	v.post(address, "request", ticked).is(http.StatusUnprocessableEntity).says("#error-hand-over-to", "to whom").has("[name=request][checked]", 1)
	v.post(address, "request", ticked, "to", "somebody").is(http.StatusUnprocessableEntity).says("#error-hand-over-to", "cannot read")
	v.post(address, "request", ticked, "to", g.marco.ID.String()).is(http.StatusConflict).says(".errors", "cannot read")
	v.post(address, "request", "x", "to", "nobody").is(http.StatusUnprocessableEntity).says("main", "The form arrived incomplete")
	many := []string{"to", "nobody"}
	for range formsapi.MaxHandOver + 1 {
		many = append(many, "request", ticked)
	}
	v.post(address, many...).is(http.StatusUnprocessableEntity).says("#error-hand-over-requests", fmt.Sprint(formsapi.MaxHandOver))
	if got := g.assignee(g.his[0]); got != g.marco.ID {
		t.Errorf("it is %s's", got)
	}
}

// Given an operator at one of two offices who only reads at the other, they can tick what is
// of theirs, and give it to who reads there.
func TestOneTicksWhatOneMayGive(t *testing.T) {
	g := givenGone(t, "Amina")
	there := g.givenRequest(named("Bilal"), of("montelucci", "it"))
	wide := g.givenStaff("Wanda", formsapi.Grant{Role: formsapi.RoleOperator})
	g.decide(g.lucia, formsapi.Decision{ID: there, Version: 1, Event: formsapi.EventAssign, To: wide.ID})
	g.leaves()
	if err := g.accounts.Disable(t.Context(), wide.Email, formsapi.ByCommand); err != nil {
		t.Fatal(err)
	}
	mixed := g.givenStaff("Mara", operator, formsapi.Grant{Role: formsapi.RoleMediator, Office: "montelucci"})
	g.givenStaff("Piero", formsapi.Grant{Role: formsapi.RoleOperator, Office: "montelucci"})
	v := g.signedIn(mixed)
	v.get("/desk/").says(".of-closed", "closed accounts: 1")
	p := v.get(ofClosedList).has("tbody tr", 2).has("[name=request]", 1).has("#hand-over [name=shown]", 1)
	var offered []string
	for _, o := range p.all("#hand-over-to option") {
		offered = append(offered, strings.TrimSpace(textOf(o)))
	}
	if want := []string{"Choose", "Me", "Lucia", "Nobody"}; !slices.Equal(offered, want) {
		t.Errorf("it can be given to %q, want %q", offered, want)
	}
	v.post("/desk/hand-over?tab=all&who=closed", "to", mixed.ID.String(), "request", there.String()+"_2").is(http.StatusConflict).says(".errors", "Bilal")
}

// Given who may give away whatever they read, the inbox counts once what is in the name of
// closed accounts; for who reads at more offices it counts both.
func TestWhatIsOfClosedAccountsIsCountedOnce(t *testing.T) {
	g := givenGone(t, "Amina")
	g.leaves()
	reads := formsapi.Grant{Role: formsapi.RoleMediator, Office: "montelucci"}
	for _, c := range []struct {
		name   string
		grants []formsapi.Grant
		want   int
	}{
		{"Here", []formsapi.Grant{operator}, 1},
		{"Everywhere", []formsapi.Grant{{Role: formsapi.RoleOperator}}, 1},
		{"Mixed", []formsapi.Grant{operator, reads}, 2},
		{"Reading", []formsapi.Grant{{Role: formsapi.RoleMediator}, operator}, 2},
	} {
		v := g.signedIn(g.givenStaff(c.name, c.grants...))
		store := &counting{AppointmentStore: g.store}
		g.work.Store = store
		v.get("/desk/").says(".of-closed", "closed accounts: 1")
		if store.counted != c.want {
			t.Errorf("%s: it is counted %d times, want %d", c.name, store.counted, c.want)
		}
	}
}

// counting is a store that says how often it counted what is of closed accounts.
type counting struct {
	formsapi.AppointmentStore
	counted int
}

func (c *counting) CountTab(ctx context.Context, f formsapi.TabFilter, most int) (int, error) {
	if f.OfClosed {
		c.counted++
	}
	return c.AppointmentStore.CountTab(ctx, f, most)
}
