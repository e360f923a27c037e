package formsapi

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

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
	if err := u.keepAccount(ctx, by, c.Office, c.account()); err != nil {
		return ClosingReport{}, err
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
	report := moving.all(ctx, by.ID.String(), hit)
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

// keepAccount writes into the audit log what was done with a closure.
func (u *CloseOffice) keepAccount(ctx context.Context, by Staff, office, detail string) error {
	entry := AuditEntry{At: u.Now().UTC(), By: by.ID.String(), Action: ActionClose, Office: office, Detail: detail}
	return wrapped("keeping account of a closure", u.Store.Audit(ctx, entry))
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
