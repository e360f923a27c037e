package main

import (
	"fmt"

	formsapi "sportello/forms-api"
	"sportello/forms-api/seal"
)

// An account is what the program keeps of persons for them: who read what, for how
// long it is kept, and how it is erased. The list of erasures is opened once, so
// that the desk and the jobs have the same.
type account struct {
	ledger   *seal.Ledger
	trail    *formsapi.AuditTrail
	persons  *formsapi.Persons
	erasures *formsapi.Erasures
	kept     *formsapi.ReadRetention
	nightly  *formsapi.PassRetention
}

// openAccount reads the list of erasures beside the ring.
func (p *Program) openAccount(periods formsapi.Retention) (err error) {
	a := &p.account
	if a.ledger, err = seal.OpenLedger(ledgerBeside(p.ring.Path())); err != nil {
		return cannot(fmt.Errorf("opening the list of erasures: %w", err))
	}
	a.trail = &formsapi.AuditTrail{Store: p.store, Sealer: p.ring, Now: p.clock()}
	a.persons = &formsapi.Persons{Store: p.store, Messages: p.store, Sealer: p.ring, Now: p.clock()}
	a.erasures = &formsapi.Erasures{Persons: a.persons, Store: p.store, Staff: p.people(), Ledger: a.ledger, Now: p.clock()}
	a.kept = &formsapi.ReadRetention{Periods: periods, Store: p.store}
	a.nightly = &formsapi.PassRetention{
		Periods: periods, Store: p.store, Ledger: a.ledger, Zone: formsapi.TallyZone(), Now: p.clock(),
	}
	return nil
}
