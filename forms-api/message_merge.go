package formsapi

// A ToldMessage is a message with what it says.
type ToldMessage struct {
	QueuedMessage
	MessageDetails
}

// Merged says how a message is told by now, next to the others of its appointment:
// of several changes only the last one is, in words that suit what the person has
// heard before. It answers false if a later message stands for it. Reminders are
// not merged: they hold or do not hold by themselves.
func (m ToldMessage) Merged(others []ToldMessage) (ToldMessage, bool) {
	if m.Notice == NoticeReminder {
		return m, true
	}
	var heard MessageDetails
	for _, o := range others {
		switch {
		case o.ID == m.ID || o.Notice == NoticeReminder:
		case o.Sequence > m.Sequence:
			return m, false
		case !o.SentAt.IsZero() && o.Sequence > heard.Sequence:
			heard = o.MessageDetails
		}
	}
	return m.after(heard), true
}

// after chooses the words for who was last told of an agreed time: that it stays
// after all, or that another is offered in its place.
func (m ToldMessage) after(heard MessageDetails) ToldMessage {
	if heard.State != Confirmed || heard.Start == nil {
		return m
	}
	stays := heard.Start.same(m.Start)
	switch {
	case m.Notice == NoticeMoved && stays:
		m.Notice, m.Was = NoticeConfirmed, nil
	case m.Notice == NoticeProposed && !stays:
		m.Notice, m.Was = NoticeReplaced, heard.Start
	}
	return m
}
