package sqlite

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"sportello/forms-api"
)

const selectPlaces = `SELECT desk, unit FROM place WHERE office = ? AND unit >= ? AND unit < ?`

// TakenPlaces lists the places of an office that somebody has; see formsapi.PlaceStore.
func (s *Store) TakenPlaces(ctx context.Context, office string, from, until formsapi.Unit) ([]formsapi.Place, error) {
	return list(ctx, s.read, scanPlace, selectPlaces, office, int64(from), int64(until))
}

// scanPlace reads one of many rows: into an any they come as they are, where any
// other type would have each number looked at by reflection.
func scanPlace(row scanner) (formsapi.Place, error) {
	var desk, unit any
	if err := row.Scan(&desk, &unit); err != nil {
		return formsapi.Place{}, err
	}
	d, _ := desk.(int64) // STRICT tables hold integers in INTEGER columns
	u, _ := unit.(int64)
	return formsapi.Place{Desk: int(d), Unit: formsapi.Unit(u)}, nil
}

// claimPlaces takes the places of a claim for an appointment, in the transaction
// that stores it, and tells how long the appointment becomes.
func (t *tx) claimPlaces(c *formsapi.Claim, appointment uuid.UUID) (minutes int, err error) {
	from, until := c.Span()
	taken, err := txList(t, scanPlace, selectPlaces, c.Office, int64(from), int64(until))
	if err != nil {
		return 0, err
	}
	got, ok := c.Allocate(formsapi.NewOccupancy(from, until, taken))
	if !ok {
		return 0, formsapi.ErrPlaceTaken
	}
	return got.Minutes, t.insertPlaces(c.Office, appointment, got.Places)
}

// placeRows is how many places one statement stores at most.
const placeRows = 12

var insertPlace = func() (statements [placeRows + 1]string) {
	for n := 1; n <= placeRows; n++ {
		statements[n] = "INSERT INTO place (office, desk, unit, appointment) VALUES (?, ?, ?, ?)" +
			strings.Repeat(", (?, ?, ?, ?)", n-1)
	}
	return statements
}()

func (t *tx) insertPlaces(office string, appointment uuid.UUID, places []formsapi.Place) error {
	for len(places) > 0 {
		n := min(len(places), placeRows)
		args := make([]any, 0, 4*n)
		for _, p := range places[:n] {
			args = append(args, office, p.Desk, int64(p.Unit), appointment[:])
		}
		if err := t.exec(insertPlace[n], args...); err != nil {
			if isConstraint(err) { // the schema's own guard: whatever the code above believes
				return formsapi.ErrPlaceTaken
			}
			return err
		}
		places = places[n:]
	}
	return nil
}

func (t *tx) freePlaces(appointment uuid.UUID) error {
	return t.exec(`DELETE FROM place WHERE appointment = ?`, appointment[:])
}

// txList reads all rows of a query within the writer's transaction.
func txList[T any](t *tx, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	statement, err := t.prepared(query)
	if err != nil {
		return nil, err
	}
	rows, err := statement.QueryContext(context.Background(), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}
