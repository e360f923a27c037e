package desk

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

// The pages that list what somebody has to look after.
const (
	toAnswerPath = home + "to-answer"
	waitingPath  = home + "waiting"
	misfitsPath  = home + "misfits"
)

// A queue is a list of requests that somebody has to look after, office by office.
type queue struct {
	name  string
	path  string
	rows  func(v *visit, after formsapi.QueuePlace) (rows []queueRow, next formsapi.QueuePlace, err error)
	count func(v *visit) (int, error)
}

var queues = []queue{
	{"to-answer", toAnswerPath, (*visit).toAnswer, inState(formsapi.Requested)},
	{"waiting", waitingPath, (*visit).waiting, inState(formsapi.Waiting)},
	{"misfits", misfitsPath, (*visit).misfits, (*visit).countMisfits},
}

func inState(s formsapi.State) func(*visit) (int, error) {
	return func(v *visit) (int, error) { return v.Appointments.QueueLength(v.r.Context(), v.staff, s) }
}

func (v *visit) countMisfits() (int, error) {
	return v.Appointments.CountMisfits(v.r.Context(), v.staff)
}

func (q queue) taskKey() string      { return "task-" + q.name }
func (q queue) titleKey() string     { return "queue-title-" + q.name }
func (q queue) explainedKey() string { return "queue-explained-" + q.name }
func (q queue) emptyKey() string     { return "queue-empty-" + q.name }
func (q queue) whenKey() string      { return "queue-when-" + q.name }
func (q queue) notesKey() string     { return "queue-notes-" + q.name }

// queuePage is such a list.
type queuePage struct {
	frame
	Explained, Empty string
	When, Notes      string // what the columns of a row's moment and notes are
	Groups           []queueGroup
	First, Next      string // addresses of the queue's first page and of the next; empty for none
}

// queueGroup is what an office has in a queue.
type queueGroup struct {
	id     string
	Office string
	Rows   []queueRow
}

// queueRow is a request in a queue.
type queueRow struct {
	inboxRow
	office string // its id
	At     time.Time
	When   string
	Notes  []string
}

// showQueue answers with the queue whose path was asked for.
func (d *desk) showQueue(v *visit) error {
	q := queues[slices.IndexFunc(queues, func(q queue) bool { return q.path == v.r.URL.Path })]
	after, isNext := parseQueuePlace(v.r.URL.Query().Get("after"))
	rows, next, err := q.rows(v, after)
	if err != nil {
		return err
	}
	page := queuePage{
		frame: v.frame(q.titleKey()), Explained: v.say(q.explainedKey()), Empty: v.say(q.emptyKey()),
		When: v.say(q.whenKey()), Notes: v.say(q.notesKey()), Groups: queueGroups(rows),
	}
	if isNext {
		page.First = q.path
	}
	if next != (formsapi.QueuePlace{}) {
		page.Next = q.path + "?after=" + url.QueryEscape(formatQueuePlace(next))
	}
	return v.render(http.StatusOK, "queue.html", page)
}

// queueGroups puts the rows of each office together; they come office by office.
func queueGroups(rows []queueRow) []queueGroup {
	var groups []queueGroup
	for _, r := range rows {
		if n := len(groups); n > 0 && groups[n-1].id == r.office {
			groups[n-1].Rows = append(groups[n-1].Rows, r)
			continue
		}
		groups = append(groups, queueGroup{r.office, r.Office, []queueRow{r}})
	}
	return groups
}

func (v *visit) toAnswer(after formsapi.QueuePlace) ([]queueRow, formsapi.QueuePlace, error) {
	all, next, err := v.Appointments.Queue(v.r.Context(), v.staff, formsapi.Requested, after)
	rows, err := v.queueRows(all, err, func(_ int, r formsapi.DayRow) (time.Time, []string) {
		if r.Start == nil {
			return r.CreatedAt, nil
		}
		return r.HoldUntil, []string{v.startShown(r.Start.Local)}
	})
	return rows, next, err
}

func (v *visit) waiting(after formsapi.QueuePlace) ([]queueRow, formsapi.QueuePlace, error) {
	all, next, err := v.Appointments.Queue(v.r.Context(), v.staff, formsapi.Waiting, after)
	rows, err := v.queueRows(all, err, func(_ int, r formsapi.DayRow) (time.Time, []string) {
		wished := v.wishes(r.Details)
		return r.CreatedAt, slices.DeleteFunc([]string{strings.Join(wished.Days, ", "), wished.Part}, func(s string) bool { return s == "" })
	})
	return rows, next, err
}

func (v *visit) misfits(after formsapi.QueuePlace) ([]queueRow, formsapi.QueuePlace, error) {
	all, next, err := v.Appointments.Misfits(v.r.Context(), v.staff, after)
	found := make([]formsapi.DayRow, len(all))
	for i, m := range all {
		found[i] = formsapi.DayRow{InboxRow: m.InboxRow}
	}
	rows, err := v.queueRows(found, err, func(n int, r formsapi.DayRow) (time.Time, []string) {
		var why []string
		for _, m := range all[n].Misfits {
			why = append(why, v.say(misfitKey(m)))
		}
		return r.Start.At, why
	})
	return rows, next, err
}

// queueRows are requests with what their queue says of each.
func (v *visit) queueRows(all []formsapi.DayRow, err error, says func(n int, r formsapi.DayRow) (time.Time, []string)) ([]queueRow, error) {
	if err != nil || len(all) == 0 {
		return nil, err
	}
	colleagues, err := v.colleagues()
	if err != nil {
		return nil, err
	}
	rows := make([]queueRow, len(all))
	for i, r := range all {
		v.reportUnreadable("request", r.ID, r.Unreadable)
		at, notes := says(i, r)
		if r.SetAside {
			notes = append([]string{v.say("queue-set-aside")}, notes...)
		}
		rows[i] = queueRow{inboxRow: v.inboxRow(r.InboxRow, colleagues), office: r.Appointment.Office, At: at, When: v.shortMoment(at, v.zoneOf(r.Office)), Notes: notes}
	}
	return rows, nil
}
