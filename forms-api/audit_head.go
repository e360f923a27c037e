package formsapi

import "bytes"

// An AuditHead is the last entry of the audit log: its number and its keyed hash.
// The zero one is that of a log without entries.
type AuditHead struct {
	Seq int64
	MAC []byte
}

// Is tells whether two heads are the same entry.
func (h AuditHead) Is(other AuditHead) bool {
	return h.Seq == other.Seq && bytes.Equal(h.MAC, other.MAC)
}
