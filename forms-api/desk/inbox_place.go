package desk

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// formatTabPlace writes the place of a request in a sorted tab into an address.
func formatTabPlace(p formsapi.TabPlace) string {
	if p == (formsapi.TabPlace{}) {
		return ""
	}
	return fmt.Sprintf("%d_%d_%s", p.Urgency, p.At, p.ID)
}

// parseTabPlace reads it; what is none is the tab's beginning.
func parseTabPlace(s string) (p formsapi.TabPlace) {
	parts := strings.Split(s, "_")
	if len(parts) != 3 {
		return p
	}
	urgency, wrong := strconv.Atoi(parts[0])
	at, wrongAt := strconv.ParseInt(parts[1], 10, 64)
	id, wrongID := uuid.Parse(parts[2])
	if wrong != nil || wrongAt != nil || wrongID != nil {
		return p
	}
	return formsapi.TabPlace{ID: id, Urgency: formsapi.Urgency(urgency), At: at}
}

// neighbours leads to the pages before and after one of the inbox.
func (f inboxFilter) neighbours(page formsapi.InboxPage) pager {
	var p pager
	if first := formatTabPlace(page.First); first != "" {
		p.Before = f.address("before", first)
	}
	if last := formatTabPlace(page.Last); last != "" {
		p.After = f.address("after", last)
	}
	return p
}
