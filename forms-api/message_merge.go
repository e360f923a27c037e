package formsapi

// A ToldMessage is a message with what it says.
type ToldMessage struct {
	QueuedMessage
	MessageDetails
}

// Merged says how a message is told by now, next to the others of its appointment:
// of several changes only the last one is, in words that suit what the person has
// heard before. It answers false if a later message stands for it. Reminders,
// answers and questions are not merged: they hold or do not hold by themselves.
func (m ToldMessage) Merged(others []ToldMessage) (ToldMessage, bool) {
	if m.Notice.standsAlone() {
		return m, true
	}
	var first, last ToldMessage // of those before it: the first of all, and the last that has arrived
	for _, o := range others {
		switch {
		case o.ID == m.ID || o.Notice.standsAlone():
		case o.Sequence > m.Sequence:
			return m, false
		default:
			if first.Sequence == 0 || o.Sequence < first.Sequence {
				first = o
			}
			if !o.SentAt.IsZero() && o.Sequence > last.Sequence {
				last = o
			}
		}
	}
	switch {
	case last.Sequence > 0:
		return m.after(last.told()), true
	case first.Sequence == 1: // which tells what they did themselves
		return m.after(first.told()), true
	case first.Sequence > 0 && first.Heard != nil:
		return m.after(*first.Heard), true
	}
	return m.Known(), true
}

// told is what a person knows who was told a message.
func (m ToldMessage) told() Heard { return Heard{State: m.State, Start: m.Start} }

// after chooses the words for who has heard of a time that they take for theirs:
// that it stays after all, that another is agreed or offered in its place, or that
// it is gone, whatever has come and gone since.
func (m ToldMessage) after(heard Heard) ToldMessage {
	theirs := heard.named()
	if theirs == nil {
		return m
	}
	stays := theirs.same(m.Start)
	switch m.Notice {
	case NoticeCancelled, NoticeWithdrawn:
		if !stays {
			m.Start, m.Was, m.Gone = theirs, m.Start, m.Start
		}
		return m
	}
	if heard.agreed() == nil {
		return m
	}
	switch m.Notice {
	case NoticeConfirmed, NoticeMoved:
		m.Notice, m.Was = NoticeMoved, theirs
		if stays {
			m.Notice, m.Was = NoticeConfirmed, nil
		}
	case NoticeProposed, NoticeReplaced:
		if !stays {
			m.Notice, m.Was = NoticeReplaced, theirs
		}
	case NoticeExpired: // of an offer that they have not heard of
		m.Notice, m.State, m.Start, m.Was = NoticeCancelled, CancelledByOffice, theirs, nil
	case NoticeDeclined, NoticeReleased, NoticeWaiting:
		m.Was, m.Gone = theirs, theirs
	}
	return m
}
