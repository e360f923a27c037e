package sqlite

import (
	"context"
	"encoding/json"
	"math"

	"sportello/forms-api"
)

// A queue has a query of its own for each state, whose index is for that state.
const (
	toAnswerOrder = `coalesce(a.hold_until, a.created_at)`
	waitingOrder  = `a.created_at`
)

// queueQuery reads a queue of an office in its order, either what was set aside
// or what was not, from the one after a place on.
func queueQuery(office string, state formsapi.State, aside bool, after formsapi.QueuePlace, limit int) (string, []any) {
	order := waitingOrder
	if state == formsapi.Requested {
		order = toAnswerOrder
	}
	at := int64(math.MinInt64)
	if !after.At.IsZero() {
		at = after.At.UnixMilli()
	}
	query := selectAppointment + ` WHERE a.set_aside = ? AND a.office = ? AND a.state = ` + stateText[state] +
		` AND (` + order + `, a.id) > (?, ?) ORDER BY ` + order + `, a.id LIMIT ?`
	return query, []any{aside, office, at, after.ID[:], pageSize(limit)}
}

// stateText is how the queries of queues name a state: an index for one state is
// only used where the query says which.
var stateText = map[formsapi.State]string{formsapi.Requested: `'requested'`, formsapi.Waiting: `'waiting'`}

// Queue lists a page of a queue; see formsapi.AppointmentStore.
func (s *Store) Queue(ctx context.Context, office string, state formsapi.State, after formsapi.QueuePlace, limit int) ([]formsapi.Appointment, error) {
	var rows []formsapi.Appointment
	for _, aside := range []bool{false, true} {
		if after.SetAside && !aside || len(rows) >= limit {
			continue
		}
		query, args := queueQuery(office, state, aside, after, limit-len(rows))
		some, err := list(ctx, s.read, scanAppointment, query, args...)
		if err != nil {
			return nil, err
		}
		rows, after = append(rows, some...), formsapi.QueuePlace{}
	}
	return rows, nil
}

// countQueue counts in the index of queues alone, since each page asks for it: it looks
// for no keys. What was erased has no row; what lost its key is counted, and not listed.
const countQueue = `
SELECT count(*)
  FROM appointment a
 WHERE a.set_aside IN (0, 1) AND a.state = ?1
   AND a.office IN (SELECT value FROM json_each(?2))`

// QueueLength is how many requests of some offices are in a state.
func (s *Store) QueueLength(ctx context.Context, offices []string, state formsapi.State) (int, error) {
	if len(offices) == 0 {
		return 0, nil
	}
	return first(ctx, s.read, scanNumber, countQueue, string(state), namedOffices(offices))
}

// namedOffices are offices as one argument, JSON for json_each; NULL for none.
func namedOffices(offices []string) any {
	if len(offices) == 0 {
		return nil
	}
	return jsonArray(offices)
}

// jsonArray are texts as json_each reads them.
func jsonArray(texts []string) string {
	text, err := json.Marshal(texts)
	if err != nil {
		panic(err) // strings can be written
	}
	return string(text)
}
