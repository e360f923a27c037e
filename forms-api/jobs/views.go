package jobs

import (
	"context"
	"time"
)

// keepEvery is how much of what was counted a crash loses at most.
const keepEvery = time.Minute

// Keep stores what was counted in memory, and drops what is old;
// *formsapi.CountViews does.
type Keep interface {
	Keep(ctx context.Context) error
}

// Views is the job of counted page views.
func Views(k Keep) Job {
	return Job{Name: "page views", Every: keepEvery, Do: func(ctx context.Context) (bool, error) {
		return false, k.Keep(ctx)
	}}
}
