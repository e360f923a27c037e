package desk

import (
	"fmt"
	"time"

	"github.com/nyaruka/phonenumbers"

	formsapi "sportello/forms-api"
)

// The message keys of what the root package names.
func stateKey(s formsapi.State) string           { return "state-name-" + string(s) }
func eventKey(e formsapi.Event) string           { return "history-" + string(e) }
func noticeKey(e formsapi.Event) string          { return "notice-" + string(e) }
func startKindKey(s formsapi.State) string       { return "start-kind-" + string(s) }
func closureKey(r formsapi.ClosureReason) string { return "closure-" + string(r) }
func declineKey(reason string) string            { return "decline-" + reason }
func intakeKey(i formsapi.Intake) string         { return "intake-" + string(i) }
func wayKey(w formsapi.ReplyWay) string          { return "reply-way-" + string(w) }
func callResultKey(r formsapi.CallResult) string { return "reply-result-" + string(r) }
func noticeNameKey(n formsapi.Notice) string     { return "message-name-" + string(n) }
func channelKey(c formsapi.Channel) string       { return "channel-" + string(c) }
func sentKey(c formsapi.Channel) string          { return "sent-" + string(c) }
func sayKey(n formsapi.Notice) string            { return "say-" + string(n) }
func misfitKey(m formsapi.Misfit) string         { return "misfit-" + string(m) }
func partKey(part string) string                 { return "part-" + part }
func contactKey(way string) string               { return "contact-" + way }
func needKey(need string) string                 { return "need-" + need }
func aspectKey(aspect string) string             { return "aspect-" + aspect }
func roleKey(role formsapi.Role) string          { return "role-name-" + string(role) }
func resultKey(o formsapi.Outcome) string        { return "result-" + string(o) }
func problemTitleKey(status int) string          { return fmt.Sprintf("problem-%d", status) }
func relativeDayKey(daysAgo int) string          { return [...]string{"today", "yesterday"}[daysAgo] }
func ratingKey(rating int) string                { return fmt.Sprintf("rating-%d", rating) }

// hintKey names what a step does. An offer gives up the time that was agreed, asked
// for or offered.
func hintKey(e formsapi.Event, s formsapi.State) string {
	if e == formsapi.EventPropose && s.HoldsPlace() {
		return "hint-propose-" + string(s)
	}
	return "hint-" + string(e)
}

// officeName is the office's name today, or as the person saw it if it is gone.
func (v *visit) officeName(a formsapi.Appointment) string {
	if o, known := v.Catalogue.Office(a.Office); known {
		return o.Title(v.language)
	}
	return a.OfficeShown
}

func (v *visit) serviceName(a formsapi.Appointment) string {
	if s, known := v.Catalogue.Service(a.Service); known {
		return s.Title(v.language)
	}
	return a.ServiceShown
}

// officeTitle is an office's name today, or its id if it is gone.
func (v *visit) officeTitle(id string) string {
	if o, known := v.Catalogue.Office(id); known {
		return o.Title(v.language)
	}
	return id
}

// zoneOf is the zone of an office's clock; for one that is gone, a remaining one's.
func (v *visit) zoneOf(office string) *time.Location {
	if o, known := v.Catalogue.Office(office); known {
		return o.Zone
	}
	for _, o := range v.Catalogue.Offices() {
		return o.Zone
	}
	return time.UTC
}

// shortMoment is for lists, where a full date would be in the way.
func (v *visit) shortMoment(at time.Time, zone *time.Location) string {
	return v.say("date-and-time", "Date", v.shortDate(at, zone), "Time", v.Words.Time(v.language, at, zone))
}

func (v *visit) shortDate(at time.Time, zone *time.Location) string {
	day, today := at.In(zone), v.Now().In(zone)
	for ago := range 2 {
		if day.Format(time.DateOnly) == today.AddDate(0, 0, -ago).Format(time.DateOnly) {
			return v.say(relativeDayKey(ago))
		}
	}
	return v.say("short-date", "Day", day.Format("02"), "Month", day.Format("01"), "Year", day.Format("2006"))
}

// shownPhone groups the digits of a telephone number so that it can be read out.
func shownPhone(e164 string) string {
	n, err := phonenumbers.Parse(e164, formsapi.DefaultRegion)
	if err != nil {
		return e164
	}
	return phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
}

// isolated keeps a text of any direction from turning what stands beside it,
// where no element can (UAX #9 2.4.2; <bdi> does it in a page).
func isolated(text string) string { return "\u2068" + text + "\u2069" }

// colleagueNames are the names of all accounts by id, those closed included.
type colleagueNames map[string]string

func (v *visit) colleagues() (colleagueNames, error) {
	staff, err := v.Staff.StaffList(v.r.Context())
	if err != nil {
		return nil, fmt.Errorf("listing colleagues: %w", err)
	}
	return namesOf(staff), nil
}

func namesOf(staff []formsapi.Staff) colleagueNames {
	names := colleagueNames{}
	for _, s := range staff {
		names[s.ID.String()] = s.Name
	}
	return names
}

// name is a colleague's, "you" for the visitor, or who else acts.
func (n colleagueNames) name(v *visit, by string) string {
	switch name, known := n[by]; {
	case by == formsapi.ByPublic:
		return v.say("by-person")
	case by == formsapi.ByTime:
		return v.say("by-time")
	case by == formsapi.ByCommand:
		return v.say("by-command")
	case by == v.staff.ID.String():
		return v.say("by-you")
	case known:
		return name
	}
	return v.say("by-unknown")
}

// recipient is who was given something, or asked: in many languages "you" is another
// word there.
func (n colleagueNames) recipient(v *visit, to string) string {
	if to == v.staff.ID.String() {
		return v.say("to-you")
	}
	return n.name(v, to)
}
