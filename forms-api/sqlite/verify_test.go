package sqlite

import (
	"strings"
	"testing"

	"github.com/google/uuid"
)

// Given a database that somebody tampered with, Verify names what is wrong.
func TestVerifyFindsTampering(t *testing.T) {
	for name, c := range map[string]struct{ sql, want string }{
		"entry changed":    {`UPDATE audit SET done_by = 'somebody' WHERE seq = 4`, "entry 4 was changed"},
		"time changed":     {`UPDATE audit SET at = at + 1 WHERE seq = 4`, "entry 4 was changed"},
		"entry removed":    {`DELETE FROM audit WHERE seq = 3`, "no entry 3"},
		"first removed":    {`DELETE FROM audit WHERE seq = 1`, "no entry 1"},
		"last removed":     {`DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)`, "its end was cut off"},
		"entries swapped":  {`UPDATE audit SET seq = -seq WHERE seq IN (2, 3); UPDATE audit SET seq = 5 + seq WHERE seq < 0`, "entry 2 was changed"},
		"gap closed":       {`DELETE FROM audit WHERE seq = 2; UPDATE audit SET seq = seq - 1 WHERE seq > 2`, "entry 2 was changed"},
		"seal damaged":     {`UPDATE appointment SET sealed = zeroblob(200)`, "cannot be read"},
		"seals swapped":    {`UPDATE appointment SET sealed = (SELECT sealed FROM rating)`, "cannot be read"},
		"history damaged":  {`UPDATE appointment_history SET sealed = x'00' WHERE version = 2`, "history of appointment"},
		"comment damaged":  {`UPDATE rating SET sealed = zeroblob(90)`, "The rating"},
		"key replaced":     {`UPDATE record_key SET wrapped = zeroblob(73)`, "cannot be read"},
		"office changed":   {`UPDATE appointment SET office = 'montelucci'`, "cannot be read"},
		"service changed":  {`UPDATE appointment SET service = 'orientation'`, "cannot be read"},
		"time moved":       {`UPDATE appointment SET created_at = created_at + 1`, "cannot be read"},
		"hidden":           {`UPDATE appointment SET set_aside = 1`, "cannot be read"},
		"rating changed":   {`UPDATE rating SET rating = 5`, "The rating"},
		"rating hidden":    {`UPDATE rating SET set_aside = 1`, "The rating"},
		"state changed":    {`UPDATE appointment SET state = 'declined'`, "not as its history says: state"},
		"assignee changed": {`UPDATE appointment SET assignee = (SELECT id FROM staff LIMIT 1)`, "history says: assignee"},
		"start changed":    {`UPDATE appointment SET start_at = start_at + 3600000`, "history says: start"},
		"closed":           {`UPDATE appointment SET closed_at = 1`, "history says: closed_at"},
		"way it came":      {`UPDATE appointment SET channel = 'telephone'`, "cannot be read"},
		"made longer":      {`UPDATE appointment SET minutes = 45`, "history says: minutes"},
		"hold made up":     {`UPDATE appointment SET hold_until = 1`, "history says: hold_until"},
		"zone changed":     {`UPDATE appointment SET start_zone = 'Europe/Berlin'`, "history says: start"},
		"version changed":  {`UPDATE appointment SET version = 3`, "history says: version"},
		"event changed":    {`UPDATE appointment_history SET event = 'decline', to_state = 'declined' WHERE version = 2; UPDATE appointment SET state = 'declined'`, "history of appointment"},
		"words removed":    {`UPDATE appointment_history SET sealed = NULL WHERE version = 2`, "its words are missing"},
		"first moved":      {`UPDATE appointment_history SET at = at + 1 WHERE version = 1`, "not as the audit log says"},
		"taken back":       {`DELETE FROM appointment_history WHERE version = 2; UPDATE appointment SET state = 'requested', start_at = NULL, start_local = NULL, start_zone = NULL, version = 1`, "lacks what the audit log knows"},
		"removed":          {`DELETE FROM appointment_history; DELETE FROM appointment; DELETE FROM record_key`, "in the audit log and not in the database"},
		"dangling history": {`PRAGMA foreign_keys = OFF; DELETE FROM appointment`, "inconsistent"},
	} {
		t.Run(name, func(t *testing.T) {
			ring := givenRing(t)
			s := givenStore(t, ring)
			populate(t, s, ring)
			assertSound(t, s, ring)
			for _, sql := range strings.Split(c.sql, "; ") {
				direct(t, s, sql)
			}
			report, err := s.Verify(t.Context(), ring)
			if err != nil || !strings.Contains(strings.Join(report.Findings, "\n"), c.want) {
				t.Errorf("found %q (%v), want %q", report.Findings, err, c.want)
			}
		})
	}
}

// direct runs SQL on the writer's connection outside a transaction, where
// foreign keys can be switched off.
func direct(t *testing.T, s *Store, sql string) {
	t.Helper()
	s.writer.halt()
	if err := s.writer.tx.exec(sql); err != nil {
		t.Fatal(err)
	}
}

// Given other keys, nothing opens and the report stays readable.
func TestVerifyWithOtherKeys(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	for range maxFindings + 1 {
		stored(t, s, givenRequest(t, ring))
	}
	report, err := s.Verify(t.Context(), givenRing(t))
	if err != nil || report.Records != 0 || len(report.Findings) != maxFindings {
		t.Errorf("%d opened, %d findings (%v)", report.Records, len(report.Findings), err)
	}
}

// Given a whole database, the report counts what was looked at.
func TestVerifyCounts(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	populate(t, s, ring)
	report, err := s.Verify(t.Context(), ring)
	if err != nil || report.Records != 3 || report.AuditEntries != 5 || report.Erased != 0 {
		t.Errorf("%+v (%v), want 3 sealed (request, its confirmation, rating) and 5 entries", report, err)
	}
}

// Given a log, it is exported in pages.
func TestAuditEntriesInPages(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	for range 5 {
		if err := s.Audit(t.Context(), entry("export", uuid.Nil)); err != nil {
			t.Fatal(err)
		}
	}
	page, err := s.AuditEntries(t.Context(), 2, 2)
	if err != nil || len(page) != 2 || page[0].Seq != 3 || page[1].Seq != 4 || page[0].AuditEntry != entry("export", uuid.Nil) {
		t.Errorf("%+v, %v", page, err)
	}
}
