package sqlite

import "fmt"

// A Report says what Verify looked at and what is wrong with it.
type Report struct {
	Records      int      // sealed records that were opened
	Erased       int      // records whose key was destroyed, as the ledger of erasures says
	AuditEntries int64    // entries of the audit log
	Findings     []string // what is damaged or was changed: sentences; none when all is well
	Warnings     []string // what is whole, and should be looked at: sentences
}

// maxFindings bounds a report: with the wrong keys everything would be in it.
const maxFindings = 50

func (r *Report) find(format string, args ...any) {
	if len(r.Findings) < maxFindings {
		r.Findings = append(r.Findings, fmt.Sprintf(format, args...))
	}
}

func (r *Report) warn(format string, args ...any) {
	if len(r.Warnings) < maxFindings {
		r.Warnings = append(r.Warnings, fmt.Sprintf(format, args...))
	}
}
