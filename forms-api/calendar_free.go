package formsapi

import (
	"context"
	"slices"
)

// Left are the times at which staff can still give an appointment at an office, for
// one service at least, of so many days from a date on: by the date, each time once,
// in order. A time's Free and Minutes are those of the first service that has it.
func (u *Slots) Left(ctx context.Context, office string, from Date, days int) (map[Date][]Slot, error) {
	o, known := u.Catalogue.Office(office)
	if !known {
		return nil, &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	left := map[Date][]Slot{}
	for _, service := range o.servicesByRule() {
		slots, err := u.Free(ctx, SlotQuery{Office: office, Service: service, From: from, Days: days, Staff: true})
		if err != nil {
			return nil, err
		}
		for _, s := range slots {
			day := DateOf(s.Start)
			left[day] = append(left[day], s)
		}
	}
	for day, slots := range left {
		slices.SortStableFunc(slots, func(a, b Slot) int { return a.Start.Compare(b.Start) })
		left[day] = slices.CompactFunc(slots, func(a, b Slot) bool { return a.Start.Equal(b.Start) })
	}
	return left, nil
}

// servicesByRule are one service for each rule by which the office gives times.
func (o Office) servicesByRule() (services []string) {
	common := false
	for _, s := range o.Services {
		_, own := o.Booking.Services[s]
		if own || !common {
			services = append(services, s)
		}
		common = common || !own
	}
	return services
}
