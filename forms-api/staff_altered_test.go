package formsapi_test

import (
	"context"
	"errors"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given an altered account whose owner comes again and again, it is noted once in
// RefusedEvery; what could not be stored is noted the next time.
func TestARefusalThatCouldNotBeStoredIsNotedTheNextTime(t *testing.T) {
	s := begin(t)
	anna := s.colleague(t, "anna@example.org", formsapi.RoleOperator)
	store := &deaf{StaffStore: s.store, times: 1}
	s.accounts.Store = store
	for _, step := range []struct {
		name  string
		pass  time.Duration
		noted bool
		err   error
	}{
		{"while nothing can be stored", 0, false, errNoDisk},
		{"as soon as it can be", time.Second, true, nil},
		{"again on that day", formsapi.RefusedEvery - time.Second, false, nil},
		{"on the next", time.Second, true, nil},
	} {
		s.now = s.now.Add(step.pass)
		noted, err := s.accounts.Refuse(t.Context(), anna)
		if noted != step.noted || !errors.Is(err, step.err) {
			t.Errorf("%s it is noted: %v, %v, want %v", step.name, noted, err, step.noted)
		}
	}
	if store.kept != 2 {
		t.Errorf("the log has %d entries, want 2", store.kept)
	}
}

// deaf is a store that cannot keep so many entries, and then keeps them.
type deaf struct {
	formsapi.StaffStore
	times, kept int
}

func (d *deaf) Audit(ctx context.Context, e formsapi.AuditEntry) error {
	if d.times--; d.times >= 0 {
		return errNoDisk
	}
	d.kept++
	return d.StaffStore.Audit(ctx, e)
}
