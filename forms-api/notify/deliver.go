package notify

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// Bounds of a delivery. An attempt that begins within the first half of the lease
// ends before it does, so that no other process sends the same meanwhile.
const (
	batch      = 8
	lease      = time.Minute
	attempt    = 20 * time.Second
	lastBegin  = 30 * time.Second
	markEvery  = time.Second
	markTrials = 5
)

// Appointments tells whether what a message says is still so.
type Appointments interface {
	Appointment(ctx context.Context, id uuid.UUID) (formsapi.Appointment, error)
}

// A Deliverer sends what is due, for one goroutine. Several deliverers, in several
// processes, may work on one outbox.
type Deliverer struct {
	Outbox       formsapi.OutboxStore
	Appointments Appointments
	Sealer       formsapi.Sealer
	Letters      Letters
	Mail         Mail // nil: no e-mail leaves
	SMS          SMS  // nil: no SMS leaves
	Now          func() time.Time
	Chance       func() float64      // from 0 to less than 1: spreads attempts out
	Pause        func(time.Duration) // before it is tried again to note that a message has left

	Log *slog.Logger

	trouble  error    // why the latest messages did not leave
	accepted sync.Map // ids of messages that left and could not be marked yet
}

// Deliver sends a batch of what is due, and says whether more may be. Messages of
// one appointment leave one after the other, each in a batch of its own; a failure
// of one does not concern the others. When ctx ends nothing new is taken, and what is being sent is sent.
// The error is why messages do not leave at present: it stays the same while
// nothing is due, until something leaves again.
func (d *Deliverer) Deliver(ctx context.Context) (more bool, err error) {
	now, began := d.Now(), time.Now() // the length of an attempt is the machine's, whatever the clock says
	leased, err := d.Outbox.Lease(ctx, now, now.Add(lease), batch)
	if err != nil {
		return false, fmt.Errorf("taking messages from the outbox: %w", err)
	}
	if len(leased) == 0 {
		return false, d.trouble
	}
	stopping, ctx := ctx, context.WithoutCancel(ctx)
	var failed failures
	var sending sync.WaitGroup
	for _, m := range leased {
		sending.Go(func() {
			if stopping.Err() == nil && time.Since(began) < lastBegin {
				failed.add(d.deliver(ctx, m))
			}
		})
	}
	sending.Wait()
	d.trouble = failed.err()
	return true, d.trouble
}

// deliver sends a message, and notes what became of it. What it returns is for
// the log.
func (d *Deliverer) deliver(ctx context.Context, m formsapi.QueuedMessage) (err error) {
	defer caught(&err)
	if _, left := d.accepted.Load(m.ID); left {
		return d.mark(ctx, m.ID)
	}
	holds, err := d.try(ctx, m)
	switch {
	case err != nil:
		return d.failed(ctx, m, err)
	case !holds:
		return d.Outbox.Drop(ctx, m.ID)
	}
	return d.mark(ctx, m.ID)
}

// try sends a message if what it says still holds. Whatever goes wrong with one
// message stays with it.
func (d *Deliverer) try(ctx context.Context, m formsapi.QueuedMessage) (holds bool, err error) {
	defer caught(&err)
	ctx, cancel := context.WithTimeout(ctx, attempt)
	defer cancel()
	said, err := formsapi.OpenMessage(d.Sealer, m)
	if err != nil {
		return true, &Failure{Cause: "the message cannot be read: its seal does not open"}
	}
	told := formsapi.ToldMessage{QueuedMessage: m, MessageDetails: said}
	if m.Appointment != uuid.Nil {
		if told, err = d.current(ctx, told); err != nil || told.To == "" {
			return err != nil, err
		}
	}
	return true, d.send(ctx, told.QueuedMessage, told.MessageDetails)
}

// caught makes an error of a panic, without what it says: that may be about somebody.
func caught(err *error) {
	if fell := recover(); fell != nil {
		*err = &Failure{Cause: fmt.Sprintf("panic of type %T", fell)}
	}
}

func (d *Deliverer) send(ctx context.Context, m formsapi.QueuedMessage, said formsapi.MessageDetails) error {
	switch {
	case m.Channel == formsapi.ChannelEmail && d.Mail != nil:
		e, err := d.Letters.Email(m, said)
		if err != nil {
			return &Failure{Cause: "the e-mail cannot be written"}
		}
		return d.Mail.Send(ctx, e)
	case m.Channel == formsapi.ChannelSMS && d.SMS != nil:
		return d.SMS.Send(ctx, d.Letters.Text(m, said))
	}
	return &Failure{Cause: fmt.Sprintf("%s is not set up", m.Channel)}
}
