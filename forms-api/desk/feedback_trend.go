package desk

import (
	"html/template"

	formsapi "sportello/forms-api"
	"sportello/forms-api/chart"
)

// feedbackTrend is how ratings went, month by month: a drawing, and its table.
type feedbackTrend struct {
	Chart  template.HTML
	Months []monthRow
}

// monthRow is a month of a trend.
type monthRow struct {
	Month   string
	Count   int
	Average string
}

// feedbackTrend leaves out the months before the first rating; without any in the last
// formsapi.TrendMonths there is no trend.
func (v *visit) feedbackTrend(scope formsapi.FeedbackScope) (*feedbackTrend, error) {
	months, err := v.Ratings.Trend(v.r.Context(), v.staff, scope)
	for len(months) > 0 && months[0].Count == 0 {
		months = months[1:]
	}
	if err != nil || len(months) == 0 {
		return nil, err
	}
	c := chart.Chart{ID: "feedback-trend", Title: v.say("feedback-trend"), Desc: v.say("feedback-trend-explained"), Most: formsapi.MaxRating}
	trend := &feedbackTrend{}
	for _, m := range months {
		row := monthRow{v.monthName(m.Month), m.Count, v.say("report-not-told")}
		if m.Count > 0 {
			row.Average = v.decimal(m.Average, 1)
		}
		trend.Months = append(trend.Months, row)
		c.Points = append(c.Points, chart.Point{Label: row.Month, Short: row.Month[:2], Value: m.Average, Shown: row.Average, Known: m.Count > 0})
	}
	draw := chart.Line
	if len(c.Points) == 1 {
		draw = chart.Bars
	}
	trend.Chart, err = draw(c)
	return trend, err
}
