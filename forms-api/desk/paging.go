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
type pager struct {
	Before, After string
	Newest        bool // the list has the newest first: what is before a page is newer
	Page, Pages   int  // which page it is, from 1, of how many; 0 where nobody counts them
}

// First tells whether the page is the list's first.
func (p pager) First() bool { return p.Before == "" }

// cut takes a page out of rows read with a limit of perPage+1, newest first; the
// row too many only tells that there is another page.
func cut[T any](rows []T, at place, cursor func(T) formsapi.Cursor, address func(name, cursor string) string) ([]T, pager) {
	back := at.before != formsapi.Cursor{}
	before, after := at.after != formsapi.Cursor{}, back
	switch more := len(rows) > perPage; {
	case more && back:
		rows, before = rows[1:], true
	case more:
		rows, after = rows[:perPage], true
	}
	p := pager{Newest: true}
	if len(rows) == 0 {
		return rows, p
	}
	if before {
		p.Before = address("before", formatCursor(cursor(rows[0])))
	}
	if after {
		p.After = address("after", formatCursor(cursor(rows[len(rows)-1])))
	}
	return rows, p
}

// screenful is a page, counted from 1, of a list that is sorted as a whole; past its end
// it is the last one. address is that of another page.
func screenful[T any](rows []T, number int, address func(number int) string) ([]T, pager) {
	last := max(1, (len(rows)+perPage-1)/perPage)
	number = max(1, min(number, last))
	p := pager{Page: number, Pages: last}
	if number > 1 {
		p.Before = address(number - 1)
	}
	if number < last {
		p.After = address(number + 1)
	}
	return rows[(number-1)*perPage : min(number*perPage, len(rows))], p
}

// readNumber is the page that an address names; 1 for none.
func readNumber(q url.Values) int {
	n, err := strconv.Atoi(q.Get("page"))
	if err != nil {
		return 1
	}
	return max(1, n)
}

// numbered is an address with the number of a page, but for the first.
func numbered(address string, q url.Values, number int) string {
	if number > 1 {
		q.Set("page", strconv.Itoa(number))
	}
	if len(q) == 0 {
		return address
	}
	return address + "?" + q.Encode()
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
