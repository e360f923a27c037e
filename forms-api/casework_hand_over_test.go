package formsapi_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// closed is a colleague whose account is closed with some requests in their name.
func (s *service) closed(t *testing.T, email string, names ...string) (formsapi.Staff, []formsapi.Seen) {
	t.Helper()
	who := s.colleague(t, email, formsapi.RoleOperator)
	var all []formsapi.Seen
	for _, name := range names {
		a := s.named(t, name)
		a = s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventAssign, To: who.ID})
		all = append(all, formsapi.Seen{ID: a.ID, Version: a.Version})
	}
	e := formsapi.NewAuditEntry(s.now, formsapi.ByCommand, formsapi.ActionDisable, who.ID, "")
	if err := s.store.DisableStaff(t.Context(), who.ID, e); err != nil {
		t.Fatal(err)
	}
	return who, all
}

// Given requests in the name of a closed account, what is not finished is counted and listed for who reads at that
// office, by each of its orders, and for nobody else; what is finished is not.
func TestWhatIsOfClosedAccountsIsListed(t *testing.T) {
	s := begin(t)
	who, all := s.closed(t, "gone@example.org", "uno", "due", "tre")
	s.named(t, "di nessuno")
	s.decided(t, all[2].ID, formsapi.Decision{Event: formsapi.EventDecline, Reason: "other"})
	for _, sort := range formsapi.TabAll.Sorts() {
		if got := len(s.tab(t, formsapi.InboxQuery{Tab: formsapi.TabAll, Sort: sort, OfClosed: true})); got != 2 {
			t.Errorf("by %s it lists %d, want 2", sort, got)
		}
	}
	stranger := formsapi.Staff{ID: uuid.New(), Grants: []formsapi.Grant{{Role: formsapi.RoleCoordinator, Office: "other"}}}
	administrator := formsapi.Staff{ID: uuid.New(), Grants: []formsapi.Grant{{Role: formsapi.RoleAdministrator}}}
	for by, want := range map[*formsapi.Staff]int{&coordinator: 2, &stranger: 0, &administrator: 0} {
		if n := must(s.work.CountOfClosed(t.Context(), *by, formsapi.WorkRequests)); n != want {
			t.Errorf("%v counts %d, want %d", by.Grants, n, want)
		}
	}
	if n := must(s.work.CountUnfinished(t.Context(), administrator, who)); n != 2 {
		t.Errorf("who manages the account counts %d, want 2", n)
	}
}

// Given requests that are handed over, a failure of the store ends it, and says how many
// were handed over by then; what a colleague can act on does not.
func TestAHandOverEndsWithTheStore(t *testing.T) {
	s := begin(t)
	_, all := s.closed(t, "gone@example.org", "uno", "due", "tre")
	to := s.colleague(t, "here@example.org", formsapi.RoleOperator)
	all[0].Version = 1 // as it was before
	s.work.Store = &failing{AppointmentStore: s.store, after: 2}
	done, refused, err := s.work.HandOver(t.Context(), coordinator, formsapi.HandOver{To: to.ID, Requests: all})
	if !errors.Is(err, errNoDisk) || done != 1 || len(refused) != 1 || refused[0].Name != "uno" || refused[0].Why.Code != formsapi.CodeConflict {
		t.Errorf("%d are handed over, %+v are not, %v", done, refused, err)
	}
}

var errNoDisk = errors.New("the disk is full")

// failing is a store that reads so many requests one by one, and then none.
type failing struct {
	formsapi.AppointmentStore
	after int
}

func (f *failing) Appointment(ctx context.Context, id uuid.UUID) (formsapi.Appointment, error) {
	if f.after--; f.after < 0 {
		return formsapi.Appointment{}, errNoDisk
	}
	return f.AppointmentStore.Appointment(ctx, id)
}
