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
	ActionUrgency   Action = "appointment.urgency"
	ActionDue       Action = "appointment.due"
	ActionFinish    Action = "appointment.finish"
	ActionReopen    Action = "appointment.reopen"
	ActionActivity  Action = "appointment.activity"
	ActionFlag      Action = "appointment.flag"
	ActionSeen      Action = "appointment.seen"
	ActionUndo      Action = "appointment.undo"
	ActionReply     Action = "appointment.reply"
	ActionTell      Action = "appointment.tell"
	ActionReturned  Action = "appointment.undelivered"
	ActionNote      Action = "note.add"
	ActionStrike    Action = "note.strike"
	ActionPutOff    Action = "hold.put-off" // a place is held longer, since the office was closed meanwhile
	ActionClose     Action = "office.close" // an office was closed for a while, or a closure was taken back
	ActionAbsence   Action = "office.absence"
	ActionFeed      Action = "office.feed" // a calendar's secret address was made or taken back
	ActionTranslate Action = "page.translate"
	ActionTold      Action = "message.told"
	ActionNoAnswer  Action = "message.no-answer" // somebody called, in vain
	ActionComment   Action = "rating.read"       // somebody says that they have read a comment on a page
	ActionExport    Action = "export"
	ActionSignIn    Action = "staff.sign-in"
	ActionSignOut   Action = "staff.sign-out"
	ActionInvite    Action = "staff.invite"
	ActionReset     Action = "staff.reset" // a password was taken back, and a one-time link made
	ActionPassword  Action = "staff.password"
	ActionDisable   Action = "staff.disable"
	ActionLetBack   Action = "staff.reopen" // a closed account is open again; ActionReset stands beside it
	ActionGrants    Action = "staff.grants"
	ActionProfile   Action = "staff.profile"       // a name, a language of the desk, or the languages that one speaks
	ActionEnd       Action = "staff.end-sessions"  // by their owner, from another browser
	ActionFactor    Action = "staff.second-factor" // was set up
	ActionTakeCode  Action = "staff.second-factor-taken"
	ActionRecovery  Action = "staff.recovery-codes" // were drawn anew
	ActionStands    Action = "staff.stands"         // the log's own account of an account, where older entries said less or were forgotten
	ActionSlowed    Action = "staff.slowed"         // somebody failed to sign in so often that the next attempt had to wait
	ActionAltered   Action = "staff.altered"        // who came was refused: the account is not as the program left it
	ActionRestore   Action = "restore"
	ActionHead      Action = "head.begin" // the log's head is kept from here on: HeadUpgraded, or it was missing
)

// Who acted, when it was nobody of the staff.
const (
	ByPublic  = "public"
	ByCommand = "command"
	ByTime    = "time"
)

// HeadUpgraded is the detail of the entry with which the head of a log begins that
// is older than heads are. In any other such entry the head was missing.
const HeadUpgraded = "upgrade"

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

// PutOffUntil is until when a place is held that was put off; see ActionPutOff.
func (e AuditEntry) PutOffUntil() (until time.Time, ok bool) {
	_, until, ok = e.putOff()
	return until, ok
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
	EventUrgency: ActionUrgency, EventDue: ActionDue, EventFinish: ActionFinish, EventReopen: ActionReopen,
	EventActivity: ActionActivity, EventFlag: ActionFlag, EventSeen: ActionSeen, EventUndo: ActionUndo,
	EventReply: ActionReply, EventTell: ActionTell, EventUndelivered: ActionReturned,
}
