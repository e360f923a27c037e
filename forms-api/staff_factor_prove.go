package formsapi

import (
	"context"
	"fmt"

	"github.com/google/uuid"
)

// Confirm ends the setting up of what Begin drew: a code shows that the app has the
// secret. It returns the recovery codes, which nobody can read again, and ends the
// sessions that were begun without a code, but the one here.
func (u *SecondFactors) Confirm(ctx context.Context, s Staff, here uuid.UUID, f SecondFactor, code string) (recovery []string, err error) {
	typed, err := parseCode(code)
	if err != nil {
		return nil, err
	}
	if f.Staff != s.ID {
		return nil, &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	if f, _, err = u.matching(f, typed.app); err != nil {
		return nil, err
	}
	f.ConfirmedAt = u.Now().UTC()
	recovery, hashes, err := u.drawRecovery(s.ID)
	if err != nil {
		return nil, err
	}
	entry := NewAuditEntry(f.ConfirmedAt, s.ID.String(), ActionFactor, s.ID, "")
	return recovery, u.Store.ConfirmSecondFactor(ctx, f, here, hashes, entry)
}

// SignIn is the second half of signing in, for who has given the password: it
// takes a code of the app, or a recovery code (byRecovery). A wrong code and a used
// one are CodeForbidden.
func (u *SecondFactors) SignIn(ctx context.Context, s Staff, code string) (byRecovery bool, err error) {
	entry := NewAuditEntry(u.Now().UTC(), s.ID.String(), ActionSignIn, s.ID, "")
	return u.prove(ctx, s, code, entry)
}

// Remove takes somebody's own second factor away, who proves to have it, and ends
// their sessions but the one here. Who must have one sets another up next: this is
// how an app moves to another telephone.
func (u *SecondFactors) Remove(ctx context.Context, s Staff, here uuid.UUID, code string) error {
	if _, err := u.prove(ctx, s, code); err != nil {
		return err
	}
	return u.Store.TakeSecondFactor(ctx, s.ID, here, u.taken(s, s.ID.String()))
}

// Take takes a colleague's second factor away, who has lost the app and the
// recovery codes, and ends their sessions. The owner is told at the next sign-ins.
func (u *SecondFactors) Take(ctx context.Context, s Staff, by string) error {
	return u.Store.TakeSecondFactor(ctx, s.ID, uuid.Nil, u.taken(s, by))
}

func (u *SecondFactors) taken(s Staff, by string) AuditEntry {
	return NewAuditEntry(u.Now().UTC(), by, ActionTakeCode, s.ID, "")
}

// prove uses a code up, with account of what it was for.
func (u *SecondFactors) prove(ctx context.Context, s Staff, code string, entries ...AuditEntry) (byRecovery bool, err error) {
	typed, err := parseCode(code)
	if err != nil {
		return false, err
	}
	if typed.recovery != "" {
		for i := range entries {
			entries[i].Detail = "recovery code"
		}
		return true, u.Store.UseRecoveryCode(ctx, s.ID, u.recoveryHash(s.ID, typed.recovery), u.Now().UTC(), entries...)
	}
	f, err := u.Store.SecondFactor(ctx, s.ID)
	if CodeOf(err) == CodeNotFound {
		return false, &Problem{Code: CodeForbidden, Key: "code-wrong"}
	}
	if err != nil {
		return false, fmt.Errorf("reading a second factor: %w", err)
	}
	read := f.Sealed
	f, secret, err := u.matching(f, typed.app)
	if err != nil {
		return false, err
	}
	if err := u.reseal(&f, secret); err != nil {
		return false, err
	}
	return false, u.Store.UseStep(ctx, f, read, entries...)
}

// matching is the factor with the step of a code as its last one.
func (u *SecondFactors) matching(f SecondFactor, code string) (SecondFactor, []byte, error) {
	secret, err := u.open(f)
	if err != nil {
		return f, nil, err
	}
	if code == "" { // a recovery code, of which there is none yet
		return f, nil, Invalid([]FieldError{{Field: "code", Key: "code-malformed"}})
	}
	step, found, err := stepOf(code, secret, u.Now())
	if err != nil {
		return f, nil, err
	}
	if !found {
		return f, nil, &Problem{Code: CodeForbidden, Key: "code-wrong"}
	}
	if step <= f.LastStep {
		return f, nil, &Problem{Code: CodeForbidden, Key: "code-used"}
	}
	f.LastStep = step
	return f, secret, nil
}

// reseal moves a secret to the ring's newest key, once there is one: it lives
// longer than any request, and is read at each sign-in.
func (u *SecondFactors) reseal(f *SecondFactor, secret []byte) error {
	now := *f
	if err := u.seal(&now, secret); err != nil {
		return err
	}
	if now.Key.RingKey != f.Key.RingKey {
		*f = now
	}
	return nil
}
