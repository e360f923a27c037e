package notify_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/google/uuid"

	formsapi "sportello/forms-api"
	"sportello/forms-api/notify"
)

var errNo = &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "later"}

// Given a mail server that is down for a day, each attempt comes later than the
// one before, and after the last one the message waits for staff.
func TestAttemptsComeLaterAndLaterAndEnd(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	mails.refuse = func(string) error { return errNo }
	ref := s.asked(t, monday.Add(10*24*time.Hour), byEmail)
	d := s.deliverer(mails.mail(), nil)
	now := monday
	for n, pause := range []time.Duration{0, time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour, 15 * time.Hour} {
		s.set(now.Add(pause - time.Second))
		_ = deliver(t, d)
		if got := first(t, s, ref); pause > 0 && got.Attempts != n {
			t.Fatalf("a second before its time there were %d attempts, want %d", got.Attempts, n)
		}
		now = now.Add(pause)
		s.set(now)
		if err := deliver(t, d); (err == nil) != (n == 6) {
			t.Errorf("attempt %d says %v", n, err)
		}
		got := first(t, s, ref)
		if dead := n == 6; got.Attempts != n+1 || got.DeadAt.IsZero() == dead {
			t.Errorf("after attempt %d: %d attempts, given up %v", n, got.Attempts, got.DeadAt)
		}
		if got.Failure != "smtp: the address is refused for now (451 4.3.0)" {
			t.Errorf("its failure is %q", got.Failure)
		}
	}
	mails.refuse = nil
	s.set(now.Add(48 * time.Hour))
	if err := deliver(t, d); err != nil || len(mails.all()) != 0 {
		t.Errorf("what was given up is sent: %v, %d e-mails", err, len(mails.all()))
	}
	if waiting, err := s.store.Calls(t.Context(), nil, formsapi.CallPlace{}, 10); err != nil || len(waiting) != 1 {
		t.Errorf("staff see %+v (%v)", waiting, err)
	}
}

// first is what the person was told first: that the appointment is agreed.
func first(t *testing.T, s *service, ref formsapi.Reference) formsapi.QueuedMessage {
	t.Helper()
	for _, m := range s.messages(t, ref) {
		if m.Notice == formsapi.NoticeConfirmed {
			return m
		}
	}
	t.Fatal("nobody was told that it is agreed")
	return formsapi.QueuedMessage{}
}

// Given chance, attempts that failed together come back apart, by a fifth at most.
func TestAttemptsAreSpreadOut(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	mails.refuse = func(string) error { return errNo }
	ref := s.asked(t, monday.Add(10*24*time.Hour), byEmail)
	d := s.deliverer(mails.mail(), nil)
	d.Chance = func() float64 { return 0.5 }
	_ = deliver(t, d)
	if got := first(t, s, ref).DueAt.Sub(monday); got != 66*time.Second {
		t.Errorf("the next attempt comes after %v, want a minute and a tenth", got)
	}
}

// Given one address that is refused, the others are told all the same, and it is
// not tried again.
func TestOneBadAddressConcernsNobodyElse(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	mails.refuse = func(to string) error {
		if to == "bad@example.org" {
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user bad@example.org"}
		}
		return nil
	}
	var bad formsapi.Reference
	for n, address := range []string{"a@example.org", "bad@example.org", "c@example.org"} {
		ref := s.asked(t, monday.Add(72*time.Hour+time.Duration(n)*time.Hour), formsapi.Details{Email: address, Contact: formsapi.ContactEmail})
		if n == 1 {
			bad = ref
		}
	}
	if err := deliver(t, s.deliverer(mails.mail(), nil)); err != nil {
		t.Errorf("it says that e-mails do not leave: %v", err)
	}
	if said := s.log.String(); strings.Contains(said, "example.org") || strings.Count(said, "left to staff") != 1 {
		t.Errorf("the log says %s", said)
	}
	if got := mails.all(); len(got) != 2 {
		t.Errorf("the mail server has %d e-mails, want the two others", len(got))
	}
	if m := first(t, s, bad); m.DeadAt.IsZero() || m.Attempts != 1 || strings.Contains(m.Failure, "@") {
		t.Errorf("the refused one is %+v", m)
	}
}

// Given words that cannot be made, the others leave, and nothing falls over.
func TestAPanicStaysWithItsMessage(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	s.asked(t, monday.Add(72*time.Hour), byEmail)
	s.asked(t, monday.Add(73*time.Hour), formsapi.Details{Email: "b@example.org", Contact: formsapi.ContactEmail})
	d := s.deliverer(falls{mails.mail()}, nil)
	if err := deliver(t, d); err == nil || !strings.Contains(err.Error(), "panic") || len(mails.all()) != 1 {
		t.Errorf("it says %v, and %d e-mails arrived", err, len(mails.all()))
	}
}

// falls cannot write to one address.
type falls struct{ to notify.Mail }

func (f falls) Send(ctx context.Context, e notify.Email) error {
	if e.To == byEmail.Email {
		panic("amina@example.org")
	}
	return f.to.Send(ctx, e)
}

// Given several deliverers in two processes, each message leaves once.
func TestTwoDeliverersSendOnce(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	const people = 30
	for n := range people {
		s.asked(t, monday.Add(72*time.Hour+time.Duration(n%8)*30*time.Minute), byEmail)
	}
	other := s.deliverer(mails.mail(), nil)
	store := s.open(t)
	other.Outbox, other.Appointments = store, store
	var all sync.WaitGroup
	for _, d := range []*notify.Deliverer{s.deliverer(mails.mail(), nil), other, s.deliverer(mails.mail(), nil)} {
		all.Go(func() {
			if err := deliver(t, d); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	ids := map[string]int{}
	for _, m := range mails.all() {
		ids[m.id()]++
	}
	if len(ids) != people || len(mails.all()) != people {
		t.Errorf("%d e-mails with %d Message-IDs for %d people", len(mails.all()), len(ids), people)
	}
}

// unmarked is an outbox that cannot note what has left, for so many times.
type unmarked struct {
	formsapi.OutboxStore
	times int
}

func (u *unmarked) Sent(ctx context.Context, id uuid.UUID, at time.Time) error {
	if u.times--; u.times >= 0 {
		return errors.New("the disk is full")
	}
	return u.OutboxStore.Sent(ctx, id, at)
}

// Given a crash after the mail server accepted and before that is noted, the
// e-mail is sent again, and is the same one.
func TestAfterACrashTheSameEmailIsSentAgain(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	s.asked(t, monday.Add(72*time.Hour), byEmail)
	crashes := s.deliverer(mails.mail(), nil)
	crashes.Outbox = &unmarked{s.store, 1000}
	if err := deliver(t, crashes); err == nil {
		t.Error("nobody is told that it could not be noted")
	}
	after := s.deliverer(mails.mail(), nil) // the process that starts next
	if err := deliver(t, after); err != nil || len(mails.all()) != 1 {
		t.Fatalf("while it is leased: %v, %d e-mails", err, len(mails.all()))
	}
	s.set(monday.Add(2 * time.Minute))
	if err := deliver(t, after); err != nil {
		t.Fatal(err)
	}
	got := mails.all()
	if len(got) != 2 || got[0].id() != got[1].id() || got[0].id() == "" {
		t.Errorf("it was sent as %v", got)
	}
	s.set(monday.Add(time.Hour))
	if err := deliver(t, after); err != nil || len(mails.all()) != 2 {
		t.Errorf("it was sent once more: %v", err)
	}
}

// Given a disk that was full for a while, what has left is not sent again.
func TestWhatHasLeftIsRemembered(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	ref := s.asked(t, monday.Add(72*time.Hour), byEmail)
	d := s.deliverer(mails.mail(), nil)
	d.Outbox = &unmarked{s.store, 5}
	_ = deliver(t, d)
	s.set(monday.Add(2 * time.Minute))
	if err := deliver(t, d); err != nil || len(mails.all()) != 1 || first(t, s, ref).SentAt.IsZero() {
		t.Errorf("%v, %d e-mails", err, len(mails.all()))
	}
}

// Given a channel that is not set up any more, the message is not lost.
func TestWithoutItsChannelAMessageWaits(t *testing.T) {
	s := begin(t)
	ref := s.asked(t, monday.Add(72*time.Hour), byEmail)
	_ = deliver(t, s.deliverer(nil, nil))
	if m := first(t, s, ref); m.Failure != "email is not set up" || !m.DeadAt.IsZero() || !m.SentAt.IsZero() {
		t.Errorf("it is %+v", m)
	}
}

// Given the end of the program while an e-mail is being sent, it is sent and
// noted, and what comes next is left for another time.
func TestAtTheEndWhatIsBeingSentIsSent(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	ref := s.asked(t, monday.Add(72*time.Hour), byEmail)
	ctx, stop := context.WithCancel(t.Context())
	mails.content = func() error {
		stop()
		return nil
	}
	d := s.deliverer(mails.mail(), nil)
	if _, err := d.Deliver(ctx); err != nil {
		t.Fatal(err)
	}
	if first(t, s, ref).SentAt.IsZero() {
		t.Error("what was sent is not noted")
	}
	s.asked(t, monday.Add(73*time.Hour), byEmail)
	_, _ = d.Deliver(ctx)
	if len(mails.all()) != 1 {
		t.Errorf("%d e-mails arrived, want one", len(mails.all()))
	}
}

// erased knows no appointment any more.
type erased struct{}

func (erased) Appointment(context.Context, uuid.UUID) (formsapi.Appointment, error) {
	return formsapi.Appointment{}, &formsapi.Problem{Code: formsapi.CodeNotFound}
}

// Given a request that is erased while its message is leased, nobody is told.
func TestWhatWasErasedIsNotSent(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	ref := s.asked(t, monday.Add(72*time.Hour), byEmail)
	before := len(s.messages(t, ref))
	d := s.deliverer(mails.mail(), nil)
	d.Appointments = erased{}
	if err := deliver(t, d); err != nil || len(mails.all()) != 0 || len(s.messages(t, ref)) != before-1 {
		t.Errorf("%v, %d e-mails, %d messages of %d", err, len(mails.all()), len(s.messages(t, ref)), before)
	}
}

// Given a digest, the office is told a number, and where to read.
func TestADigestIsDelivered(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	err := s.store.Enqueue(t.Context(), formsapi.Message{
		ID: uuid.NewSHA1(uuid.NameSpaceURL, []byte("potenza")), Office: "potenza", Notice: formsapi.NoticeDigest, Channel: formsapi.ChannelEmail,
		Language: "it", DueAt: monday, Sealed: []byte(`{"to":"desk@example.org","office":"Sportello di Potenza","count":3}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := deliver(t, s.deliverer(mails.mail(), nil)); err != nil || len(mails.all()) != 1 {
		t.Fatalf("%v, %d e-mails", err, len(mails.all()))
	}
	m := mails.all()[0]
	if m.to != "desk@example.org" || !strings.Contains(m.parts["text/plain"], "3 nuove richieste") ||
		!strings.Contains(m.parts["text/html"], "https://help.example.org/desk/") {
		t.Errorf("to %s went %+v", m.to, m.parts)
	}
}

// Given a mail server that is down, that is said until something leaves again,
// also while nothing is due.
func TestTroubleLastsUntilSomethingLeaves(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	mails.refuse = func(string) error { return errNo }
	s.asked(t, monday.Add(10*24*time.Hour), byEmail)
	d := s.deliverer(mails.mail(), nil)
	for _, after := range []time.Duration{0, time.Second, 30 * time.Second} {
		s.set(monday.Add(after))
		if err := deliver(t, d); err == nil || err.Error() != "delivering messages: smtp: the address is refused for now (451 4.3.0)" {
			t.Errorf("after %v it says %v", after, err)
		}
	}
	mails.refuse = nil
	s.set(monday.Add(2 * time.Minute))
	if err := deliver(t, d); err != nil || len(mails.all()) != 1 {
		t.Errorf("when it is up again: %v", err)
	}
}
