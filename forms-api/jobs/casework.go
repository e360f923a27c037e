package jobs

import (
	"context"
	"time"
)

// How often what nobody waits for is looked at, and what did not arrive.
const (
	renewEvery  = time.Hour
	forgetEvery = time.Hour
	returnEvery = time.Minute
	misfitEvery = time.Minute
)

// Renew indexes anew what older rules have indexed, forgets what nobody can undo
// any more, and puts back to the desk what did not arrive; *formsapi.PassTime does.
type Renew interface {
	RenewIndexes(ctx context.Context) (renewed int, err error)
	ForgetKept(ctx context.Context) error
	ReturnUndelivered(ctx context.Context) (int, error)
}

// FindMisfits knows what the facts no longer suit before the desk's pages ask;
// *formsapi.WorkAppointments does, and has to be the one that they ask.
type FindMisfits interface {
	FindMisfits(ctx context.Context) error
}

// Casework are the jobs of what the desk keeps beside requests.
func Casework(r Renew, m FindMisfits) []Job {
	return []Job{
		{Name: "renew indexes", Every: renewEvery, Do: func(ctx context.Context) (bool, error) {
			renewed, err := r.RenewIndexes(ctx)
			return renewed > 0, err
		}},
		{Name: "undone steps", Every: forgetEvery, Do: func(ctx context.Context) (bool, error) {
			return false, r.ForgetKept(ctx)
		}},
		{Name: "undelivered answers", Every: returnEvery, Do: func(ctx context.Context) (bool, error) {
			_, err := r.ReturnUndelivered(ctx)
			return false, err
		}},
		{Name: "misfits", Every: misfitEvery, Do: func(ctx context.Context) (bool, error) { return false, m.FindMisfits(ctx) }},
	}
}
