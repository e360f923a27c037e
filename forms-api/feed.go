package formsapi

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
)

// A Feed is an office's calendar at a secret address, for the calendar programs
// of staff. Who has the address reads initials and times, nothing else.
type Feed struct {
	ID        uuid.UUID
	Office    string
	MadeBy    uuid.UUID
	MadeAt    time.Time
	RevokedAt time.Time // zero while the address works
}

// FeedStore keeps the addresses as hashes.
type FeedStore interface {
	InsertFeed(ctx context.Context, f Feed, hash []byte) error
	// FeedByHash finds a feed that was not revoked, or answers CodeNotFound.
	FeedByHash(ctx context.Context, hash []byte) (Feed, error)
	// StaffByID finds who made it, as StaffStore does.
	StaffByID(ctx context.Context, id uuid.UUID) (Staff, error)
	// Feeds lists an office's feeds, the latest first.
	Feeds(ctx context.Context, office string) ([]Feed, error)
	RevokeFeed(ctx context.Context, id uuid.UUID, at time.Time) error
}

// Feeds is the use case of staff who want an office's appointments in their own
// calendar, and of their calendar programs.
type Feeds struct {
	Store        FeedStore
	Appointments AppointmentStore
	Sealer       Sealer
	Catalogue    Catalogue
	Now          func() time.Time
}

// Make returns the secret part of a new address. It is shown once.
func (u *Feeds) Make(ctx context.Context, by Staff, office string) (secret string, err error) {
	if !by.May(ReadRequests, office) {
		return "", &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	var drawn [24]byte
	if _, err := io.ReadFull(rand.Reader, drawn[:]); err != nil {
		return "", fmt.Errorf("drawing an address: %w", err)
	}
	id, err := newID(u.Now().UTC(), rand.Reader)
	if err != nil {
		return "", err
	}
	secret = base64.RawURLEncoding.EncodeToString(drawn[:])
	f := Feed{ID: id, Office: office, MadeBy: by.ID, MadeAt: u.Now().UTC().Truncate(time.Millisecond)}
	if err := u.Store.InsertFeed(ctx, f, feedHash(secret)); err != nil {
		return "", fmt.Errorf("storing an address: %w", err)
	}
	return secret, u.account(ctx, by, office, "made")
}

// Revoke ends an address of an office.
func (u *Feeds) Revoke(ctx context.Context, by Staff, office string, id uuid.UUID) error {
	all, err := u.List(ctx, by, office)
	if err != nil {
		return err
	}
	for _, f := range all {
		if f.ID == id {
			if err := u.Store.RevokeFeed(ctx, id, u.Now().UTC()); err != nil {
				return fmt.Errorf("revoking an address: %w", err)
			}
			return u.account(ctx, by, office, "revoked")
		}
	}
	return &Problem{Code: CodeNotFound, Key: "not-found"}
}

// List are an office's addresses, without their secrets.
func (u *Feeds) List(ctx context.Context, by Staff, office string) ([]Feed, error) {
	if !by.May(ReadRequests, office) {
		return nil, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	return u.Store.Feeds(ctx, office)
}

// A FeedEvent is an appointment as a calendar program sees it.
type FeedEvent struct {
	Appointment
	Initial string
}

// feedPast is how far back a calendar goes.
const feedPast = 31 * 24 * time.Hour

// Read are the appointments of the feed with a secret, or CodeNotFound. It shows
// what its maker may still read: it ends with their account, or their role there.
func (u *Feeds) Read(ctx context.Context, secret string) (Office, []FeedEvent, error) {
	f, err := u.Store.FeedByHash(ctx, feedHash(secret))
	if err != nil {
		return Office{}, nil, fmt.Errorf("looking an address up: %w", err)
	}
	maker, err := u.Store.StaffByID(ctx, f.MadeBy)
	if err != nil {
		return Office{}, nil, fmt.Errorf("looking up who made an address: %w", err)
	}
	office, known := u.Catalogue.Office(f.Office)
	if !known || !maker.May(ReadRequests, f.Office) {
		return Office{}, nil, &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	now := u.Now()
	all, err := u.Appointments.AppointmentsStarting(ctx, f.Office, now.Add(-feedPast), now.Add(ChangeHorizon), StatesThat(State.OnDaySheet)...)
	if err != nil {
		return office, nil, fmt.Errorf("reading a calendar: %w", err)
	}
	events := make([]FeedEvent, len(all))
	for i, a := range all {
		d, err := OpenDetails(u.Sealer, a)
		if err != nil {
			d = Details{} // the time is taken all the same
		}
		events[i] = FeedEvent{a, initial(d.Name)}
	}
	return office, events, nil
}

func feedHash(secret string) []byte {
	sum := sha256.Sum256([]byte("feed\x00" + secret))
	return sum[:]
}

func (u *Feeds) account(ctx context.Context, by Staff, office, what string) error {
	return u.Appointments.Audit(ctx, AuditEntry{At: u.Now().UTC(), By: by.ID.String(), Action: ActionFeed, Office: office, Detail: what})
}
