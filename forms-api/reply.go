package formsapi

import (
	"slices"
	"time"
)

// MaxReply is the length of an answer, in characters.
const MaxReply = 2000

// MaxReplyDetails is the length of what staff fill into a template, in characters.
const MaxReplyDetails = 500

// The events of answering. They are events of work: the state between person and
// office stays. Decide does not carry them out, AnswerRequests does.
const (
	EventReply       Event = "reply"       // staff have written to the person
	EventTell        Event = "tell"        // staff have called the person, with a result
	EventUndelivered Event = "undelivered" // time: what was written did not arrive
)

// answers says of an event whether it is one of answering.
func (e Event) answers() bool { return e == EventReply || e == EventTell || e == EventUndelivered }

// workOf says whether an event is one of work that an actor causes.
func (e Event) workOf(by Actor) bool {
	if e == EventUndelivered {
		return by == ActorTime
	}
	return e.MovesWork() && by == ActorStaff
}

// NoticeReply brings what staff have written. It is in no row of the state table, and
// stands for nothing else that the person is told.
const NoticeReply Notice = "reply"

// standsAlone says of a notice whether what else the person is told neither replaces
// it nor is replaced by it.
func (n Notice) standsAlone() bool {
	return n == NoticeReminder || n == NoticeReply || n == NoticeExperience
}

// A ReplyWay is how an answer reaches the person.
type ReplyWay string

// The ways. What is written stays on the request's own page, whichever it is.
const (
	ReplyByEmail     ReplyWay = "email"
	ReplyBySMS       ReplyWay = "sms" // leads to the request's own page, and says nothing of the case
	ReplyOnPaper     ReplyWay = "print"
	ReplyByTelephone ReplyWay = "telephone" // told, with a CallResult
)

// A CallResult is what came of a call.
type CallResult string

// The results.
const (
	CallTold        CallResult = "told"
	CallNoAnswer    CallResult = "no-answer"
	CallBack        CallResult = "call-back" // somebody calls again
	CallWrongNumber CallResult = "wrong-number"
)

// CallResults lists them in the order of the form.
var CallResults = []CallResult{CallTold, CallNoAnswer, CallBack, CallWrongNumber}

// A Reply is an answer as it was given: sealed in the history.
type Reply struct {
	Template string     `json:"template,omitempty"` // without the prefix of its key; empty for free text
	Language string     `json:"language"`           // of Text
	Text     string     `json:"text,omitempty"`     // may be empty after a call
	Italian  string     `json:"italian,omitempty"`  // of a template: what the operator read
	Way      ReplyWay   `json:"way"`
	Result   CallResult `json:"result,omitempty"` // of a call
	Asks     bool       `json:"asks,omitempty"`   // the person is to answer, or to do something
}

// event is that of an answer's way.
func (w ReplyWay) event() Event {
	if w == ReplyByTelephone {
		return EventTell
	}
	return EventReply
}

// reached says whether the person has the answer, as far as anybody knows.
func (r Reply) reached() bool { return r.Way != ReplyByTelephone || r.Result == CallTold }

// ways are those in which somebody can be answered: in the way that they chose, as far
// as it is set up, on paper, and by telephone where there is one. Who shares a
// telephone with somebody they fear did not choose it for nothing.
func (c Channels) ways(d Details) []ReplyWay {
	ways := []ReplyWay{ReplyOnPaper}
	if d.Phone != "" {
		ways = append(ways, ReplyByTelephone)
	}
	switch channel, _, ok := c.reach(d); {
	case ok && channel == ChannelEmail:
		ways = slices.Insert(ways, 0, ReplyByEmail)
	case ok && channel == ChannelSMS:
		ways = slices.Insert(ways, 0, ReplyBySMS)
	}
	return ways
}

// replied is the work after an answer. Who is asked something has their turn, also
// where the work was finished; who could not be told is the desk's, today.
func (s *step) replied(r Reply) Casework {
	c := s.before.Casework
	switch {
	case !r.reached():
		return s.returned(c)
	case r.Asks:
		c.reopen()
		c.AwaitsPerson, c.DueAt = true, s.office.promise(s.before.Service, s.now)
	}
	c.answer(s.now)
	return c
}

// returned puts what is not finished back to the desk: its turn, due today.
func (s *step) returned(c Casework) Casework {
	if c.Finished() {
		c.reopen()
	}
	c.AwaitsPerson = false
	if today := s.endOfDay(); c.DueAt.IsZero() || c.DueAt.After(today) {
		c.DueAt = today
	}
	return c
}

// endOfDay is the last minute of the office's day.
func (s *step) endOfDay() time.Time {
	return DateOf(s.now.In(s.zone())).ends(s.zone()).Add(-time.Minute).UTC()
}
