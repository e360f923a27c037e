package formsapi

import "time"

// parseStart reads a wall time. One that the clocks skip in spring is refused,
// because nobody can come then; one that they repeat in autumn is the first.
func parseStart(local string, zone *time.Location, now time.Time) (*Start, string) {
	at, err := time.ParseInLocation(LocalMinute, local, zone)
	switch {
	case local == "":
		return nil, "start-missing"
	case err != nil || at.Format(LocalMinute) != local:
		return nil, "start-invalid"
	case !at.After(now):
		return nil, "start-past"
	case !at.Before(LastStartDay(now.In(zone)).AddDate(0, 0, 1)):
		return nil, "start-too-far"
	}
	return &Start{At: at.UTC(), Local: local, Zone: zone.String()}, ""
}

// LastStartDay is the midnight at which the last day begins that staff may
// confirm an appointment for: a year from now, in now's zone. People choose a
// date, not an instant, so all of that day is good.
func LastStartDay(now time.Time) time.Time {
	year, month, day := now.Date()
	return time.Date(year+1, month, day, 0, 0, 0, 0, now.Location())
}
