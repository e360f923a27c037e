package desk

import (
	"math"

	formsapi "sportello/forms-api"
	"sportello/forms-api/sheet"
)

// waitTable is how long people waited, in hours: on the clock, and in opening hours.
func (v *visit) waitTable(r *formsapi.Report) sheet.Table {
	t := sheet.Table{Name: v.say("report-waits"), Head: []string{v.say("report-waits"), v.say("report-clock"), v.say("report-open")}}
	for _, of := range []struct {
		label string
		wait  formsapi.Wait
	}{{v.say("report-answer"), r.Answer}, {v.say("report-finish"), r.Finish}} {
		t.Rows = append(t.Rows,
			[]any{of.label + ", " + v.say("report-median"), hoursIn(of.wait.Clock, medianOf), hoursIn(of.wait.Open, medianOf)},
			[]any{of.label + ", " + v.say("report-p90"), hoursIn(of.wait.Clock, p90Of), hoursIn(of.wait.Open, p90Of)},
		)
	}
	return t
}

func medianOf(q formsapi.Quantiles) float64 { return q.Median.Hours() }
func p90Of(q formsapi.Quantiles) float64    { return q.P90.Hours() }

// hoursIn is empty where it is not told.
func hoursIn(q *formsapi.Quantiles, of func(formsapi.Quantiles) float64) any {
	if q == nil {
		return nil
	}
	return math.Round(10*of(*q)) / 10
}

// opinionTable is what people said of the service.
func (v *visit) opinionTable(r *formsapi.Report) sheet.Table {
	t := sheet.Table{Name: v.say("report-opinions"), Head: []string{v.say("report-opinions"), v.say("report-average"), v.say("report-ratings")}}
	for _, of := range v.questions(r.Experience) {
		var average any
		if of.is != nil && of.is.Average > 0 {
			average = of.is.Average
		}
		t.Rows = append(t.Rows, []any{of.label, average, inCell(r.Experience.Count)})
	}
	return t
}
