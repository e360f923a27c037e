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

// StaffStore keeps accounts. What is not there is a *Problem with CodeNotFound.
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
	// LastReset is the newest ActionReset of an account, or CodeNotFound.
	LastReset(ctx context.Context, id uuid.UUID) (AuditEntry, error)
	// Invited finds the account of an invitation that is neither used nor expired.
	Invited(ctx context.Context, tokenHash []byte, now time.Time) (Staff, error)
	// UseInvitation stores the account with its password and uses the invitation
	// up, in one transaction: a second use is CodeNotFound.
	UseInvitation(ctx context.Context, tokenHash []byte, s Staff, e AuditEntry) error
	// DisableStaff closes an account and ends its sessions.
	DisableStaff(ctx context.Context, id uuid.UUID, e AuditEntry) error
	Auditor
}
