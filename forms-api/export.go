package formsapi

import (
	"context"
	"fmt"
	"iter"
	"time"

	"github.com/google/uuid"
)

// A Collection is something that can be taken out of the service.
type Collection string

// The collections.
const (
	CollectAppointments Collection = "appointments"
	CollectFeedback     Collection = "feedback"
	CollectAudit        Collection = "audit"
)

// Collections lists every collection.
var Collections = []Collection{CollectAppointments, CollectFeedback, CollectAudit}

// exportPage is how many records are in memory at a time.
const exportPage = 500

// Export is the use case of whoever takes data out of the service: to report,
// to move to another program, or to answer a person who asks for what is kept
// of them (GDPR art. 15). It opens every seal.
type Export struct {
	Appointments AppointmentStore
	Ratings      RatingStore
	Log          AuditLog
	Sealer       Sealer
	Now          func() time.Time
}

// AuditLog reads the audit log.
type AuditLog interface {
	// AuditAfter lists what follows an entry (0: the first), oldest first.
	AuditAfter(ctx context.Context, seq int64, limit int) ([]NumberedAuditEntry, error)
}

// A NumberedAuditEntry is an entry at its place in the log, from 1.
type NumberedAuditEntry struct {
	Seq int64
	AuditEntry
}

// An ExportRow is one record: its fields in the order of the columns, the same
// names in each row of a collection.
type ExportRow []ExportField

// An ExportField is a string, a bool, an int64, a []string, or a time.Time,
// which is zero when there is none.
type ExportField struct {
	Name  string
	Value any
}

// Rows keeps account of the export and then yields every record of a
// collection, newest first (the audit log from its beginning). by is a staff id
// or ByCommand; format goes into the account. An error ends the sequence.
func (u *Export) Rows(ctx context.Context, c Collection, by, format string) (iter.Seq2[ExportRow, error], error) {
	rows := map[Collection]func(context.Context, func(ExportRow, error) bool){
		CollectAppointments: u.appointments,
		CollectFeedback:     u.feedback,
		CollectAudit:        u.audit,
	}[c]
	if rows == nil {
		return nil, &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	entry := AuditEntry{At: u.Now().UTC(), By: by, Action: ActionExport, Detail: string(c) + " " + format}
	if err := u.Appointments.Audit(ctx, entry); err != nil {
		return nil, fmt.Errorf("keeping account of an export: %w", err)
	}
	return func(yield func(ExportRow, error) bool) { rows(ctx, yield) }, nil
}

func (u *Export) appointments(ctx context.Context, yield func(ExportRow, error) bool) {
	for _, aside := range []bool{false, true} {
		if !u.appointmentsOf(ctx, AppointmentFilter{AllOffices: true, SetAside: aside, Limit: exportPage}, yield) {
			return
		}
	}
}

func (u *Export) appointmentsOf(ctx context.Context, f AppointmentFilter, yield func(ExportRow, error) bool) bool {
	for {
		page, err := u.Appointments.Appointments(ctx, f)
		if err != nil {
			yield(nil, fmt.Errorf("reading requests: %w", err))
			return false
		}
		for _, a := range page {
			d, err := OpenDetails(u.Sealer, a)
			if !yield(appointmentRow(a, d), err) || err != nil {
				return false
			}
			f.After = Cursor{CreatedAt: a.CreatedAt, ID: a.ID}
		}
		if len(page) < exportPage {
			return true
		}
	}
}

func appointmentRow(a Appointment, d Details) ExportRow {
	start := Start{}
	if a.Start != nil {
		start = *a.Start
	}
	return ExportRow{
		{"id", a.ID.String()}, {"reference", d.Reference.String()}, {"created_at", a.CreatedAt},
		{"state", string(a.State)}, {"set_aside", a.SetAside},
		{"office", a.Office}, {"office_shown", a.OfficeShown}, {"service", a.Service}, {"service_shown", a.ServiceShown},
		{"start", start.At}, {"start_local", start.Local}, {"start_zone", start.Zone},
		{"assignee", idOrNothing(a.Assignee)}, {"closed_at", a.ClosedAt},
		{"language", a.Language}, {"spoken_language", d.SpokenLanguage}, {"interpreter", d.Interpreter},
		{"people", int64(a.People)}, {"needs", d.Needs},
		{"preferred_days", d.PreferredDays}, {"preferred_part", d.PreferredPart},
		{"name", d.Name}, {"phone", d.Phone}, {"email", d.Email}, {"contact", d.Contact}, {"discreet", d.Discreet},
		{"reason", d.Reason},
	}
}

func idOrNothing(id uuid.UUID) string {
	if id == uuid.Nil {
		return ""
	}
	return id.String()
}

func (u *Export) feedback(ctx context.Context, yield func(ExportRow, error) bool) {
	f := RatingFilter{Limit: exportPage}
	for {
		page, err := u.Ratings.Ratings(ctx, f)
		if err != nil {
			yield(nil, fmt.Errorf("reading ratings: %w", err))
			return
		}
		for _, r := range page {
			d, err := OpenRating(u.Sealer, r)
			if !yield(ratingRow(r, d), err) || err != nil {
				return
			}
			f.After = Cursor{CreatedAt: r.CreatedAt, ID: r.ID}
		}
		if len(page) < exportPage {
			return
		}
	}
}

func ratingRow(r Rating, d RatingDetails) ExportRow {
	return ExportRow{
		{"id", r.ID.String()}, {"created_at", r.CreatedAt}, {"page", r.Page}, {"language", r.Language},
		{"rating", int64(r.Rating)}, {"aspect", r.Aspect}, {"comment", d.Comment},
	}
}

func (u *Export) audit(ctx context.Context, yield func(ExportRow, error) bool) {
	var last int64
	for {
		page, err := u.Log.AuditAfter(ctx, last, exportPage)
		if err != nil {
			yield(nil, fmt.Errorf("reading the audit log: %w", err))
			return
		}
		for _, e := range page {
			if !yield(auditRow(e), nil) {
				return
			}
			last = e.Seq
		}
		if len(page) < exportPage {
			return
		}
	}
}

func auditRow(e NumberedAuditEntry) ExportRow {
	return ExportRow{
		{"seq", e.Seq}, {"at", e.At}, {"by", e.By}, {"action", string(e.Action)},
		{"subject", e.Subject}, {"office", e.Office}, {"detail", e.Detail},
	}
}
