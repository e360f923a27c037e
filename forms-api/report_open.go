package formsapi

import (
	"context"
	"fmt"
	"time"
)

// Opening is the period that reports open with: the month that is over, or this one where
// nothing came to the asked office, or to any of the reader's, before it began. It answers
// CodeForbidden and CodeNotFound as Read does.
func (u *MakeReports) Opening(ctx context.Context, by Staff, office string, today time.Time) (Period, error) {
	if !by.MayAnywhere(ReadReports) {
		return Period{}, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	offices, err := u.offices(ctx, by, ReadReports, office)
	if err != nil {
		return Period{}, err
	}
	presets := Presets(today)
	this, last := presets[0].Period, presets[1].Period
	for _, id := range offices {
		came, err := u.cameBefore(ctx, id, this)
		if err != nil {
			return Period{}, fmt.Errorf("asking what came to %s before this month: %w", id, err)
		}
		if came {
			return last, nil
		}
	}
	return this, nil
}

// cameBefore tells whether anything came to an office before a period, also what was
// erased since.
func (u *MakeReports) cameBefore(ctx context.Context, id string, p Period) (bool, error) {
	zone := TallyZone()
	if o, there := u.Catalogue.Office(id); there {
		zone = o.Zone
	}
	began, _ := p.In(zone)
	for _, err := range u.Store.Reported(ctx, id, time.Time{}, began) {
		return err == nil, err // the first is enough
	}
	tallied, err := u.Store.Tallied(ctx, id, "", began.AddDate(0, -1, 0).Format(monthLayout))
	return len(tallied) > 0, err
}
