package formsapi

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// A WrittenReply is an answer as the person reads it on the request's own page.
type WrittenReply struct {
	At       time.Time
	Text     string
	Language string
}

// Replies are what staff have written to a person, the latest first, for who proves
// to be that person; otherwise a *Problem with CodeForbidden.
func (u *FollowAppointment) Replies(ctx context.Context, ref Reference, proof string) ([]WrittenReply, error) {
	a, d, err := u.find(ctx, ref)
	if err != nil {
		return nil, err
	}
	if _, err := d.proven(proof); err != nil {
		return nil, err
	}
	return u.written(ctx, a, d)
}

// written are the answers that stand on the request's page, the latest first. What
// was given on paper to who asked for discretion is on that paper alone: who shares
// their telephone or mailbox has the proof that the page asks for.
func (u *FollowAppointment) written(ctx context.Context, a Appointment, d Details) ([]WrittenReply, error) {
	history, err := u.Store.AppointmentHistory(ctx, a.ID)
	if err != nil {
		return nil, fmt.Errorf("reading the history of %s: %w", a.ID, err)
	}
	var replies []WrittenReply
	for _, e := range slices.Backward(notUndone(history)) {
		if !u.readable(e) {
			continue
		}
		words, err := OpenHistory(u.Sealer, a, e)
		if err != nil {
			return nil, fmt.Errorf("reading an answer of %s: %w", a.ID, err)
		}
		if r := words.Reply; r != nil && !(d.Discreet && r.Way == ReplyOnPaper) {
			replies = append(replies, WrittenReply{At: e.At, Text: r.Text, Language: r.Language})
		}
	}
	return replies, nil
}

// answered says whether there is an answer to read.
func (u *FollowAppointment) answered(ctx context.Context, a Appointment, d Details) (bool, error) {
	if a.AnsweredAt.IsZero() {
		return false, nil
	}
	replies, err := u.written(ctx, a, d)
	return len(replies) > 0, err
}

// readable says of an entry whether it is an answer that staff cannot take back any more.
func (u *FollowAppointment) readable(e HistoryEntry) bool {
	return e.Event == EventReply && !u.Now().Before(e.At.Add(UndoFor))
}
