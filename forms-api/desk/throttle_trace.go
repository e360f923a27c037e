package desk

import (
	"context"
	"time"

	formsapi "sportello/forms-api"
)

// traceEvery is how often the log says of an account that attempts at it were slowed:
// once in an hour, not once for each attempt.
const traceEvery = time.Hour

// traced tells whether to keep account of an account that is slowed, and remembers it.
// What makes everybody at an address wait is no matter of the account that is tried.
func (t *throttle) traced(a attempt) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	if t.pairs.wait(a.pair, now) <= 0 && t.accounts.wait(a.account, now) <= 0 {
		return false
	}
	if last, known := t.traces[a.account]; known && now.Sub(last) < traceEvery {
		return false
	}
	t.traces.open(a.account, now)
	return true
}

// keepSlowed writes that an account is guessed at. Nobody waits for it: an answer that
// took longer would tell a stranger that there is such an account.
func (v *visit) keepSlowed(in *throttle, try attempt) {
	if !in.traced(try) {
		return
	}
	what := formsapi.SlowedPassword
	if in == v.codes {
		what = formsapi.SlowedCode
	}
	ctx := context.WithoutCancel(v.r.Context())
	go func() {
		if err := v.Accounts.Slowed(ctx, try.of, what); err != nil {
			v.Log.Warn("the log lacks that attempts to sign in were slowed", "error", err)
		}
	}()
}
