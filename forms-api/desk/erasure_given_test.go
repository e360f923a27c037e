package desk_test

import (
	"path/filepath"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
	"sportello/forms-api/seal"
)

// giveAccount gives the desk what accounts for persons, and erases them.
func (h *help) giveAccount(c *desk.Config) {
	h.t.Helper()
	ledger, err := seal.OpenLedger(filepath.Join(h.t.TempDir(), "keys.toml.erased"))
	if err != nil {
		h.t.Fatal(err)
	}
	c.Trail = &formsapi.AuditTrail{Store: h.store, Sealer: h.ring, Now: h.clock.now}
	c.AccountLog = &formsapi.AccountLog{Store: h.store, Now: h.clock.now}
	c.Persons = &formsapi.Persons{Store: h.store, Messages: h.store, Sealer: h.ring, Now: h.clock.now}
	c.Erasures = &formsapi.Erasures{Persons: c.Persons, Store: h.store, Staff: h.store, Ledger: ledger, Now: h.clock.now}
	c.Retention = &formsapi.ReadRetention{Periods: formsapi.DefaultRetention, Store: h.store}
	h.erasures = c.Erasures
}

// accountants are those who may read the log of a request at Potenza, and answer
// the person for what is kept of them.
var accountants = [9]string{"in", "403", "403", "200", "404", "404", "404", "404", "404"}

// aRequestsFile is what is kept of somebody, as a file.
func aRequestsFile(h *help) string {
	id := h.givenRequest().String()
	return "/desk/appointments/" + id + "/person/file?request=" + id
}

// anErasure is what a coordinator of all offices asked for, of a request at Potenza.
func anErasure(step string) func(*help) string {
	return func(h *help) string {
		id := h.givenRequest()
		asker := h.givenStaff("Asker "+uuid.NewString(), coordinator)
		if err := h.erasures.Ask(h.t.Context(), asker, id, []uuid.UUID{id}); err != nil {
			h.t.Fatal(err)
		}
		e, err := h.erasures.Pending(h.t.Context(), id)
		if err != nil {
			h.t.Fatal(err)
		}
		return "/desk/erasures/" + e.ID.String() + step
	}
}
