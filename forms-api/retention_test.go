package formsapi_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/seal"
	"sportello/forms-api/sqlite"
)

func (s *service) ledger(t *testing.T) *seal.Ledger {
	t.Helper()
	l, err := seal.OpenLedger(filepath.Join(t.TempDir(), "keys.toml.erased"))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func (s *service) retention(t *testing.T) (*formsapi.PassRetention, *seal.Ledger) {
	l := s.ledger(t)
	return &formsapi.PassRetention{
		Periods: formsapi.DefaultRetention, Store: s.store, Ledger: l, Zone: time.UTC, Now: func() time.Time { return s.now },
	}, l
}

// pass lets a night pass, and says what the log says of it.
func (s *service) pass(t *testing.T, u *formsapi.PassRetention) (said string) {
	t.Helper()
	for more := true; more; {
		var err error
		if more, err = u.Pass(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range s.entries(t) {
		if e.Action == formsapi.ActionRetention && e.At.Equal(s.now) {
			said = e.Detail
		}
	}
	return said
}

// used lets somebody sign in the day before, so that the clock is believed.
func (s *service) used(t *testing.T) {
	t.Helper()
	e := formsapi.AuditEntry{At: s.now.AddDate(0, 0, -1), By: "ada", Action: formsapi.ActionSignIn}
	if err := s.store.Audit(t.Context(), e); err != nil {
		t.Fatal(err)
	}
}

func (s *service) entries(t *testing.T) []formsapi.NumberedAuditEntry {
	t.Helper()
	all, err := log{s.store}.AuditAfter(t.Context(), 0, 500)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func (s *service) declined(t *testing.T, a formsapi.Appointment) {
	t.Helper()
	d := formsapi.Decision{ID: a.ID, Version: a.Version, Event: formsapi.EventDecline, Reason: "other"}
	if err := s.work.Decide(t.Context(), coordinator, d); err != nil {
		t.Fatal(err)
	}
}

// Given a request that was finished, it is erased in the night that its page named,
// not a night before, by the account of time; the ledger has it and the database is
// whole. The same night once more does nothing.
func TestAFinishedRequestIsErasedOnItsDay(t *testing.T) {
	s := begin(t)
	u, ledger := s.retention(t)
	a := s.asked(t, asking(""))
	s.now = s.now.Add(4 * time.Hour)
	s.declined(t, a)
	since, err := s.store.KeptSince(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	day := since.Ends(u.Periods, time.UTC)
	if want := time.Date(2027, 3, 2, 0, 0, 0, 0, time.UTC); !day.Equal(want) {
		t.Errorf("its page names %s, want %s", day, want)
	}

	s.now = day.Add(-22 * time.Hour)
	s.used(t)
	if said := s.pass(t, u); strings.Contains(said, "finished") {
		t.Errorf("the night before: %q", said)
	}
	s.now = day.Add(time.Hour) // one o'clock: not yet
	if s.pass(t, u); ledger.Erased(a.ID) {
		t.Error("it was erased before two o'clock")
	}
	s.now = day.Add(2 * time.Hour)
	if said := s.pass(t, u); said != "finished 1" {
		t.Errorf("the log says %q of the night", said)
	}
	if _, err := s.store.Appointment(t.Context(), a.ID); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("it is still there: %v", err)
	}
	s.isWhole(t, ledger)
	before := len(s.entries(t))
	again, _ := s.retention(t) // as after a restart
	s.pass(t, again)
	s.pass(t, u)
	if after := len(s.entries(t)); after != before {
		t.Errorf("the same night once more wrote %d entries", after-before)
	}
	erased := slices.IndexFunc(s.entries(t), func(e formsapi.NumberedAuditEntry) bool { return e.Action == formsapi.ActionErase })
	if e := s.entries(t)[erased].AuditEntry; e.By != formsapi.ByTime || e.Subject != a.ID.String() || e.Detail != "finished" || e.Office != "desk" {
		t.Errorf("the log says %+v", e)
	}
}

// isWhole verifies the database as the command does, with the list of erasures.
func (s *service) isWhole(t *testing.T, ledger *seal.Ledger) {
	t.Helper()
	beside, err := sqlite.Open(t.Context(), sqlite.Config{
		Path: s.path, Chain: s.ring.Chain, Fingerprint: s.ring.Fingerprint(), Erased: ledger.Erased, Now: func() time.Time { return s.now },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	report, err := beside.Verify(t.Context(), s.ring)
	if err != nil || len(report.Findings)+len(report.Warnings) > 0 {
		t.Errorf("found %q, %q (%v)", report.Findings, report.Warnings, err)
	}
}

// Given more than one transaction takes, all of it goes, and the log counts it by
// kind; comments go and their numbers stay.
func TestANightTakesAllOfIt(t *testing.T) {
	s := begin(t)
	u, _ := s.retention(t)
	for range 205 {
		if _, err := s.rate.Rate(t.Context(), formsapi.PageRating{Page: "/it/", Language: "it", Rating: 2, Comment: "non ho capito"}); err != nil {
			t.Fatal(err)
		}
	}
	spam := asking("")
	spam.Honeypot = "x"
	if _, err := s.request.Request(t.Context(), spam); err != nil {
		t.Fatal(err)
	}
	s.now = s.now.AddDate(0, 0, 90)
	s.used(t)
	if said := s.pass(t, u); !strings.HasPrefix(said, "set-aside 1") {
		t.Errorf("after 90 days: %q", said)
	}
	s.now = monday.AddDate(0, 0, 730)
	s.used(t)
	if said := s.pass(t, u); said != "comments 205" {
		t.Errorf("after two years: %q", said)
	}
	pages, err := s.store.PageFeedback(t.Context())
	if err != nil || len(pages) != 1 || pages[0].Count != 205 {
		t.Errorf("%+v (%v), want all 205 numbers", pages, err)
	}
	left, err := s.store.Ratings(t.Context(), formsapi.RatingFilter{Page: "/it/", Limit: 10})
	if err != nil || len(left) != 0 {
		t.Errorf("%d comments are left (%v)", len(left), err)
	}
}

// Given periods that cannot be, a sentence says what to change.
func TestPeriodsThatCannotBe(t *testing.T) {
	for want, change := range map[string]func(*formsapi.Retention){
		"finished = 0":          func(r *formsapi.Retention) { r.Finished = 0 },
		"drafts = -1":           func(r *formsapi.Retention) { r.Drafts = -1 },
		"comments = 40000":      func(r *formsapi.Retention) { r.Comments = 40_000 },
		"for 180 days at least": func(r *formsapi.Retention) { r.AuditLog = 90 },
		"audit_log is shorter":  func(r *formsapi.Retention) { r.AuditLog = 400 },
	} {
		r := formsapi.DefaultRetention
		change(&r)
		if err := r.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", r, err, want)
		}
	}
	for range 50 {
		if err := (formsapi.Retention{}).Check(); !strings.Contains(err.Error(), "finished = 0") {
			t.Fatalf("%v, want the first one that is wrong", err)
		}
	}
	if err := formsapi.DefaultRetention.Check(); err != nil {
		t.Error(err)
	}
}
