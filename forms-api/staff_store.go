package formsapi

import (
	"context"
	"time"

	"github.com/google/uuid"
)

// An Invitation lets somebody choose a password, once. Only the SHA-256 of its
// token is stored.
type Invitation struct {
	TokenHash []byte
	Staff     uuid.UUID // whose password; the account exists already
	ExpiresAt time.Time
}

// StaffStore keeps accounts. What is not there is a *Problem with CodeNotFound. It
// completes the entries that it is given with what they make (AccountStanding): the roles of
// an invitation, those before and after a change, and which password was chosen.
type StaffStore interface {
	CountStaff(ctx context.Context) (int, error)
	StaffList(ctx context.Context) ([]Staff, error)
	StaffByID(ctx context.Context, id uuid.UUID) (Staff, error)
	StaffByEmail(ctx context.Context, email string) (Staff, error)
	// AddFirstStaff stores an account that has its password already, in one
	// transaction and only while there is none: later it is CodeNotFound, as the
	// link that leads to it.
	AddFirstStaff(ctx context.Context, s Staff, entries ...AuditEntry) error
	// AddStaff stores an account and its invitation; an e-mail that exists is CodeConflict.
	AddStaff(ctx context.Context, s Staff, i Invitation, e AuditEntry) error
	// ReplaceInvitation takes back what was open for the account, its password
	// and its sessions, and stores a new invitation.
	ReplaceInvitation(ctx context.Context, i Invitation, e AuditEntry) error
	// LastReset is the newest ActionReset of an account, or CodeNotFound;
	// LastFactorTaken likewise the newest ActionTakeCode.
	LastReset(ctx context.Context, id uuid.UUID) (AuditEntry, error)
	LastFactorTaken(ctx context.Context, id uuid.UUID) (AuditEntry, error)
	// SlowedSince lists the entries of ActionSlowed of an account since the last sign-in
	// but one, the newest first.
	SlowedSince(ctx context.Context, id uuid.UUID) ([]AuditEntry, error)
	// Invited finds the account of an invitation that is neither used nor expired.
	Invited(ctx context.Context, tokenHash []byte, now time.Time) (Staff, error)
	// UseInvitation stores the account with its password and uses the invitation
	// up, in one transaction: a second use is CodeNotFound.
	UseInvitation(ctx context.Context, tokenHash []byte, s Staff, e AuditEntry) error
	// DisableStaff closes an account and ends its sessions. The last administrator
	// of all offices is CodeConflict, unless the command line does it: from there
	// another can be made.
	DisableStaff(ctx context.Context, id uuid.UUID, e AuditEntry) error
	// ReopenStaff opens a closed account with a new invitation and no password; one
	// that is open is CodeConflict.
	ReopenStaff(ctx context.Context, i Invitation, entries ...AuditEntry) error
	// ReplaceGrants stores the roles of an account in place of those it had, with the
	// same exception.
	ReplaceGrants(ctx context.Context, s Staff, e AuditEntry) error
	// RenameStaff stores a name and a language.
	RenameStaff(ctx context.Context, s Staff, e AuditEntry) error
	// ReplaceLanguages stores what somebody speaks in place of what was there.
	ReplaceLanguages(ctx context.Context, s Staff, e AuditEntry) error
	// ChangePassword stores a password in place of the one that was, and ends the
	// sessions but the one here; if it is another by now, CodeConflict.
	ChangePassword(ctx context.Context, s Staff, was string, here uuid.UUID, e AuditEntry) error
	// StaffSessions lists the sessions of an account that nobody has ended.
	StaffSessions(ctx context.Context, staff uuid.UUID) ([]Session, error)
	// EndSession ends one session of an account, or answers CodeNotFound; EndSessions
	// all but the one here.
	EndSession(ctx context.Context, staff, id uuid.UUID, e AuditEntry) error
	EndSessions(ctx context.Context, staff, here uuid.UUID, e AuditEntry) error
	Auditor
}
