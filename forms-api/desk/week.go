package desk

import (
	"net/http"
	"time"

	formsapi "sportello/forms-api"
)

const weekPath = home + "week"

// weekPage is the calendar of an office for seven days.
type weekPage struct {
	frame
	Views    []navItem
	Office   officeChoice
	OfficeID string
	Shown    string // the office's name
	From     string // 2006-01-02
	Before   string // addresses of the weeks beside it
	After    string
	Now      string // of this week; empty there
	Days     []weekDay
	Works    bool // the visitor gives times and closes
}

// weekDay is one day of a calendar.
type weekDay struct {
	Shown    string
	Path     string // its day sheet; empty across offices
	Today    bool
	Rows     []weekRow
	Closures []string
	Absences []string
	Free     int
	Over     bool // nobody gives times on it any more
}

// weekRow is an appointment in a calendar.
type weekRow struct {
	inboxRow
	From, Until string
	Present     bool // somebody speaks that language then
}

func (d *desk) showWeek(v *visit) error {
	office, err := v.theOffice(formsapi.ReadRequests)
	if err != nil {
		return err
	}
	from := v.weekAsked(office.Zone)
	days, err := v.Appointments.Calendar(v.r.Context(), v.staff, office.ID, formsapi.DateOf(from))
	if err != nil {
		return err
	}
	page := v.weekPage(office, from)
	free, err := v.Slots.Left(v.r.Context(), office.ID, formsapi.DateOf(from), formsapi.WeekDays)
	if err != nil {
		return err
	}
	colleagues, err := v.colleagues()
	if err != nil {
		return err
	}
	for _, day := range days {
		shown := v.weekDay(day, colleagues, office.Zone)
		shown.Path, shown.Free = ofOffice(dayPath, office.ID, "date", string(day.Date)), len(free[day.Date])
		page.Days = append(page.Days, shown)
	}
	return v.render(http.StatusOK, "week.html", page)
}

// weekAsked is the day that the address has, or else the Monday of this week.
func (v *visit) weekAsked(zone *time.Location) time.Time {
	if from, err := time.ParseInLocation(time.DateOnly, v.r.Form.Get("from"), zone); err == nil {
		return from
	}
	return formsapi.MondayOf(v.Now().In(zone))
}

func (v *visit) weekPage(office formsapi.Office, from time.Time) *weekPage {
	to := func(days int) string {
		return ofOffice(weekPath, office.ID, "from", from.AddDate(0, 0, days).Format(time.DateOnly))
	}
	page := &weekPage{
		frame: v.frame("week-title", "Day", v.Words.Date(v.language, from, office.Zone)), Views: v.calendarViews(office.ID),
		OfficeID: office.ID, Shown: office.Title(v.language), From: from.Format(time.DateOnly),
		Before: to(-formsapi.WeekDays), After: to(formsapi.WeekDays), Works: v.staff.May(formsapi.WorkRequests, office.ID),
	}
	if !from.Equal(formsapi.MondayOf(v.Now().In(office.Zone))) {
		page.Now = ofOffice(weekPath, office.ID)
	}
	page.Office = officeChoice{page.frame, weekPath, v.officesFor(formsapi.ReadRequests, office.ID)}
	return page
}

// calendarViews lead from one view of the calendar to another.
func (v *visit) calendarViews(office string) []navItem {
	return []navItem{
		{ofOffice(dayPath, office), v.say("nav-day"), v.r.URL.Path == dayPath},
		{ofOffice(weekPath, office), v.say("nav-week"), v.r.URL.Path == weekPath},
		{myWeekPath, v.say("nav-my-week"), v.r.URL.Path == myWeekPath},
	}
}

func (v *visit) weekDay(day formsapi.CalendarDay, colleagues colleagueNames, zone *time.Location) weekDay {
	today := formsapi.DateOf(v.Now().In(zone))
	shown := weekDay{Shown: v.dayShown(day.Date), Today: day.Date == today, Over: day.Date < today}
	for _, c := range day.Closures {
		shown.Closures = append(shown.Closures, v.closure(c))
	}
	for _, a := range day.Absences {
		shown.Absences = append(shown.Absences, v.absence(a))
	}
	for _, r := range day.Rows {
		v.reportUnreadable("request", r.ID, r.Unreadable)
		shown.Rows = append(shown.Rows, v.weekRow(r, colleagues))
	}
	return shown
}

func (v *visit) weekRow(r formsapi.CalendarRow, colleagues colleagueNames) weekRow {
	zone := v.zoneOf(r.Office)
	return weekRow{
		inboxRow: v.inboxRow(r.InboxRow, colleagues), Present: r.Present,
		From:  v.Words.Time(v.language, r.Start.At, zone),
		Until: v.Words.Time(v.language, r.Start.At.Add(time.Duration(r.Minutes)*time.Minute), zone),
	}
}
