package desk

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

const staffPath = home + "staff"

// staffPage lists the accounts that the visitor manages, and invites.
type staffPage struct {
	frame
	Accounts []accountRow
	Roles    []option
	Offices  []option
	Email    string
	Name     string
	Link     string // a one-time link, shown once
	LinkFor  string // whose
}

// accountRow is somebody with an account.
type accountRow struct {
	Path     string
	Name     string
	Email    string
	Grants   []string
	Self     bool
	Invited  bool // the one-time link was not used yet
	Disabled bool
	Altered  bool   // see formsapi.Staff.Altered
	Factor   string // how the second factor stands

	HasFactor bool
}

func factorKey(s formsapi.Staff, required bool) string {
	switch {
	case !s.FactorSince.IsZero():
		return "factor-there"
	case required:
		return "factor-owed"
	}
	return "factor-none"
}

func (d *desk) showStaff(v *visit) error {
	page, err := v.staffPage()
	if err != nil {
		return err
	}
	return v.render(http.StatusOK, "staff.html", page)
}

func (v *visit) staffPage() (*staffPage, error) {
	accounts, err := v.Staff.StaffList(v.r.Context())
	if err != nil {
		return nil, fmt.Errorf("listing accounts: %w", err)
	}
	page := &staffPage{frame: v.frame("staff-title")}
	page.Here = staffPath
	page.offer(v, formsapi.Staff{})
	for _, s := range accounts {
		if v.staff.Manages(s) {
			page.Accounts = append(page.Accounts, v.accountRow(s))
		}
	}
	return page, nil
}

func (v *visit) accountRow(s formsapi.Staff) accountRow {
	row := accountRow{
		Path:     staffPath + "/" + s.ID.String(),
		Name:     s.Name,
		Email:    s.Email,
		Self:     s.ID == v.staff.ID,
		Invited:  s.PasswordHash == "",
		Disabled: s.Disabled,
		Altered:  s.Altered,
		Grants:   v.grantLines(s),
		Factor:   v.say(factorKey(s, v.requiresFactor(s))),

		HasFactor: !s.FactorSince.IsZero(),
	}
	return row
}

// grantLines are somebody's roles in words, each with its office.
func (v *visit) grantLines(s formsapi.Staff) (lines []string) {
	for _, g := range s.Grants {
		lines = append(lines, v.say("grant", "Role", v.say(roleKey(g.Role)), "Office", v.grantOffice(g.Office)))
	}
	return lines
}

func (v *visit) grantOffice(id string) string {
	if id == formsapi.AllOffices {
		return v.say("all-offices")
	}
	if o, known := v.Catalogue.Office(id); known {
		return o.Title(v.language)
	}
	return id
}

// offer lists roles and offices to choose from, those of an invitation that was
// refused chosen already.
func (p *staffPage) offer(v *visit, typed formsapi.Staff) {
	p.Email, p.Name, p.Roles, p.Offices = typed.Email, typed.Name, nil, nil
	holds := func(want func(formsapi.Grant) bool) bool { return slices.ContainsFunc(typed.Grants, want) }
	for _, role := range formsapi.Roles {
		chosen := holds(func(g formsapi.Grant) bool { return g.Role == role })
		p.Roles = append(p.Roles, option{string(role), v.say(roleKey(role)), chosen})
	}
	if v.staff.May(formsapi.ManageStaff, formsapi.AllOffices) {
		p.Offices = append(p.Offices, option{formsapi.AllOffices, v.say("all-offices"), false})
	}
	for _, o := range v.Catalogue.Offices() {
		if v.staff.May(formsapi.ManageStaff, o.ID) {
			chosen := holds(func(g formsapi.Grant) bool { return g.Office == o.ID })
			p.Offices = append(p.Offices, option{o.ID, o.Title(v.language), chosen})
		}
	}
}

// managed is the account in the address, if the visitor manages it.
func (v *visit) managed() (formsapi.Staff, error) {
	id, err := uuid.Parse(v.r.PathValue("id"))
	if err != nil {
		return formsapi.Staff{}, &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
	}
	s, err := v.Staff.StaffByID(v.r.Context(), id)
	if err == nil && !v.staff.Manages(s) {
		err = &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
	}
	return s, err
}
