// Package jobs runs what time brings: holds that end, messages that are due, the
// offices' digests. It owns no rule, only when something is looked at again; what
// goes wrong in one job does not concern the others, and nothing here holds up the
// start of the program or its end.
package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// A Job is something to look at again and again.
type Job struct {
	Name  string // for the log
	Every time.Duration
	// Do does what is due, and says whether more of it may be waiting: then it is
	// called again at once. When ctx ends it begins nothing new.
	Do func(ctx context.Context) (more bool, err error)
}

// A Round runs jobs side by side.
type Round struct {
	Jobs  []Job
	Log   *slog.Logger
	After func(time.Duration) <-chan time.Time // time.After, or a test's clock
}

// Run runs the jobs until ctx ends, and returns when each has ended what it had
// begun.
func (r Round) Run(ctx context.Context) {
	var running sync.WaitGroup
	for _, j := range r.Jobs {
		running.Go(func() { r.loop(ctx, j) })
	}
	running.Wait()
}

func (r Round) loop(ctx context.Context, j Job) {
	told := ""
	for {
		more, err := once(ctx, j)
		if ctx.Err() != nil {
			return
		}
		told = r.tell(j, err, told)
		if more && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-r.After(j.Every):
		}
	}
}

// once does a job once. A panic is an error like others.
func once(ctx context.Context, j Job) (more bool, err error) {
	defer func() {
		if fell := recover(); fell != nil {
			more, err = false, fmt.Errorf("panic: %v", fell)
		}
	}()
	return j.Do(ctx)
}

// tell logs what is new: a failure when it begins or changes, and its end. It
// returns what it told.
func (r Round) tell(j Job, err error, before string) (now string) {
	if err != nil {
		now = err.Error()
	}
	switch {
	case now == before:
	case err != nil:
		r.Log.Error("a job fails, and goes on trying", "job", j.Name, "error", err)
	default:
		r.Log.Info("a job works again", "job", j.Name)
	}
	return now
}
