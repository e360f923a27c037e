package formsapi

import (
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// A Standing is what the history of a request says of its changing parts.
type Standing struct {
	State    State
	Start    string // Start.Local, empty while there is none
	Assignee uuid.UUID
	ClosedAt time.Time
	Version  int

	// Whole says that the history tells these too: the first programs did not
	// write them down with the time that they gave.
	Whole     bool
	Zone      string // Start.Zone
	Minutes   int
	HoldUntil time.Time

	// Work is nil where the history does not tell: the first programs did not write it down.
	Work *Casework
}

// Replay follows a history through the state table, and the audit log's entries
// that put holds off. An error says which entry of the history could not have
// happened, or cannot be read.
func Replay(history []ReadHistory, putOff ...AuditEntry) (Standing, error) {
	var s Standing
	stood := []Standing{s} // after each entry that was not taken back
	for i, e := range history {
		var err error
		if e.Event == EventUndo {
			err = s.back(&stood, history[:i], e)
		} else {
			err = s.follow(e)
		}
		if err != nil {
			return s, fmt.Errorf("entry %d of its history: %w", i+1, err)
		}
		s.Version = i + 1
		for _, p := range putOff {
			if version, until, ok := p.putOff(); ok && version == s.Version {
				s.putOff(until)
			}
		}
		stood = append(stood, s)
	}
	return s, nil
}

// back goes to where the request stood before the entry that is taken back: the last
// one, of the same colleague, not long ago.
func (s *Standing) back(stood *[]Standing, before []ReadHistory, e ReadHistory) error {
	n := len(*stood)
	switch {
	case e.Unreadable != nil:
		return e.Unreadable
	case n < 3 || len(before) == 0:
		return errors.New("there is nothing to take back")
	}
	last, was := before[len(before)-1], (*stood)[n-2]
	if !last.Event.undoable() || last.By != e.By || e.At.Sub(last.At) >= UndoFor || e.From != s.State || e.HistoryEntry.To != was.State {
		return fmt.Errorf("%s cannot be taken back to %q", last.Event, e.HistoryEntry.To)
	}
	*s, *stood = was, (*stood)[:n-2]
	return nil
}

// putOff makes the hold end later, and with it what was promised until its end.
func (s *Standing) putOff(until time.Time) {
	if s.Work != nil && s.Work.DueAt.Equal(s.HoldUntil) {
		work := *s.Work
		work.DueAt, s.Work = until, &work
	}
	s.HoldUntil = until
}

func (s *Standing) follow(e ReadHistory) error {
	actor := actorOf(e.By)
	row, ok := Next(s.State, e.Event, actor)
	if e.Event.workOf(actor) && s.State != "" {
		row, ok = Transition{To: s.State, Place: PlaceKeep}, true
	}
	switch {
	case e.Unreadable != nil:
		return e.Unreadable
	case !ok || e.From != s.State || e.HistoryEntry.To != row.To:
		return fmt.Errorf("%s cannot lead from %q to %q", e.Event, e.From, e.HistoryEntry.To)
	case len(e.Sealed) == 0 && actor == ActorStaff:
		return errors.New("its words are missing")
	}
	s.State = row.To
	return s.apply(e, row)
}

func actorOf(by string) Actor {
	switch by {
	case ByPublic:
		return ActorPerson
	case ByTime:
		return ActorTime
	}
	return ActorStaff
}

func (s *Standing) apply(e ReadHistory, row Transition) (err error) {
	s.seat(e.HistoryDetails, row)
	s.Work = e.Work
	switch {
	case row.To.Live():
		s.ClosedAt = time.Time{}
	case s.ClosedAt.IsZero():
		s.ClosedAt = e.At
	}
	if e.Event == EventAssign {
		s.Assignee = uuid.Nil
		if e.HistoryDetails.To != "" {
			s.Assignee, err = uuid.Parse(e.HistoryDetails.To)
		}
	}
	return err
}

// seat follows what an event does to the place and its time.
func (s *Standing) seat(d HistoryDetails, row Transition) {
	switch {
	case row.Place == PlaceTake:
		s.Start, s.Zone, s.Minutes, s.HoldUntil = d.Start, d.Zone, d.Minutes, d.Until
		s.Whole = d.Zone != ""
	case row.Place != PlaceKeep && !row.keepsStart():
		s.Start, s.Zone, s.Minutes = "", "", 0
		s.Whole = true
	}
	if row.To != Requested && row.To != Proposed {
		s.HoldUntil = time.Time{}
	}
}

// Differs names the columns of a request that its history does not lead to.
func (s Standing) Differs(a Appointment) []string {
	var columns []string
	for _, c := range []struct {
		name  string
		equal bool
	}{
		{"state", a.State == s.State},
		{"start", s.startIs(a.Start)},
		{"assignee", a.Assignee == s.Assignee},
		{"closed_at", a.ClosedAt.Equal(s.ClosedAt)},
		{"version", a.Version == s.Version},
		{"minutes", !s.Whole || a.Minutes == s.Minutes},
		{"hold_until", !s.Whole || a.HoldUntil.Equal(s.HoldUntil)},
		{"the work on it", s.Work == nil || a.Casework.Equal(*s.Work)},
	} {
		if !c.equal {
			columns = append(columns, c.name)
		}
	}
	return columns
}

// startIs also compares the instant with the wall time in its zone.
func (s Standing) startIs(start *Start) bool {
	if start == nil {
		return s.Start == ""
	}
	zone, err := time.LoadLocation(start.Zone)
	return err == nil && (!s.Whole || start.Zone == s.Zone) && start.Local == s.Start && start.At.In(zone).Format(LocalMinute) == start.Local
}

// AuditedAs is the entry of the audit log that was stored with a history entry.
func (e HistoryEntry) AuditedAs(a Appointment) AuditEntry {
	return NewAuditEntry(e.At, e.By, actions[e.Event], a.ID, a.Office)
}
