package sqlite

import (
	"time"

	"sportello/forms-api"
)

// What was set aside was never counted, and is not when it goes.
const selectGone = `
SELECT created_at, office, service, activity, language, channel, outcome
  FROM appointment` + ` WHERE id IN (SELECT record FROM gone) AND set_aside = 0`

const addTally = `
INSERT INTO tally (month, office, service, activity, language, channel, outcome, requests)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET requests = requests + excluded.requests`

// countGone adds the requests that are about to go to the tally: all that is left
// of them is that somebody asked, in which month.
func (t *tx) countGone() error {
	rows, err := txList(t, scanTallied, selectGone)
	if err != nil {
		return err
	}
	for key, requests := range tallied(rows) {
		err := t.exec(addTally, key.Month, key.Office, key.Service, key.Activity, key.Language, key.Channel, key.Outcome, requests)
		if err != nil {
			return err
		}
	}
	return nil
}

// A tally is what requests that are gone are counted by.
type tally struct{ Month, Office, Service, Activity, Language, Channel, Outcome string }

func tallied(rows []tally) map[tally]int {
	counts := map[tally]int{}
	for _, r := range rows {
		counts[r]++
	}
	return counts
}

func scanTallied(row scanner) (r tally, err error) {
	var at int64
	err = row.Scan(&at, &r.Office, &r.Service, &r.Activity, &r.Language, &r.Channel, &r.Outcome)
	r.Month = time.UnixMilli(at).In(formsapi.TallyZone()).Format("2006-01")
	return r, err
}
