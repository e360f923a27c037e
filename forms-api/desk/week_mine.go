package desk

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

const myWeekPath = home + "my-week"

// anyLanguage is the choice of who looks beyond their own languages.
const anyLanguage = "all"

// myWeekPage is what a colleague has in seven days, at all their offices.
type myWeekPage struct {
	frame
	Views     []navItem
	Languages []option // that the week can be narrowed to, after the visitor's own together
	Narrowed  string   // to a language, or anyLanguage; empty: to the visitor's own
	Speaks    string   // the languages that the visitor speaks, in one line; empty where they have not said
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
	from := v.weekAsked(zone)
	page := v.myWeekPage(from)
	days, err := v.Appointments.Mine(v.r.Context(), v.staff, page.query(from))
	if err != nil {
		return err
	}
	colleagues, err := v.colleagues()
	if err != nil {
		return err
	}
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

func (v *visit) myWeekPage(from time.Time) *myWeekPage {
	page := &myWeekPage{
		frame: v.frame("my-week-title", "Day", v.Words.Date(v.language, from, from.Location())),
		Views: v.calendarViews(v.lastOffice()), From: from.Format(time.DateOnly),
		Speaks: v.languageNames(v.speaks()),
	}
	page.narrow(v)
	page.Before = page.address(from.AddDate(0, 0, -formsapi.WeekDays))
	page.After = page.address(from.AddDate(0, 0, formsapi.WeekDays))
	if monday := formsapi.MondayOf(v.Now().In(from.Location())); !from.Equal(monday) {
		page.Now = page.address(monday)
	}
	return page
}

// narrow reads which languages were asked for, and offers the others.
func (p *myWeekPage) narrow(v *visit) {
	codes, all := v.localLanguages(), ""
	if p.Speaks != "" {
		all = anyLanguage
	}
	p.Narrowed = oneOf(v.r.Form.Get("language"), append(codes, all))
	for _, code := range codes {
		p.Languages = append(p.Languages, option{code, v.Words.LanguageName(v.language, code), code == p.Narrowed})
	}
	first := []option{{all, v.say("filter-all-languages"), p.Narrowed == all}}
	if p.Speaks != "" {
		first = slices.Insert(first, 0, option{"", v.say("my-week-own"), p.Narrowed == ""})
	}
	p.Languages = append(first, v.byLabel(p.Languages)...)
}

// languageNames are the names of languages in one line.
func (v *visit) languageNames(codes []string) string {
	var names []string
	for _, code := range codes {
		names = append(names, v.Words.LanguageName(v.language, code))
	}
	return strings.Join(names, ", ")
}

// query asks for what the page shows of a week.
func (p *myWeekPage) query(from time.Time) formsapi.MineQuery {
	q := formsapi.MineQuery{From: formsapi.DateOf(from), All: p.Narrowed == anyLanguage}
	if !q.All {
		q.Language = p.Narrowed
	}
	return q
}

// SomeLanguages tells whether the page is about some languages and not all.
func (p *myWeekPage) SomeLanguages() bool {
	return p.Narrowed != anyLanguage && (p.Speaks != "" || p.Narrowed != "")
}

// lookOn leads from a week in which the visitor has nothing to the next day on which
// they have something.
func (p *myWeekPage) lookOn(from time.Time) error {
	v := p.visit
	day, err := v.Appointments.NextOfMine(v.r.Context(), v.staff, p.query(from))
	if err != nil || day == "" {
		return err
	}
	at, err := time.ParseInLocation(time.DateOnly, string(day), from.Location())
	p.Next = dayLink{p.address(at), v.dayShown(day)}
	return err
}

// address is that of the same page from another day on.
func (p *myWeekPage) address(from time.Time) string {
	q := url.Values{"from": {from.Format(time.DateOnly)}}
	if p.Narrowed != "" {
		q.Set("language", p.Narrowed)
	}
	return myWeekPath + "?" + q.Encode()
}

// lastOffice is the one that the visitor was at, or their first; empty for none.
func (v *visit) lastOffice() string {
	o, err := v.theOffice(formsapi.ReadRequests)
	if err != nil {
		return ""
	}
	return o.ID
}
