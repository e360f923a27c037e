package desk

import (
	"time"

	formsapi "sportello/forms-api"
)

// messageRow is a message to a person, and where it stands.
type messageRow struct {
	What   string // what it tells
	Way    string
	At     time.Time
	Status string
	Failed bool
	Call   *callForm // what staff have to do about it; nil for nothing
}

func (v *visit) messages(r formsapi.ReadAppointment) ([]messageRow, error) {
	all, err := v.Calls.Of(v.r.Context(), v.staff, r.Appointment)
	if err != nil {
		return nil, err
	}
	rows := make([]messageRow, len(all))
	for i, m := range all {
		v.reportUnreadable("message", m.ID, m.Unreadable)
		rows[i] = v.messageRow(m)
	}
	return rows, nil
}

func (v *visit) messageRow(m formsapi.CallRow) messageRow {
	row := messageRow{What: v.say(noticeNameKey(m.Notice)), Way: v.say(channelKey(m.Channel)), At: m.DueAt}
	v.setStatus(&row, m)
	left := m.SentAt.IsZero() && (m.Channel == formsapi.ChannelCall || !m.DeadAt.IsZero())
	if left && m.Unreadable == nil && !m.Settled && m.Notice != formsapi.NoticeExperience { // nobody is called to be asked
		row.Call = v.callForm(m)
	}
	return row
}

// setStatus says where a message stands, and since when.
func (v *visit) setStatus(row *messageRow, m formsapi.CallRow) {
	zone := v.zoneOf(m.QueuedMessage.Office)
	switch {
	case !m.SentAt.IsZero():
		row.At, row.Status = m.SentAt, v.say(sentKey(m.Channel), "When", v.shortMoment(m.SentAt, zone))
	case !m.DeadAt.IsZero():
		row.At, row.Failed, row.Status = m.DeadAt, true, v.say("message-dead", "When", v.shortMoment(m.DeadAt, zone))
		if !m.CalledAt.IsZero() {
			row.Status += " " + v.unanswered(m)
		}
	case m.Channel == formsapi.ChannelCall && m.CalledAt.IsZero():
		row.Status = v.say("message-to-call")
	case m.Channel == formsapi.ChannelCall:
		row.Status = v.unanswered(m)
	case m.Attempts > 0:
		row.Failed, row.Status = true, v.say("message-retried", "When", v.shortMoment(m.DueAt, zone))
	default:
		row.Status = v.say("message-due", "When", v.shortMoment(m.DueAt, zone))
	}
	if m.Settled {
		row.Status = v.say("message-settled", "When", v.shortMoment(m.DeadAt, zone))
	}
}

// unanswered says how often somebody called in vain, and when last.
func (v *visit) unanswered(m formsapi.CallRow) string {
	return v.say("call-unanswered", "Count", m.Unanswered, "When", v.shortMoment(m.CalledAt, v.zoneOf(m.QueuedMessage.Office)))
}
