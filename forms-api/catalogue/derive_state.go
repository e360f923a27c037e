package catalogue

import (
	"encoding/json"
	"time"

	formsapi "sportello/forms-api"
)

// DaysAhead is how many days after the day of the build a timeline reaches, and
// closures and holidays are shown before they come.
const DaysAhead = 14

// DerivedState is the state of a counter or of a telephone as of the build.
type DerivedState struct {
	State   formsapi.OfficeState `json:"state"`
	Until   string               `json:"until"`             // RFC 3339, with the office's offset; empty if nothing changes in a year
	Next    formsapi.OfficeState `json:"next"`              // likewise
	Closure *DerivedUpcoming     `json:"closure,omitempty"` // why it is temporarily closed
}

// DerivedReception is the reception under way or the next one, RFC 3339 with the
// office's offset. Until is empty if it is more than a year away.
type DerivedReception struct {
	From  string               `json:"from"`
	Until string               `json:"until"`
	State formsapi.OfficeState `json:"state"`
}

// DerivedStretch is a part of the day of the build, 08:30 to 12:00, and its
// state. On the days that clocks change a time may come twice, or not at all.
type DerivedStretch struct {
	From  string               `json:"from"`
	Until string               `json:"until"` // 24:00 at the end of the day
	State formsapi.OfficeState `json:"state"`
}

// DerivedTimeline is all states from the start of the day of the build until
// DaysAhead days after it, in Unix seconds, for a script that knows no rule. After
// Until nothing is known.
type DerivedTimeline struct {
	From      int64           `json:"from"`
	Until     int64           `json:"until"`
	Counter   []DerivedChange `json:"counter"` // the first one is at From
	Telephone []DerivedChange `json:"telephone"`
}

// DerivedChange is written as [1795302000, "open"].
type DerivedChange struct {
	At    int64 // Unix seconds
	State formsapi.OfficeState
}

// MarshalJSON writes a pair.
func (c DerivedChange) MarshalJSON() ([]byte, error) { return json.Marshal([]any{c.At, c.State}) }

// deriveStates leaves out that nobody knows the hours: the page says that apart.
func deriveStates() map[formsapi.OfficeState]bool {
	states := map[formsapi.OfficeState]bool{}
	for _, s := range formsapi.OfficeStates {
		if s != formsapi.OfficeUnknown {
			states[s] = s.Receives()
		}
	}
	return states
}

func deriveState(o formsapi.Office, stateAt stateAt, hours formsapi.OpeningHours, now time.Time) DerivedState {
	state, until, next, _ := stateAt(now)
	d := DerivedState{State: state, Until: rfc3339(until), Next: next}
	if state == formsapi.OfficeTemporarilyClosed {
		closure, _ := hours.ClosureAt(now)
		upcoming := deriveUpcoming(o, closure)
		d.Closure = &upcoming
	}
	return d
}

type stateAt func(time.Time) (formsapi.OfficeState, time.Time, formsapi.OfficeState, bool)

func deriveReception(o formsapi.Office, now time.Time) *DerivedReception {
	r, ok := o.NextReception(now)
	if !ok {
		return nil
	}
	return &DerivedReception{From: rfc3339(r.From), Until: rfc3339(r.Until), State: r.State}
}

// rfc3339 is empty for the zero time.
func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// midnight is the start of the day that is so many days after now's in the
// office's zone.
func (c clock) midnight(now time.Time, days int) time.Time {
	y, m, d := now.In(c.zone).Date()
	return time.Date(y, m, d+days, 0, 0, 0, 0, c.zone)
}

func deriveTimeline(o formsapi.Office, now time.Time) DerivedTimeline {
	c := clock{zone: o.Zone}
	from, until := c.midnight(now, 0), c.midnight(now, 1+DaysAhead)
	return DerivedTimeline{
		From:      from.Unix(),
		Until:     until.Unix(),
		Counter:   deriveChanges(o.StateChanges(from, until)),
		Telephone: deriveChanges(o.TelephoneStateChanges(from, until)),
	}
}

func deriveChanges(changes []formsapi.StateChange) []DerivedChange {
	derived := []DerivedChange{}
	for _, c := range changes {
		derived = append(derived, DerivedChange{At: c.At.Unix(), State: c.State})
	}
	return derived
}

// deriveToday cuts the day into its states.
func deriveToday(changes []formsapi.StateChange) []DerivedStretch {
	day := []DerivedStretch{}
	for n, c := range changes {
		stretch := DerivedStretch{From: c.At.Format("15:04"), Until: "24:00", State: c.State}
		if n+1 < len(changes) {
			stretch.Until = changes[n+1].At.Format("15:04")
		}
		day = append(day, stretch)
	}
	return day
}
