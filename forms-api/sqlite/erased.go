package sqlite

// ofErased are the tables whose rows are about one record: none is left of a
// record whose key was destroyed.
var ofErased = []struct{ table, column string }{
	{"place", "appointment"}, {"outbox", "appointment"}, {"blind_index", "record"}, {"idempotency", "record"},
}

// whereErased narrows such a table to what is left.
func whereErased(column string) string {
	return ` WHERE ` + column + ` IS NOT NULL AND ` + column + ` NOT IN (SELECT record FROM record_key)`
}

// emptied are the sealed columns. Their rows stay: they say that somebody asked
// for a service, and when, as statistics need it, and not who or why.
var emptied = []string{
	`UPDATE appointment SET sealed = x''` + whereErased("id"),
	`UPDATE rating SET sealed = x''` + whereErased("id"),
	`UPDATE appointment_history SET sealed = NULL` + whereErased("appointment"),
}

// sweep removes what is left of records whose key was destroyed: their places,
// which nobody else could have, what somebody was to be told, what they could be
// found by, and what nobody can open any more.
func (t *tx) sweep() error {
	for _, of := range ofErased {
		if err := t.exec(`DELETE FROM ` + of.table + whereErased(of.column)); err != nil {
			return err
		}
	}
	for _, query := range emptied {
		if err := t.exec(query); err != nil {
			return err
		}
	}
	return nil
}
