package formsapi

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// NoteAbsence is the use case of staff who hear that a mediator does not come.
// Nobody's appointment is changed: who counted on the mediator is listed.
type NoteAbsence struct {
	Catalogue Catalogue
	Languages Languages
	Sealer    Sealer
	Store     AppointmentStore
	Overlay   Overlay
	Now       func() time.Time
}

// Note stores an absence. It answers CodeForbidden or CodeInvalid.
func (u *NoteAbsence) Note(ctx context.Context, by Staff, office string, a Absence) error {
	a.Languages = slices.Compact(slices.Sorted(slices.Values(a.Languages))) // each once, in one order
	if _, err := u.check(by, office, a); err != nil {
		return err
	}
	if err := u.Overlay.AddAbsence(ctx, office, a); err != nil {
		return fmt.Errorf("storing an absence: %w", err)
	}
	return u.account(ctx, by, office, a.span())
}

// TakeBack ends an absence that the desk has noted: the mediator comes after all.
func (u *NoteAbsence) TakeBack(ctx context.Context, by Staff, office string, a Absence) error {
	if !by.May(WorkRequests, office) {
		return &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	if err := u.Overlay.RemoveAbsence(ctx, office, a); err != nil {
		return fmt.Errorf("taking an absence back: %w", err)
	}
	return u.account(ctx, by, office, "taken back "+a.span())
}

// Noted are the absences that the desk has noted at an office and that are not
// over, by From.
func (u *NoteAbsence) Noted(ctx context.Context, by Staff, office string) ([]Absence, error) {
	o, known := u.Catalogue.Office(office)
	if !known || !by.May(WorkRequests, office) {
		return nil, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	all, err := u.Overlay.Absences(ctx, office)
	if err != nil {
		return nil, fmt.Errorf("reading the desk's absences: %w", err)
	}
	now := WallTimeAt(u.Now(), o.Zone)
	return slices.DeleteFunc(all, func(a Absence) bool { return a.Until <= now }), nil
}

// Counting are the coming appointments of an office that count on a mediator
// who is absent, in the order of time. It answers as Note does.
func (u *NoteAbsence) Counting(ctx context.Context, by Staff, office string, a Absence) ([]InboxRow, error) {
	o, err := u.check(by, office, a)
	if err != nil {
		return nil, err
	}
	during, err := comingDuring(ctx, u.Store, o, Closure{From: a.From, Until: a.Until}, u.Now())
	if err != nil {
		return nil, err
	}
	o.Absences = append(slices.Clone(o.Absences), a)
	var rows []InboxRow
	for _, hit := range during {
		d, err := OpenDetails(u.Sealer, hit)
		need := wishOf(hit, d)
		if from, until := hit.during(o.Zone); mayBeAmong(a.Languages, need.language) && o.lacksInterpreter(need, from, until) {
			rows = append(rows, inboxRow(hit, d, err))
		}
	}
	return rows, nil
}

func (u *NoteAbsence) check(by Staff, office string, a Absence) (Office, error) {
	o, known := u.Catalogue.Office(office)
	if !by.May(WorkRequests, office) || !known {
		return o, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	var wrong []FieldError
	spoken := func(l string) bool { return u.Languages.Spoken(l) || slices.Contains(o.SpokenLanguages(), l) }
	if len(a.Languages) == 0 || slices.ContainsFunc(a.Languages, func(l string) bool { return !spoken(l) }) {
		wrong = append(wrong, FieldError{Field: "languages", Key: "absence-languages"})
	}
	if a.Until <= a.From {
		wrong = append(wrong, FieldError{Field: "until", Key: "closure-ends-first"})
	} else if a.Until <= WallTimeAt(u.Now(), o.Zone) {
		wrong = append(wrong, FieldError{Field: "until", Key: "closure-past"})
	}
	return o, Invalid(wrong)
}

func (a Absence) span() string {
	return strings.Join(a.Languages, ",") + " " + a.From.String() + " " + a.Until.String()
}

func (u *NoteAbsence) account(ctx context.Context, by Staff, office, what string) error {
	entry := AuditEntry{At: u.Now().UTC(), By: by.ID.String(), Action: ActionAbsence, Office: office, Detail: what}
	if err := u.Store.Audit(ctx, entry); err != nil {
		return fmt.Errorf("keeping account of an absence: %w", err)
	}
	return nil
}
