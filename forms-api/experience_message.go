package formsapi

import "time"

// NoticeExperience asks who was there what they think of the service. It is in no row
// of the state table: it holds as long as Appointment.ToRate says so.
const NoticeExperience Notice = "experience"

// When people are asked: the morning after, when they know what came of it. Of what is
// long ago, as of a sheet that was filled in late, nobody is asked by message.
const (
	experienceHour   = 10 * 60 // minutes from midnight on the office's clock
	experienceWithin = 14 * 24 * time.Hour
)

// experienceAt is when a person is asked what they think, once they were there. Who asked for
// discretion is not: each message can be read by somebody else, and this one is of no
// use to them; their own page asks too.
func (l letter) experienceAt(now time.Time) (time.Time, bool) {
	a := l.appointment
	if !a.ToRate() || l.details.Discreet || a.Start != nil && now.Sub(a.Start.At) > experienceWithin {
		return time.Time{}, false
	}
	return (WallTimeAt(now, l.zone).Midnight().AddDays(1) + experienceHour).In(l.zone)
}

// Asked says of a message that asks what a person thinks whether it still does: they can
// answer, and none of the others of its request has asked before.
func (m ToldMessage) Asked(a Appointment, others []ToldMessage) bool {
	for _, o := range others {
		if o.Notice == NoticeExperience && o.ID != m.ID && !o.SentAt.IsZero() {
			return false
		}
	}
	return a.ToRate()
}
