package formsapi

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// ErrUndoTooLate is answered to who wants to take back what the person was told by
// now, or was done too long ago, or was not the last thing that happened, or was
// done by somebody else.
var ErrUndoTooLate = &Problem{Code: CodeConflict, Key: "undo-too-late"}

// undo fills a step that takes back the one before it. Everything is as it was
// before that: the store puts places and messages back, or refuses.
func (u *WorkAppointments) undo(ctx context.Context, by Staff, s *step) error {
	last, err := u.lastStep(ctx, s.before)
	if err != nil {
		return err
	}
	if last.undoUntil(by, s.now).IsZero() || !by.May(stepPermission(last.Event), s.before.Office) {
		return ErrUndoTooLate
	}
	was := last.Before
	s.row.To, s.State, s.History.To = last.From, last.From, last.From
	s.Start, s.Minutes, s.HoldUntil, s.ClosedAt, s.Casework = was.Start, was.Minutes, was.HoldUntil, was.ClosedAt, was.Work
	if s.Assignee = uuid.Nil; was.Assignee != "" {
		if s.Assignee, err = uuid.Parse(was.Assignee); err != nil {
			return fmt.Errorf("reading who worked on %s: %w", s.ID, err)
		}
	}
	if row, of := Next(last.From, last.Event, ActorStaff); of && (row.Place == PlaceTake || row.Place == PlaceFree) {
		s.Place = PlaceBack
	}
	s.Undoes, s.words.Undoes = s.before.Version, last.Event
	return nil
}

// lastStep is the latest entry of a request's history, opened.
func (u *WorkAppointments) lastStep(ctx context.Context, a Appointment) (last ReadHistory, err error) {
	history, err := u.Store.AppointmentHistory(ctx, a.ID)
	if err != nil || len(history) == 0 {
		return last, wrapped("reading the history of "+a.ID.String(), err)
	}
	last.HistoryEntry = history[len(history)-1]
	last.HistoryDetails, err = OpenHistory(u.Sealer, a, last.HistoryEntry)
	return last, err
}

// undoUntil is until when somebody can take a step back; zero if they cannot. It
// must be the last one of its request.
func (e ReadHistory) undoUntil(by Staff, now time.Time) time.Time {
	until := e.At.Add(UndoFor)
	if e.Before == nil || e.By != by.ID.String() || !now.Before(until) {
		return time.Time{}
	}
	return until
}

// notUndone are the entries of a history that still count: without what was taken back,
// and the taking back.
func notUndone(history []HistoryEntry) []HistoryEntry {
	var left []HistoryEntry
	for _, e := range history {
		if e.Event == EventUndo && len(left) > 0 {
			left = left[:len(left)-1]
			continue
		}
		left = append(left, e)
	}
	return left
}
