package sqlite

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// What may change of a request cannot be bound into its seal. It is written
// down three times: in the request's row, in its history and in the audit log,
// which alone is chained. Here they are held against each other.

// follow collects what the log says of changes; who only read left none.
func (v *verification) follow(e formsapi.AuditEntry) {
	if e.Action == formsapi.ActionPutOff {
		v.putOff[e.Subject] = append(v.putOff[e.Subject], e)
	}
	if slices.Contains(changes, e.Action) {
		v.trails[e.Subject] = append(v.trails[e.Subject], e)
	}
	v.followAccount(e)
}

// history opens what happened to a request.
func (v *verification) history(ctx context.Context, a formsapi.Appointment) ([]formsapi.ReadHistory, error) {
	entries, err := list(ctx, v.tx, scanHistory, selectHistory, a.ID[:])
	history := make([]formsapi.ReadHistory, len(entries))
	for i, e := range entries {
		read := formsapi.ReadHistory{HistoryEntry: e}
		if len(e.Sealed) > 0 { // otherwise an event without words
			v.opened("history of appointment", a.ID, func() error {
				read.HistoryDetails, read.Unreadable = formsapi.OpenHistory(v.sealer, a, e)
				return read.Unreadable
			})
		}
		history[i] = read
	}
	return history, err
}

// replay compares the request with what its history leads to.
func (v *verification) replay(a formsapi.Appointment, history []formsapi.ReadHistory) {
	stands, err := formsapi.Replay(history, v.putOff[a.ID.String()]...)
	if err != nil {
		v.find("The appointment %s has a history that cannot be: %v.", a.ID, err)
		return
	}
	if columns := stands.Differs(a); len(columns) > 0 {
		v.find("The appointment %s is not as its history says: %s.", a.ID, strings.Join(columns, ", "))
	}
}

// compare holds each entry of the history against the one that the log has of
// it. What the log lacks is counted by auditEnd.
func (v *verification) compare(a formsapi.Appointment, history []formsapi.ReadHistory) {
	trail := v.trails[a.ID.String()]
	if len(trail) > len(history) {
		v.find("The history of appointment %s lacks what the audit log knows.", a.ID)
	}
	history = v.accounted(history, len(trail))
	v.unaudited += max(0, len(history)-len(trail))
	for i := range min(len(trail), len(history)) {
		if history[i].AuditedAs(a) != trail[i] {
			v.find("The appointment %s is not as the audit log says: see its entry at %s.", a.ID, trail[i].At.Format("2006-01-02 15:04:05"))
			return
		}
	}
}

// accounted leaves out of a history what happened before the first entry that the
// log has kept.
func (v *verification) accounted(history []formsapi.ReadHistory, entries int) []formsapi.ReadHistory {
	for v.base.Seq > 0 && len(history) > entries && history[0].At.Before(v.keptFrom) {
		history = history[1:]
	}
	return history
}

// missing finds the requests that only the log knows. Of those that were erased it
// is the ledger that says so.
func (v *verification) missing(ctx context.Context) error {
	ids, err := list(ctx, v.tx, scanID, `SELECT id FROM appointment`)
	if err != nil {
		return err
	}
	here := make(map[string]bool, len(ids))
	for _, id := range ids {
		here[id.String()] = true
	}
	for subject := range v.trails {
		id, err := uuid.Parse(subject)
		switch {
		case err != nil || here[subject]:
		case v.gone(id):
			v.Erased++
		default:
			v.find("The appointment %s is in the audit log and not in the database.", subject)
		}
	}
	return nil
}
