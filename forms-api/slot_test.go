package formsapi

import (
	"testing"
	"time"
)

// A slot is named by an exact minute, written as RFC 3339 has it.
func TestASlotIsAnExactMinute(t *testing.T) {
	half := time.Date(2026, 11, 25, 7, 30, 0, 0, time.UTC)
	for _, typed := range []string{
		"2026-11-25T08:30:00+01:00", "2026-11-25T07:30:00Z", "2026-11-25t07:30:00z", "2026-11-25T07:30:00.000Z", "2026-11-25T07:30:00-00:00",
	} {
		if at, ok := ParseSlot(typed); !ok || !at.Equal(half) {
			t.Errorf("%s is read as %s, %t", typed, at, ok)
		}
	}
	for _, typed := range []string{
		"", "soon", "2026-11-25", "2026-11-25T08:30", "2026-11-25T08:30:00", "2026-11-25 08:30:00+01:00", "2026-11-25T08:30:00 01:00",
		"2026-11-25T8:30:00+01:00", "2026-1-2T08:30:00Z", "2026-11-25T08:30:00,0Z", "2026-11-25T08:30:00,5Z", "2026-11-25T08:30:00.Z",
		"2026-11-25T08:30:07Z", "2026-11-25T08:30:00.5Z", "2026-11-25T08:30:00.0000000001Z", "2026-11-25T08:30:60Z", "2026-11-25T24:00:00Z",
		"2026-02-29T08:30:00Z", "2026-11-25T08:30:00+25:00", "2026-11-25T08:30:00+0100", "+2026-11-25T08:30:00Z", "2026-11-25T08:30:00Z ",
		"٢٠٢٦-11-25T08:30:00Z",
	} {
		if at, ok := ParseSlot(typed); ok {
			t.Errorf("%q is read as %s", typed, at)
		}
	}
}
