package formsapi

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
)

// An ErasurePlan is what would happen, before anybody asks for it.
type ErasurePlan struct {
	Person
	Records []Erasable // what would be erased
	Second  []Staff    // who can confirm it; nobody: it is carried out at DueAt
	DueAt   time.Time  // zero where somebody can confirm
	Pending *Erasure   // what was asked for already
}

// Plan says what erasing the person of a request would do, and keeps account of
// that somebody has seen it. It answers CodeNotFound, or CodeForbidden to who may
// read the request and not erase.
func (u *Erasures) Plan(ctx context.Context, by Staff, id uuid.UUID) (ErasurePlan, error) {
	plan, err := u.plan(ctx, by, id)
	if err != nil {
		return plan, err
	}
	return plan, u.Persons.account(ctx, by, ActionPerson, plan.Requests)
}

func (u *Erasures) plan(ctx context.Context, by Staff, id uuid.UUID) (ErasurePlan, error) {
	p, err := u.Persons.of(ctx, by, id)
	if err != nil {
		return ErasurePlan{}, err
	}
	plan := ErasurePlan{Person: p}
	switch pending, err := u.Store.ErasureOf(ctx, id); {
	case err == nil:
		plan.Pending = &pending
		return plan, nil
	case CodeOf(err) != CodeNotFound:
		return plan, fmt.Errorf("reading the erasure of %s: %w", id, err)
	}
	var ids []uuid.UUID
	for _, r := range p.Requests {
		ids = append(ids, r.ID)
	}
	return plan, u.schedule(ctx, by, &plan, ids)
}

// schedule says who can confirm the erasing of some requests, or, if nobody can,
// when it is carried out.
func (u *Erasures) schedule(ctx context.Context, by Staff, plan *ErasurePlan, chosen []uuid.UUID) error {
	records, known := plan.erasables(chosen)
	if !known || !slices.Contains(chosen, plan.Asked.ID) {
		return &Problem{Code: CodeConflict, Key: "person-changed"}
	}
	var err error
	plan.Records, plan.DueAt = records, time.Time{}
	if plan.Second, err = u.second(ctx, by.ID.String(), records); err == nil && len(plan.Second) == 0 {
		plan.DueAt = u.Now().UTC().Add(ErasureDelay)
	}
	return err
}

// second are the colleagues who can confirm what somebody asked for: they hold the
// same permission at every office that it is about, and can sign in as they are.
func (u *Erasures) second(ctx context.Context, asker string, records []Erasable) ([]Staff, error) {
	all, err := u.Staff.StaffList(ctx)
	if err != nil {
		return nil, fmt.Errorf("listing colleagues: %w", err)
	}
	return slices.DeleteFunc(all, func(s Staff) bool {
		return s.ID.String() == asker || !s.Works() || !mayEraseAll(s, records)
	}), nil
}

func mayEraseAll(s Staff, records []Erasable) bool {
	return !slices.ContainsFunc(records, func(r Erasable) bool { return !s.May(ErasePerson, r.Office) })
}

// Ask writes down that some requests of a person are to be erased, out of those that
// the plan has. What is not among them any more, or is asked for already, is
// CodeConflict.
func (u *Erasures) Ask(ctx context.Context, by Staff, id uuid.UUID, chosen []uuid.UUID) error {
	plan, err := u.plan(ctx, by, id)
	if err != nil {
		return err
	}
	if plan.Pending != nil {
		return &Problem{Code: CodeConflict, Key: "erasure-asked"}
	}
	if err := u.schedule(ctx, by, &plan, chosen); err != nil {
		return err
	}
	now := u.Now().UTC()
	e := Erasure{
		Appointment: id, Office: plan.Asked.Office, AskedBy: by.ID.String(), AskedAt: now, DueAt: plan.DueAt, Records: plan.Records,
	}
	if e.ID, err = newID(now, rand.Reader); err != nil {
		return err
	}
	audit := NewAuditEntry(now, by.ID.String(), ActionAskErase, id, e.Office)
	audit.Detail = fmt.Sprint(len(e.Records))
	switch err := u.Store.AskErasure(ctx, e, audit); {
	case CodeOf(err) == CodeConflict: // of one of them, from another one's page
		return &Problem{Code: CodeConflict, Key: "erasure-asked"}
	case err != nil:
		return fmt.Errorf("asking for an erasure: %w", err)
	}
	return nil
}
