package formsapi_test

import (
	"context"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// A meanwhile store lets somebody come between listing what is over and erasing it,
// and can fail to erase.
type meanwhile struct {
	formsapi.RetentionStore
	listed func()
	fails  bool
}

func (m *meanwhile) Overdue(ctx context.Context, k formsapi.RecordKind, before time.Time, limit int) ([]formsapi.Erasable, error) {
	all, err := m.RetentionStore.Overdue(ctx, k, before, limit)
	if len(all) > 0 && m.listed != nil {
		m.listed()
	}
	return all, err
}

func (m *meanwhile) Erase(ctx context.Context, records []formsapi.Erasing) (int, error) {
	if m.fails {
		return 0, context.DeadlineExceeded
	}
	return m.RetentionStore.Erase(ctx, records)
}

// Given a request that somebody reopens while the night goes through its list, it
// stays, and no restore erases it: the ledger does not have it.
func TestWhatIsReopenedMeanwhileStays(t *testing.T) {
	s := begin(t)
	u, ledger := s.retention(t)
	a := s.asked(t, asking(""))
	s.declined(t, a)
	s.now = s.now.AddDate(2, 0, 0)
	s.used(t)
	u.Store = &meanwhile{RetentionStore: s.store, listed: func() {
		if err := s.decide(t, a.ID, formsapi.Decision{Event: formsapi.EventReopen}); err != nil {
			t.Error(err)
		}
	}}
	if said := s.pass(t, u); said != "" {
		t.Errorf("the log says %q", said)
	}
	if _, err := s.store.Appointment(t.Context(), a.ID); err != nil || ledger.Erased(a.ID) {
		t.Errorf("%v; in the ledger: %v", err, ledger.Erased(a.ID))
	}
}

// Given a night that fails after the ledger has a request, nobody reopens it any
// more, and the job goes on with it: what lives is in no ledger.
func TestABegunNightIsFinished(t *testing.T) {
	s := begin(t)
	u, ledger := s.retention(t)
	a := s.asked(t, asking(""))
	s.declined(t, a)
	s.now = s.now.AddDate(2, 0, 0)
	s.used(t)
	u.Store = &meanwhile{RetentionStore: s.store, fails: true}
	if _, err := u.Pass(t.Context()); err == nil || !ledger.Erased(a.ID) {
		t.Fatalf("%v; in the ledger: %v", err, ledger.Erased(a.ID))
	}
	code(t, s.decide(t, a.ID, formsapi.Decision{Event: formsapi.EventReopen}), formsapi.CodeConflict)
	erasures := &formsapi.Erasures{Store: s.store, Staff: s.store, Ledger: ledger, Now: u.Now}
	if open, err := s.store.OpenErasures(t.Context()); err != nil || len(open) != 0 {
		t.Errorf("colleagues are shown %+v (%v), which nobody asked for", open, err)
	}
	if n, err := erasures.CarryOut(t.Context()); err != nil || n != 1 {
		t.Errorf("carried out %d (%v)", n, err)
	}
	if _, err := s.store.Appointment(t.Context(), a.ID); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("it is still there: %v", err)
	}
	s.isWhole(t, ledger)
}
