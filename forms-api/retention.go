package formsapi

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"
)

// A Retention says for how many days each kind of record is kept (GDPR art.
// 5(1)(e)). Zero is no period: see DefaultRetention.
type Retention struct {
	Finished    int // requests, from the day they were finished
	Unfinished  int // requests that nobody has finished, from the last day that something happened to them, or is to happen
	SetAside    int // requests with a filled honeypot, from the day they came
	Messages    int // what people were told, from the day it left
	Drafts      int // of notes and replies, from the day they were typed
	Repetitions int // keys by which a repeated submission is recognised
	Comments    int // on pages; the number that was given stays
	AuditLog    int // entries of the audit log
}

// DefaultRetention is what holds where a town says nothing. docs/operate.md has
// the reason of each period.
var DefaultRetention = Retention{
	Finished: 365, Unfinished: 730, SetAside: 90, Messages: 180, Drafts: 30, Repetitions: 30, Comments: 730, AuditLog: 3650,
}

// Bounds of the periods, in days. An audit log that is shorter than half a year
// cannot account for anything (the Garante's measure of 27 November 2008 wants as
// much of administrators' accesses).
const (
	MaxRetention      = 36500
	MinAuditRetention = 180
)

// Check says in a sentence what cannot be.
func (r Retention) Check() error {
	for _, p := range append(periods(r), period{name: "audit_log", days: r.AuditLog}) {
		if p.days < 1 || p.days > MaxRetention {
			return fmt.Errorf("%s = %d: a period has 1 to %d days", p.name, p.days, MaxRetention)
		}
	}
	if r.AuditLog < MinAuditRetention {
		return fmt.Errorf("audit_log = %d: the audit log is kept for %d days at least", r.AuditLog, MinAuditRetention)
	}
	if r.AuditLog < max(r.Finished, r.Unfinished) {
		return errors.New("audit_log is shorter than the requests that it accounts for are kept: make it longer, or finished and unfinished shorter")
	}
	return nil
}

// A RecordKind is a kind of record that has a period of its own.
type RecordKind string

// The kinds of record.
const (
	KindFinished    RecordKind = "finished"
	KindUnfinished  RecordKind = "unfinished"
	KindSetAside    RecordKind = "set-aside"
	KindComments    RecordKind = "comments"
	KindMessages    RecordKind = "messages"
	KindDrafts      RecordKind = "drafts"
	KindRepetitions RecordKind = "repetitions"
	KindSessions    RecordKind = "sessions" // and one-time links: from the moment they end
)

// A period is one line of the table of kinds.
type period struct {
	kind   RecordKind
	name   string // in [retention]
	days   int
	erased bool // it is sealed with a key of its own, which erasing destroys; otherwise rows are removed
}

// periods lists the kinds that have one, in the order in which they go.
func periods(r Retention) []period {
	return []period{
		{KindFinished, "finished", r.Finished, true},
		{KindUnfinished, "unfinished", r.Unfinished, true},
		{KindSetAside, "set_aside", r.SetAside, true},
		{KindComments, "comments", r.Comments, true},
		{KindMessages, "messages", r.Messages, false},
		{KindDrafts, "drafts", r.Drafts, false},
		{KindRepetitions, "repetitions", r.Repetitions, false},
	}
}

// KindsErased and KindsRemoved list the kinds, in the order in which they go.
var (
	KindsErased  = kinds(true)
	KindsRemoved = append(kinds(false), KindSessions)
)

func kinds(erased bool) (all []RecordKind) {
	for _, p := range periods(Retention{}) {
		if p.erased == erased {
			all = append(all, p.kind)
		}
	}
	return all
}

// days is how long a kind is kept; 0 for what ends by itself.
func (r Retention) days(k RecordKind) int {
	for _, p := range periods(r) {
		if p.kind == k {
			return p.days
		}
	}
	return 0
}

// KeptSince says when a request's period began, and of which kind it is.
type KeptSince struct {
	Kind RecordKind
	At   time.Time
}

// Ends is the first day, on a zone's calendar, on which the request is erased.
func (k KeptSince) Ends(r Retention, zone *time.Location) time.Time {
	began := k.At.In(zone)
	return time.Date(began.Year(), began.Month(), began.Day()+r.days(k.Kind), 0, 0, 0, 0, zone)
}

// An Erasable is a record that can be erased, with the office that it is at; empty
// for one of no office.
type Erasable struct {
	ID     uuid.UUID
	Office string
}

// Erasing is the erasing of a record with what the audit log says of it.
type Erasing struct {
	Record uuid.UUID
	Audit  AuditEntry
}

// TallyZone is the zone by whose clock requests that are gone are counted in months.
var TallyZone = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		return time.UTC // the program carries its own zones
	}
	return zone
})
