package formsapi

import (
	"context"
	"errors"
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
	Messages     AppointmentMessages
	Log          AuditLog
	Sealer       Sealer
	Now          func() time.Time
}

// AppointmentMessages are what people were told, and will be.
type AppointmentMessages interface {
	// MessagesOf lists an appointment's messages, the latest first.
	MessagesOf(ctx context.Context, appointment uuid.UUID) ([]QueuedMessage, error)
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

// An ExportField is a string, a bool, an int64, a []string, a time.Time, which
// is zero when there is none, or an []ExportRow: what belongs to the record.
type ExportField struct {
	Name  string
	Value any
}

// Rows keeps account of the export and then yields every record of a
// collection, newest first (the audit log from its beginning). by is a staff id
// or ByCommand; format goes into the account. In place of a record that cannot be
// read comes an *UnreadableError, and the others follow; any other error ends the
// sequence.
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

// An UnreadableError says that a record's seal does not open.
type UnreadableError struct {
	Collection Collection
	ID         uuid.UUID
	Err        error
}

func (e *UnreadableError) Error() string {
	return fmt.Sprintf("%s: %s cannot be read: %v", e.Collection, e.ID, e.Err)
}

func (e *UnreadableError) Unwrap() error { return e.Err }

// goesOn tells whether an export has more to say after an error.
func goesOn(err error) bool {
	_, one := errors.AsType[*UnreadableError](err)
	return err == nil || one
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
