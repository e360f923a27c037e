package formsapi

import "time"

// FewPeople is the size from which on a group is shown: of fewer people, somebody
// who knows one of them could learn something about the others.
const FewPeople = 5

// MaxReportDays is the longest period of a report: a leap year.
const MaxReportDays = 366

// A Report is what may be told of a period, whoever reads it: everything in it is
// protected (see protect), so that it can be printed and handed on. Contacts are
// requests; persons are distinct telephones or e-mails among them.
type Report struct {
	Period  Period
	Office  string   // empty: of all that Offices lists
	Offices []string // ids, sorted

	Total     Group
	Anonymous Figure // contacts of who left neither telephone nor e-mail
	Erased    Figure // contacts of which nothing but their number is kept: in no figure of persons

	Breakdowns map[Dimension]*Breakdown
	Answer     Wait // from a contact to its first answer
	Finish     Wait // from a contact to its outcome
	Experience ExperienceSum

	TooFew     bool // fewer than FewPeople people in all: nothing is told but that
	PartMonths bool // contacts were erased in a month that the period has only a part of: they are not counted
}

// A Dimension is something that contacts are counted by.
type Dimension string

// The dimensions. The first seven divide all contacts.
const (
	ByMonth    Dimension = "month" // in which the contact came: 2006-01
	ByOffice   Dimension = "office"
	ByService  Dimension = "service"
	ByActivity Dimension = "activity" // of a project; NoActivity for none
	ByLanguage Dimension = "language"
	ByChannel  Dimension = "channel"
	ByOutcome  Dimension = "outcome" // Unfinished for none yet
	ByUnmet    Dimension = "unmet"   // by service, those with OutcomeNothing
	ByKept     Dimension = "kept"    // agreed appointments: KeptCame, KeptMissed
)

// Dimensions lists them in the order of a report.
var Dimensions = []Dimension{ByMonth, ByOffice, ByService, ByActivity, ByLanguage, ByChannel, ByOutcome, ByUnmet, ByKept}

// Keys of groups that have no id of their own.
const (
	NoActivity = "none"
	Unfinished = "open"
	KeptCame   = "came"
	KeptMissed = "missed"
)

// A Breakdown is how contacts divide.
type Breakdown struct {
	By     Dimension
	Total  Group
	Groups []Group // in an order that says nothing of their size
}

// A Group is some contacts, and the persons behind them.
type Group struct {
	Key      string
	Contacts Figure
	Persons  Figure
}

// A Wait is how long people waited, of all who waited. What was settled at the moment
// in which it came, at the counter, kept nobody waiting and is left out. Half waited no longer
// than the median, nine of ten no longer than the 90th percentile.
type Wait struct {
	Clock *Quantiles // nil: of fewer than FewPeople people, or nobody
	Open  *Quantiles // in hours in which the office was open; nil also where nobody knows its hours
}

// Quantiles are measured values, none between two.
type Quantiles struct{ Median, P90 time.Duration }

// Of is how contacts divide by a dimension; without groups where nothing is told.
func (r *Report) Of(d Dimension) Breakdown {
	if b := r.Breakdowns[d]; b != nil {
		return *b
	}
	return Breakdown{By: d}
}

// Group finds a group.
func (b Breakdown) Group(key string) (Group, bool) {
	for _, g := range b.Groups {
		if g.Key == key {
			return g, true
		}
	}
	return Group{Key: key}, false
}
