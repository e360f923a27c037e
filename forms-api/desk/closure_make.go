package desk

import (
	"net/http"
	"time"

	formsapi "sportello/forms-api"
)

// closurePage asks once more before an office is closed.
type closurePage struct {
	frame
	OfficeID string
	Shown    string
	When     string
	Affected formsapi.Affected
	Rows     []inboxRow // whom it is about, by time; empty for who may not read them
	Span     spanTyped
	Reason   string
	Back     string
}

// readClosing is what somebody wants to close.
func (v *visit) readClosing(office formsapi.Office) (formsapi.Closing, error) {
	c, wrong := v.readSpan().closure()
	c.Reason = formsapi.ClosureReason(v.r.Form.Get("reason"))
	return formsapi.Closing{Office: office.ID, Closure: c, Offer: v.r.Form.Get("people") != "cancel"}, formsapi.Invalid(wrong)
}

// checkClosure says whom a closure is about.
func (d *desk) checkClosure(v *visit) error {
	office, err := v.theOffice(formsapi.WorkRequests)
	if err != nil {
		return err
	}
	closing, err := v.readClosing(office)
	var affected formsapi.Affected
	if err == nil {
		affected, err = v.Closing.Affected(v.r.Context(), v.staff, closing)
	}
	if err != nil {
		return v.refuseClosing(office, err)
	}
	page := closurePage{
		frame: v.frame("closure-check-title"), OfficeID: office.ID, Shown: office.Title(v.language), When: v.closure(closing.Closure),
		Affected: affected, Span: v.readSpan(), Reason: string(closing.Closure.Reason), Back: ofOffice(closuresPath, office.ID),
	}
	if page.Rows, err = v.closureRows(affected.Rows); err != nil {
		return err
	}
	return v.render(http.StatusOK, "closure.html", page)
}

func (v *visit) closureRows(all []formsapi.InboxRow) (rows []inboxRow, err error) {
	colleagues, err := v.colleagues()
	for _, r := range all {
		v.reportUnreadable("request", r.ID, r.Unreadable)
		rows = append(rows, v.inboxRow(r, colleagues))
	}
	return rows, err
}

func (v *visit) refuseClosing(office formsapi.Office, problem error) error {
	return v.refuseSpan(office, problem, func(p *closuresPage) string {
		p.Span = v.readSpan()
		chosen(p.Reasons, func(value string) bool { return value == v.r.Form.Get("reason") })
		return "closure-"
	})
}

// closeOffice closes an office and says what became of the people.
func (d *desk) closeOffice(v *visit) error {
	office, err := v.theOffice(formsapi.WorkRequests)
	if err != nil {
		return err
	}
	closing, err := v.readClosing(office)
	var report formsapi.ClosingReport
	began := v.Now().Truncate(time.Millisecond)
	if err == nil {
		report, err = v.Closing.Close(v.r.Context(), v.staff, closing)
	}
	if err != nil {
		return v.refuseClosing(office, err)
	}
	if report.Failures != nil {
		v.Log.ErrorContext(v.r.Context(), "moving people on", "office", office.ID, "error", report.Failures)
	}
	v.notify("notice-closed", "When", v.closure(closing.Closure))
	if report.Offered > 0 {
		v.notify("closed-offered", "Count", report.Offered)
	}
	if report.Cancelled > 0 {
		v.notify("closed-cancelled", "Count", report.Cancelled)
	}
	if report.Failed > 0 {
		v.notify("closed-failed", "Count", report.Failed)
	}
	if err := v.notifyCalls(office.ID, began); err != nil {
		return err
	}
	return v.redirect(ofOffice(closuresPath, office.ID))
}

// reopen takes a closure back that the desk has made.
func (d *desk) reopen(v *visit) error {
	office, err := v.theOffice(formsapi.WorkRequests)
	if err != nil {
		return err
	}
	made, err := v.Closing.Made(v.r.Context(), v.staff, office.ID)
	if err != nil {
		return err
	}
	for _, c := range made {
		if c.From.String() != v.r.Form.Get("from") || c.Until.String() != v.r.Form.Get("until") || string(c.Reason) != v.r.Form.Get("reason") {
			continue
		}
		if err := v.Closing.Reopen(v.r.Context(), v.staff, office.ID, c); err != nil {
			return err
		}
		v.notify("notice-reopened")
		return v.redirect(ofOffice(closuresPath, office.ID))
	}
	return &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
}
