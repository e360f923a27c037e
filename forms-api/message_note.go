package formsapi

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// Told notes that somebody has told the person, or need not any more. What still
// leaves by itself is not in the list: it answers CodeNotFound, as what is not there.
func (u *CallList) Told(ctx context.Context, by Staff, appointment, message uuid.UUID) error {
	return u.note(ctx, by, appointment, message, u.Outbox.Sent, ActionTold)
}

// Unanswered notes that somebody has called, and nobody answered: the message
// stays in the list, behind those that nobody has tried. It answers as Told does.
func (u *CallList) Unanswered(ctx context.Context, by Staff, appointment, message uuid.UUID) error {
	return u.note(ctx, by, appointment, message, u.Outbox.Unanswered, ActionNoAnswer)
}

// Person is the name of whom a call is for; empty for who gave none, and where it
// cannot be read. It answers as Told does.
func (u *CallList) Person(ctx context.Context, by Staff, appointment uuid.UUID) (string, error) {
	a, err := u.Appointments.Appointment(ctx, appointment)
	if err == nil && !by.May(NoteRequests, a.Office) {
		err = &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	if err != nil {
		return "", err
	}
	d, _ := OpenDetails(u.Sealer, a) // what was noted stands, whether the name can be read or not
	return d.Name, nil
}

// note keeps what came of a call.
func (u *CallList) note(ctx context.Context, by Staff, appointment, message uuid.UUID, store func(context.Context, uuid.UUID, time.Time) error, action Action) error {
	a, err := u.Appointments.Appointment(ctx, appointment)
	if err != nil && CodeOf(err) != CodeNotFound {
		return fmt.Errorf("reading the request of a message: %w", err)
	}
	if err != nil || !by.May(NoteRequests, a.Office) {
		return &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	all, err := u.Outbox.MessagesOf(ctx, appointment)
	if err != nil {
		return fmt.Errorf("reading the messages of %s: %w", appointment, err)
	}
	for _, m := range all {
		if m.ID != message || m.Channel != ChannelCall && m.DeadAt.IsZero() {
			continue
		}
		if !m.SentAt.IsZero() { // somebody else was faster, or the button was pressed twice
			return nil
		}
		now := u.Now().UTC()
		if err := store(ctx, message, now); err != nil {
			return fmt.Errorf("noting what came of a call: %w", err)
		}
		return u.Appointments.Audit(ctx, NewAuditEntry(now, by.ID.String(), action, appointment, a.Office))
	}
	return &Problem{Code: CodeNotFound, Key: "not-found"}
}
