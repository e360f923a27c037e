package desk

import (
	"net/http"

	formsapi "sportello/forms-api"
)

// erasuresPage lists what was asked for and not yet carried out.
type erasuresPage struct {
	frame
	Rows  []erasureRow
	Clock bool // it may be wrong, and nothing is erased by itself
}

type erasureRow struct {
	Path     string // of the page that says what it is about
	Office   string
	Stands   string
	Requests int
	Mine     bool // the visitor can confirm it
}

func (d *desk) showErasures(v *visit) error {
	open, err := v.Erasures.Open(v.r.Context(), v.staff)
	if err != nil {
		return err
	}
	colleagues, err := v.colleagues()
	if err != nil {
		return err
	}
	page := erasuresPage{frame: v.frame("erasures-title")}
	if page.Clock, err = v.Erasures.Held(v.r.Context()); err != nil {
		return err
	}
	for _, e := range open {
		page.Rows = append(page.Rows, erasureRow{
			Path: erasurePath(appointmentPath(e.Appointment)), Office: v.officeTitle(e.Office),
			Stands: v.erasureStands(e, colleagues), Requests: len(e.Records),
			Mine: e.BegunAt.IsZero() && formsapi.MayConfirm(v.staff, e),
		})
	}
	return v.render(http.StatusOK, "erasures.html", page)
}

func (d *desk) confirmErasure(v *visit) error {
	id, err := v.pathID("id")
	if err != nil {
		return err
	}
	if err := v.Erasures.Confirm(v.r.Context(), v.staff, id); err != nil {
		return err
	}
	v.notify("notice-erasure-done")
	return v.redirect(erasuresPath)
}

func (d *desk) revokeErasure(v *visit) error {
	id, err := v.pathID("id")
	if err != nil {
		return err
	}
	if err := v.Erasures.Revoke(v.r.Context(), v.staff, id); err != nil {
		return err
	}
	v.notify("notice-erasure-revoked")
	return v.redirect(erasuresPath)
}
