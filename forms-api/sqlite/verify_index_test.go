package sqlite

import (
	"strings"
	"testing"
)

// Given blind indexes that were taken away, or lead to somebody else's request, a
// verification says so: who types their code would not find what is theirs.
func TestVerifyFindsMisledIndexes(t *testing.T) {
	const other = `(SELECT max(record) FROM blind_index)`
	const own = ` WHERE record = (SELECT min(record) FROM blind_index)`
	for name, c := range map[string]struct{ sql, want string }{
		"all taken away":     {`DELETE FROM blind_index`, "cannot be found by its reference"},
		"telephone":          {`DELETE FROM blind_index` + own + ` AND kind = 'phone'`, "cannot be found by its phone"},
		"one word":           {`DELETE FROM blind_index WHERE value = (SELECT min(value) FROM blind_index WHERE kind = 'name-word')`, "cannot be found by its name-word"},
		"to somebody else's": {`UPDATE blind_index SET record = ` + other + own + ` AND kind = 'reference'`, "cannot be found by its reference"},
		"exchanged":          {`UPDATE blind_index SET kind = kind || '.'; UPDATE blind_index SET kind = 'reference', record = CASE record WHEN ` + other + ` THEN (SELECT min(record) FROM blind_index) ELSE ` + other + ` END WHERE kind = 'reference.'`, "cannot be found by its reference"},
		"one more":           {`INSERT INTO blind_index SELECT 'reference', x'00', record FROM blind_index` + own + ` LIMIT 1`, "1 entries lead to requests by what these do not say"},
		"to nobody":          {`INSERT INTO blind_index SELECT kind, value, randomblob(16) FROM blind_index WHERE kind = 'reference'`, "rows of blind_index are about records that have no key"},
	} {
		t.Run(name, func(t *testing.T) {
			ring := givenRing(t)
			s := givenStore(t, ring)
			stored(t, s, givenRequest(t, ring))
			stored(t, s, givenRequest(t, ring))
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
