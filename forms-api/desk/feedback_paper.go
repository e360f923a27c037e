package desk

import (
	"cmp"
	"net/http"
	"slices"

	formsapi "sportello/forms-api"
	"sportello/forms-api/sheet"
)

// feedbackPaper is the feedback as it may be handed on.
type feedbackPaper struct {
	frame
	Back  string
	Where string // the language and the office that it is narrowed to; empty for all
	Rows  []toldRow
}

// toldRow is a page in a language, without what would tell of few people.
type toldRow struct {
	Page, Title, Language string
	State                 formsapi.TranslationState
	Count, Average        string
	Values                []reportValue // how many gave 1, 2, …; none where that is not told
	told                  formsapi.ToldFeedback
}

// offer says how the feedback can be taken out, by who may.
func (p *feedbackPage) offer(s formsapi.FeedbackScope) {
	v := p.visit
	if !v.staff.MayAnywhere(formsapi.ExportReports) || len(p.Pages) == 0 {
		return
	}
	p.Paper = feedbackAddress(feedbackPath+"/paper", s)
	for _, format := range reportFormats {
		p.Files = append(p.Files, navItem{Path: feedbackAddress(feedbackPath+"/files/"+format, s), Label: v.say(formatKey(format))})
	}
}

func (d *desk) showFeedbackPaper(v *visit) error {
	scope := v.feedbackScope()
	rows, err := v.toldRows(scope, "paper")
	if err != nil {
		return err
	}
	page := feedbackPaper{frame: v.frame("feedback-title"), Back: feedbackAddress(feedbackPath, scope), Rows: rows}
	if scope.Language != "" {
		page.Where = v.Words.LanguageName(v.language, scope.Language)
	}
	if scope.Office != "" {
		page.Where = v.officeTitle(scope.Office) + map[bool]string{true: ", " + page.Where}[page.Where != ""]
	}
	return v.render(http.StatusOK, "feedback_paper.html", page)
}

func (d *desk) downloadFeedback(v *visit) error {
	format := v.r.PathValue("format")
	if !slices.Contains(reportFormats, format) {
		return &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
	}
	rows, err := v.toldRows(v.feedbackScope(), format)
	if err != nil {
		return err
	}
	t := sheet.Table{Name: v.say("feedback-title"), Head: []string{
		v.say("label-page"), v.say("label-path"), v.say("label-page-language"), v.say("label-translation"), v.say("label-count"), v.say("label-average"), "1", "2", "3", "4", "5",
	}}
	for _, r := range rows {
		cells := []any{r.Title, r.Page, v.Words.LanguageName(v.language, r.Language), v.stateName(r.State)}
		t.Rows = append(t.Rows, append(cells, opinionCells(r.told)...))
	}
	return v.sendTables("feedback", format, []sheet.Table{t})
}

// opinionCells are the numbers of a row; what is not told is empty.
func opinionCells(t formsapi.ToldFeedback) []any {
	cells := make([]any, 2+formsapi.MaxRating)
	cells[0] = inCell(t.Count)
	if t.Opinion == nil {
		return cells
	}
	if t.Opinion.Average > 0 {
		cells[1] = t.Opinion.Average
	}
	if t.Opinion.ByValue != nil {
		for i, n := range t.Opinion.ByValue {
			cells[2+i] = n
		}
	}
	return cells
}

// toldRows are the rows that may be handed on; account is kept of it.
func (v *visit) toldRows(s formsapi.FeedbackScope, format string) ([]toldRow, error) {
	told, err := v.Ratings.Export(v.r.Context(), v.staff, s, format)
	if err != nil {
		return nil, err
	}
	states, err := v.translationStates()
	if err != nil {
		return nil, err
	}
	rows := make([]toldRow, len(told))
	for i, t := range told {
		rows[i] = v.toldRow(t)
		rows[i].State = states[formsapi.RatedPageOf(t.Page, t.Language)]
	}
	return rows, nil
}

func (v *visit) toldRow(t formsapi.ToldFeedback) toldRow {
	row := toldRow{
		told: t, Page: t.Page, Title: cmp.Or(v.Title(t.Page), t.Page), Language: t.Language,
		Count: v.figure(t.Count), Average: v.say("report-not-told"),
	}
	if t.Opinion == nil {
		return row
	}
	if t.Opinion.Average > 0 {
		row.Average = v.decimal(t.Opinion.Average, 1)
	}
	if t.Opinion.ByValue != nil {
		for i, n := range t.Opinion.ByValue {
			row.Values = append(row.Values, reportValue{v.decimal(float64(i+1), 0), v.decimal(float64(n), 0)})
		}
	}
	return row
}

// stateName is how a translation stands, in words; empty where nobody judges it.
func (v *visit) stateName(s formsapi.TranslationState) string {
	if s == "" {
		return ""
	}
	return v.say(translationStateKey(s))
}
