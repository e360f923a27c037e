package desk

import (
	"time"

	formsapi "sportello/forms-api"
)

// spanTyped is a stretch of an office's time as it is being typed: dates, with
// times of day or without.
type spanTyped struct{ From, FromTime, Until, UntilTime string }

func (v *visit) readSpan() spanTyped {
	f := v.r.Form
	return spanTyped{From: f.Get("from"), FromTime: f.Get("from_time"), Until: f.Get("until"), UntilTime: f.Get("until_time")}
}

// closure is the stretch; whole days where no time of day is given. The last day
// is the first one if it is not given.
func (s spanTyped) closure() (formsapi.Closure, []formsapi.FieldError) {
	if s.Until == "" {
		s.Until = s.From
	}
	c := formsapi.Closure{WholeDays: s.FromTime == "" && s.UntilTime == ""}
	var wrong []formsapi.FieldError
	var ok bool
	if c.From, ok = wallTime(s.From, s.FromTime, "00:00"); !ok {
		wrong = append(wrong, formsapi.FieldError{Field: "from", Key: "span-invalid"})
	}
	if c.Until, ok = wallTime(s.Until, s.UntilTime, "24:00"); !ok && len(wrong) == 0 {
		wrong = append(wrong, formsapi.FieldError{Field: "until", Key: "span-invalid"})
	}
	return c, wrong
}

// wallTime is a date and a time of day, or another one where none is given.
func wallTime(date, clock, otherwise string) (formsapi.WallTime, bool) {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0, false
	}
	if clock == "" {
		clock = otherwise
	}
	at, err := formsapi.ParseTimeOfDay(clock)
	return formsapi.NewWallTime(day.Year(), day.Month(), day.Day(), at), err == nil
}
