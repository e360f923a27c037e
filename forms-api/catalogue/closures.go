package catalogue

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/pelletier/go-toml/v2"

	formsapi "sportello/forms-api"
)

// closures are those of an office's own facts, with the desk's among them, by
// their beginning.
func (l *loader) closures(e *entry[officeFacts], desk []formsapi.Closure) []formsapi.Closure {
	all := slices.Clone(desk)
	for n, f := range e.facts.Closures {
		key := fmt.Sprintf("closures[%d]", n)
		if f.Office != "" {
			e.doc.error(key+".office", `"office" belongs in the desk's closures only: take it out, this file is about one office`)
		}
		c, ok := e.doc.closure(key, f)
		if !ok {
			continue
		}
		if c.LastDay() < l.today {
			e.doc.warn(key, "this closure was over on %s: it can be taken out", c.LastDay())
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b formsapi.Closure) int { return cmp.Compare(a.From, b.From) })
	return all
}

func (d *document) closure(key string, f closureFacts) (formsapi.Closure, bool) {
	from, until, wholeDays, ok := d.stretch(key, "the closure", f.From, f.Until)
	return formsapi.Closure{From: from, Until: until, WholeDays: wholeDays, Reason: formsapi.ClosureReason(f.Reason)}, ok
}

// stretch reads from and until, each a date or a time on the office's clock.
func (d *document) stretch(key, what string, begins, ends any) (from, until formsapi.WallTime, wholeDays, ok bool) {
	from, fromDay, fromOK := d.wallTime(key+".from", begins)
	until, untilDay, untilOK := d.wallTime(key+".until", ends)
	if !fromOK || !untilOK {
		return 0, 0, false, false
	}
	if untilDay { // the day named is still within
		until = until.AddDays(1)
	}
	if until <= from {
		d.error(key+".until", "%s ends before it begins: write an end later than %s", what, from)
		return 0, 0, false, false
	}
	return from, until, fromDay && untilDay, true
}

// wallTime reads a date, which is its midnight, or a date with a time of day.
// Absent ones are left to the rules.
func (d *document) wallTime(key string, value any) (w formsapi.WallTime, wholeDay, ok bool) {
	switch v := value.(type) {
	case nil:
		return 0, false, false
	case toml.LocalDate:
		return midnight(v), true, true
	case toml.LocalDateTime:
		if v.Second == 0 && v.Nanosecond == 0 {
			return midnight(v.LocalDate) + formsapi.WallTime(v.Hour*60+v.Minute), false, true
		}
		d.error(key, "closures are to the minute: write 00 for the seconds")
	case time.Time:
		d.error(key, "%q is in the office's own time: leave out what comes after the seconds", lastPart(key))
	default:
		d.error(key, "%q is not a date: write 2026-12-24, or 2026-08-14T12:00:00 with a time, without quotes", lastPart(key))
	}
	return 0, false, false
}

func midnight(d toml.LocalDate) formsapi.WallTime {
	return formsapi.NewWallTime(d.Year, time.Month(d.Month), d.Day, 0)
}
