package formsapi_test

import (
	"context"
	"strconv"
	"testing"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// Given a colleague who never used their link, and one without a second factor, they
// confirm nothing: nobody waits for them.
func TestASecondPersonIsOneWhoCanSignIn(t *testing.T) {
	c := givenCounty(t)
	eva := c.coordinates(t, "eva", "desk")
	c.invited(t, "ghost", "desk")
	_, token := c.invited(t, "owing", "desk")
	if _, err := c.accounts.Accept(t.Context(), token, password, password); err != nil {
		t.Fatal(err)
	}
	a := c.at(t, "desk", "Amina")
	plan, err := c.erasures.Plan(t.Context(), eva, a.ID)
	if err != nil || len(plan.Second) != 0 || !plan.DueAt.Equal(c.now.Add(formsapi.ErasureDelay)) {
		t.Errorf("%d can confirm, due %s (%v)", len(plan.Second), plan.DueAt, err)
	}
}

// Given an erasure that waits for a second person, whose account is closed then, it
// gets a day, the log says so, and it is carried out on that day.
func TestWhoeverIsLeftAloneWaitsSevenDays(t *testing.T) {
	c := givenCounty(t)
	eva, ivo := c.coordinates(t, "eva", "desk"), c.coordinates(t, "ivo", "desk")
	a := c.at(t, "desk", "Amina")
	if err := c.erasures.Ask(t.Context(), eva, a.ID, []uuid.UUID{a.ID}); err != nil {
		t.Fatal(err)
	}
	carry := func(want int) {
		t.Helper()
		if n, err := c.erasures.CarryOut(t.Context()); err != nil || n != want {
			t.Errorf("carried out %d (%v), want %d", n, err, want)
		}
	}
	due := func(want bool) {
		t.Helper()
		e, err := c.erasures.Pending(t.Context(), a.ID)
		if err != nil || e.DueAt.Equal(c.now.Add(formsapi.ErasureDelay)) != want {
			t.Errorf("due %s (%v), want a day: %v", e.DueAt, err, want)
		}
	}
	carry(0)
	due(false)
	if err := c.store.DisableStaff(t.Context(), ivo.ID, formsapi.NewAuditEntry(c.now, formsapi.ByCommand, formsapi.ActionDisable, ivo.ID, "")); err != nil {
		t.Fatal(err)
	}
	carry(0)
	due(true)
	carry(0)
	said := 0
	for _, e := range c.entries(t) {
		if e.Action == formsapi.ActionDateErase && e.Subject == a.ID.String() && e.By == formsapi.ByTime {
			said++
		}
	}
	if said != 1 {
		t.Errorf("the log says so %d times", said)
	}
	c.now = c.now.Add(formsapi.ErasureDelay)
	c.used(t)
	carry(1)
	c.is(t, a, false)
}

// Given a request that waits in one erasure, it is not asked for in another one, from
// another request's page: taking back one would leave the other.
func TestARequestWaitsInOneErasure(t *testing.T) {
	c := givenCounty(t)
	eva := c.coordinates(t, "eva", "desk")
	a, b := c.at(t, "desk", "Amina"), c.at(t, "desk", "Amina")
	if err := c.erasures.Ask(t.Context(), eva, a.ID, []uuid.UUID{a.ID}); err != nil {
		t.Fatal(err)
	}
	err := c.erasures.Ask(t.Context(), eva, b.ID, []uuid.UUID{a.ID, b.ID})
	if code(t, err, formsapi.CodeConflict); keyOf(err) != "erasure-asked" {
		t.Errorf("it says %q", keyOf(err))
	}
	if err := c.erasures.Ask(t.Context(), eva, b.ID, []uuid.UUID{b.ID}); err != nil {
		t.Errorf("the other one alone: %v", err)
	}
}

// An accounting store counts how often the log is written to.
type accounting struct {
	formsapi.PersonStore
	one, all int
}

func (s *accounting) Audit(ctx context.Context, e formsapi.AuditEntry) error {
	s.one++
	return s.PersonStore.Audit(ctx, e)
}

func (s *accounting) AuditAll(ctx context.Context, entries []formsapi.AuditEntry) error {
	s.all++
	return s.PersonStore.AuditAll(ctx, entries)
}

// Given requests of a person of which one cannot be opened, it is counted, since
// nobody hands it out or erases it; the log has an entry at each of the others, and
// is written to once.
func TestWhatCannotBeOpenedIsCounted(t *testing.T) {
	c := givenCounty(t)
	eva := c.coordinates(t, "eva", "desk")
	a := c.at(t, "desk", "Amina")
	c.at(t, "desk", "Amina")
	closed, foreign := c.at(t, "desk", "Amina"), c.at(t, "branch", "Amina")
	for _, of := range []formsapi.Appointment{closed, foreign} {
		c.tampered(t, "UPDATE appointment SET sealed = zeroblob(200) WHERE office = '"+of.Office+"' AND created_at = "+strconv.FormatInt(of.CreatedAt.UnixMilli(), 10))
	}
	store := &accounting{PersonStore: c.store}
	c.persons.Store = store
	p, err := c.persons.Of(t.Context(), eva, a.ID)
	if err != nil || len(p.Requests) != 2 || p.Unreadable != 1 {
		t.Errorf("%d requests, %d cannot be opened (%v), want 2 and 1", len(p.Requests), p.Unreadable, err)
	}
	if store.one != 0 || store.all != 1 {
		t.Errorf("the log was written to %d and %d times", store.one, store.all)
	}
	if _, n, err := c.persons.Export(t.Context(), eva, a.ID, []uuid.UUID{a.ID}); err != nil || n != 1 {
		t.Errorf("the file says %d (%v)", n, err)
	}
}
