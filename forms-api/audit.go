package formsapi

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"
)

// An Action is something that the audit log keeps account of.
type Action string

// The actions of the audit log.
const (
	ActionRequest   Action = "appointment.request"
	ActionRead      Action = "appointment.read"
	ActionConfirm   Action = "appointment.confirm"
	ActionDecline   Action = "appointment.decline"
	ActionAssign    Action = "appointment.assign"
	ActionBook      Action = "appointment.book"
	ActionWait      Action = "appointment.wait"
	ActionRecord    Action = "appointment.record"
	ActionPropose   Action = "appointment.propose"
	ActionAccept    Action = "appointment.accept"
	ActionRefuse    Action = "appointment.refuse"
	ActionMove      Action = "appointment.move"
	ActionCancel    Action = "appointment.cancel"
	ActionWithdraw  Action = "appointment.withdraw"
	ActionAttend    Action = "appointment.attend"
	ActionMiss      Action = "appointment.miss"
	ActionExpire    Action = "appointment.expire"
	ActionCorrect   Action = "appointment.correct"
	ActionPutOff    Action = "hold.put-off" // a place is held longer, since the office was closed meanwhile
	ActionClose     Action = "office.close" // an office was closed for a while, or a closure was taken back
	ActionAbsence   Action = "office.absence"
	ActionFeed      Action = "office.feed" // a calendar's secret address was made or taken back
	ActionTranslate Action = "page.translate"
	ActionTold      Action = "message.told"
	ActionNoAnswer  Action = "message.no-answer" // somebody called, in vain
	ActionExport    Action = "export"
	ActionSignIn    Action = "staff.sign-in"
	ActionSignOut   Action = "staff.sign-out"
	ActionInvite    Action = "staff.invite"
	ActionReset     Action = "staff.reset" // a password was taken back, and a one-time link made
	ActionPassword  Action = "staff.password"
	ActionDisable   Action = "staff.disable"
	ActionRestore   Action = "restore"
)

// Who acted, when it was nobody of the staff.
const (
	ByPublic  = "public"
	ByCommand = "command"
	ByTime    = "time"
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

// putOffEntry is an entry of a hold that ends later from now on.
func putOffEntry(at time.Time, a Appointment, until time.Time) AuditEntry {
	e := NewAuditEntry(at, ByTime, ActionPutOff, a.ID, a.Office)
	e.Detail = fmt.Sprintf("version %d until %s", a.Version, until.UTC().Format(holdLayout))
	return e
}

// holdLayout is as precise as an instant is stored.
const holdLayout = "2006-01-02T15:04:05.000Z"

// putOff reads what putOffEntry wrote.
func (e AuditEntry) putOff() (version int, until time.Time, ok bool) {
	var text string
	if _, err := fmt.Sscanf(e.Detail, "version %d until %s", &version, &text); err != nil || e.Action != ActionPutOff {
		return 0, until, false
	}
	until, err := time.Parse(holdLayout, text)
	return version, until, err == nil
}

// Changes lists the actions that change an appointment: each has an entry in its
// history. Who only read is not among them.
func Changes() []Action { return slices.Sorted(maps.Values(actions)) }

// actions are how the audit log names the events of an appointment.
var actions = map[Event]Action{
	EventRequest: ActionRequest, EventBook: ActionBook, EventWait: ActionWait, EventRecord: ActionRecord,
	EventConfirm: ActionConfirm, EventPropose: ActionPropose, EventAccept: ActionAccept, EventRefuse: ActionRefuse,
	EventMove: ActionMove, EventDecline: ActionDecline, EventCancel: ActionCancel, EventWithdraw: ActionWithdraw, EventAttend: ActionAttend,
	EventMiss: ActionMiss, EventExpire: ActionExpire, EventCorrect: ActionCorrect, EventAssign: ActionAssign,
}
