package formsapi

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
)

// RatePage is the use case of a reader who says whether a page was clear.
type RatePage struct {
	Pages     Pages
	Languages Languages
	Sealer    Sealer
	Store     RatingStore
	Now       func() time.Time
	Random    io.Reader // cryptographic
}

// Rate validates, seals and stores; the reference is a receipt.
func (u *RatePage) Rate(ctx context.Context, r PageRating) (Reference, error) {
	if err := Invalid(u.Validate(&r)); err != nil {
		return "", err
	}
	reference, err := NewReference(u.Random)
	if err != nil {
		return "", err
	}
	n, err := u.prepare(r, reference)
	if err != nil {
		return "", err
	}
	stored, err := u.Store.InsertRating(ctx, n)
	if err != nil {
		return "", fmt.Errorf("storing a rating: %w", err)
	}
	if stored == n.Rating.ID {
		return reference, nil
	}
	return u.earlier(ctx, stored)
}

func (u *RatePage) prepare(r PageRating, reference Reference) (NewRating, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return NewRating{}, fmt.Errorf("drawing an id: %w", err)
	}
	key, err := u.Sealer.NewKey(id)
	if err != nil {
		return NewRating{}, fmt.Errorf("making a record's key: %w", err)
	}
	sealed, err := sealJSON(key, useRating, RatingDetails{Reference: reference, Comment: r.Comment})
	if err != nil {
		return NewRating{}, err
	}
	content := fmt.Sprintf("%q", []any{r.Page, r.Rating, r.Aspect, r.Comment, r.Language, r.Honeypot})
	return NewRating{
		Rating: Rating{
			ID:        id,
			Page:      r.Page,
			Rating:    r.Rating,
			Aspect:    r.Aspect,
			Language:  r.Language,
			SetAside:  r.Honeypot != "",
			CreatedAt: u.Now().UTC().Truncate(time.Millisecond),
			Key:       key.Wrapped(),
			Sealed:    sealed,
		},
		Idempotency: newIdempotency(u.Sealer, "rating", r.IdempotencyKey, "", content),
	}, nil
}

func (u *RatePage) earlier(ctx context.Context, id uuid.UUID) (Reference, error) {
	r, err := u.Store.Rating(ctx, id)
	if err != nil {
		return "", fmt.Errorf("reading the earlier rating: %w", err)
	}
	d, err := OpenRating(u.Sealer, r)
	return d.Reference, err
}

// OpenRating unseals a rating's comment.
func OpenRating(s Sealer, r Rating) (RatingDetails, error) {
	var d RatingDetails
	key, err := s.OpenKey(r.ID, r.Key)
	if err != nil {
		return d, fmt.Errorf("opening the key of %s: %w", r.ID, err)
	}
	err = openJSON(key, useRating, r.Sealed, &d)
	return d, err
}
