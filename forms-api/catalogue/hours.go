package catalogue

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

const unknown = "unknown"

// dayKeys are the days as the facts and the derived data name them, by
// time.Weekday.
var dayKeys = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// mondayFirst are the days in the order of a week in Italy.
func mondayFirst() []string { return append(slices.Clone(dayKeys[1:]), dayKeys[0]) }

// hoursKeys are what an office has hours of.
var hoursKeys = []string{"counter", "appointments", "telephone"}

// clock is what all hours of an office have in common.
type clock struct {
	zone     *time.Location
	closures []formsapi.Closure
	holidays formsapi.HolidayCalendar
}

// hours reads hours: the word "unknown", or a table with those of the counter, of
// appointments and of the telephone. What is not there is unknown.
func (d *document) hours(facts any, c clock) map[string]formsapi.OpeningHours {
	table, isTable := facts.(map[string]any)
	switch {
	case facts == nil && d.misplaced["hours"]:
	case facts == nil:
		d.error("hours", `the hours are missing: write the days under [hours.counter] and [hours.telephone], or hours = "unknown" if nobody knows them`)
	case facts != unknown && !isTable:
		d.error("hours", `"hours" is neither hours nor "unknown": write hours = "unknown", or the days under [hours.counter] and [hours.telephone]`)
	}
	for _, key := range slices.Sorted(maps.Keys(table)) {
		if !slices.Contains(hoursKeys, key) {
			d.error("hours."+key, "there are no hours of %q: write them under [hours.counter], [hours.appointments] or [hours.telephone]", key)
		}
	}
	all := map[string]formsapi.OpeningHours{}
	for _, key := range hoursKeys {
		all[key] = d.oneHours("hours."+key, table[key], c).Observing(c.holidays)
	}
	return all
}

func (d *document) oneHours(key string, days any, c clock) formsapi.OpeningHours {
	table, isTable := days.(map[string]any)
	switch {
	case days == nil || days == unknown:
		return d.built(key)(formsapi.UnknownHours(c.zone, c.closures))
	case !isTable:
		d.error(key, `%q is neither hours nor "unknown": write "unknown", or the days under [%s]`, lastPart(key), key)
		return formsapi.OpeningHours{}
	}
	week, ok := d.week(key, table)
	if !ok {
		return formsapi.OpeningHours{}
	}
	return d.built(key)(formsapi.NewOpeningHours(c.zone, week, c.closures))
}

// built reports what the root refuses and this package has let pass.
func (d *document) built(key string) func(formsapi.OpeningHours, error) formsapi.OpeningHours {
	return func(h formsapi.OpeningHours, err error) formsapi.OpeningHours {
		if err != nil {
			d.error(key, "these hours are impossible: %v", err)
		}
		return h
	}
}

func (d *document) week(key string, table map[string]any) (week formsapi.Week, ok bool) {
	ok = true
	for _, name := range slices.Sorted(maps.Keys(table)) {
		day := slices.Index(dayKeys[:], name)
		if day < 0 && d.misplace(name, reflect.TypeFor[officeFacts]()) {
			d.error(key+"."+name, "%s", misplacedKey(name, key))
			ok = false
			continue
		}
		if day < 0 {
			d.error(key+"."+name, "%q is no day of the week: write mon, tue, wed, thu, fri, sat or sun", name)
			ok = false
			continue
		}
		intervals, right := d.day(key+"."+name, table[name])
		week[day], ok = intervals, ok && right
	}
	if ok && slices.IndexFunc(week[:], func(day []formsapi.Interval) bool { return len(day) > 0 }) < 0 {
		d.warn(key, `no day has hours, so it is always shown as closed: if nobody knows the hours, write %s = "unknown"`, lastPart(key))
	}
	return week, ok
}

func (d *document) day(key string, value any) (intervals []formsapi.Interval, ok bool) {
	texts, isList := value.([]any)
	if !isList {
		d.error(key, `write the hours as a list, such as %s = ["08:30-12:00", "16:30-18:00"]`, lastPart(key))
		return nil, false
	}
	ok = true
	for n, text := range texts {
		i, err := formsapi.ParseInterval(asText(text))
		if err != nil {
			d.error(fmt.Sprintf("%s[%d]", key, n), "%v", err)
			ok = false
			continue
		}
		intervals = append(intervals, i)
	}
	if a, b, overlap := formsapi.Overlap(intervals); overlap {
		d.error(key, "%s and %s overlap: write one interval, or end the first before the second begins", a, b)
		return nil, false
	}
	return intervals, ok
}

// namesDays says whether the facts give days for the counter or the telephone,
// right or wrong.
func namesDays(hours any, which string) bool {
	table, _ := hours.(map[string]any)
	_, days := table[which].(map[string]any)
	return days
}

func asText(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return strings.TrimSpace(fmt.Sprint(v))
}

// location is the office's zone; one that does not exist is refused by the rules.
func location(name string) *time.Location {
	if name == "" {
		name = DefaultZone
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return zone
}
