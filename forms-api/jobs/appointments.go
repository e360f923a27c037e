package jobs

import (
	"context"
	"time"
)

// How often each thing is looked at. Nobody waits for a hold to end to the second;
// who has just booked looks for the message at once.
const (
	expireEvery  = 5 * time.Second
	deliverEvery = 2 * time.Second
	digestEvery  = time.Minute
	moveOnEvery  = time.Minute
)

// Expire gives back places whose hold is over; *formsapi.PassTime does.
type Expire interface {
	Expire(ctx context.Context) (expired int, err error)
}

// Deliver sends messages that are due; *notify.Deliverer does.
type Deliver interface {
	Deliver(ctx context.Context) (more bool, err error)
}

// Digest queues the offices' digests; *formsapi.DigestOffices does.
type Digest interface {
	Digest(ctx context.Context) (queued int, err error)
}

// MoveOn moves on who still has a time in a closure; *formsapi.CloseOffice does.
type MoveOn interface {
	MoveOn(ctx context.Context) (moved int, err error)
}

// Appointments are the jobs of appointments.
func Appointments(e Expire, d Deliver, g Digest, m MoveOn) []Job {
	return []Job{
		{Name: "expire", Every: expireEvery, Do: func(ctx context.Context) (bool, error) {
			expired, err := e.Expire(ctx)
			return expired > 0, err
		}},
		{Name: "deliver", Every: deliverEvery, Do: d.Deliver},
		{Name: "digest", Every: digestEvery, Do: func(ctx context.Context) (bool, error) {
			_, err := g.Digest(ctx)
			return false, err
		}},
		{Name: "move on", Every: moveOnEvery, Do: func(ctx context.Context) (bool, error) {
			_, err := m.MoveOn(ctx)
			return false, err
		}},
	}
}
