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

// Rate validates, seals and stores; the reference is a receipt. A repetition
// (same key, same content) gives the same one.
func (u *RatePage) Rate(ctx context.Context, r PageRating) (Reference, error) {
	repetition, err := u.idempotency(&r)
	if err != nil {
		return "", err
	}
	if id, err := earlier(ctx, u.Store, repetition); err != nil || id != uuid.Nil {
		return u.again(ctx, id, err)
	}
	if err := Invalid(u.Validate(&r)); err != nil {
		return "", err
	}
	reference, err := NewReference(u.Random)
	if err != nil {
		return "", err
	}
	rating, err := u.prepare(&r, reference)
	if err != nil {
		return "", err
	}
	stored, err := u.Store.InsertRating(ctx, NewRating{Rating: rating, Idempotency: repetition})
	if err == nil && stored == rating.ID {
		return reference, nil
	}
	return u.again(ctx, stored, err)
}

func (u *RatePage) prepare(r *PageRating, reference Reference) (Rating, error) {
	now := u.Now().UTC()
	id, err := newID(now, u.Random)
	if err != nil {
		return Rating{}, err
	}
	key, err := u.Sealer.NewKey(id)
	if err != nil {
		return Rating{}, fmt.Errorf("making a record's key: %w", err)
	}
	rating := Rating{
		ID:        id,
		Page:      r.Page,
		Rating:    r.Rating,
		Aspect:    r.Aspect,
		Language:  r.Language,
		SetAside:  r.Honeypot != "",
		CreatedAt: now.Truncate(time.Millisecond),
		Key:       key.Wrapped(),
	}
	rating.Sealed, err = SealRating(key, rating, RatingDetails{Reference: reference, Comment: r.Comment})
	return rating, err
}

// ratingContent is what makes two submissions the same rating.
type ratingContent struct {
	Page     string `json:"page"`
	Rating   int    `json:"rating"`
	Aspect   string `json:"aspect"`
	Comment  string `json:"comment"`
	Language string `json:"language"`
	Website  string `json:"website,omitempty"`
}

func (u *RatePage) idempotency(r *PageRating) (*Idempotency, error) {
	return newIdempotency(u.Sealer, "rating/1", r.IdempotencyKey, "", ratingContent{
		Page: r.Page, Rating: r.Rating, Aspect: r.Aspect, Comment: r.Comment, Language: r.Language, Website: r.Honeypot,
	})
}

// again answers a repetition with the receipt of the rating that is stored.
func (u *RatePage) again(ctx context.Context, id uuid.UUID, err error) (Reference, error) {
	if err != nil {
		return "", fmt.Errorf("storing a rating: %w", err)
	}
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
	err = openJSON(key, useRating, r.Sealed, &d, r.beside()...)
	return d, err
}
