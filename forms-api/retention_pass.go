package formsapi

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"
)

// PassRetention is the use case of time: each night it erases what was kept for
// long enough. What is left of a request is the tally.
type PassRetention struct {
	Periods Retention
	Store   RetentionStore
	Ledger  ErasureLedger
	Zone    *time.Location // of the offices
	Now     func() time.Time

	done   Date // the day on which everything was looked at last
	counts map[RecordKind]int
}

const (
	retentionHour  = 2      // on the offices' clock: nobody is at a counter
	auditBatch     = 10_000 // entries of the audit log in a night
	retentionBatch = 100    // records in a transaction, so that a person who asks meanwhile waits for no more
)

// Pass looks once a day, from two in the morning on, at what is over, and says
// whether there is more of it. A program that does not run at night does so when it
// starts. To look again changes nothing. It answers a *ClockError, and erases nothing,
// where the clock may be wrong.
func (u *PassRetention) Pass(ctx context.Context) (more bool, err error) {
	now := u.Now().In(u.Zone)
	today := DateOf(now)
	if today == u.done || now.Hour() < retentionHour {
		return false, nil
	}
	if err := trustClock(ctx, u.Store, now); err != nil {
		return false, err
	}
	if u.counts == nil {
		u.counts = map[RecordKind]int{}
	}
	if more, err = u.batch(ctx, now); err != nil || more {
		return more, err
	}
	switch err := u.end(ctx, now); {
	case CodeOf(err) == CodeUnavailable: // somebody reads: it is tried again
	case err != nil:
		return false, err
	default:
		u.done, u.counts = today, nil
	}
	return false, nil
}

// batch removes some records of each kind.
func (u *PassRetention) batch(ctx context.Context, now time.Time) (more bool, err error) {
	for _, k := range KindsErased {
		full, err := u.erase(ctx, k, u.begunBefore(now, k))
		if err != nil {
			return false, fmt.Errorf("erasing %s: %w", k, err)
		}
		more = more || full
	}
	for _, k := range KindsRemoved {
		n, err := u.Store.Forget(ctx, k, u.begunBefore(now, k), retentionBatch)
		if err != nil {
			return false, fmt.Errorf("removing %s: %w", k, err)
		}
		u.counts[k] += n
		more = more || n == retentionBatch
	}
	return more, nil
}

// begunBefore is the midnight before which a period must have begun to be over on
// this day: a request that was finished on the first is kept for 30 days until the
// night to the 31st, whatever the hour.
func (u *PassRetention) begunBefore(now time.Time, k RecordKind) time.Time {
	days := u.Periods.days(k)
	if days == 0 {
		return now
	}
	return time.Date(now.Year(), now.Month(), now.Day()-days+1, 0, 0, 0, 0, u.Zone)
}

// erase erases some records of a kind. They are marked before the ledger has them:
// what somebody reopened meanwhile is in no ledger, and what a killed program had
// begun is no longer anybody's to change, and Erasures.CarryOut finishes it.
func (u *PassRetention) erase(ctx context.Context, k RecordKind, before time.Time) (more bool, err error) {
	overdue, err := u.Store.Overdue(ctx, k, before, retentionBatch)
	if err != nil || len(overdue) == 0 {
		return false, err
	}
	now := u.Now().UTC()
	e := Erasure{AskedBy: ByTime, AskedAt: now, BegunAt: now, Records: overdue}
	if e.ID, err = newID(now, rand.Reader); err != nil {
		return false, err
	}
	if e.Records, err = u.Store.BeginOverdue(ctx, k, before, e); err != nil || len(e.Records) == 0 {
		return false, err
	}
	n, err := eraseAll(ctx, u.Ledger, u.Store, e.Records, ByTime, string(k), now)
	if err != nil {
		return false, err
	}
	u.counts[k] += n
	return len(overdue) == retentionBatch, u.Store.EndErasure(ctx, e.ID)
}

// end accounts for the night, and empties the log of recent writes.
func (u *PassRetention) end(ctx context.Context, now time.Time) error {
	before := time.Date(now.Year(), now.Month(), now.Day()-u.Periods.AuditLog+1, 0, 0, 0, 0, u.Zone)
	if _, err := u.Store.ForgetAudit(ctx, before, now.UTC(), auditBatch); err != nil {
		return fmt.Errorf("removing what the audit log was kept for: %w", err)
	}
	if said := u.said(); said != "" {
		if err := u.Store.Audit(ctx, AuditEntry{At: now.UTC(), By: ByTime, Action: ActionRetention, Detail: said}); err != nil {
			return fmt.Errorf("keeping account of the night: %w", err)
		}
		u.counts = map[RecordKind]int{}
	}
	if err := u.Store.TruncateLog(ctx); err != nil {
		return fmt.Errorf("emptying the log of recent writes: %w", err)
	}
	return nil
}

// said is how many of which kind: "finished 12, comments 3".
func (u *PassRetention) said() string {
	var parts []string
	for _, k := range slices.Concat(KindsErased, KindsRemoved) {
		if n := u.counts[k]; n > 0 && k != KindSessions { // these end all day long
			parts = append(parts, fmt.Sprintf("%s %d", k, n))
		}
	}
	return strings.Join(parts, ", ")
}
