package desk

import (
	"net/http"
	"slices"

	formsapi "sportello/forms-api"
)

// colleaguePage is an account that the visitor manages.
type colleaguePage struct {
	frame
	accountRow
	Roles   []string // the head of the table of grants
	Offices []officeGrants

	Unfinished string // how many requests they have not finished: who closes their account may want to know; empty for none
}

// officeGrants are the roles that somebody may hold at an office.
type officeGrants struct {
	Office string
	Roles  []grantChoice
}

// grantChoice is a box to tick. Who looks at their own account can give up what
// they hold, and take nothing more.
type grantChoice struct {
	Value, Role string
	Held, Fixed bool
}

func (d *desk) showColleague(v *visit) error {
	s, err := v.managed()
	if err != nil {
		return err
	}
	return v.showColleaguePage(http.StatusOK, s, v.colleaguePage(s, s.Grants))
}

// showColleaguePage adds what closing the account would leave, and reads no request.
func (v *visit) showColleaguePage(status int, s formsapi.Staff, page *colleaguePage) error {
	n, err := v.Appointments.CountUnfinished(v.r.Context(), v.staff, s)
	if err != nil {
		return err
	}
	if n > 0 {
		page.Unfinished = shownCount(n)
	}
	return v.render(status, "colleague.html", page)
}

// colleaguePage shows an account with the grants that are held, or were chosen.
func (v *visit) colleaguePage(s formsapi.Staff, chosen []formsapi.Grant) *colleaguePage {
	p := &colleaguePage{frame: v.frame("colleague-title", "Name", isolated(s.Name)), accountRow: v.accountRow(s)}
	p.Here = p.Path
	for _, role := range formsapi.Roles {
		p.Roles = append(p.Roles, v.say(roleKey(role)))
	}
	for _, office := range v.grantOffices(s) {
		p.Offices = append(p.Offices, v.officeGrants(s, chosen, office))
	}
	return p
}

// grantOffices are those at which the visitor lets people in, and those that are
// gone from the site and in the account still.
func (v *visit) grantOffices(s formsapi.Staff) (ids []string) {
	if v.staff.May(formsapi.ManageStaff, formsapi.AllOffices) {
		ids = append(ids, formsapi.AllOffices)
	}
	for _, o := range v.Catalogue.Offices() {
		if v.staff.May(formsapi.ManageStaff, o.ID) {
			ids = append(ids, o.ID)
		}
	}
	for _, g := range s.Grants {
		if !slices.Contains(ids, g.Office) {
			ids = append(ids, g.Office)
		}
	}
	return ids
}

func (v *visit) officeGrants(s formsapi.Staff, chosen []formsapi.Grant, office string) officeGrants {
	row := officeGrants{Office: v.grantOffice(office)}
	for _, role := range formsapi.Roles {
		g := formsapi.Grant{Role: role, Office: office}
		row.Roles = append(row.Roles, grantChoice{
			Value: g.String(), Role: v.say(roleKey(role)), Held: slices.Contains(chosen, g),
			Fixed: s.ID == v.staff.ID && !slices.Contains(s.Grants, g),
		})
	}
	return row
}

// changeGrants gives a colleague other roles, from the next page on that they open.
func (d *desk) changeGrants(v *visit) error {
	s, err := v.managed()
	if err != nil {
		return err
	}
	var grants []formsapi.Grant
	for _, chosen := range v.r.PostForm["grant"] {
		grants = append(grants, formsapi.ParseGrant(chosen))
	}
	err = d.Accounts.ChangeGrants(v.r.Context(), v.staff, s.ID, grants)
	switch formsapi.CodeOf(err) {
	case formsapi.CodeInvalid, formsapi.CodeConflict, formsapi.CodeForbidden:
		page := v.colleaguePage(s, grants)
		page.refuse(err, "")
		return v.showColleaguePage(statusOf[formsapi.CodeOf(err)], s, page)
	}
	if err != nil {
		return err
	}
	v.notify("notice-grants")
	if s.ID == v.staff.ID { // who gave up managing accounts cannot open this page any more
		return v.redirect(accountPath)
	}
	return v.redirect(staffPath + "/" + s.ID.String())
}

// takeFactor takes a colleague's second factor away, who has lost the telephone and
// the recovery codes. Their own, people take away with a code.
func (d *desk) takeFactor(v *visit) error {
	s, err := v.managed()
	if err != nil {
		return err
	}
	if s.ID == v.staff.ID {
		return &formsapi.Problem{Code: formsapi.CodeForbidden, Key: "own-factor"}
	}
	err = d.Factors.Take(v.r.Context(), s, v.staff.ID.String())
	if formsapi.CodeOf(err) == formsapi.CodeNotFound {
		v.notify("notice-factor-none")
		return v.redirect(staffPath + "/" + s.ID.String())
	}
	if err != nil {
		return err
	}
	v.notify("notice-factor-taken-away", "Name", isolated(s.Name))
	return v.redirect(staffPath + "/" + s.ID.String())
}
