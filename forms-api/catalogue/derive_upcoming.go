package catalogue

import (
	"time"

	formsapi "sportello/forms-api"
)

// DerivedUpcoming is a closure or a holiday that is under way or comes soon.
type DerivedUpcoming struct {
	Kind    string `json:"kind"`    // closure, holiday or patron-saint
	Key     string `json:"key"`     // of i18n: closure-strike, holiday-christmas
	Name    string `json:"name"`    // of the patron saint, in Italian; else empty
	From    string `json:"from"`    // as in DerivedClosure
	Until   string `json:"until"`   // likewise
	Affects bool   `json:"affects"` // hours of the office are lost, or nobody knows its hours
}

// DerivedNotice is for the home page: an office that a closure or a holiday
// affects today or tomorrow.
type DerivedNotice struct {
	Office string `json:"office"`
	DerivedUpcoming
}

func deriveUpcoming(o formsapi.Office, c formsapi.Closure) DerivedUpcoming {
	from, until := closureEnds(c)
	d := DerivedUpcoming{
		Kind: "closure", Key: "closure-" + string(c.Reason), From: from, Until: until, Affects: o.Affects(c),
	}
	switch c.Holiday.Key {
	case "":
	case formsapi.HolidayPatronSaint:
		d.Kind, d.Key, d.Name = "patron-saint", c.Holiday.Key, c.Holiday.Name
	default:
		d.Kind, d.Key = "holiday", c.Holiday.Key
	}
	return d
}

// soon are the closures and holidays from the day of the build on, for some days
// after it.
func soon(o formsapi.Office, now time.Time, days int) []formsapi.Closure {
	today := formsapi.WallTimeAt(now, o.Zone).Midnight()
	return o.ClosuresBetween(today, today.AddDays(1+days))
}

func deriveSoon(o formsapi.Office, now time.Time) []DerivedUpcoming {
	derived := []DerivedUpcoming{}
	for _, c := range soon(o, now, formsapi.DaysAhead) {
		derived = append(derived, deriveUpcoming(o, c))
	}
	return derived
}

// deriveNotices are by office. A closure that takes no hours away is no news on
// the home page.
func (s *Snapshot) deriveNotices(now time.Time) []DerivedNotice {
	notices := []DerivedNotice{}
	for _, o := range s.Offices() {
		for _, c := range soon(o, now, 1) {
			if d := deriveUpcoming(o, c); d.Affects {
				notices = append(notices, DerivedNotice{Office: o.ID, DerivedUpcoming: d})
			}
		}
	}
	return notices
}
