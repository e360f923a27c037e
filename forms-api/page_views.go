package formsapi

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// PageViews are how often a page was shown in a language. They say nothing of who
// it was shown to, and are only good for comparing pages: docs/translations.md.
type PageViews struct {
	Page     string // as Hugo calls it: /offices/potenza, / for the home page
	Language string
	Views    int
}

// DayViews are those of one day.
type DayViews struct {
	Day Date
	PageViews
}

// ViewStore keeps page views.
type ViewStore interface {
	// AddViews adds to what is counted already, in one transaction.
	AddViews(ctx context.Context, views []DayViews) error
	// PageViews sums up what was counted since a day, that day included.
	PageViews(ctx context.Context, since Date) ([]PageViews, error)
	// DropViews forgets what was counted before a day.
	DropViews(ctx context.Context, before Date) error
}

const (
	keepViews   = 400 // days
	recentViews = 90  // days that tell what is read now
)

// CountViews counts page views: in memory at once, in the store when Keep is
// called. It is safe for use by several goroutines.
type CountViews struct {
	Store ViewStore
	Now   func() time.Time
	Zone  *time.Location // whose days are counted

	mu      sync.Mutex
	waiting map[DayViews]int // by day, page and language; Views is 0 in the keys
	dropped Date             // the day on which old ones were dropped last
}

// Viewed counts one view. The caller vouches that there is such a page: nobody may
// fill the memory with addresses.
func (u *CountViews) Viewed(page, language string) {
	u.add(map[DayViews]int{{Day: u.today(), PageViews: PageViews{Page: page, Language: language}}: 1})
}

func (u *CountViews) add(views map[DayViews]int) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.waiting == nil {
		u.waiting = map[DayViews]int{}
	}
	for v, n := range views {
		u.waiting[v] += n
	}
}

func (u *CountViews) today() Date { return DateOf(u.Now().In(u.Zone)) }

// Keep stores what was counted since it was called last, and once a day drops what
// is older than 400 days. What cannot be stored waits for the next call.
func (u *CountViews) Keep(ctx context.Context) error {
	u.mu.Lock()
	taken := u.waiting
	u.waiting = nil
	u.mu.Unlock()
	if err := u.store(ctx, taken); err != nil {
		u.add(taken)
		return fmt.Errorf("storing page views: %w", err)
	}
	return u.dropOld(ctx)
}

func (u *CountViews) store(ctx context.Context, taken map[DayViews]int) error {
	if len(taken) == 0 {
		return nil
	}
	var all []DayViews
	for v, n := range taken {
		v.Views = n
		all = append(all, v)
	}
	return u.Store.AddViews(ctx, all)
}

func (u *CountViews) dropOld(ctx context.Context) error {
	today := u.today()
	u.mu.Lock()
	due := u.dropped != today
	u.mu.Unlock()
	if !due {
		return nil
	}
	if err := u.Store.DropViews(ctx, daysBefore(today, keepViews)); err != nil {
		return fmt.Errorf("dropping old page views: %w", err)
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	u.dropped = today
	return nil
}

// RecentlySince is the first of the 90 days that tell what is read now; today is the
// last of them.
func RecentlySince(today Date) Date { return daysBefore(today, recentViews-1) }

// daysBefore is some days before a date that is one.
func daysBefore(day Date, days int) Date {
	at, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		return day
	}
	return DateOf(at.AddDate(0, 0, -days))
}
