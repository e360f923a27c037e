package formsapi_test

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
	"sportello/forms-api/seal"
)

// A county is two offices of one town, "desk" and "branch", and one of another,
// "abroad": another data controller.
type county struct {
	*service
	ledger   *seal.Ledger
	persons  *formsapi.Persons
	erasures *formsapi.Erasures
	trail    *formsapi.AuditTrail
}

func (c county) Office(id string) (formsapi.Office, bool) {
	o := c.service.office()
	switch o.ID = id; id {
	case "abroad":
		o.Organisation = "other-town"
	case "desk", "branch":
	default:
		return o, false
	}
	return o, true
}

func givenCounty(t *testing.T) county {
	t.Helper()
	c := county{service: begin(t)}
	now := func() time.Time { return c.now }
	c.request.Catalogue, c.work.Catalogue, c.accounts.Catalogue = c, c, c
	c.ledger = c.service.ledger(t)
	c.persons = &formsapi.Persons{Store: c.store, Messages: c.store, Sealer: c.ring, Now: now}
	c.erasures = &formsapi.Erasures{Persons: c.persons, Store: c.store, Staff: c.store, Ledger: c.ledger, Now: now}
	c.trail = &formsapi.AuditTrail{Store: c.store, Sealer: c.ring, Now: now}
	return c
}

// at is a request at an office, by a name.
func (c county) at(t *testing.T, office, name string) formsapi.Appointment {
	t.Helper()
	r := asking("")
	r.Office, r.Name, r.Contact = office, name, formsapi.ContactMessage
	c.now = c.now.Add(time.Minute)
	return c.asked(t, r)
}

// coordinates is a colleague who works, a coordinator at some offices.
func (c county) coordinates(t *testing.T, name string, offices ...string) formsapi.Staff {
	t.Helper()
	invited, token := c.invited(t, name, offices...)
	if _, err := c.accounts.Accept(t.Context(), token, password, password); err != nil {
		t.Fatal(err)
	}
	factors := &formsapi.SecondFactors{Store: c.store, Sealer: c.ring, Issuer: "town", Now: func() time.Time { return c.now }, Random: rand.Reader}
	c.confirmed(t, factors, invited)
	stored, err := c.store.StaffByID(t.Context(), invited.ID)
	if err != nil {
		t.Fatal(err)
	}
	return stored
}

// invited is a colleague with an account and a one-time link that nobody has used.
func (c county) invited(t *testing.T, name string, offices ...string) (formsapi.Staff, string) {
	t.Helper()
	s := formsapi.Staff{Name: name, Email: name + "@example.org", Language: "it"}
	for _, o := range offices {
		s.Grants = append(s.Grants, formsapi.Grant{Role: formsapi.RoleCoordinator, Office: o})
	}
	token, err := c.accounts.Invite(t.Context(), s, formsapi.ByCommand)
	if err != nil {
		t.Fatal(err)
	}
	stored, err := c.store.StaffByEmail(t.Context(), s.Email)
	if err != nil {
		t.Fatal(err)
	}
	return stored, token
}

func (c county) is(t *testing.T, a formsapi.Appointment, there bool) {
	t.Helper()
	_, err := c.store.Appointment(t.Context(), a.ID)
	if gone := formsapi.CodeOf(err) == formsapi.CodeNotFound; gone == there || err != nil && !gone {
		t.Errorf("the request at %s: %v, want it there: %v", a.Office, err, there)
	}
}

func code(t *testing.T, err error, want formsapi.Code) {
	t.Helper()
	if formsapi.CodeOf(err) != want {
		t.Errorf("%v, want %q", err, want)
	}
}

// Given requests of one telephone at offices of two controllers, a coordinator is
// shown those of the controller at offices of theirs; the others that they may see
// are named apart, and who cannot see them is not told that there are any.
func TestAPersonIsOfOneController(t *testing.T) {
	c := givenCounty(t)
	desk, branch, abroad := c.at(t, "desk", "Amina Benali"), c.at(t, "branch", "benali AMINA"), c.at(t, "abroad", "Amina Benali")
	son := c.at(t, "desk", "Karim Benali")
	for name, want := range map[string]struct {
		offices             []string
		requests, elsewhere []uuid.UUID
	}{
		"all":    {[]string{""}, []uuid.UUID{son.ID, branch.ID, desk.ID}, []uuid.UUID{abroad.ID}},
		"branch": {[]string{"desk", "branch"}, []uuid.UUID{son.ID, branch.ID, desk.ID}, nil},
		"desk":   {[]string{"desk"}, []uuid.UUID{son.ID, desk.ID}, nil},
	} {
		p, err := c.persons.Of(t.Context(), c.coordinates(t, name, want.offices...), desk.ID)
		if err != nil || !slices.Equal(idsOf(p.Requests), want.requests) || !slices.Equal(idsOf(p.Elsewhere), want.elsewhere) {
			t.Errorf("%s: %d and %d elsewhere (%v)", name, len(p.Requests), len(p.Elsewhere), err)
		}
		for _, r := range p.Requests {
			if r.SameName == (r.ID == son.ID) {
				t.Errorf("%s has the same name as Amina: %v", r.Name, r.SameName)
			}
		}
	}
	_, err := c.persons.Of(t.Context(), c.coordinates(t, "stranger", "abroad"), desk.ID)
	code(t, err, formsapi.CodeNotFound)
	operator := formsapi.Staff{ID: uuid.New(), Grants: []formsapi.Grant{{Role: formsapi.RoleOperator, Office: "desk"}}}
	_, err = c.persons.Of(t.Context(), operator, desk.ID)
	code(t, err, formsapi.CodeForbidden)
}

func idsOf(requests []formsapi.PersonRequest) (ids []uuid.UUID) {
	for _, r := range requests {
		ids = append(ids, r.ID)
	}
	return ids
}

// Given a person who asks what is kept of them, the export has all that they wrote,
// what happened, what they were told and what was noted, of what was chosen and no
// more; the log says so at each request.
func TestAPersonsDataIsTakenOut(t *testing.T) {
	c := givenCounty(t)
	ada := c.coordinates(t, "ada", "")
	a, son := c.at(t, "desk", "Amina Benali"), c.at(t, "desk", "Karim Benali")
	if err := c.work.AddNote(t.Context(), ada, a.ID, "Richiamare **domani**"); err != nil {
		t.Fatal(err)
	}
	rows, _, err := c.persons.Export(t.Context(), ada, a.ID, []uuid.UUID{a.ID})
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	fields := map[string]any{}
	for _, f := range rows[0] {
		fields[f.Name] = f.Value
	}
	if fields["name"] != "Amina Benali" || fields["phone"] != "+393331234567" || fields["reason"] != "uno\ndue" {
		t.Errorf("the export has %v", fields)
	}
	for name, want := range map[string]int{"history": 1, "messages": 1, "notes": 1} {
		if got, _ := fields[name].([]formsapi.ExportRow); len(got) != want {
			t.Errorf("%s: %v, want %d", name, fields[name], want)
		}
	}
	about := func(id uuid.UUID) (n int) {
		for _, e := range c.entries(t) {
			if e.Action == formsapi.ActionPersonExport && e.Subject == id.String() && e.By == ada.ID.String() {
				n++
			}
		}
		return n
	}
	if about(a.ID) != 1 || about(son.ID) != 0 {
		t.Errorf("the log has %d and %d entries", about(a.ID), about(son.ID))
	}
	_, _, err = c.persons.Export(t.Context(), ada, a.ID, []uuid.UUID{a.ID, uuid.New()})
	code(t, err, formsapi.CodeConflict)
}

// Given an office with a second coordinator, what one asks for is carried out when
// the other confirms it, and not by time; who asked cannot confirm.
func TestASecondCoordinatorConfirms(t *testing.T) {
	c := givenCounty(t)
	ada, eva, ivo := c.coordinates(t, "ada", "desk", "branch"), c.coordinates(t, "eva", "desk", "branch"), c.coordinates(t, "ivo", "desk")
	desk, branch, son := c.at(t, "desk", "Amina"), c.at(t, "branch", "Amina"), c.at(t, "desk", "Karim")
	plan, err := c.erasures.Plan(t.Context(), ada, desk.ID)
	if err != nil || len(plan.Second) != 1 || plan.Second[0].ID != eva.ID || !plan.DueAt.IsZero() {
		t.Fatalf("the plan is %+v (%v), want Eva to confirm: Ivo is not of both offices", plan, err)
	}
	chosen := []uuid.UUID{desk.ID, branch.ID}
	if err := c.erasures.Ask(t.Context(), ada, desk.ID, chosen); err != nil {
		t.Fatal(err)
	}
	code(t, c.erasures.Ask(t.Context(), eva, branch.ID, chosen), formsapi.CodeConflict)
	c.now = c.now.AddDate(0, 2, 0)
	if n, err := c.erasures.CarryOut(t.Context()); err != nil || n != 0 {
		t.Errorf("time carried out %d (%v)", n, err)
	}
	open, err := c.erasures.Open(t.Context(), eva)
	if err != nil || len(open) != 1 {
		t.Fatalf("open are %+v (%v)", open, err)
	}
	code(t, c.erasures.Confirm(t.Context(), ada, open[0].ID), formsapi.CodeForbidden)
	code(t, c.erasures.Confirm(t.Context(), ivo, open[0].ID), formsapi.CodeForbidden)
	if err := c.erasures.Confirm(t.Context(), eva, open[0].ID); err != nil {
		t.Fatal(err)
	}
	c.is(t, desk, false)
	c.is(t, branch, false)
	c.is(t, son, true)
	c.isWhole(t, c.ledger)
	code(t, c.erasures.Confirm(t.Context(), eva, open[0].ID), formsapi.CodeNotFound)
	code(t, c.erasures.Revoke(t.Context(), eva, open[0].ID), formsapi.CodeNotFound)

	trail, err := c.trail.OfRequest(t.Context(), ivo, desk.ID, 0, 50)
	var said []string
	for _, e := range trail.Entries {
		said = append(said, string(e.Action))
	}
	want := "record.erase erasure.confirm erasure.ask person.read appointment.wait"
	if got := strings.Join(said, " "); err != nil || got != want {
		t.Errorf("the log of what was erased is %q (%v), want %q", got, err, want)
	}
}

// Given an office with one coordinator, it is carried out after seven days, and can
// be taken back until then.
func TestWithoutASecondItWaitsSevenDays(t *testing.T) {
	c := givenCounty(t)
	ada := c.coordinates(t, "ada", "desk")
	a := c.at(t, "desk", "Amina")
	ask := func() formsapi.Erasure {
		t.Helper()
		if err := c.erasures.Ask(t.Context(), ada, a.ID, []uuid.UUID{a.ID}); err != nil {
			t.Fatal(err)
		}
		open, err := c.erasures.Open(t.Context(), ada)
		if err != nil || len(open) != 1 || !open[0].DueAt.Equal(c.now.Add(formsapi.ErasureDelay)) {
			t.Fatalf("open are %+v (%v)", open, err)
		}
		return open[0]
	}
	first := ask()
	c.now = c.now.Add(formsapi.ErasureDelay - time.Second)
	if err := c.erasures.Revoke(t.Context(), ada, first.ID); err != nil {
		t.Fatal(err)
	}
	c.now = c.now.Add(time.Hour)
	if n, err := c.erasures.CarryOut(t.Context()); err != nil || n != 0 {
		t.Errorf("what was taken back was carried out: %d (%v)", n, err)
	}
	c.is(t, a, true)

	ask()
	later := c.at(t, "desk", "Amina") // the same person again: not what was asked for
	c.now = c.now.Add(formsapi.ErasureDelay)
	c.used(t)
	for _, want := range []int{1, 0} {
		if n, err := c.erasures.CarryOut(t.Context()); err != nil || n != want {
			t.Errorf("carried out %d (%v), want %d", n, err, want)
		}
	}
	c.is(t, a, false)
	c.is(t, later, true)
	c.isWhole(t, c.ledger)
}

// A brokenLedger fails after it has written, or before.
type brokenLedger struct{ formsapi.ErasureLedger }

func (brokenLedger) Append(...uuid.UUID) error { return context.DeadlineExceeded }

// Given a ledger that cannot be written, nothing is erased, and the job goes on with
// it once it can: a backup would bring it back otherwise.
func TestNothingIsErasedThatTheLedgerDoesNotHave(t *testing.T) {
	c := givenCounty(t)
	ada := c.coordinates(t, "ada", "desk")
	a := c.at(t, "desk", "Amina")
	if err := c.erasures.Ask(t.Context(), ada, a.ID, []uuid.UUID{a.ID}); err != nil {
		t.Fatal(err)
	}
	c.now = c.now.Add(formsapi.ErasureDelay)
	c.used(t)
	c.erasures.Ledger = brokenLedger{}
	if _, err := c.erasures.CarryOut(t.Context()); err == nil {
		t.Error("it was carried out")
	}
	c.is(t, a, true)
	open, err := c.erasures.Open(t.Context(), ada)
	if err != nil || len(open) != 1 {
		t.Fatal(open, err)
	}
	code(t, c.erasures.Revoke(t.Context(), ada, open[0].ID), formsapi.CodeConflict) // the ledger may have it
	c.erasures.Ledger = c.ledger
	if n, err := c.erasures.CarryOut(t.Context()); err != nil || n != 1 {
		t.Errorf("carried out %d (%v)", n, err)
	}
	c.is(t, a, false)
}

// Given reading, noting and looking at the log, the trail of a person has it all,
// page by page, the newest first; who may not read the log does not get it.
func TestTheTrailOfAPerson(t *testing.T) {
	c := givenCounty(t)
	ada := c.coordinates(t, "ada", "desk")
	first, second := c.at(t, "desk", "Amina"), c.at(t, "desk", "Amina")
	for _, a := range []formsapi.Appointment{first, second, first} {
		if _, err := c.work.Read(t.Context(), ada, a.ID); err != nil {
			t.Fatal(err)
		}
	}
	var seen []string
	var before int64
	for range 3 {
		trail, err := c.trail.OfPerson(t.Context(), ada, first.ID, before, 2)
		if err != nil || trail.Requests != 2 {
			t.Fatalf("%+v, %v", trail, err)
		}
		for _, e := range trail.Entries {
			seen = append(seen, string(e.Action)+" "+map[string]string{first.ID.String(): "1", second.ID.String(): "2"}[e.Subject])
		}
		if before = trail.Next; before == 0 {
			break
		}
	}
	want := []string{"appointment.read 1", "appointment.read 2", "appointment.read 1", "appointment.wait 2", "appointment.wait 1"}
	if !slices.Equal(seen, want) {
		t.Errorf("the trail is %q, want %q", seen, want)
	}
	operator := formsapi.Staff{ID: uuid.New(), Grants: []formsapi.Grant{{Role: formsapi.RoleOperator, Office: "desk"}}}
	_, err := c.trail.OfPerson(t.Context(), operator, first.ID, 0, 2)
	code(t, err, formsapi.CodeForbidden)
	_, err = c.trail.OfRequest(t.Context(), c.coordinates(t, "eva", "branch"), first.ID, 0, 2)
	code(t, err, formsapi.CodeNotFound)
}
