package main

import (
	"errors"
	"fmt"
	"iter"

	formsapi "sportello/forms-api"
)

// A leftOut counts the records of an export that cannot be read.
type leftOut int

// without passes on what can be read, and says which records cannot.
func (l *leftOut) without(c *console, rows iter.Seq2[formsapi.ExportRow, error]) iter.Seq2[formsapi.ExportRow, error] {
	return func(yield func(formsapi.ExportRow, error) bool) {
		for row, err := range rows {
			if u, ok := errors.AsType[*formsapi.UnreadableError](err); ok {
				*l++
				c.say("left out: %v", u)
				continue
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// err is nil when nothing was left out.
func (l leftOut) err() error {
	switch l {
	case 0:
		return nil
	case 1:
		return hint(errors.New("1 record could not be read and was left out"), leftOutHint)
	}
	return hint(fmt.Errorf("%d records could not be read and were left out", int(l)), leftOutHint)
}

const leftOutHint = "what is there is whole otherwise; `sportello verify` says what is wrong: docs/operate.md"
