package catalogue

import (
	"encoding/json"
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// DerivedToday is the day of the build at the counter and at the telephone.
type DerivedToday struct {
	Counter   DerivedOfficeDay `json:"counter"`
	Telephone DerivedOfficeDay `json:"telephone"`
}

// DerivedOfficeDay is what a page says without a script, at any hour of the day.
type DerivedOfficeDay struct {
	State    formsapi.OfficeState `json:"state"`             // names the day
	Closure  *DerivedUpcoming     `json:"closure,omitempty"` // why, if that is temporarily closed
	Received []DerivedStretch     `json:"received"`          // when people are
	Next     *DerivedNext         `json:"next,omitempty"`    // absent if that is today, or nobody knows
}

// DerivedStretch is a part of the day of the build, 08:30 to 12:00, and its
// state. On the days that clocks change a time may come twice, or not at all.
type DerivedStretch struct {
	From  string               `json:"from"`
	Until string               `json:"until"` // 24:00 at the end of the day
	State formsapi.OfficeState `json:"state"`
}

// DerivedNext is when people are received again, by the clock at the office.
type DerivedNext struct {
	At    string               `json:"at"` // 2026-12-30T08:30:00
	State formsapi.OfficeState `json:"state"`
}

// DerivedTimeline is what is to be said from the start of the day of the build
// until DaysAhead days after it, in Unix seconds, for a script that knows no rule.
// After Until nothing is known.
type DerivedTimeline struct {
	Until     int64            `json:"until"`
	Counter   []DerivedOutlook `json:"counter"` // what comes next may lie beyond Until
	Telephone []DerivedOutlook `json:"telephone"`
}

// DerivedOutlook is written as [1795302000, "closed", 1]; where the office is
// temporarily closed, with the reason's key and the patron saint's name.
type DerivedOutlook struct {
	At    int64 // Unix seconds
	State formsapi.OfficeState
	Next  int // so many outlooks further on is what to tell of; 0: of nothing
	Why   *DerivedUpcoming
}

// MarshalJSON writes a list.
func (o DerivedOutlook) MarshalJSON() ([]byte, error) {
	if o.Why != nil {
		return json.Marshal([]any{o.At, o.State, o.Next, o.Why.Key, o.Why.Name})
	}
	return json.Marshal([]any{o.At, o.State, o.Next})
}

// deriveStates leaves out that nobody knows the hours: the page says that apart.
func deriveStates() []formsapi.OfficeState {
	return slices.DeleteFunc(slices.Clone(formsapi.OfficeStates), func(s formsapi.OfficeState) bool { return s == formsapi.OfficeUnknown })
}

func deriveToday(o formsapi.Office, now time.Time) DerivedToday {
	return DerivedToday{Counter: deriveDay(o, o.DayAt(now)), Telephone: deriveDay(o, o.TelephoneDayAt(now))}
}

func deriveDay(o formsapi.Office, day formsapi.OfficeDay) DerivedOfficeDay {
	d := DerivedOfficeDay{State: day.State, Closure: deriveWhy(o, day.Closure), Received: []DerivedStretch{}}
	for _, r := range day.Received {
		d.Received = append(d.Received, DerivedStretch{From: r.From.Format("15:04"), Until: endOf(r), State: r.State})
	}
	if !day.Next.At.IsZero() {
		d.Next = &DerivedNext{At: localTime(formsapi.WallTimeAt(day.Next.At, o.Zone)), State: day.Next.State}
	}
	return d
}

// endOf tells the end of a day from its beginning.
func endOf(r formsapi.Reception) string {
	if clock := r.Until.Format("15:04"); clock != "00:00" {
		return clock
	}
	return "24:00"
}

// deriveWhy is nil where nothing is closed.
func deriveWhy(o formsapi.Office, c formsapi.Closure) *DerivedUpcoming {
	if c == (formsapi.Closure{}) {
		return nil
	}
	why := deriveUpcoming(o, c)
	return &why
}

func deriveTimeline(o formsapi.Office, now time.Time) DerivedTimeline {
	from, until := formsapi.StartOfDay(now, o.Zone, 0), formsapi.StartOfDay(now, o.Zone, 1+formsapi.DaysAhead)
	return DerivedTimeline{
		Until:     until.Unix(),
		Counter:   deriveOutlooks(o, o.Outlooks(from, until)),
		Telephone: deriveOutlooks(o, o.TelephoneOutlooks(from, until)),
	}
}

// deriveOutlooks adds at the end the reception that comes next beyond it. That one
// ends some day beyond it is nothing to act on.
func deriveOutlooks(o formsapi.Office, outlooks []formsapi.Outlook) []DerivedOutlook {
	derived := []DerivedOutlook{}
	for _, l := range outlooks {
		derived = append(derived, DerivedOutlook{At: l.At.Unix(), State: l.State, Why: deriveWhy(o, l.Closure)})
	}
	for n, l := range outlooks {
		if l.Next.At.IsZero() {
			continue
		}
		at := l.Next.At.Unix()
		next := slices.IndexFunc(derived, func(d DerivedOutlook) bool { return d.At == at })
		if next < 0 && !l.Next.State.Receives() {
			continue
		}
		if next < 0 {
			next = len(derived)
			derived = append(derived, DerivedOutlook{At: at, State: l.Next.State})
		}
		derived[n].Next = next - n
	}
	return derived
}
