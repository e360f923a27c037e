package formsapi

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// A RatingMark says that somebody has read the comment of a rating, so that a
// colleague need not.
type RatingMark struct {
	Rating uuid.UUID
	By     string // a staff id
	At     time.Time
	Office string // of the page; empty for one of no office
}

// Entry is the mark's in the audit log.
func (m RatingMark) Entry() AuditEntry {
	return NewAuditEntry(m.At, m.By, ActionComment, m.Rating, m.Office)
}

// MaxRatingMarks is how many comments are marked at once.
const MaxRatingMarks = 500

// MarkRead notes that somebody has read comments: all of them, or none. It answers
// CodeForbidden, CodeNotFound if one is of a page that is not theirs, or CodeInvalid
// for more than MaxRatingMarks.
func (u *ReadRatings) MarkRead(ctx context.Context, by Staff, ids []uuid.UUID) error {
	switch {
	case !by.MayAnywhere(ReadFeedback):
		return &Problem{Code: CodeForbidden, Key: "forbidden"}
	case len(ids) > MaxRatingMarks:
		return &Problem{Code: CodeInvalid, Key: "form-unreadable"}
	}
	marks := make([]RatingMark, len(ids))
	for i, id := range ids {
		r, err := u.Store.Rating(ctx, id)
		if err != nil {
			return fmt.Errorf("reading the rating %s: %w", id, err)
		}
		if !readsFeedback(by, r.Page) {
			return &Problem{Code: CodeNotFound, Key: "not-found"}
		}
		office, _ := officeOfPage(r.Page)
		marks[i] = RatingMark{Rating: id, By: by.ID.String(), At: u.Now().UTC().Truncate(time.Millisecond), Office: office}
	}
	if err := u.Store.MarkRatings(ctx, marks); err != nil {
		return fmt.Errorf("marking comments as read: %w", err)
	}
	return nil
}
