package formsapi

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
)

// asksToLook says of an event whether it is about a flag: it decides nothing about
// the request, so that it does not matter what happened meanwhile.
func (e Event) asksToLook() bool { return e == EventFlag || e == EventSeen }

// flag asks a colleague to look, or notes that who was asked has looked.
func (u *WorkAppointments) flag(ctx context.Context, s *step, d Decision) error {
	if d.Event == EventSeen {
		return u.seen(ctx, s)
	}
	if d.To == uuid.Nil {
		return Invalid([]FieldError{{Field: "to", Key: "assignee-invalid"}})
	}
	if err := u.mayRead(ctx, d.To, s.before.Office); err != nil {
		return err
	}
	s.Flag, s.words.To = d.To, d.To.String()
	return nil
}

// seen takes away the reader's own flag.
func (u *WorkAppointments) seen(ctx context.Context, s *step) error {
	own, err := uuid.Parse(s.History.By)
	if err != nil {
		return err
	}
	flags, err := u.Store.Flags(ctx, s.ID)
	if err != nil {
		return fmt.Errorf("reading who was asked to look: %w", err)
	}
	if !slices.ContainsFunc(flags, func(f Flag) bool { return f.Staff == own }) {
		return &Problem{Code: CodeConflict, Key: "state-conflict"}
	}
	s.Flag = own
	return nil
}

// mayRead refuses a colleague who may not read requests of an office, or does not
// work at the desk yet: what is given to them would wait for nobody.
func (u *WorkAppointments) mayRead(ctx context.Context, id uuid.UUID, office string) error {
	colleague, err := u.Staff.StaffByID(ctx, id)
	if err != nil && CodeOf(err) != CodeNotFound {
		return fmt.Errorf("reading the colleague: %w", err)
	}
	if err != nil || !colleague.Works() || !colleague.May(ReadRequests, office) {
		return Invalid([]FieldError{{Field: "to", Key: "assignee-invalid"}})
	}
	return nil
}
