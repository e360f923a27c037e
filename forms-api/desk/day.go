package desk

import (
	"net/http"
	"slices"
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

const dayPath = home + "day"

// dayPage is the day sheet of an office.
type dayPage struct {
	frame
	Views       []navItem
	Office      officeChoice
	OfficeID    string
	Shown       string // the office's name
	Date        string // 2006-01-02
	Before      string // addresses of the days beside it
	After       string
	Today       string  // empty on that day
	Earlier     dayLink // the nearest days with appointments
	Later       dayLink
	Rows        []dayRow
	Closures    []string
	Absences    []string     // of mediators
	Contacts    []dayContact // who came and called, in that order
	AllContacts string       // where all that came in that day is listed, if these are the latest only
	Free        []freeTime
	Over        bool // the day is over: nobody gives times on it
	Works       bool // the visitor gives times and closes
}

// dayLink leads to a day with appointments; without an address there is none.
type dayLink struct{ Path, Day string }

// dayRow is an appointment of the day.
type dayRow struct {
	inboxRow
	From, Until string
	Version     int
	Present     bool // somebody speaks that language then
	Needs       []string
	Attend      bool // the visitor can mark that they came
	Miss        bool
	ToAsk       string // as appointmentPage.ToAsk
}

func (d *desk) showDay(v *visit) error {
	office, err := v.theOffice(formsapi.ReadRequests)
	if err != nil {
		return err
	}
	today := v.Now().In(office.Zone)
	day, err := time.ParseInLocation(time.DateOnly, v.r.Form.Get("date"), office.Zone)
	if err != nil {
		day = time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, office.Zone)
	}
	all, err := v.Appointments.Day(v.r.Context(), v.staff, office.ID, formsapi.DateOf(day))
	if err != nil {
		return err
	}
	page := v.dayPage(office, day)
	if day.Format(time.DateOnly) != today.Format(time.DateOnly) {
		page.Today = ofOffice(dayPath, office.ID)
	}
	if err := page.lookBeside(office, day); err != nil {
		return err
	}
	colleagues, err := v.colleagues()
	if err != nil {
		return err
	}
	for _, r := range all {
		v.reportUnreadable("request", r.ID, r.Unreadable)
		page.Rows = append(page.Rows, v.dayRow(r, office, colleagues))
	}
	if err := page.addContacts(office, colleagues); err != nil {
		return err
	}
	if err := page.addFree(office); err != nil {
		return err
	}
	return v.render(http.StatusOK, "day.html", page)
}

func (v *visit) dayPage(office formsapi.Office, day time.Time) *dayPage {
	to := func(days int) string {
		return ofOffice(dayPath, office.ID, "date", day.AddDate(0, 0, days).Format(time.DateOnly))
	}
	page := &dayPage{
		frame: v.frame("day-title", "Day", v.Words.Date(v.language, day, office.Zone)), OfficeID: office.ID, Shown: office.Title(v.language),
		Date: day.Format(time.DateOnly), Before: to(-1), After: to(1),
	}
	page.Views = v.calendarViews(office.ID)
	page.Office = officeChoice{page.frame, dayPath, v.officesFor(formsapi.ReadRequests, office.ID)}
	midnight := formsapi.WallTimeAt(day, office.Zone)
	for _, c := range office.ClosuresBetween(midnight, midnight+24*60) {
		page.Closures = append(page.Closures, v.closure(c))
	}
	for _, a := range office.AbsencesBetween(midnight, midnight+24*60) {
		page.Absences = append(page.Absences, v.absence(a))
	}
	return page
}

// lookBeside finds the nearest days with appointments.
func (p *dayPage) lookBeside(office formsapi.Office, day time.Time) error {
	v := p.visit
	earlier, later, err := v.Appointments.DaysBeside(v.r.Context(), v.staff, office.ID, formsapi.DateOf(day))
	p.Earlier, p.Later = v.dayLink(office, earlier), v.dayLink(office, later)
	return err
}

func (v *visit) dayLink(office formsapi.Office, day formsapi.Date) dayLink {
	if day == "" {
		return dayLink{}
	}
	return dayLink{ofOffice(dayPath, office.ID, "date", string(day)), v.dayShown(day)}
}

func (v *visit) dayRow(r formsapi.DayRow, office formsapi.Office, colleagues colleagueNames) dayRow {
	row := dayRow{
		inboxRow: v.inboxRow(r.InboxRow, colleagues), Version: r.Version, Needs: v.wishes(r.Details).Needs,
		Attend: slices.Contains(r.Events, formsapi.EventAttend), Miss: slices.Contains(r.Events, formsapi.EventMiss),
		ToAsk: v.toAsk(r.Appointment), Present: r.Present,
	}
	_, row.From, _ = strings.Cut(r.Start.Local, "T")
	end := r.Start.At.Add(time.Duration(r.Minutes) * time.Minute)
	row.Until = v.Words.Time(v.language, end, office.Zone)
	return row
}
