package formsapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// DigestOffices is the use case of nobody: when an office opens, its first e-mail
// is told how many new requests wait there. A digest is about nobody.
type DigestOffices struct {
	Catalogue Catalogue
	Outbox    OutboxStore
	Channels  Channels
	Now       func() time.Time

	settled map[string]Date // the day whose digest was decided on, by office
}

// digestLanguage is that of the offices.
const digestLanguage = "it"

// Digest queues what is due by now, once a day and office; nothing on a day
// without opening, and nothing where nobody new has asked since the last digest.
// It returns how many it queued. Only one goroutine may call it.
func (u *DigestOffices) Digest(ctx context.Context) (queued int, err error) {
	if !u.Channels.Email {
		return 0, nil
	}
	if u.settled == nil {
		u.settled = map[string]Date{}
	}
	var failed []error
	for _, o := range u.Catalogue.Offices() {
		now := u.Now().In(o.Zone)
		opens, opensToday := o.opensOn(now)
		if !opensToday || now.Before(opens) || len(o.Emails) == 0 || u.settled[o.ID] == DateOf(now) {
			continue
		}
		told, err := u.digest(ctx, o, now)
		switch {
		case err != nil:
			failed = append(failed, fmt.Errorf("making the digest of %s: %w", o.ID, err))
			continue
		case told:
			queued++
		}
		u.settled[o.ID] = DateOf(now)
	}
	return queued, errors.Join(failed...)
}

func (u *DigestOffices) digest(ctx context.Context, o Office, now time.Time) (told bool, err error) {
	if err := u.Outbox.ForgetDigests(ctx, o.ID, digestID(o.ID, DateOf(now))); err != nil {
		return false, err
	}
	last, err := u.Outbox.LastDigest(ctx, o.ID)
	if err != nil || !last.IsZero() && DateOf(last.In(o.Zone)) == DateOf(now) {
		return false, err
	}
	count, err := u.Outbox.NewSince(ctx, o.ID, last)
	if err != nil || count == 0 {
		return false, err
	}
	says, err := json.Marshal(MessageDetails{To: o.Emails[0], Office: o.Title(digestLanguage), Count: count, At: now.UTC()})
	if err != nil {
		return false, err
	}
	return true, u.Outbox.Enqueue(ctx, Message{
		ID: digestID(o.ID, DateOf(now)), Office: o.ID, Notice: NoticeDigest, Channel: ChannelEmail, Language: digestLanguage,
		DueAt: now.UTC().Truncate(time.Millisecond), Sealed: says,
	})
}

// digestID names an office's digest of a day, so that two processes store one.
func digestID(office string, day Date) uuid.UUID {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("sportello:digest/"+office+"/"+string(day)))
}

// opensOn is when an office first receives people on the day of t. Where nobody
// knows the hours, it is on working days at nine.
func (o Office) opensOn(t time.Time) (time.Time, bool) {
	day := StartOfDay(t, o.Zone, 0)
	if o.CounterHours.Known() || o.AppointmentHours.Known() {
		r, ok := o.NextReception(day)
		return r.From, ok && StartOfDay(r.From, o.Zone, 0).Equal(day)
	}
	nine := time.Date(day.Year(), day.Month(), day.Day(), 9, 0, 0, 0, o.Zone)
	_, closed := o.CounterHours.ClosureAt(nine)
	weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
	return nine, !closed && !weekend
}
