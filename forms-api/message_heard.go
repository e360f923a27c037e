package formsapi

// Heard is what a person knew of their request before a change: what they did on
// their page, or were last told.
type Heard struct {
	State State  `json:"state"`
	Start *Start `json:"start,omitempty"`
}

// agreed is the time that the person counts on; nil if they know of none.
func (h Heard) agreed() *Start {
	if h.State == Confirmed {
		return h.Start
	}
	return nil
}

// named is the time that the person takes for theirs, agreed or not.
func (h Heard) named() *Start {
	if h.State.HoldsPlace() {
		return h.Start
	}
	return nil
}

// Known is a message in words that suit what its person knew when it was made.
// That is all that a call needs: of an appointment only one waits at a time.
func (m ToldMessage) Known() ToldMessage {
	if m.Heard == nil || m.Notice.standsAlone() {
		return m
	}
	m.Was = m.Heard.Start
	if m.Was.same(m.Start) {
		m.Was = nil
	}
	if m.Heard.agreed() != nil {
		m = m.after(*m.Heard)
	} else {
		m = m.afterNothingAgreed(*m.Heard)
	}
	if m.Notice == NoticeCancelled || m.Notice == NoticeWithdrawn {
		m.Was, m.Gone = nil, nil // nobody has named any other time to them
	}
	return m
}

// afterNothingAgreed chooses the words for who has heard of no agreed time: what
// was agreed meanwhile and is given up again has told them nothing.
func (m ToldMessage) afterNothingAgreed(heard Heard) ToldMessage {
	switch m.Notice {
	case NoticeMoved:
		m.Notice = NoticeConfirmed
	case NoticeReplaced:
		m.Notice = NoticeProposed
	}
	return m.after(heard)
}

// Untold makes the messages of a change anew for who has not been told yet of what
// came before: since names the oldest message of which that is so.
type Untold func(made []Message, since Message) ([]Message, error)

// untold is for who knows what they knew before that message. The first one of all
// tells what they did themselves. Who is reached in another way since was on their
// own page then, unless it was a call: that is taken back.
func (l letter) untold(made []Message, since Message) ([]Message, error) {
	before, err := l.opened(since)
	if err != nil {
		return nil, err
	}
	heard := before.Heard
	if heard == nil && before.Sequence == 1 {
		heard = &Heard{State: before.State, Start: before.Start}
	}
	for i := range made {
		if heard == nil || since.Channel != ChannelCall && since.Channel != made[i].Channel {
			continue
		}
		says, err := l.opened(made[i])
		if err != nil {
			return nil, err
		}
		says.Heard = heard
		if err := l.seal(&made[i], says); err != nil {
			return nil, err
		}
	}
	return made, nil
}

// opened is what a message of the letter's appointment says.
func (l letter) opened(m Message) (says MessageDetails, err error) {
	err = openJSON(l.key, useMessage, m.Sealed, &says, m.beside()...)
	return says, err
}
