package formsapi

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// CarryOut is for time: what nobody took back is erased, and what a program that
// was killed had begun, retention too; what waits for a second person who is not
// there any more gets a day. It says how many were carried out. What was only asked
// for waits for a clock that can be believed: *ClockError.
func (u *Erasures) CarryOut(ctx context.Context) (carried int, err error) {
	now := u.Now().UTC()
	due, err := u.Store.DueErasures(ctx, now)
	if err != nil {
		return 0, fmt.Errorf("listing erasures: %w", err)
	}
	errs := []error{u.dateAll(ctx, now)}
	for _, e := range due {
		done, err := u.pass(ctx, e, now)
		if done {
			carried++
		}
		errs = append(errs, err)
	}
	return carried, errors.Join(append(errs, u.truncate(ctx))...)
}

// dateAll gives a day to what nobody can confirm any more: the second person left, or
// lost the role.
func (u *Erasures) dateAll(ctx context.Context, now time.Time) error {
	open, err := u.Store.OpenErasures(ctx)
	if err != nil {
		return fmt.Errorf("listing erasures: %w", err)
	}
	for _, e := range open {
		if !e.DueAt.IsZero() || !e.BegunAt.IsZero() {
			continue
		}
		second, err := u.second(ctx, e.AskedBy, e.Records)
		if err != nil {
			return err
		}
		if len(second) > 0 {
			continue
		}
		audit := NewAuditEntry(now, ByTime, ActionDateErase, e.Appointment, e.Office)
		err = u.Store.DateErasure(ctx, e.ID, now.Add(ErasureDelay), audit)
		if err != nil && CodeOf(err) != CodeConflict { // confirmed or taken back meanwhile
			return fmt.Errorf("dating an erasure: %w", err)
		}
	}
	return nil
}

func (u *Erasures) pass(ctx context.Context, e Erasure, now time.Time) (done bool, err error) {
	if !e.BegunAt.IsZero() {
		return u.carryOut(ctx, e, e.confirmedBy())
	}
	if err := trustClock(ctx, u.Store, now); err != nil {
		return false, err
	}
	audit := NewAuditEntry(now, ByTime, ActionBeginErase, e.Appointment, e.Office)
	switch err := u.Store.BeginErasure(ctx, e.ID, now, "", audit); {
	case CodeOf(err) == CodeConflict: // taken back, or another process was faster
		return false, nil
	case err != nil:
		return false, fmt.Errorf("beginning an erasure: %w", err)
	}
	return u.carryOut(ctx, e, ByTime)
}

func (e Erasure) confirmedBy() string {
	if e.ConfirmedBy == "" {
		return ByTime
	}
	return e.ConfirmedBy
}

// why is what the log says of each record. Which of its periods was over, retention
// knows only while it is at work.
func (e Erasure) why() string {
	if e.AskedBy == ByTime {
		return "retention"
	}
	return "person"
}

func (u *Erasures) carryOut(ctx context.Context, e Erasure, by string) (done bool, err error) {
	if _, err := eraseAll(ctx, u.Ledger, u.Store, e.Records, by, e.why(), u.Now()); err != nil {
		return false, fmt.Errorf("erasing: %w", err)
	}
	if err := u.Store.EndErasure(ctx, e.ID); err != nil {
		return false, fmt.Errorf("ending an erasure: %w", err)
	}
	return true, u.truncate(ctx)
}

// truncate empties the log of recent writes, unless somebody is reading: then the
// next time that time passes.
func (u *Erasures) truncate(ctx context.Context) error {
	if err := u.Store.TruncateLog(ctx); err != nil && CodeOf(err) != CodeUnavailable {
		return fmt.Errorf("emptying the log of recent writes: %w", err)
	}
	return nil
}
