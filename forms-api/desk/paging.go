package desk

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// perPage is how many rows a list shows at a time.
const perPage = 50

// A place is where in a list to read on: the rows older than one of its ends.
type place struct{ after, before formsapi.Cursor }

// readPlace takes a place from an address; what is no cursor is the list's beginning.
func readPlace(q url.Values) place {
	return place{after: parseCursor(q.Get("after")), before: parseCursor(q.Get("before"))}
}

// A pager leads to the neighbours of a list's page; an empty address is none.
type pager struct{ Newer, Older string }

// cut takes a page out of rows read with a limit of perPage+1, newest first; the
// row too many only tells that there is another page.
func cut[T any](rows []T, at place, cursor func(T) formsapi.Cursor, address func(name, cursor string) string) ([]T, pager) {
	back := at.before != formsapi.Cursor{}
	newer, older := at.after != formsapi.Cursor{}, back
	switch more := len(rows) > perPage; {
	case more && back:
		rows, newer = rows[1:], true
	case more:
		rows, older = rows[:perPage], true
	}
	var p pager
	if len(rows) == 0 {
		return rows, p
	}
	if newer {
		p.Newer = address("before", formatCursor(cursor(rows[0])))
	}
	if older {
		p.Older = address("after", formatCursor(cursor(rows[len(rows)-1])))
	}
	return rows, p
}

func formatCursor(c formsapi.Cursor) string {
	return fmt.Sprintf("%d_%s", c.CreatedAt.UnixMilli(), c.ID)
}

func parseCursor(s string) formsapi.Cursor {
	at, id, _ := strings.Cut(s, "_")
	ms, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return formsapi.Cursor{}
	}
	parsed, err := uuid.Parse(id)
	if err != nil {
		return formsapi.Cursor{}
	}
	return formsapi.Cursor{CreatedAt: time.UnixMilli(ms).UTC(), ID: parsed}
}
