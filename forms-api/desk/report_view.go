package desk

import (
	"cmp"
	"html/template"
	"slices"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	formsapi "sportello/forms-api"
)

// reportView is a report as it is read.
type reportView struct {
	Period   string
	Where    string // the office, or that it is all of them
	Summary  []reportFact
	Sections []reportSection
	Waits    []reportWait
	Opinions []reportOpinion
	TooFew   bool
	Part     bool // PartMonths
	Hidden   bool // some numbers are not told
	Withheld bool // some of Summary among them
}

// A reportFact is a number of the whole period.
type reportFact struct{ Label, Value string }

// A reportSection is a breakdown: a drawing, and the table beneath it.
type reportSection struct {
	ID, Title, Explained, Head string
	Chart                      template.HTML // empty where it would show nothing
	Rows                       []reportRow
	Total                      reportRow
}

// A reportRow is a group.
type reportRow struct {
	Label             string
	Contacts, Persons string
}

// A reportWait is how long people waited, in hours.
type reportWait struct{ Label, Median, P90, OpenMedian, OpenP90 string }

// A reportOpinion is what came of a question about the service.
type reportOpinion struct {
	Label, Average string
	Values         []reportValue // how many gave 1, 2, …; none where that is not told
}

// A reportValue is how many gave one number.
type reportValue struct{ Given, Count string }

func (v *visit) reportView(r *formsapi.Report) (*reportView, error) {
	view := &reportView{
		Period: v.say("report-period", "From", v.dayShown(r.Period.From), "Until", v.dayShown(r.Period.Until)),
		Where:  v.say("report-everywhere"), TooFew: r.TooFew, Part: r.PartMonths, Summary: v.reportSummary(r),
		Withheld: !r.TooFew && withheld(r.Total.Persons, r.Total.Contacts, r.Anonymous, r.Erased, r.Experience.Count),
	}
	if r.Office != "" {
		view.Where = v.officeTitle(r.Office)
	}
	for _, d := range formsapi.Dimensions {
		if d == formsapi.ByOffice && len(r.Offices) < 2 || len(r.Of(d).Groups) == 0 {
			continue
		}
		s, hidden, err := v.reportSection(r.Of(d))
		if err != nil {
			return nil, err
		}
		view.Hidden = view.Hidden || hidden
		view.Sections = append(view.Sections, s)
	}
	if r.TooFew {
		return view, nil
	}
	view.Waits = []reportWait{v.reportWait(v.say("report-answer"), r.Answer), v.reportWait(v.say("report-finish"), r.Finish)}
	view.Opinions = v.reportOpinions(r.Experience)
	return view, nil
}

func withheld(figures ...formsapi.Figure) bool {
	return slices.ContainsFunc(figures, func(f formsapi.Figure) bool { return f.As != formsapi.Told })
}

func (v *visit) reportSummary(r *formsapi.Report) []reportFact {
	return []reportFact{
		{v.say("report-persons"), v.figure(r.Total.Persons)},
		{v.say("report-contacts"), v.figure(r.Total.Contacts)},
		{v.say("report-anonymous"), v.figure(r.Anonymous)},
		{v.say("report-erased"), v.figure(r.Erased)},
		{v.say("report-ratings"), v.figure(r.Experience.Count)},
	}
}

// reportSection sorts what has a name by it: an order by size would tell of what is
// not told.
func (v *visit) reportSection(b formsapi.Breakdown) (s reportSection, hidden bool, err error) {
	s = reportSection{
		ID: "report-" + string(b.By), Title: v.say(reportKey(b.By)), Explained: v.say(reportExplainedKey(b.By)), Head: v.say(reportHeadKey(b.By)),
		Total: v.reportRow(v.say("report-total"), b.Total),
	}
	groups := slices.Clone(b.Groups)
	if b.By == formsapi.ByService || b.By == formsapi.ByLanguage || b.By == formsapi.ByOffice || b.By == formsapi.ByUnmet {
		slices.SortStableFunc(groups, func(x, y formsapi.Group) int {
			return cmp.Compare(v.groupName(b.By, x.Key), v.groupName(b.By, y.Key))
		})
	}
	for _, g := range groups {
		row := v.reportRow(v.groupName(b.By, g.Key), g)
		if b.By == formsapi.ByMonth && v.toCome(g) {
			none := v.say("report-not-told")
			row.Contacts, row.Persons = none, none
		}
		s.Rows = append(s.Rows, row)
		hidden = hidden || g.Contacts.As != formsapi.Told || g.Persons.As != formsapi.Told
	}
	if slices.ContainsFunc(groups, drawn) {
		s.Chart, err = v.reportChart(b.By, s, v.begun(b.By, groups))
	}
	return s, hidden, err
}

// toCome tells whether a month has not begun, of which there is nothing to say. What
// protects another number (Figure) is shown as it is.
func (v *visit) toCome(month formsapi.Group) bool {
	nothing := formsapi.Figure{}
	return month.Key > v.Now().In(v.zoneOf("")).Format("2006-01") && month.Contacts == nothing && month.Persons == nothing
}

// begun are the groups to draw: of months, those before the first that is to come.
func (v *visit) begun(d formsapi.Dimension, groups []formsapi.Group) []formsapi.Group {
	if first := slices.IndexFunc(groups, v.toCome); d == formsapi.ByMonth && first >= 0 {
		return groups[:first]
	}
	return groups
}

// drawn tells whether a drawing shows something of a group: a number that is told
// and is not nothing.
func drawn(g formsapi.Group) bool { return g.Contacts.As == formsapi.Told && g.Contacts.N > 0 }

func (v *visit) reportRow(label string, g formsapi.Group) reportRow {
	return reportRow{Label: label, Contacts: v.figure(g.Contacts), Persons: v.figure(g.Persons)}
}

func (v *visit) reportWait(label string, w formsapi.Wait) reportWait {
	none := v.say("report-not-told")
	row := reportWait{Label: label, Median: none, P90: none, OpenMedian: none, OpenP90: none}
	if q := w.Clock; q != nil {
		row.Median, row.P90 = v.hours(q.Median), v.hours(q.P90)
	}
	if q := w.Open; q != nil {
		row.OpenMedian, row.OpenP90 = v.hours(q.Median), v.hours(q.P90)
	}
	return row
}

// figure is a number as the language writes it, or why there is none.
func (v *visit) figure(f formsapi.Figure) string {
	if f.As == formsapi.Told {
		return v.decimal(float64(f.N), 0)
	}
	return f.String()
}

func (v *visit) hours(d time.Duration) string { return v.decimal(d.Hours(), 1) }

func (v *visit) decimal(n float64, digits int) string {
	return message.NewPrinter(language.Make(v.language)).Sprint(number.Decimal(n, number.Scale(digits)))
}
