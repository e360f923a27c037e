package formsapi

import (
	"context"
	"errors"

	"github.com/google/uuid"
)

// MaxHandOver is how many requests are handed over at a time: what a page of the inbox
// lists at most.
const MaxHandOver = mostInboxRows

// A HandOver gives several requests to one colleague, or back to nobody.
type HandOver struct {
	To       uuid.UUID // uuid.Nil: nobody
	Requests []Seen
}

// Seen is a request as a list showed it.
type Seen struct {
	ID      uuid.UUID
	Version int
}

// A RefusedHandOver is a request that was not handed over, and why.
type RefusedHandOver struct {
	InboxRow          // zero for one that the reader may not read, or that was erased
	Why      *Problem // as Decide answers it
}

// HandOver assigns requests one after the other. Each has a step of its own, which looks
// whether the request is still as it was seen, is in the log, and is taken back as any
// step: what one of them lacks changes nothing for the others. It answers how many are
// handed over, and which were not; none at all, or more than MaxHandOver, is CodeInvalid.
// With any other error it broke off: the first done+len(refused) requests had their turn.
func (u *WorkAppointments) HandOver(ctx context.Context, by Staff, h HandOver) (done int, refused []RefusedHandOver, err error) {
	switch {
	case len(h.Requests) == 0:
		return 0, nil, Invalid([]FieldError{{Field: "requests", Key: "hand-over-none"}})
	case len(h.Requests) > MaxHandOver:
		return 0, nil, Invalid([]FieldError{{Field: "requests", Key: "hand-over-many", Args: map[string]any{"Max": MaxHandOver}}})
	}
	for _, r := range h.Requests {
		err := u.Decide(ctx, by, Decision{ID: r.ID, Version: r.Version, Event: EventAssign, To: h.To})
		why, known := errors.AsType[*Problem](err)
		switch {
		case err == nil:
			done++
		case !known || why.Code == CodeUnavailable:
			return done, refused, err
		default:
			row, err := u.refusedRow(ctx, by, r.ID)
			if err != nil {
				return done, refused, err
			}
			refused = append(refused, RefusedHandOver{row, why})
		}
	}
	return done, refused, nil
}

// refusedRow is the row of a request, if the reader may see one.
func (u *WorkAppointments) refusedRow(ctx context.Context, by Staff, id uuid.UUID) (InboxRow, error) {
	rows, err := u.rowsOf(ctx, []uuid.UUID{id})
	if err != nil || len(rows) == 0 || !by.May(ReadRequests, rows[0].Office) {
		return InboxRow{}, err
	}
	return rows[0], nil
}
