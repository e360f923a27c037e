package formsapi

import (
	"io"
	"time"
)

// reminderBefore is how long before an appointment its reminder leaves.
const reminderBefore = 48 * time.Hour

// A letter is what a message is made of.
type letter struct {
	appointment Appointment // as it is after the event
	details     Details
	key         RecordKey
	zone        *time.Location
	reason      HistoryDetails
	was         *Start // when it was to begin before the event; nil for no time
	heard       *Heard // what the person knew before the event; nil before there was a request
}

// telling makes what is said of an event, once it is known how long the
// appointment takes.
func (c Channels) telling(l letter, e HistoryEntry, t Transition, now time.Time, random io.Reader) Telling {
	return func(minutes int) (history []byte, messages []Message, err error) {
		l.appointment.Minutes = minutes
		words := l.reason
		if t.Place == PlaceTake {
			words = words.placed(l.appointment)
		}
		if history, err = SealHistory(l.key, e, words); err != nil || t.Event.MovesWork() && t.Event != EventReply {
			return history, nil, err
		}
		if t.Event == EventReply {
			messages, err = c.replies(l, t, now, random)
			return history, messages, err
		}
		messages, err = c.messages(l, t, now, random)
		return history, messages, err
	}
}

// messages are what the person is told of an event that has happened by now, the
// reminder of an appointment that is agreed, and what one who was there is asked. Nobody is called about what
// they did themselves, or what staff have just talked about with them.
func (c Channels) messages(l letter, t Transition, now time.Time, random io.Reader) ([]Message, error) {
	channel, to, ok := c.reach(l.details)
	if !ok || t.PersonKnows() && channel == ChannelCall {
		return nil, nil
	}
	var all []Message
	add := func(notice Notice, due time.Time) error {
		made := now.Add(time.Duration(len(all)) * time.Microsecond) // ids say in which order they leave
		m, err := l.message(notice, channel, to, due, made, random)
		all = append(all, m)
		return err
	}
	told := now
	if t.Tell != NoticeNone {
		told = OutsideQuietHours(t.leavesAt(now), now, l.zone, l.appointment.Start, l.was)
		if err := add(t.Tell, told); err != nil {
			return nil, err
		}
	}
	if due, ok := l.reminderAt(told); ok && channel != ChannelCall {
		if err := add(NoticeReminder, due); err != nil {
			return nil, err
		}
	}
	if due, ok := l.experienceAt(now); ok && channel != ChannelCall {
		if err := add(NoticeExperience, due); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// leavesAt is when the message of an event leaves at the earliest: what staff do can
// be undone for a moment.
func (t Transition) leavesAt(now time.Time) time.Time {
	if t.By == ActorStaff && t.From != "" {
		return now.Add(UndoFor)
	}
	return now
}

// reach is how a person is told: in the way that they chose, or by telephone
// where that way is not set up here. Who chose none is not told.
func (c Channels) reach(d Details) (channel Channel, to string, ok bool) {
	switch {
	case d.Contact == ContactNone, d.Phone == "" && d.Email == "":
		return "", "", false
	case d.Contact == ContactEmail && d.Email != "" && c.Email:
		return ChannelEmail, d.Email, true
	case d.Contact == ContactMessage && d.Phone != "" && c.SMS:
		return ChannelSMS, d.Phone, true
	case d.Phone != "":
		return ChannelCall, d.Phone, true
	}
	return ChannelCall, d.Email, true
}

func (l letter) message(n Notice, c Channel, to string, due, now time.Time, random io.Reader) (Message, error) {
	a := l.appointment
	return l.saying(n, c, due, now, random, MessageDetails{
		To: to, Reference: l.details.Reference, Office: a.OfficeShown, Start: a.Start, Minutes: a.Minutes, Until: a.HoldUntil,
		Reason: l.reason.Reason, Instead: l.reason.Instead, Discreet: l.details.Discreet, Sequence: a.Version, State: a.State,
		Was: l.givenUp(), Heard: l.heard,
	})
}

// saying is a message that says something.
func (l letter) saying(n Notice, c Channel, due, now time.Time, random io.Reader, says MessageDetails) (Message, error) {
	id, err := newID(now, random)
	if err != nil {
		return Message{}, err
	}
	a := l.appointment
	m := Message{
		ID: id, Appointment: a.ID, Office: a.Office, Notice: n, Channel: c, Language: a.Language,
		DueAt: due.UTC().Truncate(time.Millisecond), Version: a.Version,
	}
	return m, l.seal(&m, says)
}

// seal closes a message, and notes which time concerns its person.
func (l letter) seal(m *Message, says MessageDetails) (err error) {
	told := ToldMessage{QueuedMessage: QueuedMessage{Message: *m}, MessageDetails: says}
	m.Concerns = told.Known().concerns()
	m.Sealed, err = SealMessage(l.key, *m, says)
	return err
}

// givenUp is the time that the event gives up; nil if there was none, or it stays.
func (l letter) givenUp() *Start {
	if l.was == nil || l.was.same(l.appointment.Start) {
		return nil
	}
	return l.was
}

// reminderAt is when the reminder of an appointment leaves. Who is told of it less
// than that before needs none.
func (l letter) reminderAt(told time.Time) (time.Time, bool) {
	a := l.appointment
	if a.State != Confirmed || a.Start == nil {
		return time.Time{}, false
	}
	due := a.Start.At.Add(-reminderBefore)
	if !due.After(told) {
		return time.Time{}, false
	}
	return OutsideQuietHours(due, due, l.zone, a.Start), true
}

// renewed is the reminder of somebody who has corrected how they are reached when
// it is already due. It stands for one that has not left; the store knows whether
// there is one.
func (c Channels) renewed(l letter, now time.Time, random io.Reader) ([]Message, error) {
	channel, to, ok := c.reach(l.details)
	a := l.appointment
	if !ok || channel == ChannelCall || a.State != Confirmed || a.Start == nil || !a.Start.At.After(now) {
		return nil, nil
	}
	if _, early := l.reminderAt(now); early {
		return nil, nil
	}
	due := OutsideQuietHours(now, now, l.zone, a.Start)
	m, err := l.message(NoticeReminder, channel, to, due, now, random)
	return []Message{m}, err
}
