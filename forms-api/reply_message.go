package formsapi

import (
	"io"
	"time"
)

// replies is the message that brings an answer; none where it is handed over or told.
func (c Channels) replies(l letter, t Transition, now time.Time, random io.Reader) ([]Message, error) {
	channel, to, ok := c.reach(l.details)
	if r := l.reason.Reply; r == nil || !ok || string(r.Way) != string(channel) {
		return nil, nil
	}
	a := l.appointment
	due := OutsideQuietHours(t.leavesAt(now), now, l.zone, a.Start, nil)
	says := MessageDetails{
		To: to, Reference: l.details.Reference, Office: a.OfficeShown, Discreet: l.details.Discreet, Sequence: a.Version,
		State: a.State, Text: l.reason.Reply.Text, TextLanguage: l.reason.Reply.Language,
	}
	m, err := l.saying(NoticeReply, channel, due, now, random, says)
	return []Message{m}, err
}
