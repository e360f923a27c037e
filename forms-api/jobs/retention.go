package jobs

import (
	"context"
	"time"
)

// Retention is looked at often enough to begin within a quarter of an hour of two in
// the morning; what somebody asked to be erased, within a minute of its time.
const (
	retentionEvery = 15 * time.Minute
	erasuresEvery  = time.Minute
)

// Pass erases what was kept for long enough, once a night; *formsapi.PassRetention does.
type Pass interface {
	Pass(ctx context.Context) (more bool, err error)
}

// CarryOut erases what was asked for and not taken back; *formsapi.Erasures does.
type CarryOut interface {
	CarryOut(ctx context.Context) (carried int, err error)
}

// Retention are the jobs that erase.
func Retention(p Pass, c CarryOut) []Job {
	return []Job{
		{Name: "retention", Every: retentionEvery, Do: p.Pass},
		{Name: "erasures", Every: erasuresEvery, Do: func(ctx context.Context) (bool, error) {
			_, err := c.CarryOut(ctx)
			return false, err
		}},
	}
}
