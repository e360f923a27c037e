package formsapi_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// work does a step of work, as the coordinator, with the request as it is.
func (s *service) decide(t *testing.T, id uuid.UUID, d formsapi.Decision) error {
	t.Helper()
	d.ID, d.Version = id, must(s.store.Appointment(t.Context(), id)).Version
	return s.work.Decide(t.Context(), coordinator, d)
}

// decided does one that must succeed, and returns the request after it.
func (s *service) decided(t *testing.T, id uuid.UUID, d formsapi.Decision) formsapi.Appointment {
	t.Helper()
	if err := s.decide(t, id, d); err != nil {
		t.Fatal(err)
	}
	return must(s.store.Appointment(t.Context(), id))
}

func refusalOf(err error) string {
	var p *formsapi.Problem
	if !errors.As(err, &p) {
		return ""
	}
	if len(p.Fields) > 0 {
		return p.Fields[0].Field + " " + p.Fields[0].Key
	}
	return p.Key
}

// Given each row of the state table, what it does to the work is said, but for a
// correction, which is about how to reach somebody.
func TestEachEventSaysWhatItDoesToTheWork(t *testing.T) {
	for _, row := range formsapi.Transitions {
		if known := formsapi.WorkEffectKnown(row.Event, row.To); known == (row.Event == formsapi.EventCorrect) {
			t.Errorf("%s to %s: it is said: %t", row.Event, row.To, known)
		}
	}
}

// Given somebody who was attended, the request is finished by who says what came of
// it: with the same step or later, never without.
func TestNothingIsFinishedWithoutAnOutcome(t *testing.T) {
	s := begin(t)
	a := s.asked(t, asking(""))
	s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventConfirm, Start: "2026-03-02T10:00"})
	if err := s.decide(t, a.ID, formsapi.Decision{Event: formsapi.EventFinish, Outcome: formsapi.OutcomeHelped}); refusalOf(err) != "finish-live" {
		t.Errorf("what is agreed is finished: %v", err)
	}
	s.now = s.now.Add(2 * time.Hour)
	a = s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventAttend})
	if a.Finished() {
		t.Error("it is finished, and nobody said with what outcome")
	}
	for want, d := range map[string]formsapi.Decision{
		"outcome outcome-missing":    {},
		"referred referred-missing":  {Outcome: formsapi.OutcomeReferred, Referred: " \u200b"},
		"referred referred-too-long": {Outcome: formsapi.OutcomeReferred, Referred: strings.Repeat("a", 201)},
	} {
		d.Event = formsapi.EventFinish
		if err := s.decide(t, a.ID, d); refusalOf(err) != want {
			t.Errorf("the answer is %v, want %s", err, want)
		}
	}
	a = s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventFinish, Outcome: formsapi.OutcomeReferred, Referred: "Caritas"})
	if a.Outcome != formsapi.OutcomeReferred || !a.FinishedAt.Equal(s.now) || a.State != formsapi.Attended {
		t.Errorf("it is %+v", a.Casework)
	}
	read := must(s.work.Read(t.Context(), coordinator, a.ID))
	if last := read.History[len(read.History)-1]; last.Referred != "Caritas" || last.Work.Outcome != formsapi.OutcomeReferred {
		t.Errorf("the history says %+v", last.HistoryDetails)
	}
	if err := s.decide(t, a.ID, formsapi.Decision{Event: formsapi.EventFinish, Outcome: formsapi.OutcomeHelped}); refusalOf(err) != "work-finished" {
		t.Errorf("it is finished twice: %v", err)
	}
	if a = s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventReopen}); a.Finished() || a.Outcome != "" || a.DueAt.IsZero() {
		t.Errorf("reopened it is %+v", a.Casework)
	}
}

// Given somebody who waits and is helped on the telephone, finishing takes them out
// of the queue, without a place and without a message; only with an outcome that they
// were told.
func TestWhoIsHelpedWhileTheyWaitNeedsNoAppointment(t *testing.T) {
	s := begin(t)
	a := s.asked(t, asking(""))
	if err := s.decide(t, a.ID, formsapi.Decision{Event: formsapi.EventFinish, Outcome: formsapi.OutcomeNothing}); refusalOf(err) != "outcome outcome-untold" {
		t.Errorf("they are not told: %v", err)
	}
	a = s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventFinish, Outcome: formsapi.OutcomeInformed})
	if a.State != formsapi.Attended || a.Start != nil || a.Outcome != formsapi.OutcomeInformed || a.AnsweredAt.IsZero() {
		t.Errorf("they are %s, %+v", a.State, a.Casework)
	}
}

// Given a mediator, they ask colleagues to look, and say who came; the rest is not theirs.
func TestWhoNotesAsksToLook(t *testing.T) {
	s := begin(t)
	a := s.asked(t, asking(""))
	mediator := s.colleague(t, "mediator@example.org", formsapi.RoleMediator)
	operator := s.colleague(t, "operator@example.org", formsapi.RoleOperator)
	ctx := t.Context()
	flag := formsapi.Decision{ID: a.ID, Event: formsapi.EventFlag, To: operator.ID} // whatever happened meanwhile
	if err := s.work.Decide(ctx, mediator, flag); err != nil {
		t.Fatal(err)
	}
	if page := must(s.work.Tab(ctx, operator, formsapi.InboxQuery{Tab: formsapi.TabMine})); len(page.Rows) != 1 {
		t.Errorf("%d requests are theirs, want the one that they are asked to look at", len(page.Rows))
	}
	for _, event := range []formsapi.Event{formsapi.EventUrgency, formsapi.EventFinish, formsapi.EventAssign, formsapi.EventSeen} {
		d := formsapi.Decision{ID: a.ID, Version: 2, Event: event, Urgency: "urgent", Outcome: formsapi.OutcomeHelped}
		if err := s.work.Decide(ctx, mediator, d); err == nil {
			t.Errorf("a mediator can do %s", event)
		}
	}
	if r := must(s.work.Read(ctx, operator, a.ID)); !slices.Contains(r.Works, formsapi.EventSeen) || len(r.Flags) != 1 || r.Flags[0].By != mediator.ID.String() {
		t.Errorf("they read %+v, and can %v", r.Flags, r.Works)
	}
	if err := s.work.Decide(ctx, operator, formsapi.Decision{ID: a.ID, Event: formsapi.EventSeen}); err != nil {
		t.Fatal(err)
	}
	if page := must(s.work.Tab(ctx, operator, formsapi.InboxQuery{Tab: formsapi.TabMine})); len(page.Rows) != 0 {
		t.Error("it is still theirs")
	}
}

// Given somebody whose page was open while colleagues handed the request around, they
// cancel all the same: nothing has changed for them.
func TestWorkChangesNothingForThePerson(t *testing.T) {
	s := begin(t)
	a := s.asked(t, asking(""))
	ref := must(formsapi.OpenDetails(s.ring, a)).Reference
	s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventUrgency, Urgency: "urgent"})
	if err := s.follow.Step(t.Context(), formsapi.PersonStep{Reference: ref, Version: 1, Event: formsapi.EventCancel}); err != nil {
		t.Fatal(err)
	}
	if a = must(s.store.Appointment(t.Context(), a.ID)); a.Outcome != formsapi.OutcomeWithdrew || a.Urgency != formsapi.UrgencyUrgent {
		t.Errorf("it is %+v", a.Casework)
	}
}

// Given projects with activities, a request can be counted under one of its office's.
func TestActivitiesAreThoseOfTheOffice(t *testing.T) {
	s := begin(t)
	s.work.Projects = func() []formsapi.Project {
		return []formsapi.Project{
			{Offices: []string{"desk"}, Activities: []formsapi.Activity{{ID: "mediation"}}},
			{Offices: []string{"other"}, Activities: []formsapi.Activity{{ID: "school"}}},
		}
	}
	a := s.asked(t, asking(""))
	if a = s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventActivity, Activity: "mediation"}); a.Activity != "mediation" {
		t.Errorf("it is counted under %q", a.Activity)
	}
	if err := s.decide(t, a.ID, formsapi.Decision{Event: formsapi.EventActivity, Activity: "school"}); refusalOf(err) != "activity activity-unknown" {
		t.Errorf("another office's: %v", err)
	}
}

// colleague is an account at the office, with a role.
func (s *service) colleague(t *testing.T, email string, role formsapi.Role) formsapi.Staff {
	t.Helper()
	a := formsapi.Staff{
		ID: must(uuid.NewV7()), Email: email, Name: email, Language: "it", CreatedAt: s.now,
		Grants: []formsapi.Grant{{Role: role, Office: "desk"}},
	}
	i := formsapi.Invitation{TokenHash: formsapi.HashToken(email), Staff: a.ID, ExpiresAt: s.now.Add(time.Hour)}
	if err := s.store.AddStaff(t.Context(), a, i, formsapi.NewAuditEntry(s.now, formsapi.ByCommand, formsapi.ActionInvite, a.ID, "")); err != nil {
		t.Fatal(err)
	}
	s.atWork(t, a, i)
	return a
}

// atWork has somebody use their invitation, and set a second factor up where they must.
func (s *service) atWork(t *testing.T, a formsapi.Staff, i formsapi.Invitation) {
	t.Helper()
	a.PasswordHash = "$argon2id$…"
	entry := formsapi.NewAuditEntry(s.now, a.ID.String(), formsapi.ActionPassword, a.ID, "")
	if err := s.store.UseInvitation(t.Context(), i.TokenHash, a, entry); err != nil {
		t.Fatal(err)
	}
	if a.NeedsSecondFactor() {
		s.confirmed(t, s.secondFactors(), a)
	}
}
