package formsapi

import (
	"cmp"
	"time"
)

// MaxSlotDays is over how many days one question may ask.
const MaxSlotDays = 62

// A SlotQuery asks for the free slots of some days.
type SlotQuery struct {
	Office  string
	Service string
	People  int  // 1 to MaxPeople; 0 counts as 1
	From    Date // the first day; empty or past: today, at the office
	Days    int  // 1 to MaxSlotDays; 0 counts as 7

	Language string // only times at which somebody speaks it; empty: any

	Staff bool // staff ask: they give times whichever way people get them here, and at no notice
}

// midnight is when the first day begins.
func (q SlotQuery) midnight() (WallTime, error) {
	first, err := time.ParseInLocation(time.DateOnly, string(q.From), time.UTC)
	if err != nil {
		return 0, Invalid([]FieldError{{Field: "from", Key: "error-date-invalid"}})
	}
	return WallTime(first.Unix() / 60), nil
}

// check fills in what a question leaves open, and answers by which rule times are
// given (the zero rule gives none) and the midnight from which.
func (u *Slots) check(q *SlotQuery) (office Office, rule BookingRule, from WallTime, err error) {
	q.People, q.Days = cmp.Or(q.People, 1), cmp.Or(q.Days, 7)
	office, known := u.Catalogue.Office(q.Office)
	service, offered := u.Catalogue.Service(q.Service)
	var wrong []FieldError
	switch {
	case !known:
		wrong = append(wrong, FieldError{Field: "office", Key: "error-office-unknown"})
	case !offered:
		wrong = append(wrong, FieldError{Field: "service", Key: "error-service-unknown"})
	}
	if wrong = append(wrong, q.outOfRange()...); len(wrong) > 0 {
		return office, rule, from, Invalid(wrong)
	}
	if q.From == "" {
		q.From = DateOf(u.Now().In(office.Zone))
	}
	from, err = q.midnight()
	switch {
	case q.Staff:
		rule = office.staffRule(service.ID)
	case office.TakesRequests(service):
		rule = office.Rule(service.ID)
	}
	return office, rule, from, err
}

// outOfRange says which numbers of a question are too small or too large.
func (q SlotQuery) outOfRange() (wrong []FieldError) {
	if q.People < 1 || q.People > MaxPeople {
		wrong = append(wrong, FieldError{Field: "people", Key: "error-people-range", Args: map[string]any{"Max": MaxPeople}})
	}
	if q.Days < 1 || q.Days > MaxSlotDays {
		wrong = append(wrong, FieldError{Field: "days", Key: "error-days-range", Args: map[string]any{"Max": MaxSlotDays}})
	}
	return wrong
}

// staffRule is how staff give times for a service, be it offered here any more
// or not: also where people call or come for them.
func (o Office) staffRule(service string) BookingRule {
	rule := o.Booking.Rule
	if o.Offers(service) {
		rule = o.Rule(service)
	}
	rule.Mode, rule.Notice = ModeInstant, 0 // who gives the time need not answer
	return rule
}
