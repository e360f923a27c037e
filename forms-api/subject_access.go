package formsapi

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
)

// Persons is the use case of coordinators who answer somebody who asks what is kept
// of them (GDPR art. 15, 20). A person is a telephone or an e-mail: nothing else
// tells that two requests are of the same one.
type Persons struct {
	Store    PersonStore
	Messages AppointmentMessages
	Sealer   Sealer
	Now      func() time.Time
}

// PersonStore finds the requests of a person.
type PersonStore interface {
	AppointmentStore
	// RequestsOf lists the requests that have one of some blind indexes, the newest first.
	RequestsOf(ctx context.Context, contacts []BlindIndex) ([]Appointment, error)
	// AuditAll adds entries to the log at once.
	AuditAll(ctx context.Context, entries []AuditEntry) error
}

// A Person is what is kept under one telephone or e-mail, by one data controller.
type Person struct {
	Asked    PersonRequest   // from whose page somebody asks
	Requests []PersonRequest // all of them, with Asked, the newest first
	// Elsewhere are those with the same telephone or e-mail that the reader may see
	// and not touch from here: another organisation is another controller, of whom the
	// person has to ask the same, and has its own reasons to keep what it has.
	Elsewhere []PersonRequest
	// Unreadable counts the requests of this controller that the reader may see and
	// that cannot be opened. Who has the telephone is not known of them for sure, and
	// they are neither handed out nor erased: whoever answers the person has to know.
	Unreadable int
}

// A PersonRequest is a request with what the person told.
type PersonRequest struct {
	Appointment
	Details
	SameName bool // as in Asked, word by word; a telephone can be shared
}

func (p Person) erasables(chosen []uuid.UUID) (records []Erasable, known bool) {
	for _, id := range chosen {
		n := slices.IndexFunc(p.Requests, func(r PersonRequest) bool { return r.ID == id })
		if n < 0 {
			return nil, false
		}
		records = append(records, Erasable{ID: id, Office: p.Requests[n].Office})
	}
	return records, len(records) > 0
}

// Of finds the person of a request, and keeps account of it at each request. It
// answers CodeNotFound, CodeForbidden to who may read the request and not this, or
// CodeForbidden with "request-unreadable".
func (u *Persons) Of(ctx context.Context, by Staff, id uuid.UUID) (Person, error) {
	p, err := u.of(ctx, by, id)
	if err != nil {
		return p, err
	}
	return p, u.account(ctx, by, ActionPerson, p.Requests)
}

func (u *Persons) of(ctx context.Context, by Staff, id uuid.UUID) (p Person, err error) {
	a, err := u.Store.Appointment(ctx, id)
	if err != nil {
		return p, fmt.Errorf("reading %s: %w", id, err)
	}
	switch {
	case !by.May(ReadRequests, a.Office):
		return p, &Problem{Code: CodeNotFound, Key: "not-found"}
	case !by.May(ErasePerson, a.Office):
		return p, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	p.Asked = PersonRequest{Appointment: a, SameName: true}
	if p.Asked.Details, err = OpenDetails(u.Sealer, a); err != nil {
		return p, &Problem{Code: CodeForbidden, Key: "request-unreadable"}
	}
	same, err := u.Store.RequestsOf(ctx, ContactIndexes(u.Sealer, p.Asked.Details))
	if err != nil {
		return p, fmt.Errorf("reading the requests of a person: %w", err)
	}
	u.divide(by, &p, same)
	return p, nil
}

// divide parts what one controller keeps from what another does. Whoever cannot see
// a request is not told that there is one.
func (u *Persons) divide(by Staff, p *Person, same []Appointment) {
	for _, a := range same {
		if a.ID == p.Asked.ID || !by.May(ReadRequests, a.Office) {
			continue
		}
		theirs := a.Organisation == p.Asked.Organisation && by.May(ErasePerson, a.Office)
		d, err := OpenDetails(u.Sealer, a)
		r := PersonRequest{a, d, sameName(d.Name, p.Asked.Name)}
		switch {
		case err != nil && theirs:
			p.Unreadable++
		case err != nil:
		case theirs:
			p.Requests = append(p.Requests, r)
		default:
			p.Elsewhere = append(p.Elsewhere, r)
		}
	}
	p.Requests = append(p.Requests, p.Asked)
	slices.SortStableFunc(p.Requests, func(a, b PersonRequest) int { return b.CreatedAt.Compare(a.CreatedAt) })
}

// Export is everything that is kept of a person's requests, those that were chosen:
// what they wrote, what happened, what they were told, what colleagues noted. The
// log says who took it out. One that is not the person's is CodeConflict. It answers
// also how many cannot be opened (Person.Unreadable).
func (u *Persons) Export(ctx context.Context, by Staff, id uuid.UUID, chosen []uuid.UUID) (rows []ExportRow, unreadable int, err error) {
	p, err := u.of(ctx, by, id)
	if err != nil {
		return nil, 0, err
	}
	if _, known := p.erasables(chosen); !known {
		return nil, 0, &Problem{Code: CodeConflict, Key: "person-changed"}
	}
	var taken []PersonRequest
	for _, r := range p.Requests {
		if !slices.Contains(chosen, r.ID) {
			continue
		}
		row, err := u.row(ctx, r.Appointment)
		if err != nil {
			return nil, 0, err
		}
		rows, taken = append(rows, row), append(taken, r)
	}
	return rows, p.Unreadable, u.account(ctx, by, ActionPersonExport, taken)
}

// row is a request as an export has it, with its notes.
func (u *Persons) row(ctx context.Context, a Appointment) (ExportRow, error) {
	export := Export{Appointments: u.Store, Messages: u.Messages, Sealer: u.Sealer, Now: u.Now}
	row, err := export.appointment(ctx, a)
	if err != nil {
		return nil, err
	}
	notes, err := u.Store.Notes(ctx, a.ID)
	if err != nil {
		return nil, fmt.Errorf("reading the notes of %s: %w", a.ID, err)
	}
	written := []ExportRow{}
	for _, n := range notes {
		if !n.StruckAt.IsZero() {
			continue
		}
		text, err := OpenNote(u.Sealer, a, n)
		if err != nil {
			return nil, &UnreadableError{CollectAppointments, a.ID, fmt.Errorf("its note: %w", err)}
		}
		written = append(written, ExportRow{{"at", n.At}, {"by", n.By}, {"text", text}})
	}
	return append(row, ExportField{"notes", written}), nil
}

func (u *Persons) account(ctx context.Context, by Staff, action Action, of []PersonRequest) error {
	now := u.Now().UTC()
	entries := make([]AuditEntry, len(of))
	for i, r := range of {
		entries[i] = NewAuditEntry(now, by.ID.String(), action, r.ID, r.Office)
	}
	if err := u.Store.AuditAll(ctx, entries); err != nil {
		return fmt.Errorf("keeping account of a person: %w", err)
	}
	return nil
}
