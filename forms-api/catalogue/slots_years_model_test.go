package catalogue_test

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// slotModel is how an office gives appointments for a service, read from its
// facts as a colleague with a paper calendar reads: day and clock are texts.
type slotModel struct {
	door          *doorModel
	online, asked bool // asked: staff answer
	slot, buffer  int
	notice, ahead int // minutes, days
	perPerson     bool
	days          map[string][]bookable // mon: 09:00-12:00 at two desks, …
}

// bookable is when appointments are given on a day.
type bookable struct {
	opens, closes string
	desks         int
}

// slotStart is a slot's beginning.
type slotStart struct {
	at    time.Time
	row   string // the day and the interval that it is in
	desks int
}

// italy2027 are the holidays of 2027, as printed in a calendar.
var italy2027 = []string{
	"2027-03-28", "2027-03-29", "2027-04-25", "2027-05-01", "2027-06-02", "2027-08-15",
	"2027-10-04", "2027-11-01", "2027-12-08", "2027-12-25", "2027-12-26", "2028-01-01",
}

// bookingFacts are the keys of [booking] that make slots.
type bookingFacts struct {
	Mode      string
	Slot      int `toml:"slot_minutes"`
	Buffer    int `toml:"buffer_minutes"`
	Notice    int `toml:"notice_minutes"`
	Ahead     int `toml:"ahead_days"`
	Places    string
	Intervals []struct {
		Days, Hours []string
		Desks       int
	}
}

func readSlots(t *testing.T, content fs.FS, office, service string) slotModel {
	t.Helper()
	text, err := fs.ReadFile(content, path.Join("offices", office, "office.toml"))
	if err != nil {
		t.Fatal(err)
	}
	var facts struct{ Booking bookingFacts }
	facts.Booking.Slot, facts.Booking.Notice, facts.Booking.Ahead = 30, 60, 60
	if err := toml.Unmarshal(text, &facts); err != nil {
		t.Fatal(err)
	}
	rule := override(t, text, service, facts.Booking)
	m := slotModel{
		door: readDoor(t, content, office), online: rule.Mode == "request" || rule.Mode == "instant", asked: rule.Mode == "request",
		slot: rule.Slot, buffer: rule.Buffer, notice: rule.Notice, ahead: rule.Ahead, perPerson: rule.Places == "person",
		days: map[string][]bookable{},
	}
	for _, i := range rule.Intervals {
		for _, day := range i.Days {
			for _, h := range i.Hours {
				m.days[day] = append(m.days[day], bookable{h[:5], h[6:], max(1, i.Desks)})
			}
		}
	}
	if len(rule.Intervals) == 0 {
		m.days = m.door.received()
	}
	return m
}

// override is the rule of a service where the office has one.
func override(t *testing.T, text []byte, service string, rule bookingFacts) bookingFacts {
	t.Helper()
	var facts struct {
		Booking struct{ Services map[string]map[string]any }
	}
	if err := toml.Unmarshal(text, &facts); err != nil {
		t.Fatal(err)
	}
	own, err := toml.Marshal(facts.Booking.Services[service])
	if err != nil {
		t.Fatal(err)
	}
	if err := toml.Unmarshal(own, &rule); err != nil {
		t.Fatal(err)
	}
	return rule
}

// received are the stretches in which people are received, those that touch as one.
func (m *doorModel) received() map[string][]bookable {
	days := map[string][]bookable{}
	for _, name := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
		all := slices.Concat(m.weeks["counter"][name], m.weeks["appointments"][name])
		slices.SortFunc(all, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
		for _, i := range all {
			if last := len(days[name]) - 1; last >= 0 && days[name][last].closes == i[0] {
				days[name][last].closes = i[1]
			} else {
				days[name] = append(days[name], bookable{i[0], i[1], 1})
			}
		}
	}
	return days
}

// slots asks of every minute, until one, whether a slot begins. A clock that is put
// back shows an hour twice, of which the first one counts.
func (m slotModel) slots(minutes []minute, end int) (starts []slotStart) {
	seen := map[string]bool{}
	for n, now := range minutes[:end] {
		if i := m.begins(minutes[n:]); m.online && !seen[now.text] && now.at.Year() < 2028 && i.desks > 0 {
			starts = append(starts, slotStart{now.at, now.day + i.opens, i.desks})
		}
		if now.clock < "04:00" { // only these come twice
			seen[now.text] = true
		}
	}
	return starts
}

// begins is in which interval a slot begins in the first minute, if one does: the
// clock is on its grid, and the office is within it, and not shut, until the slot ends.
func (m slotModel) begins(minutes []minute) bookable {
	now := minutes[0]
	for _, i := range m.days[now.name] {
		since := clockMinutes(now.clock) - clockMinutes(i.opens)
		if since < 0 || since%(m.slot+m.buffer) != 0 || clockMinutes(now.clock)+m.slot > clockMinutes(i.closes) {
			continue
		}
		whole := true
		for _, later := range minutes[:m.slot] {
			within := later.name == now.name && i.opens <= later.clock && later.clock < i.closes
			whole = whole && within && !m.door.shut(later) && !m.holiday(later)
		}
		if whole {
			return i
		}
	}
	return bookable{}
}

func (m slotModel) holiday(now minute) bool {
	observed := m.door.Holidays.Observed == nil || *m.door.Holidays.Observed
	return observed && slices.Contains(italy2027, now.day)
}

// clockMinutes are those since midnight.
func clockMinutes(clock string) int {
	digit := func(n int) int { return int(clock[n] - '0') }
	return (digit(0)*10+digit(1))*60 + digit(3)*10 + digit(4)
}
