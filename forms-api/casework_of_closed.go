package formsapi

import (
	"context"

	"github.com/google/uuid"
)

// CountOfClosed is how many requests that are not finished stand in the name of accounts
// that are closed, at the offices where the reader holds a permission; MostCounted+1 for
// more.
func (u *WorkAppointments) CountOfClosed(ctx context.Context, by Staff, p Permission) (int, error) {
	offices, err := u.tabOffices(ctx, by, p, "")
	if err != nil {
		return 0, err
	}
	f := TabFilter{Tab: TabAll, OfClosed: true}
	for _, id := range offices {
		f.Offices = append(f.Offices, TabOffice{ID: id})
	}
	n, err := u.Store.CountTab(ctx, f, MostCounted+1)
	return n, wrapped("counting what is in the name of closed accounts", err)
}

// CountUnfinished is how many requests a colleague has not finished, at all offices, for
// who is about to close their account; MostCounted+1 for more. It reads none of them. Who
// does not manage the account is answered CodeForbidden.
func (u *WorkAppointments) CountUnfinished(ctx context.Context, by, of Staff) (int, error) {
	if of.ID == uuid.Nil || !by.MayAnywhere(ManageStaff) || !by.Manages(of) {
		return 0, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	n, err := u.Store.CountUnfinished(ctx, of.ID, MostCounted+1)
	return n, wrapped("counting what a colleague has not finished", err)
}
