package desk

import (
	"html/template"
	"time"

	"sportello/forms-api/chart"

	formsapi "sportello/forms-api"
)

// The message keys of reports.
func presetKey(name string) string                   { return "report-preset-" + name }
func formatKey(format string) string                 { return "report-format-" + format }
func reportKey(d formsapi.Dimension) string          { return "report-by-" + string(d) }
func reportHeadKey(d formsapi.Dimension) string      { return "report-head-" + string(d) }
func reportExplainedKey(d formsapi.Dimension) string { return "report-explained-" + string(d) }
func reportOutcomeKey(o formsapi.Outcome) string     { return "report-outcome-" + string(o) }
func reportKeptKey(kept string) string               { return "report-kept-" + kept }

// groupName is what a group of a report is called.
func (v *visit) groupName(d formsapi.Dimension, key string) string {
	switch d {
	case formsapi.ByMonth:
		return v.monthName(key)
	case formsapi.ByOffice:
		return v.officeTitle(key)
	case formsapi.ByService, formsapi.ByUnmet:
		return v.serviceTitle(key)
	case formsapi.ByActivity:
		return v.activityTitle(key)
	case formsapi.ByLanguage:
		return v.Words.LanguageName(v.language, key)
	case formsapi.ByChannel:
		return v.say(intakeKey(formsapi.Intake(key)))
	case formsapi.ByKept:
		return v.say(reportKeptKey(key))
	}
	return v.say(reportOutcomeKey(formsapi.Outcome(key)))
}

// serviceTitle is a service's name today, or its id if it is gone.
func (v *visit) serviceTitle(id string) string {
	if s, known := v.Catalogue.Service(id); known {
		return s.Title(v.language)
	}
	return id
}

// activityTitle is the name that a project's page has for an activity, or its id.
func (v *visit) activityTitle(id string) string {
	if id == formsapi.NoActivity {
		return v.say("report-no-activity")
	}
	for _, p := range v.Reports.Projects() {
		for _, a := range p.Activities {
			if name := a.Names.In(v.language); a.ID == id && name != "" {
				return name
			}
		}
	}
	return id
}

// monthName is the number of a month and its year: 03/2026.
func (v *visit) monthName(month string) string {
	at, err := time.Parse("2006-01", month)
	if err != nil {
		return month
	}
	return at.Format("01/2006")
}

// reportChart draws a section: months as a line, if there are several, all else as bars.
func (v *visit) reportChart(d formsapi.Dimension, s reportSection, groups []formsapi.Group) (template.HTML, error) {
	c := chart.Chart{ID: s.ID + "-chart", Title: s.Title, Desc: v.say("report-chart")}
	for i, g := range groups {
		p := chart.Point{Label: s.Rows[i].Label, Value: float64(g.Contacts.N), Shown: s.Rows[i].Contacts, Known: g.Contacts.As == formsapi.Told}
		if d == formsapi.ByMonth {
			p.Short = p.Label[:2]
		}
		c.Points = append(c.Points, p)
	}
	if d == formsapi.ByMonth && len(groups) > 1 {
		return chart.Line(c)
	}
	return chart.Bars(c)
}
