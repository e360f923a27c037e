package desk

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

const myWeekPath = home + "my-week"

// myWeekPage is what a colleague has in seven days, at all their offices.
type myWeekPage struct {
	frame
	Views     []navItem
	Languages []option // that are spoken with people; the visitor's choice is kept
	Narrowed  string
	From      string
	Before    string
	After     string
	Now       string
	Days      []weekDay
	Nothing   bool
	Next      dayLink // of a week with nothing, the next day with something
}

func (d *desk) showMyWeek(v *visit) error {
	zone := v.zoneOf("")
	codes := v.spokenLanguages()
	from, language := v.weekAsked(zone), v.ownLanguage(codes)
	days, err := v.Appointments.Mine(v.r.Context(), v.staff, formsapi.DateOf(from), language)
	if err != nil {
		return err
	}
	colleagues, err := v.colleagues()
	if err != nil {
		return err
	}
	page := v.myWeekPage(from, language)
	for _, code := range codes {
		page.Languages = append(page.Languages, option{code, v.Words.LanguageName(v.language, code), code == language})
	}
	page.Languages = v.byLabel(page.Languages)
	for _, day := range days {
		page.Days = append(page.Days, v.weekDay(day, colleagues, zone))
	}
	page.Nothing = !slices.ContainsFunc(page.Days, func(day weekDay) bool { return len(day.Rows) > 0 })
	if page.Nothing {
		if err := page.lookOn(from); err != nil {
			return err
		}
	}
	return v.render(http.StatusOK, "week_mine.html", page)
}

func (v *visit) myWeekPage(from time.Time, language string) *myWeekPage {
	page := &myWeekPage{
		frame: v.frame("my-week-title", "Day", v.Words.Date(v.language, from, from.Location())),
		Views: v.calendarViews(v.lastOffice()), Narrowed: language, From: from.Format(time.DateOnly),
		Before: myWeekAddress(from.AddDate(0, 0, -formsapi.WeekDays), language),
		After:  myWeekAddress(from.AddDate(0, 0, formsapi.WeekDays), language),
	}
	if monday := formsapi.MondayOf(v.Now().In(from.Location())); !from.Equal(monday) {
		page.Now = myWeekAddress(monday, language)
	}
	return page
}

// ownLanguage is the one that the visitor chose here, now or last; empty for all.
func (v *visit) ownLanguage(spoken []string) string {
	last := v.sessions.GetString(v.r.Context(), sessionSpeaks)
	if !v.r.Form.Has("language") {
		return oneOf(last, spoken)
	}
	chosen := oneOf(v.r.Form.Get("language"), spoken)
	if chosen != last {
		v.sessions.Put(v.r.Context(), sessionSpeaks, chosen)
	}
	return chosen
}

// lookOn leads from a week in which the visitor has nothing to the next day on which
// they have something.
func (p *myWeekPage) lookOn(from time.Time) error {
	v := p.visit
	day, err := v.Appointments.NextOfMine(v.r.Context(), v.staff, formsapi.DateOf(from), p.Narrowed)
	if err != nil || day == "" {
		return err
	}
	at, err := time.ParseInLocation(time.DateOnly, string(day), from.Location())
	p.Next = dayLink{myWeekAddress(at, p.Narrowed), v.dayShown(day)}
	return err
}

func myWeekAddress(from time.Time, language string) string {
	q := url.Values{"from": {from.Format(time.DateOnly)}}
	if language != "" {
		q.Set("language", language)
	}
	return myWeekPath + "?" + q.Encode()
}

// spokenLanguages are those of the site, and those that mediators of the visitor's
// offices speak: what the week can be narrowed to.
func (v *visit) spokenLanguages() []string {
	all := slices.Clone(v.Languages)
	for _, o := range v.Catalogue.Offices() {
		if v.staff.May(formsapi.ReadRequests, o.ID) {
			all = append(all, o.SpokenLanguages()...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// lastOffice is the one that the visitor was at, or their first; empty for none.
func (v *visit) lastOffice() string {
	o, err := v.theOffice(formsapi.ReadRequests)
	if err != nil {
		return ""
	}
	return o.ID
}
