package formsapi

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
)

// AuditTrail is the use case of coordinators who look who did what with a request,
// or with all requests of a person, and of the desk that keeps account of lists.
type AuditTrail struct {
	Store  TrailStore
	Sealer Sealer
	Now    func() time.Time
}

// TrailStore reads the audit log by what it is about.
type TrailStore interface {
	PersonStore
	// AuditAbout lists the entries about some records before an entry (0: from the
	// last one on), the newest first.
	AuditAbout(ctx context.Context, records []uuid.UUID, before int64, limit int) ([]NumberedAuditEntry, error)
}

// A Trail is a page of what the log says of a request or of a person.
type Trail struct {
	Request  Appointment // zero for one that was erased
	Office   string
	Requests int // that it is about, the request among them
	Entries  []NumberedAuditEntry
	Next     int64 // the entry that the next page is before; 0: this is the last one
}

// OfRequest is what the log says of a request, also of one that was erased: the
// newest first, limit entries before one (0: from the last one on). It answers
// CodeNotFound for what is not the reader's, and CodeForbidden to who may read the
// request and not the log.
func (u *AuditTrail) OfRequest(ctx context.Context, by Staff, id uuid.UUID, before int64, limit int) (Trail, error) {
	trail := Trail{Requests: 1}
	return u.read(ctx, by, id, trail, []uuid.UUID{id}, before, limit)
}

// OfPerson is what the log says of all requests with the same telephone or e-mail,
// at the offices whose log the reader may read.
func (u *AuditTrail) OfPerson(ctx context.Context, by Staff, id uuid.UUID, before int64, limit int) (Trail, error) {
	a, err := u.Store.Appointment(ctx, id)
	if err != nil {
		return Trail{}, fmt.Errorf("reading %s: %w", id, err)
	}
	if err := refuseTrail(by, a.Office); err != nil {
		return Trail{}, err
	}
	d, err := OpenDetails(u.Sealer, a)
	if err != nil {
		return Trail{}, &Problem{Code: CodeForbidden, Key: "request-unreadable"}
	}
	same, err := u.Store.RequestsOf(ctx, ContactIndexes(u.Sealer, d))
	if err != nil {
		return Trail{}, fmt.Errorf("reading the requests of a person: %w", err)
	}
	ids := []uuid.UUID{id}
	for _, s := range same {
		if s.ID != id && by.May(ReadAccount, s.Office) {
			ids = append(ids, s.ID)
		}
	}
	return u.read(ctx, by, id, Trail{Requests: len(ids)}, ids, before, limit)
}

func (u *AuditTrail) read(ctx context.Context, by Staff, id uuid.UUID, trail Trail, ids []uuid.UUID, before int64, limit int) (Trail, error) {
	entries, err := u.Store.AuditAbout(ctx, ids, before, limit+1)
	if err != nil {
		return trail, fmt.Errorf("reading the audit log of %s: %w", id, err)
	}
	if trail.Request, trail.Office, err = u.officeOf(ctx, id, entries); err != nil {
		return trail, err
	}
	if err := refuseTrail(by, trail.Office); err != nil {
		return trail, err
	}
	if len(entries) > limit {
		entries = entries[:limit]
		trail.Next = entries[limit-1].Seq
	}
	trail.Entries = entries
	entry := NewAuditEntry(u.Now().UTC(), by.ID.String(), ActionAccount, id, trail.Office)
	if err := u.Store.Audit(ctx, entry); err != nil {
		return trail, fmt.Errorf("keeping account of reading the log of %s: %w", id, err)
	}
	return trail, nil
}

// officeOf is a request and its office. Of one that was erased only the log knows
// at which office it was.
func (u *AuditTrail) officeOf(ctx context.Context, id uuid.UUID, entries []NumberedAuditEntry) (Appointment, string, error) {
	a, err := u.Store.Appointment(ctx, id)
	if err == nil {
		return a, a.Office, nil
	}
	n := slices.IndexFunc(entries, func(e NumberedAuditEntry) bool { return e.Subject == id.String() && e.Office != "" })
	if CodeOf(err) != CodeNotFound || n < 0 {
		return a, "", fmt.Errorf("reading %s: %w", id, err)
	}
	return Appointment{}, entries[n].Office, nil
}

func refuseTrail(by Staff, office string) error {
	switch {
	case !by.May(ReadRequests, office):
		return &Problem{Code: CodeNotFound, Key: "not-found"}
	case !by.May(ReadAccount, office):
		return &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	return nil
}

// Listed keeps account of who opened a list with names on it: which one, and of
// which office, if it was of one. What was searched for is not kept.
func (u *AuditTrail) Listed(ctx context.Context, by Staff, list, office string) error {
	entry := AuditEntry{At: u.Now().UTC(), By: by.ID.String(), Action: ActionList, Office: office, Detail: list}
	if err := u.Store.Audit(ctx, entry); err != nil {
		return fmt.Errorf("keeping account of a list: %w", err)
	}
	return nil
}
