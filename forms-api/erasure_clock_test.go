package formsapi_test

import (
	"errors"
	"testing"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// Given a machine that boots with a clock years ahead, nothing is erased, by retention
// or because nobody took it back, also when somebody signs in with that clock; what
// people read says so. Once the clock is right, and after holidays half a day after
// somebody came back, it goes on.
func TestAWrongClockErasesNothing(t *testing.T) {
	c := givenCounty(t)
	night := &formsapi.PassRetention{Periods: formsapi.DefaultRetention, Store: c.store, Ledger: c.ledger, Zone: c.office().Zone, Now: c.erasures.Now}
	eva := c.coordinates(t, "eva", "desk")
	over, asked := c.at(t, "desk", "Amina"), c.at(t, "desk", "Karim")
	c.declined(t, over)
	if err := c.erasures.Ask(t.Context(), eva, asked.ID, []uuid.UUID{asked.ID}); err != nil {
		t.Fatal(err)
	}
	held := func(want bool) {
		t.Helper()
		_, passed := night.Pass(t.Context())
		n, carried := c.erasures.CarryOut(t.Context())
		said, err := c.erasures.Held(t.Context())
		if err != nil || said != want || isClock(passed) != want || isClock(carried) != want || n > 0 == want {
			t.Errorf("%v, %v, %d carried out (%v): want it held %v", passed, carried, n, err, want)
		}
		c.is(t, over, want)
		c.is(t, asked, want)
		if c.ledger.Erased(over.ID) == want || c.ledger.Erased(asked.ID) == want {
			t.Errorf("the ledger has them: want %v", !want)
		}
	}
	right := c.now
	c.now = right.AddDate(3, 0, 0)
	held(true)
	if err := c.store.Audit(t.Context(), formsapi.AuditEntry{At: c.now, By: "ada", Action: formsapi.ActionSignIn}); err != nil {
		t.Fatal(err)
	}
	held(true)
	c.now = right.AddDate(1, 1, 0) // closed for a year
	held(true)
	c.used(t)
	held(false)
	c.isWhole(t, c.ledger)
}

func isClock(err error) bool {
	_, is := errors.AsType[*formsapi.ClockError](err)
	return is
}
