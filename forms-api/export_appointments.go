package formsapi

import (
	"context"
	"fmt"

	"github.com/google/uuid"
)

func (u *Export) appointments(ctx context.Context, yield func(ExportRow, error) bool) {
	for _, aside := range []bool{false, true} {
		if !u.appointmentsOf(ctx, AppointmentFilter{SetAside: aside, Limit: exportPage}, yield) {
			return
		}
	}
}

func (u *Export) appointmentsOf(ctx context.Context, f AppointmentFilter, yield func(ExportRow, error) bool) bool {
	for {
		page, err := u.Appointments.Appointments(ctx, f)
		if err != nil {
			yield(nil, fmt.Errorf("reading requests: %w", err))
			return false
		}
		for _, a := range page {
			row, err := u.appointment(ctx, a)
			if !yield(row, err) || !goesOn(err) {
				return false
			}
			f.After = Cursor{CreatedAt: a.CreatedAt, ID: a.ID}
		}
		if len(page) < exportPage {
			return true
		}
	}
}

func (u *Export) appointment(ctx context.Context, a Appointment) (ExportRow, error) {
	d, err := OpenDetails(u.Sealer, a)
	if err != nil {
		return nil, &UnreadableError{CollectAppointments, a.ID, err}
	}
	events, err := readHistory(ctx, u.Appointments, u.Sealer, a)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		if e.Unreadable != nil {
			return nil, &UnreadableError{CollectAppointments, a.ID, fmt.Errorf("its history: %w", e.Unreadable)}
		}
	}
	messages, err := u.messages(ctx, a)
	if err != nil {
		return nil, err
	}
	return append(appointmentRow(a, d), ExportField{"history", historyRows(events)}, ExportField{"messages", messages}), nil
}

// historyRows are what happened, in that order; what an event has no use for is empty.
func historyRows(events []ReadHistory) []ExportRow {
	rows := []ExportRow{}
	for _, e := range events {
		var answer Reply
		if e.Reply != nil {
			answer = *e.Reply
		}
		rows = append(rows, ExportRow{
			{"at", e.At}, {"by", e.By}, {"event", string(e.Event)},
			{"from", string(e.From)}, {"to", string(e.HistoryEntry.To)},
			{"start", e.Start}, {"reason", e.Reason}, {"instead", e.Instead}, {"note", e.Note}, {"assignee", e.HistoryDetails.To},
			{"outcome", string(e.HistoryDetails.Outcome)}, {"referred", e.Referred},
			{"answer", answer.Text}, {"answer_language", answer.Language}, {"answer_italian", answer.Italian},
			{"answer_way", string(answer.Way)}, {"call_result", string(answer.Result)},
		})
	}
	return rows
}

func appointmentRow(a Appointment, d Details) ExportRow {
	start := Start{}
	if a.Start != nil {
		start = *a.Start
	}
	return ExportRow{
		{"id", a.ID.String()}, {"reference", d.Reference.String()}, {"created_at", a.CreatedAt},
		{"state", string(a.State)}, {"set_aside", a.SetAside},
		{"office", a.Office}, {"office_shown", a.OfficeShown}, {"service", a.Service}, {"service_shown", a.ServiceShown},
		{"start", start.At}, {"start_local", start.Local}, {"start_zone", start.Zone}, {"minutes", int64(a.Minutes)},
		{"hold_until", a.HoldUntil}, {"channel", string(a.Channel)},
		{"assignee", idOrNothing(a.Assignee)}, {"closed_at", a.ClosedAt},
		{"urgency", a.Urgency.String()}, {"due_at", a.DueAt}, {"answered_at", a.AnsweredAt},
		{"finished_at", a.FinishedAt}, {"outcome", string(a.Outcome)}, {"activity", a.Activity},
		{"language", a.Language}, {"spoken_language", d.SpokenLanguage}, {"interpreter", d.Interpreter},
		{"people", int64(a.People)}, {"needs", d.Needs},
		{"preferred_days", d.PreferredDays}, {"preferred_part", d.PreferredPart},
		{"name", d.Name}, {"phone", d.Phone}, {"email", d.Email}, {"contact", d.Contact}, {"discreet", d.Discreet},
		{"reason", d.Reason}, {"behalf", d.Behalf},
	}
}

func idOrNothing(id uuid.UUID) string {
	if id == uuid.Nil {
		return ""
	}
	return id.String()
}
