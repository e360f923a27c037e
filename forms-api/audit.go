package formsapi

import (
	"time"

	"github.com/google/uuid"
)

// An Action is something that the audit log keeps account of.
type Action string

// The actions of the audit log.
const (
	ActionRequest  Action = "appointment.request"
	ActionRead     Action = "appointment.read"
	ActionConfirm  Action = "appointment.confirm"
	ActionDecline  Action = "appointment.decline"
	ActionAssign   Action = "appointment.assign"
	ActionExport   Action = "export"
	ActionSignIn   Action = "staff.sign-in"
	ActionSignOut  Action = "staff.sign-out"
	ActionInvite   Action = "staff.invite"
	ActionReset    Action = "staff.reset" // a password was taken back, and a one-time link made
	ActionPassword Action = "staff.password"
	ActionDisable  Action = "staff.disable"
	ActionRestore  Action = "restore"
)

// Who acted, when it was nobody of the staff.
const (
	ByPublic  = "public"
	ByCommand = "command"
)

// An AuditEntry says who did what, when and to what. It holds no personal data
// of the public: a subject is a record's id.
type AuditEntry struct {
	At      time.Time
	By      string // a staff id, ByPublic or ByCommand
	Action  Action
	Subject string // a record's or a staff id; may be empty
	Office  string // a folder name; may be empty
	Detail  string // a few words for people, such as "csv"
}

// NewAuditEntry is an entry about a record.
func NewAuditEntry(at time.Time, by string, action Action, subject uuid.UUID, office string) AuditEntry {
	return AuditEntry{At: at, By: by, Action: action, Subject: subject.String(), Office: office}
}
