package desk

import (
	"fmt"
	"net/http"
	"net/url"

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

// query is what the visitor asks for; without a period, the month that is over.
func (v *visit) reportQuery() formsapi.ReportQuery {
	f := v.r.Form
	q := formsapi.ReportQuery{From: f.Get("from"), Until: f.Get("until"), Office: f.Get("office")}
	if !f.Has("from") && !f.Has("until") {
		last := v.reportPeriods()[1]
		q.From, q.Until = string(last.From), string(last.Until)
	}
	return q
}

// reportPeriods are the periods that are offered today.
func (v *visit) reportPeriods() []formsapi.Preset {
	return formsapi.Presets(v.Now().In(v.zoneOf("")))
}

func (d *desk) showReports(v *visit) error {
	q := v.reportQuery()
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
	q := v.reportQuery()
	r, err := d.Reports.Export(v.r.Context(), v.staff, q, "paper")
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
