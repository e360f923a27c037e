package formsapi

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"
)

// Open lists what waits to be confirmed or carried out at the visitor's offices.
func (u *Erasures) Open(ctx context.Context, by Staff) ([]Erasure, error) {
	if !by.MayAnywhere(ErasePerson) {
		return nil, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	all, err := u.Store.OpenErasures(ctx)
	if err != nil {
		return nil, fmt.Errorf("listing erasures: %w", err)
	}
	return slices.DeleteFunc(all, func(e Erasure) bool { return !by.May(ErasePerson, e.Office) }), nil
}

// Held tells whether nothing is erased by itself, since the clock may be wrong.
func (u *Erasures) Held(ctx context.Context) (bool, error) {
	err := trustClock(ctx, u.Store, u.Now())
	if _, held := errors.AsType[*ClockError](err); held {
		return true, nil
	}
	return false, err
}

// Pending is what a request waits for, or CodeNotFound.
func (u *Erasures) Pending(ctx context.Context, request uuid.UUID) (Erasure, error) {
	return u.Store.ErasureOf(ctx, request)
}

// MayConfirm tells whether somebody may confirm what a colleague asked for.
func MayConfirm(by Staff, e Erasure) bool {
	return e.AskedBy != by.ID.String() && mayEraseAll(by, e.Records)
}

// Confirm carries out what a colleague asked for. Who asked cannot confirm, nor can
// who may not erase at every office that it is about: CodeForbidden.
func (u *Erasures) Confirm(ctx context.Context, by Staff, id uuid.UUID) error {
	e, err := u.theirs(ctx, by, id)
	if err != nil {
		return err
	}
	if !MayConfirm(by, e) {
		return &Problem{Code: CodeForbidden, Key: "erasure-not-yours"}
	}
	now := u.Now().UTC()
	audit := NewAuditEntry(now, by.ID.String(), ActionConfirmErase, e.Appointment, e.Office)
	if err := u.Store.BeginErasure(ctx, id, now, by.ID.String(), audit); err != nil {
		return fmt.Errorf("confirming an erasure: %w", err)
	}
	_, err = u.carryOut(ctx, e, by.ID.String())
	return err
}

// Revoke takes back what was asked for, by whoever may erase at its office.
func (u *Erasures) Revoke(ctx context.Context, by Staff, id uuid.UUID) error {
	e, err := u.theirs(ctx, by, id)
	if err != nil {
		return err
	}
	now := u.Now().UTC()
	audit := NewAuditEntry(now, by.ID.String(), ActionRevokeErase, e.Appointment, e.Office)
	if err := u.Store.RevokeErasure(ctx, id, audit); err != nil {
		return fmt.Errorf("taking an erasure back: %w", err)
	}
	return nil
}

func (u *Erasures) theirs(ctx context.Context, by Staff, id uuid.UUID) (Erasure, error) {
	e, err := u.Store.OpenErasure(ctx, id)
	if err != nil {
		return e, fmt.Errorf("reading an erasure: %w", err)
	}
	if !by.May(ErasePerson, e.Office) {
		return e, &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	return e, nil
}
