package formsapi

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// An Overlay keeps what the desk adds to the facts of an office. What it stores
// is in the catalogue, and on the pages, within seconds.
type Overlay interface {
	// AddClosure stores a closure; the same one twice is stored once.
	AddClosure(ctx context.Context, office string, c Closure) error
	// RemoveClosure takes one back that the desk has made, or answers CodeNotFound.
	RemoveClosure(ctx context.Context, office string, c Closure) error
	// Closures are those that the desk has made at an office, by From.
	Closures(ctx context.Context, office string) ([]Closure, error)
	AddAbsence(ctx context.Context, office string, a Absence) error
	RemoveAbsence(ctx context.Context, office string, a Absence) error
	// Absences are those that the desk has noted at an office, by From.
	Absences(ctx context.Context, office string) ([]Absence, error)
}

// CloseOffice is the use case of staff who close an office at short notice.
type CloseOffice struct {
	Catalogue Catalogue
	Sealer    Sealer
	Store     AppointmentStore
	Overlay   Overlay
	Channels  Channels
	Now       func() time.Time
}

// A Closing is what staff want to close, and what becomes of the people.
type Closing struct {
	Office  string
	Closure Closure
	Offer   bool // offer each person the nearest free time after the closure; otherwise only cancel
}

// A ClosingReport says what became of the people who had a time in the closure.
type ClosingReport struct {
	Offered   int // were offered another time
	Cancelled int // were told that the office cannot keep it
	Failed    int // could not be moved on yet: MoveOn tries again, and they stand among what no longer fits

	Failures error // why those failed, or a hold could not be put off, for the log; nil if nothing did
}

// Close stores the closure first, so that nobody can book into it once the
// catalogue has read it, then moves on everybody who had a time in it, and puts off
// the holds of the others. Who books in between is moved on by MoveOn. It answers
// CodeForbidden or CodeInvalid; what befalls one of the people does not stop the
// others, and nor does a browser that goes away once the closure is stored.
func (u *CloseOffice) Close(ctx context.Context, by Staff, c Closing) (ClosingReport, error) {
	office, err := u.check(by, c)
	if err != nil {
		return ClosingReport{}, err
	}
	if err := u.Overlay.AddClosure(ctx, c.Office, c.Closure); err != nil {
		return ClosingReport{}, fmt.Errorf("storing a closure: %w", err)
	}
	ctx = context.WithoutCancel(ctx)
	entry := AuditEntry{At: u.Now().UTC(), By: by.ID.String(), Action: ActionClose, Office: c.Office, Detail: c.account()}
	if err := u.Store.Audit(ctx, entry); err != nil {
		return ClosingReport{}, fmt.Errorf("keeping account of a closure: %w", err)
	}
	_, closed, err := u.closed(ctx, office)
	if err != nil {
		return ClosingReport{}, err
	}
	hit, err := comingDuring(ctx, u.Store, office, c.Closure, u.Now())
	if err != nil {
		return ClosingReport{}, err
	}
	moving := u.moving(closed, c.Offer)
	report := moving.all(ctx, entry.By, hit)
	report.Failures = errors.Join(report.Failures, moving.putOffHolds(ctx, office.ID))
	return report, nil
}

// closed are the closures of an office that the desk has made and that are not
// over, and the office as it will be once the catalogue has read them.
func (u *CloseOffice) closed(ctx context.Context, o Office) (made []Closure, closed Office, err error) {
	all, err := u.Overlay.Closures(ctx, o.ID)
	if err != nil {
		return nil, o, fmt.Errorf("reading the desk's closures: %w", err)
	}
	now := WallTimeAt(u.Now(), o.Zone)
	for _, c := range all {
		if c.Until > now {
			made, o = append(made, c), o.Closed(c)
		}
	}
	return made, o, nil
}

// An Affected says whom a closure concerns.
type Affected struct {
	Appointments int
	People       int        // who come to them
	Rows         []InboxRow // the appointments in the order of time, for who may read them
}

// Affected lists and counts the appointments that a closure would take the time of,
// and counts the people who would have come. It answers as Close does.
func (u *CloseOffice) Affected(ctx context.Context, by Staff, c Closing) (all Affected, err error) {
	office, err := u.check(by, c)
	if err != nil {
		return all, err
	}
	hit, err := comingDuring(ctx, u.Store, office, c.Closure, u.Now())
	for _, a := range hit {
		all.Appointments++
		all.People += max(1, a.People)
		if by.May(ReadRequests, c.Office) {
			d, unreadable := OpenDetails(u.Sealer, a)
			all.Rows = append(all.Rows, inboxRow(a, d, unreadable))
		}
	}
	return all, err
}

// Made are the closures that the desk has made at an office and that are not
// over, by From.
func (u *CloseOffice) Made(ctx context.Context, by Staff, office string) ([]Closure, error) {
	o, known := u.Catalogue.Office(office)
	if !known || !by.May(WorkRequests, office) {
		return nil, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	made, _, err := u.closed(ctx, o)
	return made, err
}

// Reopen takes back a closure that the desk has made. Nobody is moved back.
func (u *CloseOffice) Reopen(ctx context.Context, by Staff, office string, c Closure) error {
	if !by.May(WorkRequests, office) {
		return &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	if err := u.Overlay.RemoveClosure(ctx, office, c); err != nil {
		return fmt.Errorf("taking a closure back: %w", err)
	}
	entry := AuditEntry{At: u.Now().UTC(), By: by.ID.String(), Action: ActionClose, Office: office, Detail: "reopened " + c.span()}
	if err := u.Store.Audit(ctx, entry); err != nil {
		return fmt.Errorf("keeping account of a closure: %w", err)
	}
	return nil
}

func (c Closure) span() string { return c.From.String() + " " + c.Until.String() }

// onlyCancelled is what the audit log adds to the span of a closure whose people
// were offered nothing.
const onlyCancelled = " cancel"

// account is how the audit log has the closing. It is where MoveOn reads what was
// wanted for the people.
func (c Closing) account() string {
	if c.Offer {
		return c.Closure.span()
	}
	return c.Closure.span() + onlyCancelled
}

func (u *CloseOffice) check(by Staff, c Closing) (Office, error) {
	if !by.May(WorkRequests, c.Office) {
		return Office{}, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	office, known := u.Catalogue.Office(c.Office)
	var wrong []FieldError
	switch {
	case !known:
		wrong = append(wrong, FieldError{Field: "office", Key: "error-office-unknown"})
	case c.Closure.Until <= c.Closure.From:
		wrong = append(wrong, FieldError{Field: "until", Key: "closure-ends-first"})
	case c.Closure.Until <= WallTimeAt(u.Now(), office.Zone):
		wrong = append(wrong, FieldError{Field: "until", Key: "closure-past"})
	case c.Closure.Until > WallTimeAt(u.Now().Add(ChangeHorizon), office.Zone):
		wrong = append(wrong, FieldError{Field: "until", Key: "closure-too-far"}) // a slip of the year moves everybody on
	}
	if !slices.Contains(ClosureReasons, c.Closure.Reason) {
		wrong = append(wrong, FieldError{Field: "reason", Key: "reason-missing"})
	}
	return office, Invalid(wrong)
}

// withClosure is the catalogue as it will be once it has read the overlay.
type withClosure struct {
	Catalogue
	office Office
}

// Office returns the closed office for its id.
func (c withClosure) Office(id string) (Office, bool) {
	if id == c.office.ID {
		return c.office, true
	}
	return c.Catalogue.Office(id)
}

// Closed is the office with one closure more.
func (o Office) Closed(c Closure) Office {
	o.Closures = append(slices.Clone(o.Closures), c)
	o.CounterHours = o.CounterHours.closed(c)
	o.AppointmentHours = o.AppointmentHours.closed(c)
	o.TelephoneHours = o.TelephoneHours.closed(c)
	return o
}

func (h OpeningHours) closed(c Closure) OpeningHours {
	h.closures = append(slices.Clone(h.closures), c)
	slices.SortStableFunc(h.closures, func(a, b Closure) int { return int(a.From - b.From) })
	return h
}

// instant is about when a zone's clock shows w; for a time that it skips, the
// instant at which it skips it, to the hour.
func (w WallTime) instant(zone *time.Location) time.Time {
	y, m, d := w.asUTC().Date()
	return time.Date(y, m, d, 0, int(w.TimeOfDay()), 0, 0, zone)
}
