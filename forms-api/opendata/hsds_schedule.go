package opendata

import (
	"slices"
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

// periods is how many stretches between two changes of the clocks are told: in
// Italy the present one and the whole year that follows it.
const periods = 3

var weekdayCodes = [7]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"} // RFC 5545 3.3.10

// window is a run of days on which one week holds, at one offset from UTC.
type window struct {
	first, last formsapi.WallTime // midnights of its first and its last day
	offset      time.Duration
	days        []day
}

// fits says whether the window can go on over a day.
func (w window) fits(d day) bool { return !d.odd && w.offset == d.offset }

func (w window) with(d day) window {
	w.last, w.days = d.at, append(w.days, d)
	return w
}

// windows gather the days of a horizon. A day that is not as the week says is a
// window of its own: there HSDS's guide ("exceptional schedules") ends the
// regular schedule the day before and begins it anew the day after.
func (l layout) windows(h horizon) []window {
	var all []window
	broken := true
	for at := h.first; at <= h.last; at = at.AddDays(1) {
		d := l.day(at)
		if last := len(all) - 1; !broken && all[last].fits(d) {
			all[last] = all[last].with(d)
			continue
		}
		all = append(all, window{first: at, offset: d.offset}.with(d))
		broken = d.odd
	}
	return all
}

// horizon is the days that the feed tells about.
type horizon struct {
	first, last formsapi.WallTime // midnights
	begins      bool              // first is a change of the clocks, not just today
	ends        bool              // last is before a change of the clocks, not just after the last closure
}

func newHorizon(now time.Time, zone *time.Location, closures []formsapi.Closure) horizon {
	h := horizon{first: formsapi.WallTimeAt(now, zone).Midnight()}
	from, until := now.In(zone).ZoneBounds()
	if now.Sub(from) < formsapi.ChangeHorizon {
		h.first, h.begins = formsapi.WallTimeAt(from, zone).Midnight(), true
	}
	for n := 1; n < periods && !until.IsZero(); n++ {
		_, until = until.ZoneBounds()
	}
	if h.ends = !until.IsZero(); h.ends {
		h.last = formsapi.WallTimeAt(until.Add(-time.Minute), zone).Midnight().AddDays(-1)
		return h
	}
	h.last = h.first
	for _, c := range closures {
		h.last = max(h.last, c.Until.Midnight())
	}
	h.last = h.last.AddDays(7)
	return h
}

// schedules are an office's hours of one kind. Unknown hours have none.
func (f Feed) schedules(o formsapi.Office, kind string, hours formsapi.OpeningHours) []schedule {
	if !hours.Known() {
		return nil
	}
	h := newHorizon(f.Now, o.Zone, o.Closures)
	var all []schedule
	for _, w := range newLayout(hours, o.Zone).windows(h) {
		for _, s := range w.spans() {
			r := w.schedule(s, h)
			r.ID = id("schedule", o.ID, kind, r.ValidFrom, r.ByDay, r.OpensAt)
			r.Description = f.hoursInWords(kind)
			r.Attributes = codes(r.ID, "hours", kind)
			all = append(all, r)
		}
	}
	return all
}

// The kinds of hours, as attributes of their schedules say.
const (
	hoursCounter     = "counter"
	hoursAppointment = "appointment" // at the counter, for who has an appointment
	hoursTelephone   = "telephone"
)

// hoursInWords is the heading of such hours on an office's page; those by
// appointment have none.
func (f Feed) hoursInWords(kind string) string {
	if kind == hoursAppointment {
		return ""
	}
	return f.Words.Message(language, kind+"-hours", nil)
}

// spans are the different stretches of a window's days, by opening.
func (w window) spans() []span {
	var all []span
	for _, d := range w.days {
		for _, s := range d.spans {
			if !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
	}
	slices.SortFunc(all, func(a, b span) int { return strings.Compare(a.opens+a.closes, b.opens+b.closes) })
	return all
}

func (w window) schedule(s span, h horizon) schedule {
	r := schedule{
		Timezone:  w.offset.Hours(),
		WeekStart: "MO",
		Frequency: "WEEKLY",
		ByDay:     w.weekdays(s),
		OpensAt:   s.opens,
		ClosesAt:  s.closes,
	}
	if w.first > h.first || h.begins {
		r.ValidFrom = string(w.first.Date())
	}
	if w.last < h.last || h.ends {
		r.ValidTo = string(w.last.Date())
	}
	return r
}

// weekdays are the days of the week, Monday first, that have a span.
func (w window) weekdays(s span) string {
	var has [7]bool
	for _, d := range w.days {
		if slices.Contains(d.spans, s) {
			has[d.at.Weekday()] = true
		}
	}
	var codes []string
	for n := range 7 {
		if day := (n + 1) % 7; has[day] {
			codes = append(codes, weekdayCodes[day])
		}
	}
	return strings.Join(codes, ",")
}
