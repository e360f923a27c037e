package formsapi_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// FuzzOpeningHours holds OpeningHours against wallModel, which walks minute by
// minute and reads the clock on the wall, in zones whose clocks change by an hour,
// by half an hour, at midnight, by a whole day, and never.
func FuzzOpeningHours(f *testing.F) {
	forward := time.Date(2026, 3, 28, 23, 0, 0, 0, time.UTC).Unix()
	back := time.Date(2026, 10, 24, 22, 0, 0, 0, time.UTC).Unix()
	f.Add(forward, uint8(0), []byte{0, 18, 12}, []byte{})                       // sun 01:30-02:30
	f.Add(forward, uint8(0), []byte{0, 30, 18}, []byte{})                       // sun 02:30-04:00
	f.Add(back, uint8(0), []byte{0, 30, 18, 0, 60, 24}, []byte{})               // sun 02:30-04:00, 05:00-07:00
	f.Add(back, uint8(0), []byte{0, 24, 6, 6, 250, 38}, []byte{1, 20, 0, 8})    // until midnight; a closure
	f.Add(back, uint8(1), []byte{0, 18, 18, 1, 0, 255}, []byte{0, 150, 3, 200}) // half an hour back and forth
	f.Add(int64(1776988800), uint8(2), []byte{5, 0, 24}, []byte{})              // a day that begins at 01:00
	f.Add(int64(1325200000), uint8(3), []byte{5, 0, 255, 6, 0, 30}, []byte{})   // a Friday that never was
	f.Add(int64(0), uint8(5), []byte{}, []byte{})

	zones := []string{"Europe/Rome", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia", "America/Havana", "UTC", "Asia/Kathmandu", "Africa/Casablanca"}
	f.Fuzz(func(t *testing.T, unix int64, zone uint8, week, closures []byte) {
		const from, until = 0, 4_102_444_800 // 1970 to 2100
		if unix < from || unix >= until || len(week) > 60 || len(closures) > 20 {
			t.Skip("far away, or long only")
		}
		location, err := time.LoadLocation(zones[int(zone)%len(zones)])
		if err != nil {
			t.Fatal(err)
		}
		after := time.Unix(unix, 0)
		model := newWallModel(location, fuzzWeek(week), fuzzClosures(after.In(location), closures))
		hours, err := formsapi.NewOpeningHours(location, model.week, model.closures)
		if err != nil {
			t.Fatalf("possible hours are refused: %v", err)
		}
		compare(t, hours, model, after)
	})
}

// compare looks three weeks ahead: further the model would be too slow.
func compare(t *testing.T, hours formsapi.OpeningHours, model wallModel, after time.Time) {
	const weeks = 21 * 24 * time.Hour
	if got, want := hours.OpenAt(after), model.open(after); got != want {
		t.Fatalf("open at %s: got %t, want %t\n%+v", after.In(model.zone), got, want, model)
	}
	at, opens, ok := hours.NextChange(after)
	wantAt, wantOpens, changes := model.nextChange(after, weeks)
	switch {
	case changes && (!ok || !at.Equal(wantAt) || opens != wantOpens):
		t.Fatalf("after %s: got %s, opens %t, ok %t; want %s, opens %t\n%+v",
			after.In(model.zone), at, opens, ok, wantAt.In(model.zone), wantOpens, model)
	case !changes && ok && at.Before(after.Add(weeks)):
		t.Fatalf("after %s: got a change at %s, want none by then\n%+v", after.In(model.zone), at, model)
	case ok && (hours.OpenAt(at) != opens || hours.OpenAt(at.Add(-time.Nanosecond)) == opens):
		t.Fatalf("after %s: at %s nothing changes\n%+v", after.In(model.zone), at, model)
	}
}

// wallModel is opening hours as a passer-by would tell them: look at the clock on
// the wall, then at the list on the door. It compares texts.
type wallModel struct {
	zone     *time.Location
	week     formsapi.Week
	closures []formsapi.Closure
	door     map[string][][2]string // "Mon": {"08:30", "12:00"}
	notices  [][2]string            // "2026-12-24T00:00", "2027-01-01T00:00"
}

func newWallModel(zone *time.Location, week formsapi.Week, closures []formsapi.Closure) wallModel {
	m := wallModel{zone: zone, week: week, closures: closures, door: map[string][][2]string{}}
	for day, intervals := range week {
		name := time.Weekday(day).String()[:3]
		for _, i := range intervals {
			m.door[name] = append(m.door[name], [2]string{i.Opens.String(), i.Closes.String()})
		}
	}
	for _, c := range closures {
		m.notices = append(m.notices, [2]string{c.From.String(), c.Until.String()})
	}
	return m
}

func (m wallModel) open(instant time.Time) bool {
	wall := instant.In(m.zone)
	today := wall.Format("2006-01-02T15:04")
	for _, n := range m.notices {
		if n[0] <= today && today < n[1] {
			return false
		}
	}
	clock := wall.Format("15:04")
	for _, i := range m.door[wall.Format("Mon")] {
		if i[0] <= clock && clock < i[1] {
			return true
		}
	}
	return false
}

func (m wallModel) nextChange(after time.Time, ahead time.Duration) (time.Time, bool, bool) {
	was := m.open(after)
	minute := after.Truncate(time.Minute) // the offsets since 1972 are whole minutes
	for at := minute.Add(time.Minute); at.Before(after.Add(ahead)); at = at.Add(time.Minute) {
		if open := m.open(at); open != was {
			return at, open, true
		}
	}
	return time.Time{}, false, false
}

// fuzzWeek reads three bytes an interval: day, opening and length in steps of
// five minutes. What would overlap is left out.
func fuzzWeek(b []byte) formsapi.Week {
	var week formsapi.Week
	for ; len(b) >= 3; b = b[3:] {
		opens := formsapi.TimeOfDay(b[1]) * 5
		i := formsapi.Interval{Opens: opens, Closes: min(opens+5+formsapi.TimeOfDay(b[2])*5, 24*60)}
		day := int(b[0]) % 7
		if _, _, overlap := formsapi.Overlap(append(slices.Clone(week[day]), i)); !overlap {
			week[day] = append(week[day], i)
		}
	}
	return week
}

// fuzzClosures reads four bytes a closure: the days from today on and the time of
// day at which it begins, then the days and the time that it lasts.
func fuzzClosures(today time.Time, b []byte) []formsapi.Closure {
	var closures []formsapi.Closure
	for ; len(b) >= 4; b = b[4:] {
		y, m, d := today.Date()
		from := formsapi.NewWallTime(y, m, d+int(b[0])%32-4, formsapi.TimeOfDay(b[1])*5)
		length := formsapi.WallTime(b[2]%8)*24*60 + formsapi.WallTime(b[3])*7 + 1
		closures = append(closures, formsapi.Closure{From: from, Until: from + length})
	}
	return closures
}

func (m wallModel) String() string {
	return fmt.Sprintf("%s, %v, closed %v", m.zone, m.door, m.notices)
}
