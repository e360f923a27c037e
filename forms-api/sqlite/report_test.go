package sqlite

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sportello/forms-api"
)

// reported are the requests of an office in a stretch of time.
func reported(t *testing.T, s *Store, office string, from, until time.Time) (all []formsapi.Reported) {
	t.Helper()
	for r, err := range s.Reported(t.Context(), office, from, until) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// Given requests at the edges of a period, at another office and one that was set
// aside, a report reads those that came in it, in the order in which they came.
func TestAReportReadsWhatCameInItsPeriod(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	aside := func(n *formsapi.NewAppointment) { n.Appointment.SetAside = true }
	work := func(n *formsapi.NewAppointment) {
		a := &n.Appointment
		a.Channel, a.Person, a.Activity = formsapi.IntakeCounter, []byte("person"), "legal"
		a.Outcome, a.AnsweredAt, a.FinishedAt = formsapi.OutcomeHelped, noon.Add(time.Hour), noon.Add(2*time.Hour)
	}
	for _, wants := range [][]wanted{
		{at(noon.Add(time.Hour)), work}, {at(noon), language("ar")}, {at(noon.Add(-time.Millisecond))}, {at(noon.Add(24 * time.Hour))},
		{office("montelucci")}, {aside},
	} {
		if _, err := s.InsertAppointment(t.Context(), givenRequest(t, ring, wants...)); err != nil {
			t.Fatal(err)
		}
	}
	want := []formsapi.Reported{
		{Service: "legal-advice", Language: "ar", State: formsapi.Requested, CreatedAt: noon},
		{
			Service: "legal-advice", Activity: "legal", Language: "it", Channel: formsapi.IntakeCounter, Outcome: formsapi.OutcomeHelped,
			State: formsapi.Requested, CreatedAt: noon.Add(time.Hour), AnsweredAt: noon.Add(time.Hour), FinishedAt: noon.Add(2 * time.Hour), Person: []byte("person"),
		},
	}
	got := reported(t, s, "potenza", noon, noon.Add(24*time.Hour))
	for i := range got {
		if i == 0 {
			got[i].Channel = "" // the one that nobody says is the site
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if offices, err := s.ReportOffices(t.Context()); err != nil || !slices.Equal(offices, []string{"montelucci", "potenza"}) {
		t.Errorf("offices: %v, %v", offices, err)
	}
}

// Given requests that were erased, their office can still be reported of, and each
// month's are counted.
func TestAReportReadsWhatIsLeftOfWhatWasErased(t *testing.T) {
	s := givenStore(t, givenRing(t))
	err := s.writer.submit(t.Context(), func(tx *tx) error {
		for _, month := range []string{"2026-01", "2026-02", "2026-03", "2026-04"} {
			if err := tx.exec(addTally, month, "potenza", "legal-advice", "", "ar", "web", "helped", 3); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	all, err := s.Tallied(t.Context(), "potenza", "2026-02", "2026-03")
	want := []formsapi.Tallied{
		{Month: "2026-02", Service: "legal-advice", Language: "ar", Channel: formsapi.IntakeWeb, Outcome: formsapi.OutcomeHelped, Requests: 3},
		{Month: "2026-03", Service: "legal-advice", Language: "ar", Channel: formsapi.IntakeWeb, Outcome: formsapi.OutcomeHelped, Requests: 3},
	}
	if diff := cmp.Diff(want, all); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if offices, err := s.ReportOffices(t.Context()); err != nil || !slices.Equal(offices, []string{"potenza"}) {
		t.Errorf("offices: %v, %v", offices, err)
	}
}

// Given a report, SQLite reads each part along an index, and requests from the index
// alone: it opens no row, goes through no table and sorts nothing.
func TestReportsHaveTheIndexesTheyNeed(t *testing.T) {
	s := givenStore(t, givenRing(t))
	for name, q := range map[string]struct {
		query, index string
		args         []any
	}{
		"requests":    {selectReported, "SEARCH appointment USING COVERING INDEX report_contacts (office=? AND created_at>? AND created_at<?)", []any{"potenza", 1, 2}},
		"erased":      {selectTallied, "SEARCH tally USING PRIMARY KEY (office=? AND month>? AND month<?)", []any{"potenza", "2026-01", "2026-02"}},
		"experiences": {countExperiences, "SEARCH experience USING COVERING INDEX experience_by_office (office=? AND day>? AND day<?)", []any{"potenza", "2026-01-01", "2026-01-31"}},
	} {
		plan := explained(t, s, q.query, q.args)
		if !slices.Contains(plan, q.index) {
			t.Errorf("%s: %q, want %s", name, plan, q.index)
		}
		if sorts := strings.Contains(strings.Join(plan, "\n"), "FOR ORDER BY"); sorts {
			t.Errorf("%s is sorted: %q", name, plan)
		}
	}
	next := "SEARCH t USING PRIMARY KEY (office>?)"
	if plan := explained(t, s, selectTallyOffices, nil); !slices.ContainsFunc(plan, func(step string) bool { return strings.HasPrefix(step, next) }) {
		t.Errorf("the offices of what was erased: %q, want %s", plan, next)
	}
}

// Given a request that was stored by older rules, a report waits until it is indexed
// anew, and asks for that by an index.
func TestAReportKnowsWhatIsStillToBeIndexed(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a := stored(t, s, givenRequest(t, ring))
	for _, c := range []struct {
		rules int
		want  bool
	}{{0, true}, {formsapi.IndexRules, false}} {
		command(t, s, fmt.Sprintf(`UPDATE appointment SET indexed = %d`, c.rules))
		if got, err := s.Renewing(t.Context()); err != nil || got != c.want {
			t.Errorf("%s by the rules %d: %t, %v", a.ID, c.rules, got, err)
		}
	}
	if plan := explained(t, s, selectRenewing, nil); !goesBy(plan, "appointment_to_index") {
		t.Errorf("it goes by %q", plan)
	}
}
