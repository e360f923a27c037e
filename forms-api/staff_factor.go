package formsapi

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
	"github.com/pquerna/otp/totp"
)

// A SecondFactor is an authenticator app that a colleague proves to have, beside
// the password (RFC 6238).
type SecondFactor struct {
	Staff       uuid.UUID
	Key         WrappedKey
	Sealed      []byte    // the secret that the app has too
	ConfirmedAt time.Time // when a code has shown that the app has it; nothing is stored before
	LastStep    int64     // the steps until this one are not taken again
}

// SecondFactorStore keeps second factors and recovery codes. What is not there is
// CodeNotFound.
type SecondFactorStore interface {
	SecondFactor(ctx context.Context, staff uuid.UUID) (SecondFactor, error)
	// ConfirmSecondFactor stores one with its recovery codes, and ends the owner's
	// sessions but the one here. Where there is one it is CodeConflict.
	ConfirmSecondFactor(ctx context.Context, f SecondFactor, here uuid.UUID, codes [][]byte, e AuditEntry) error
	// UseStep takes a step that is later than the last, with the secret as it is
	// sealed now, in place of the one that was read; an earlier step, or another secret
	// meanwhile, is CodeForbidden.
	UseStep(ctx context.Context, f SecondFactor, read []byte, entries ...AuditEntry) error
	// UseRecoveryCode uses a code up at an instant; one that is used or unknown is
	// CodeForbidden.
	UseRecoveryCode(ctx context.Context, staff uuid.UUID, hash []byte, at time.Time, entries ...AuditEntry) error
	ReplaceRecoveryCodes(ctx context.Context, staff uuid.UUID, codes [][]byte, e AuditEntry) error
	// RecoveryCodesLeft counts those that were not used.
	RecoveryCodesLeft(ctx context.Context, staff uuid.UUID) (int, error)
	// TakeSecondFactor takes it away with its recovery codes, and ends the owner's
	// sessions but the one here.
	TakeSecondFactor(ctx context.Context, staff, here uuid.UUID, e AuditEntry) error
}

// SecondFactors is the use case of staff who set an app up, prove that they have
// it, or have lost it.
type SecondFactors struct {
	Store  SecondFactorStore
	Sealer Sealer
	Issuer string // what the app shows beside the code, such as "sportello help.example.org"
	Now    func() time.Time
	Random io.Reader
}

// useFactor is what a secret is sealed for.
const useFactor = "second-factor"

// SetupLife is for how long a secret that no code has confirmed can be.
const SetupLife = 10 * time.Minute

// A FactorSetup is what an app has to learn. Until a code confirms it, the session in
// which it was begun keeps it, sealed, and nothing else does: who has the password in
// another session would otherwise read beforehand what the owner sets up later.
type FactorSetup struct {
	Secret string // base 32, for who types it
	URL    string // otpauth://…, for who scans it
	Factor SecondFactor
}

// Begin draws a secret for the owner's app. Who has a second factor is answered
// CodeConflict.
func (u *SecondFactors) Begin(ctx context.Context, s Staff) (FactorSetup, error) {
	_, err := u.Store.SecondFactor(ctx, s.ID)
	if err == nil {
		return FactorSetup{}, &Problem{Code: CodeConflict, Key: "second-factor-there"}
	}
	if CodeOf(err) != CodeNotFound {
		return FactorSetup{}, fmt.Errorf("beginning a second factor: %w", err)
	}
	secret := make([]byte, 20) // as long as the hash (RFC 4226 4, R6)
	if _, err := io.ReadFull(u.Random, secret); err != nil {
		return FactorSetup{}, fmt.Errorf("drawing a secret: %w", err)
	}
	f := SecondFactor{Staff: s.ID}
	if err := u.seal(&f, secret); err != nil {
		return FactorSetup{}, err
	}
	return u.setup(s, f, secret)
}

// Resume is what Begin returned, so that a page that is opened again in the same
// session shows the code that was scanned.
func (u *SecondFactors) Resume(s Staff, f SecondFactor) (FactorSetup, error) {
	secret, err := u.open(f)
	if err != nil {
		return FactorSetup{}, err
	}
	return u.setup(s, f, secret)
}

func (u *SecondFactors) setup(s Staff, f SecondFactor, secret []byte) (FactorSetup, error) {
	app, err := totp.Generate(totp.GenerateOpts{Issuer: u.Issuer, AccountName: s.Email, Secret: secret, Period: uint(stepLength / time.Second)})
	if err != nil {
		return FactorSetup{}, fmt.Errorf("writing a second factor for an app: %w", err)
	}
	return FactorSetup{Secret: app.Secret(), URL: app.URL(), Factor: f}, nil
}

func (u *SecondFactors) seal(f *SecondFactor, secret []byte) error {
	key, err := u.Sealer.NewKey(f.Staff)
	if err != nil {
		return fmt.Errorf("sealing a second factor: %w", err)
	}
	f.Key = key.Wrapped()
	f.Sealed, err = key.Seal(useFactor, secret)
	return err
}

func (u *SecondFactors) open(f SecondFactor) ([]byte, error) { return OpenSecondFactor(u.Sealer, f) }

// OpenSecondFactor unseals the secret of an app.
func OpenSecondFactor(sealer Sealer, f SecondFactor) ([]byte, error) {
	key, err := sealer.OpenKey(f.Staff, f.Key)
	if err != nil {
		return nil, fmt.Errorf("opening a second factor: %w", err)
	}
	secret, err := key.Open(useFactor, f.Sealed)
	if err != nil {
		return nil, fmt.Errorf("opening a second factor: %w", err)
	}
	return secret, nil
}
