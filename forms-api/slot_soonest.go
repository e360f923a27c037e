package formsapi

import "context"

// Next is the first free slot of an office for a service, from a day on, if there
// is one within the days on which one can book.
func (u *Slots) Next(ctx context.Context, q SlotQuery) (Slot, bool, error) {
	slots, err := u.Soonest(ctx, q, 1)
	return first(slots), len(slots) > 0, err
}

// Soonest are so many free slots, the next ones from a day on; fewer if there are
// no more within the days on which one can book.
func (u *Slots) Soonest(ctx context.Context, q SlotQuery, most int) ([]Slot, error) {
	office, rule, from, err := u.check(&q)
	if err != nil {
		return nil, err
	}
	const stride = 7 * minutesPerDay
	var all []Slot
	today := WallTimeAt(u.Now(), office.Zone).Midnight()
	last := today + WallTime(rule.Ahead+1)*minutesPerDay
	for day := max(from, today); day < last && len(all) < most; day += stride {
		slots, err := u.suiting(ctx, q, office, rule, day, day+stride)
		if err != nil {
			return nil, err
		}
		all = append(all, slots...)
	}
	return all[:min(most, len(all))], nil
}

func first(slots []Slot) Slot {
	if len(slots) == 0 {
		return Slot{}
	}
	return slots[0]
}
