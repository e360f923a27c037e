package formsapi_test

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/sqlite"
)

// counter counts on the service's store, on clocks in Rome.
func (s *service) counter(t *testing.T) *formsapi.CountViews {
	t.Helper()
	return &formsapi.CountViews{Store: s.store, Now: func() time.Time { return s.now }, Zone: italy}
}

// viewsSince are what is stored, as "it /offices 3".
func (s *service) viewsSince(t *testing.T, day formsapi.Date) map[string]int {
	t.Helper()
	all, err := s.store.PageViews(t.Context(), day)
	if err != nil {
		t.Fatal(err)
	}
	views := map[string]int{}
	for _, v := range all {
		views[v.Language+" "+v.Page] = v.Views
	}
	return views
}

func keep(t *testing.T, c *formsapi.CountViews) {
	t.Helper()
	if err := c.Keep(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// Given pages that are shown, they are stored when they are kept, once, under the
// day on Italian clocks.
func TestViewsAreKeptByDay(t *testing.T) {
	s := begin(t)
	c := s.counter(t)
	s.now = time.Date(2026, 3, 2, 22, 59, 0, 0, time.UTC) // a minute to midnight in Rome
	c.Viewed("/offices", "it")
	c.Viewed("/offices", "it")
	if got := s.viewsSince(t, "2026-03-02"); len(got) > 0 {
		t.Errorf("before they are kept, %v is stored", got)
	}
	s.now = s.now.Add(time.Minute)
	c.Viewed("/offices", "it")
	c.Viewed("/", "ar")
	keep(t, c)
	keep(t, c)
	if got := s.viewsSince(t, "2026-03-02"); got["it /offices"] != 3 || got["ar /"] != 1 || len(got) != 2 {
		t.Errorf("of both days %v", got)
	}
	if got := s.viewsSince(t, "2026-03-03"); got["it /offices"] != 1 || got["ar /"] != 1 {
		t.Errorf("of the second day %v", got)
	}
}

// Given a store that fails for a while, what was counted waits for it, and what is
// counted meanwhile is added.
func TestWhatCannotBeStoredWaits(t *testing.T) {
	s := begin(t)
	c := s.counter(t)
	failing := &failingViews{Store: s.store, err: errors.New("the disk is full")}
	c.Store = failing
	c.Viewed("/", "it")
	for range 3 {
		if err := c.Keep(t.Context()); !errors.Is(err, failing.err) {
			t.Fatalf("keeping ends with %v, want %v", err, failing.err)
		}
		c.Viewed("/", "it")
	}
	failing.err = nil
	keep(t, c)
	if got := s.viewsSince(t, "2026-03-02"); got["it /"] != 4 {
		t.Errorf("stored %v, want 4 of the home page", got)
	}
}

// failingViews is a store that may refuse.
type failingViews struct {
	*sqlite.Store
	err     error
	dropped int // times that it was asked to
}

func (f *failingViews) AddViews(ctx context.Context, views []formsapi.DayViews) error {
	if f.err != nil {
		return f.err
	}
	return f.Store.AddViews(ctx, views)
}

func (f *failingViews) DropViews(ctx context.Context, before formsapi.Date) error {
	f.dropped++
	return f.Store.DropViews(ctx, before)
}

// Given views of more than 400 days ago, they go; that is looked at once a day,
// also while nobody reads anything.
func TestOldViewsGo(t *testing.T) {
	s := begin(t)
	c := s.counter(t)
	watched := &failingViews{Store: s.store}
	c.Store = watched
	c.Viewed("/", "it")
	keep(t, c)
	s.now = monday.AddDate(0, 0, 400)
	keep(t, c)
	if got := s.viewsSince(t, "2026-01-01"); got["it /"] != 1 {
		t.Errorf("after 400 days %v is left, want all", got)
	}
	s.now = monday.AddDate(0, 0, 401)
	for range 5 {
		keep(t, c)
	}
	if got := s.viewsSince(t, "2026-01-01"); len(got) > 0 {
		t.Errorf("after 401 days %v is left, want nothing", got)
	}
	if watched.dropped != 3 {
		t.Errorf("it was looked for old ones %d times on three days", watched.dropped)
	}
}

// Given many who read at once while views are being kept, none is lost.
func TestNoViewIsLostAmongMany(t *testing.T) {
	s := begin(t)
	c := s.counter(t)
	var reading sync.WaitGroup
	for n := range 8 {
		reading.Go(func() {
			for range 250 {
				c.Viewed([]string{"/", "/offices"}[n%2], "it")
			}
		})
	}
	for range 10 {
		keep(t, c)
	}
	reading.Wait()
	keep(t, c)
	if got := s.viewsSince(t, "2026-03-02"); got["it /"] != 1000 || got["it /offices"] != 1000 {
		t.Errorf("stored %v, want 1000 of each", got)
	}
}

// Given views of 91 days on Italian clocks, what is read now are those of the last 90,
// the day that has just begun there among them.
func TestWhatWasReadLately(t *testing.T) {
	s := begin(t)
	c := s.counter(t)
	begun := time.Date(2026, 3, 1, 23, 30, 0, 0, time.UTC) // half an hour into 2 March in Rome
	for page, daysAgo := range map[string]int{"/today": 0, "/first": 89, "/too-old": 90} {
		s.now = begun.AddDate(0, 0, -daysAgo)
		c.Viewed(page, "it")
	}
	s.now = begun
	keep(t, c)
	var pages readPages
	u := &formsapi.Translate{Pages: &pages, Store: s.store, Now: c.Now, Zone: c.Zone}
	mediator := formsapi.Staff{Grants: []formsapi.Grant{{Role: formsapi.RoleMediator}}}
	if _, err := u.Overview(t.Context(), mediator); err != nil {
		t.Fatal(err)
	}
	var read []string
	for _, v := range pages.views {
		read = append(read, v.Page)
	}
	slices.Sort(read)
	if want := []string{"/first", "/today"}; !slices.Equal(read, want) {
		t.Errorf("read now are %v, want %v", read, want)
	}
}

// readPages are told what is read.
type readPages struct {
	formsapi.TranslatedPages
	views []formsapi.PageViews
}

func (p *readPages) Overview(_ context.Context, views []formsapi.PageViews) (formsapi.TranslationOverview, error) {
	p.views = views
	return formsapi.TranslationOverview{}, nil
}

// What is stored of a view is its day, page, language and number, and nothing that
// could tell of a person.
func TestViewsTellNothingOfAPerson(t *testing.T) {
	s := begin(t)
	c := s.counter(t)
	c.Viewed("/offices", "it")
	keep(t, c)
	db, err := sql.Open("sqlite", "file:"+s.path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var columns string
	if err := db.QueryRow(`SELECT group_concat(name, ' ') FROM pragma_table_info('page_view')`).Scan(&columns); err != nil {
		t.Fatal(err)
	}
	if want := "day page language views"; columns != want {
		t.Errorf("kept are %s, want %s", columns, want)
	}
}
