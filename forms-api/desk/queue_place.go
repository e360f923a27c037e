package desk

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// formatQueuePlace writes a place in a queue for an address: nothing of it is
// sealed.
func formatQueuePlace(p formsapi.QueuePlace) string {
	return fmt.Sprintf("%d_%s_%t_%s", p.At.UnixMilli(), p.ID, p.SetAside, p.Office)
}

// parseQueuePlace reads it; what is none is the beginning.
func parseQueuePlace(s string) (formsapi.QueuePlace, bool) {
	parts := strings.SplitN(s, "_", 4)
	if len(parts) != 4 {
		return formsapi.QueuePlace{}, false
	}
	at, id, ok := parseMoment(parts[0], parts[1])
	return formsapi.QueuePlace{Office: parts[3], SetAside: parts[2] == "true", At: at, ID: id}, ok
}

// formatCallPlace writes a place in the call list; 0 stands for no time.
func formatCallPlace(p formsapi.CallPlace) string {
	return fmt.Sprintf("%d_%s_%d_%d", p.DueAt.UnixMilli(), p.ID, orNone(p.Concerns), orNone(p.CalledAt))
}

func orNone(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// parseCallPlace reads it; what is none is the beginning.
func parseCallPlace(s string) (formsapi.CallPlace, bool) {
	parts := strings.SplitN(s, "_", 4)
	if len(parts) != 4 {
		return formsapi.CallPlace{}, false
	}
	due, id, ok := parseMoment(parts[0], parts[1])
	concerns, isTime := parseOrNone(parts[2])
	called, wasCalled := parseOrNone(parts[3])
	if !ok || !isTime || !wasCalled {
		return formsapi.CallPlace{}, false
	}
	return formsapi.CallPlace{CalledAt: called, Concerns: concerns, DueAt: due, ID: id}, true
}

func parseOrNone(s string) (time.Time, bool) {
	ms, err := strconv.ParseInt(s, 10, 64)
	if err != nil || ms == 0 {
		return time.Time{}, err == nil
	}
	return time.UnixMilli(ms).UTC(), true
}

func parseMoment(ms, id string) (time.Time, uuid.UUID, bool) {
	at, err := strconv.ParseInt(ms, 10, 64)
	if err != nil {
		return time.Time{}, uuid.Nil, false
	}
	parsed, err := uuid.Parse(id)
	return time.UnixMilli(at).UTC(), parsed, err == nil
}
