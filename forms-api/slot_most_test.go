package formsapi

import (
	"fmt"
	"testing"
	"time"
)

// Given any rule, an office says that it can take as many people together as the
// best slot of its usual week has room for.
func TestMostPeopleIsWhatTheGridHasRoomFor(t *testing.T) {
	service := Service{ID: "advice", Status: ServiceActive}
	for _, interval := range []string{"09:00-09:20", "09:00-09:30", "09:00-10:10", "08:45-11:00"} {
		for _, slot := range []int{20, 30, 45} {
			for _, buffer := range []int{0, 10} {
				for desks := 1; desks <= 3; desks++ {
					i, err := ParseInterval(interval)
					if err != nil {
						t.Fatal(err)
					}
					r := BookingRule{Mode: ModeInstant, Slot: slot, Buffer: buffer, PerPerson: true}
					r.Intervals[time.Tuesday] = []BookableInterval{{Interval: i, Desks: desks}}
					o := Office{ID: "desk", Zone: time.UTC, Services: []string{service.ID}, Booking: Booking{Rule: r}}
					want := 0
					row := o.grid(r, NewWallTime(2026, time.March, 3, 0))
					for n := range row {
						want = max(want, o.claim(r, MaxPeople, row[n:]).most())
					}
					if got := o.MostPeople(service); got != min(want, MaxPeople) {
						t.Errorf("%s: %d people, want %d", fmt.Sprint(interval, slot, buffer, desks), got, want)
					}
				}
			}
		}
	}
}
