package formsapi

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
)

// messages are what the person was told, or will be, in the order in which they
// were due. What is still to leave is in it too: it is kept of them.
func (u *Export) messages(ctx context.Context, a Appointment) ([]ExportRow, error) {
	all, err := u.Messages.MessagesOf(ctx, a.ID)
	if err != nil {
		return nil, fmt.Errorf("reading the messages of %s: %w", a.ID, err)
	}
	slices.SortFunc(all, func(a, b QueuedMessage) int { return cmp.Or(a.DueAt.Compare(b.DueAt), bytes.Compare(a.ID[:], b.ID[:])) })
	rows := []ExportRow{}
	for _, m := range all {
		d, err := OpenMessage(u.Sealer, m)
		if err != nil {
			return nil, &UnreadableError{CollectAppointments, a.ID, fmt.Errorf("its message %s: %w", m.ID, err)}
		}
		rows = append(rows, messageRow(m, d))
	}
	return rows, nil
}

func messageRow(m QueuedMessage, d MessageDetails) ExportRow {
	start := ""
	if d.Start != nil {
		start = d.Start.Local
	}
	return ExportRow{
		{"notice", string(m.Notice)}, {"channel", string(m.Channel)}, {"to", d.To}, {"language", m.Language}, {"start", start},
		{"delivery", m.delivery()}, {"due_at", m.DueAt}, {"sent_at", m.SentAt}, {"given_up_at", m.DeadAt}, {"failure", m.Failure},
		{"called_at", m.CalledAt}, {"unanswered", int64(m.Unanswered)},
	}
}

// delivery says in one word what became of a message: "sent", which of a call
// means that somebody told the person, "given-up" or "due".
func (m QueuedMessage) delivery() string {
	switch {
	case !m.SentAt.IsZero():
		return "sent"
	case !m.DeadAt.IsZero():
		return "given-up"
	}
	return "due"
}
