package desk

import (
	"fmt"
	"net/http"
	"net/url"
	"time"

	formsapi "sportello/forms-api"
)

const reportsPath = home + "reports"

// reportPage is what a period came to, with what to choose it by.
type reportPage struct {
	frame
	From, Until string // as they were typed
	Offices     []option
	Presets     []reportPreset
	Report      *reportView // nil where what was asked cannot be
	Export      bool        // the visitor may take it out
	Paper       string      // addresses of the same on paper, and as files
	Files       []navItem
	Funders     []navItem // what funders want, each in its own columns
}

// A reportPreset leads to a period that is often asked for.
type reportPreset struct {
	navItem
	Name string
}

// reportQuery is what the visitor asks for; without a period, what reports open with.
func (v *visit) reportQuery() (formsapi.ReportQuery, error) {
	f := v.r.Form
	q := formsapi.ReportQuery{From: f.Get("from"), Until: f.Get("until"), Office: f.Get("office")}
	if f.Has("from") || f.Has("until") {
		return q, nil
	}
	opening, err := v.Reports.Opening(v.r.Context(), v.staff, q.Office, v.today())
	q.From, q.Until = string(opening.From), string(opening.Until)
	return q, err
}

// today is the day on the clock of the offices.
func (v *visit) today() time.Time { return v.Now().In(v.zoneOf("")) }

// reportPeriods are the periods that are offered today.
func (v *visit) reportPeriods() []formsapi.Preset { return formsapi.Presets(v.today()) }

func (d *desk) showReports(v *visit) error {
	q, err := v.reportQuery()
	if err != nil {
		return err
	}
	r, err := d.Reports.Read(v.r.Context(), v.staff, q)
	page := v.reportPage(q)
	if formsapi.CodeOf(err) == formsapi.CodeInvalid {
		page.refuse(err, "")
		return v.render(http.StatusUnprocessableEntity, "report.html", page)
	}
	if err != nil {
		return err
	}
	if page.Report, err = v.reportView(r); err != nil {
		return err
	}
	page.offer(q)
	return v.render(http.StatusOK, "report.html", page)
}

func (v *visit) reportPage(q formsapi.ReportQuery) *reportPage {
	page := &reportPage{frame: v.frame("report-title"), From: q.From, Until: q.Until, Offices: v.officesFor(formsapi.ReadReports, q.Office)}
	for _, p := range v.reportPeriods() {
		page.Presets = append(page.Presets, reportPreset{navItem{
			Path: reportAddress(reportsPath, q.Office, p.Period), Label: v.say(presetKey(p.Name)),
			Current: q.From == string(p.From) && q.Until == string(p.Until),
		}, p.Name})
	}
	return page
}

// offer says how the report can be taken out, by who may.
func (p *reportPage) offer(q formsapi.ReportQuery) {
	v := p.visit
	if p.Export = v.staff.MayAnywhere(formsapi.ExportReports); !p.Export {
		return
	}
	period := formsapi.Period{From: formsapi.Date(q.From), Until: formsapi.Date(q.Until)}
	p.Paper = reportAddress(reportsPath+"/paper", q.Office, period)
	for _, format := range reportFormats {
		p.Files = append(p.Files, navItem{Path: reportAddress(reportsPath+"/files/"+format, q.Office, period), Label: v.say(formatKey(format))})
	}
	for _, l := range v.ReportLayouts {
		p.Funders = append(p.Funders, navItem{Path: reportAddress(reportsPath+"/funders/"+l.Name, q.Office, period), Label: l.Title})
	}
}

// exportReport is what was asked for, to take out as paper or a file: account is kept.
func (v *visit) exportReport(as string) (*formsapi.Report, error) {
	q, err := v.reportQuery()
	if err != nil {
		return nil, err
	}
	return v.Reports.Export(v.r.Context(), v.staff, q, as)
}

// reportAddress is a page's address for a period at an office.
func reportAddress(path, office string, p formsapi.Period) string {
	return path + "?" + reportValues(office, p).Encode()
}

func reportValues(office string, p formsapi.Period) url.Values {
	q := url.Values{"from": {string(p.From)}, "until": {string(p.Until)}}
	if office != "" {
		q.Set("office", office)
	}
	return q
}

// showPaper is the report to print, of which account is kept.
func (d *desk) showPaper(v *visit) error {
	r, err := v.exportReport("paper")
	if err != nil {
		return err
	}
	page := &reportPage{frame: v.frame("report-title")}
	page.Paper = reportAddress(reportsPath, r.Office, r.Period)
	if page.Report, err = v.reportView(r); err != nil {
		return fmt.Errorf("drawing a report: %w", err)
	}
	return v.render(http.StatusOK, "report_paper.html", page)
}
