package notify

import (
	"fmt"
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

// Letters makes words of messages.
type Letters struct {
	Words     Words
	Catalogue formsapi.Catalogue
	Calendar  Calendar
	Site      string // the site's address, without a slash at its end: https://help.example.org
}

// saying is one message while its words are being made.
type saying struct {
	Letters
	lang   string
	notice formsapi.Notice
	said   formsapi.MessageDetails
	office formsapi.Office // zero where the catalogue has it no more
	dated  dating
}

// A dating writes a day as it falls in a zone.
type dating func(lang string, at time.Time, zone *time.Location) string

func (l Letters) saying(m formsapi.QueuedMessage, said formsapi.MessageDetails) saying {
	office, _ := l.Catalogue.Office(m.Office)
	return saying{Letters: l, lang: m.Language, notice: m.Notice, said: said, office: office, dated: l.Words.Date}
}

// Email makes the e-mail of a message. Its subject names no person, no office, no
// service and no reason; of who asked for discretion, nor does its body.
func (l Letters) Email(m formsapi.QueuedMessage, said formsapi.MessageDetails) (Email, error) {
	s := l.saying(m, said)
	e := Email{
		ID: m.ID, To: said.To, Discreet: said.Discreet, Language: m.Language,
		Subject: l.Words.Message(m.Language, "message-subject-"+string(m.Notice), nil),
	}
	blocks := s.blocks()
	e.Text = asText(blocks)
	var err error
	if e.HTML, err = asHTML(m.Language, l.Words.Direction(m.Language), e.Subject, blocks); err != nil {
		return e, err
	}
	if s.inCalendar() {
		e.Calendar, err = l.Calendar.Appointment(m.Language, s.followed(m), s.page())
	}
	return e, err
}

// page is the address of the request's own page.
func (s saying) page() string {
	return fmt.Sprintf("%s/%s/appointments/%s", s.Site, s.lang, s.said.Reference)
}

// inCalendar says whether the calendar of the person has to follow: an appointment
// is agreed or called off, or a time is open again or given up.
func (s saying) inCalendar() bool {
	if s.said.Start == nil {
		return s.said.Was != nil
	}
	switch s.notice {
	case formsapi.NoticeConfirmed, formsapi.NoticeMoved, formsapi.NoticeReplaced, formsapi.NoticeCancelled, formsapi.NoticeWithdrawn:
		return true
	case formsapi.NoticeRequested, formsapi.NoticeProposed:
		return s.said.Sequence > 1
	}
	return false
}

// followed is what the message knows of the appointment, for its calendar entry. A
// time that is given up is called off there, whatever has become of the request.
func (s saying) followed(m formsapi.QueuedMessage) formsapi.FollowedAppointment {
	if s.said.Start == nil {
		s.said.Start, s.said.State = s.said.Was, formsapi.CancelledByOffice
	}
	return formsapi.FollowedAppointment{
		Reference: s.said.Reference, Version: s.said.Sequence, State: s.said.State, Office: m.Office,
		OfficeShown: s.said.Office, Start: s.said.Start, Minutes: s.said.Minutes, Discreet: s.said.Discreet,
	}
}

// when is the day and the time of a start as they were agreed: on the
// office's clock, whatever has become of the rules of its zone.
func (s saying) when(start *formsapi.Start) map[string]any {
	if start == nil {
		return map[string]any{"Date": "", "Time": ""}
	}
	wall, err := time.Parse(formsapi.LocalMinute, start.Local)
	if err != nil {
		return s.at(start.At)
	}
	return map[string]any{"Date": s.dated(s.lang, wall, time.UTC), "Time": s.Words.Time(s.lang, wall, time.UTC)}
}

// at is an instant on the office's clock.
func (s saying) at(t time.Time) map[string]any {
	zone := s.office.Zone
	if zone == nil {
		zone = time.UTC
	}
	return map[string]any{"Date": s.dated(s.lang, t, zone), "Time": s.Words.Time(s.lang, t, zone)}
}

// address is as on an envelope: in Italian, whatever the language around it.
func (s saying) address() string { return strings.Join(s.office.Address.Lines(), ", ") }
