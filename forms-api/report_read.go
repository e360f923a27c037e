package formsapi

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// MakeReports is the use case of who says at the end of a month how many people were
// helped, how soon, and how satisfied they were.
type MakeReports struct {
	Catalogue Catalogue
	Projects  func() []Project // whose activities requests are counted under
	Store     ReportStore
	Now       func() time.Time
}

// Read makes a report for the screen. It answers CodeInvalid for a period that
// cannot be, CodeNotFound for an office that is not the reader's, or not there, and
// CodeUnavailable shortly after an upgrade.
func (u *MakeReports) Read(ctx context.Context, by Staff, q ReportQuery) (*Report, error) {
	return u.make(ctx, by, ReadReports, q)
}

// Export makes a report that leaves the program, and keeps account of it before it
// does. as says in a word how: "csv", "paper".
func (u *MakeReports) Export(ctx context.Context, by Staff, q ReportQuery, as string) (*Report, error) {
	r, err := u.make(ctx, by, ExportReports, q)
	if err != nil {
		return nil, err
	}
	e := AuditEntry{
		At: u.Now().UTC(), By: by.ID.String(), Action: ActionExport, Office: q.Office,
		Detail: fmt.Sprintf("report %s %s %s", as, r.Period.From, r.Period.Until),
	}
	if err := u.Store.Audit(ctx, e); err != nil {
		return nil, fmt.Errorf("keeping account of a report: %w", err)
	}
	return r, nil
}

func (u *MakeReports) make(ctx context.Context, by Staff, p Permission, q ReportQuery) (*Report, error) {
	if !by.MayAnywhere(p) {
		return nil, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	period, err := q.period()
	if err != nil {
		return nil, err
	}
	offices, err := u.offices(ctx, by, p, q.Office)
	if err != nil {
		return nil, err
	}
	if err := u.ready(ctx); err != nil {
		return nil, err
	}
	count := newReportCount(period)
	var said ExperienceSum
	for _, id := range offices {
		if err := u.count(ctx, count, id); err != nil {
			return nil, fmt.Errorf("counting at %s: %w", id, err)
		}
		rated, err := u.Store.Experiences(ctx, id, period)
		if err != nil {
			return nil, fmt.Errorf("counting what people said of %s: %w", id, err)
		}
		said.add(rated)
	}
	r := count.report()
	r.Office, r.Offices, r.Experience = q.Office, offices, said.protected()
	return r, nil
}

// ready answers CodeUnavailable for the minutes after an upgrade in which it is not
// known yet whose older requests are: persons would be counted as nobody.
func (u *MakeReports) ready(ctx context.Context) error {
	renewing, err := u.Store.Renewing(ctx)
	if err != nil {
		return fmt.Errorf("asking whether all requests are indexed: %w", err)
	}
	if renewing {
		return &Problem{Code: CodeUnavailable, Key: "report-renewing", Reported: true}
	}
	return nil
}

// offices are the ids of those that a report is about.
func (u *MakeReports) offices(ctx context.Context, by Staff, p Permission, asked string) ([]string, error) {
	all, err := u.Store.ReportOffices(ctx)
	if err != nil {
		return nil, fmt.Errorf("listing the offices: %w", err)
	}
	for _, o := range u.Catalogue.Offices() {
		all = append(all, o.ID)
	}
	all = slices.DeleteFunc(all, func(id string) bool { return !by.May(p, id) || asked != "" && id != asked })
	if asked != "" && len(all) == 0 {
		return nil, &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// count adds what came to an office.
func (u *MakeReports) count(ctx context.Context, c *reportCount, id string) error {
	o := reportedOffice{id: id, zone: TallyZone(), open: &openTime{}}
	office, there := u.Catalogue.Office(id)
	if there {
		o.zone = office.Zone
	}
	from, until := c.period.In(o.zone)
	if there {
		o.open = newOpenTime(office.answeringHours(), from)
	}
	c.of(ByOffice, id)
	c.follow(id, u.Projects())
	for r, err := range u.Store.Reported(ctx, id, from, until) {
		if err != nil {
			return err
		}
		c.request(o, r)
	}
	months := c.period.Months()
	tallied, err := u.Store.Tallied(ctx, id, months[0], months[len(months)-1])
	for _, t := range tallied {
		if !c.period.holds(t.Month) {
			c.partMonths = true
			continue
		}
		c.gone(id, t)
	}
	return err
}
