package desk

import (
	"net/http"
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
	name string
	path string
	rows func(v *visit, office string) ([]queueRow, error)
}

var queues = []queue{
	{"to-answer", toAnswerPath, (*visit).toAnswer},
	{"waiting", waitingPath, (*visit).waiting},
	{"misfits", misfitsPath, (*visit).misfits},
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
}

// queueGroup is what an office has in a queue.
type queueGroup struct {
	Office string
	Rows   []queueRow
}

// queueRow is a request in a queue.
type queueRow struct {
	inboxRow
	At    time.Time
	When  string
	Notes []string
}

// showQueue answers with the queue whose path was asked for.
func (d *desk) showQueue(v *visit) error {
	q := queues[slices.IndexFunc(queues, func(q queue) bool { return q.path == v.r.URL.Path })]
	groups, err := v.queueGroups(q)
	if err != nil {
		return err
	}
	page := queuePage{
		frame: v.frame(q.titleKey()), Explained: v.say(q.explainedKey()), Empty: v.say(q.emptyKey()),
		When: v.say(q.whenKey()), Notes: v.say(q.notesKey()), Groups: groups,
	}
	return v.render(http.StatusOK, "queue.html", page)
}

// queueGroups are the offices of the visitor that have something in a queue.
func (v *visit) queueGroups(q queue) ([]queueGroup, error) {
	var groups []queueGroup
	offices, err := v.Appointments.Offices(v.r.Context(), v.staff)
	if err != nil {
		return nil, err
	}
	for _, id := range offices {
		rows, err := q.rows(v, id)
		if err != nil {
			return nil, err
		}
		if len(rows) > 0 {
			groups = append(groups, queueGroup{rows[0].Office, rows})
		}
	}
	return groups, nil
}

func (v *visit) toAnswer(office string) ([]queueRow, error) {
	all, err := v.Appointments.ToAnswer(v.r.Context(), v.staff, office)
	return v.queueRows(all, err, func(_ int, r formsapi.DayRow) (time.Time, []string) {
		if r.Start == nil {
			return r.CreatedAt, nil
		}
		return r.HoldUntil, []string{v.startShown(r.Start.Local)}
	})
}

func (v *visit) waiting(office string) ([]queueRow, error) {
	all, err := v.Appointments.WaitingList(v.r.Context(), v.staff, office)
	return v.queueRows(all, err, func(_ int, r formsapi.DayRow) (time.Time, []string) {
		wished := v.wishes(r.Details)
		return r.CreatedAt, slices.DeleteFunc([]string{strings.Join(wished.Days, ", "), wished.Part}, func(s string) bool { return s == "" })
	})
}

func (v *visit) misfits(office string) ([]queueRow, error) {
	all, err := v.Appointments.Misfits(v.r.Context(), v.staff, office)
	if err != nil {
		return nil, err
	}
	rows := make([]formsapi.DayRow, len(all))
	for i, m := range all {
		rows[i] = formsapi.DayRow{InboxRow: m.InboxRow}
	}
	return v.queueRows(rows, nil, func(n int, r formsapi.DayRow) (time.Time, []string) {
		var why []string
		for _, m := range all[n].Misfits {
			why = append(why, v.say(misfitKey(m)))
		}
		return r.Start.At, why
	})
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
		rows[i] = queueRow{inboxRow: v.inboxRow(r.InboxRow, colleagues), At: at, When: v.shortMoment(at, v.zoneOf(r.Office)), Notes: notes}
	}
	return rows, nil
}
