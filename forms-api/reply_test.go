package formsapi_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
	"sportello/forms-api/words"
)

// answers is the use case, with the words of the site and those that a town adds.
func (s *service) answers(t *testing.T) *formsapi.AnswerRequests {
	t.Helper()
	return &formsapi.AnswerRequests{Work: s.work, Words: must(loadWords())}
}

var loadWords = sync.OnceValues(func() (*words.Words, error) {
	return words.Load(os.DirFS("../i18n"), os.DirFS("testdata/town-i18n"))
})

// written is somebody who reads Arabic, gets e-mails, and waits for the desk.
func (s *service) written(t *testing.T) formsapi.Appointment {
	t.Helper()
	s.request.Languages = must(loadWords())
	r := asking("")
	r.Language, r.Email, r.Contact = "ar", "amina@example.org", formsapi.ContactEmail
	return s.asked(t, r)
}

// answer gives an answer, and returns the request as it is then.
func (s *service) answer(t *testing.T, a formsapi.Appointment, typed formsapi.Answer) formsapi.Appointment {
	t.Helper()
	typed.ID, typed.Version = a.ID, a.Version
	if err := s.answers(t).Send(t.Context(), coordinator, typed); err != nil {
		t.Fatal(err)
	}
	return must(s.store.Appointment(t.Context(), a.ID))
}

// reply is the latest answer in the history.
func (s *service) reply(t *testing.T, id uuid.UUID) formsapi.Reply {
	t.Helper()
	history := must(s.work.Read(t.Context(), coordinator, id)).History
	last := history[len(history)-1]
	if last.Reply == nil {
		t.Fatalf("the last entry is %s, with no answer", last.Event)
	}
	return *last.Reply
}

// replyMessage is the answer in the outbox, opened.
func (s *service) replyMessage(t *testing.T, id uuid.UUID) (m formsapi.QueuedMessage, says formsapi.MessageDetails) {
	t.Helper()
	for _, m := range must(s.store.MessagesOf(t.Context(), id)) {
		if m.Notice == formsapi.NoticeReply {
			return m, must(formsapi.OpenMessage(s.ring, m))
		}
	}
	t.Fatal("no answer is in the outbox")
	return m, says
}

func (s *service) verified(t *testing.T) {
	t.Helper()
	if report, err := s.store.Verify(t.Context(), s.ring); err != nil || len(report.Findings) > 0 {
		t.Errorf("the database: %q, %v", report.Findings, err)
	}
}

// Given a template, the person gets it in their language and the history has the
// Italian beside it; it is an answer, and leaves once it cannot be taken back.
func TestATemplateIsSaidInBothLanguages(t *testing.T) {
	s := begin(t)
	a := s.written(t)
	a = s.answer(t, a, formsapi.Answer{Template: "documents", Details: "passaporto, permesso di soggiorno.", Way: formsapi.ReplyByEmail})
	r := s.reply(t, a.ID)
	if r.Language != "ar" || !strings.Contains(r.Text, "أحضر") || !strings.Contains(r.Text, "passaporto, permesso di soggiorno") ||
		r.Italian != "Quando vieni, porta questi documenti: passaporto, permesso di soggiorno." {
		t.Errorf("it is said as %+v", r)
	}
	m, says := s.replyMessage(t, a.ID)
	if says.Text != r.Text || says.TextLanguage != "ar" || m.Channel != formsapi.ChannelEmail || m.DueAt.Before(s.now.Add(formsapi.UndoFor)) {
		t.Errorf("it leaves at %s by %s as %+v", m.DueAt, m.Channel, says)
	}
	if a.AwaitsPerson || !a.AnsweredAt.Equal(s.now) {
		t.Errorf("the work is %+v", a.Casework)
	}
	s.verified(t)
}

// Given what an office does not have, the templates that need it are not offered; a
// town's own are.
func TestTemplatesAreThoseThatCanBeFilled(t *testing.T) {
	s := begin(t)
	a := s.written(t)
	offered := func() (names []string) {
		for _, template := range must(s.answers(t).Templates(t.Context(), coordinator, a.ID, "it")) {
			names = append(names, template.Name)
			if strings.Contains(template.Text, "…") != template.Details {
				t.Errorf("%s asks for something: %t", template.Name, template.Details)
			}
		}
		return names
	}
	if got := offered(); !slices.Equal(got, []string{"closed-in-august", "documents", "elsewhere", "received"}) {
		t.Errorf("without a telephone, an address and hours there are %v", got)
	}
	s.desk = func(o *formsapi.Office) {
		week := formsapi.Week{time.Monday: {{Opens: 8 * 60, Closes: 12 * 60}}}
		o.CounterHours = must(formsapi.NewOpeningHours(time.UTC, week, nil))
		o.Telephones = []formsapi.Telephone{{Shown: "0971 415507"}}
		o.Address = formsapi.Address{Street: "via Lacava, 2"}
	}
	if got := offered(); len(got) != 9 {
		t.Errorf("with all of it there are %v", got)
	}
	r := must(s.answers(t).Preview(t.Context(), coordinator, formsapi.Answer{ID: a.ID, Template: "walk-in", Way: formsapi.ReplyOnPaper}, "it"))
	if !strings.Contains(r.Italian, "Sportello, via Lacava, 2") || !strings.Contains(r.Italian, "lunedì 08:00-12:00") {
		t.Errorf("it is filled as %q", r.Italian)
	}
}

// Given an answer that asks something, it is the person's turn, also where the work
// was finished; one that asks nothing leaves the turn.
func TestWhoIsAskedHasTheirTurn(t *testing.T) {
	s := begin(t)
	a := s.written(t)
	due := a.DueAt
	a = s.answer(t, a, formsapi.Answer{Text: "Vediamo.", Language: "it", Way: formsapi.ReplyOnPaper})
	if a.AwaitsPerson || !a.DueAt.Equal(due) {
		t.Errorf("after it %+v", a.Casework)
	}
	a = s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventDecline, Reason: "other"})
	a = s.answer(t, a, formsapi.Answer{Text: "Sei sicura?", Language: "it", Way: formsapi.ReplyOnPaper, Asks: true})
	if !a.AwaitsPerson || a.Finished() || a.DueAt.IsZero() || a.State != formsapi.Declined {
		t.Errorf("after a question it is %s, %+v", a.State, a.Casework)
	}
	s.verified(t)
}

// Given a call, only who was told has an answer; who was not is the desk's, today.
func TestACallHasAResult(t *testing.T) {
	for result, answered := range map[formsapi.CallResult]bool{
		formsapi.CallTold: true, formsapi.CallNoAnswer: false, formsapi.CallBack: false, formsapi.CallWrongNumber: false,
	} {
		s := begin(t)
		a := s.written(t)
		a = s.answer(t, a, formsapi.Answer{Way: formsapi.ReplyByTelephone, Result: result, Language: "it", Asks: true})
		today := time.Date(s.now.Year(), s.now.Month(), s.now.Day(), 23, 59, 0, 0, time.UTC)
		if answered == a.AnsweredAt.IsZero() || a.AwaitsPerson != answered || !answered && a.DueAt.After(today) {
			t.Errorf("after %s the work is %+v", result, a.Casework)
		}
		if got := s.notices(t, a.ID); slices.Contains(got, formsapi.NoticeReply) {
			t.Errorf("after %s something leaves: %v", result, got)
		}
		s.verified(t)
	}
}

// Given an answer that is taken back within ten seconds, nothing leaves and the work
// is as before; the request's own page shows none.
func TestAnAnswerIsTakenBack(t *testing.T) {
	s := begin(t)
	before := s.written(t)
	told := s.notices(t, before.ID)
	s.answer(t, before, formsapi.Answer{Template: "received", Way: formsapi.ReplyByEmail, Asks: true})
	s.now = s.now.Add(9 * time.Second)
	after := s.decided(t, before.ID, formsapi.Decision{Event: formsapi.EventUndo})
	if !after.Casework.Equal(before.Casework) || !slices.Equal(s.notices(t, before.ID), told) {
		t.Errorf("it is %+v, and %v is to be told", after.Casework, s.notices(t, before.ID))
	}
	s.now = s.now.Add(time.Minute)
	ref := must(formsapi.OpenDetails(s.ring, after)).Reference
	if replies := must(s.follow.Replies(t.Context(), ref, "4567")); len(replies) != 0 {
		t.Errorf("the person reads %+v", replies)
	}
	s.verified(t)
}

// Given an answer that cannot be delivered, the request comes back once: the desk's
// turn, due today, and the history says so. What is told of its state goes on.
func TestWhatDoesNotArriveComesBack(t *testing.T) {
	s := begin(t)
	a := s.written(t)
	a = s.answer(t, a, formsapi.Answer{Template: "received", Way: formsapi.ReplyByEmail, Asks: true})
	m, _ := s.replyMessage(t, a.ID)
	s.now = s.now.Add(time.Hour)
	if n := must(s.time.ReturnUndelivered(t.Context())); n != 0 {
		t.Errorf("%d came back that may still arrive", n)
	}
	if err := s.store.Failed(t.Context(), m.ID, s.now, time.Time{}, "550 no such mailbox"); err != nil {
		t.Fatal(err)
	}
	for run, want := range []int{1, 0} {
		if n := must(s.time.ReturnUndelivered(t.Context())); n != want {
			t.Errorf("run %d put %d back, want %d", run, n, want)
		}
	}
	a = must(s.store.Appointment(t.Context(), a.ID))
	if a.AwaitsPerson || a.DueAt.Day() != s.now.Day() || a.DueAt.Before(s.now) {
		t.Errorf("the work is %+v", a.Casework)
	}
	if names := s.tab(t, formsapi.InboxQuery{Tab: formsapi.TabToday}); len(names) != 1 {
		t.Errorf("due today are %v", names)
	}
	history := must(s.work.Read(t.Context(), coordinator, a.ID)).History
	if last := history[len(history)-1]; last.Event != formsapi.EventUndelivered || last.By != formsapi.ByTime {
		t.Errorf("the history ends with %s by %s", last.Event, last.By)
	}
	s.verified(t)
}

// Given a later step, an answer that waits is still told; and an answer does not stand
// for what is told of a step before it.
func TestAnAnswerAndAStepAreBothTold(t *testing.T) {
	s := begin(t)
	a := s.written(t)
	a = s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventDecline, Reason: "other"})
	s.answer(t, a, formsapi.Answer{Template: "elsewhere", Details: "CAF", Way: formsapi.ReplyByEmail})
	var all []formsapi.ToldMessage
	for _, m := range must(s.store.MessagesOf(t.Context(), a.ID)) {
		all = append(all, formsapi.ToldMessage{QueuedMessage: m, MessageDetails: must(formsapi.OpenMessage(s.ring, m))})
	}
	for _, m := range all {
		if _, holds := m.Merged(all); !holds && m.Notice != formsapi.NoticeWaiting {
			t.Errorf("%s is not told", m.Notice)
		}
	}
}

// Given an answer that is not in order, each thing is said at its field, and nothing
// is stored.
func TestAnAnswerThatIsNotInOrder(t *testing.T) {
	s := begin(t)
	a := s.written(t)
	paper := formsapi.Answer{ID: a.ID, Version: a.Version, Text: "Ciao", Language: "it", Way: formsapi.ReplyOnPaper}
	for want, change := range map[string]func(*formsapi.Answer){
		"text reply-text-missing":         func(w *formsapi.Answer) { w.Text = " \u200b" },
		"text note-too-long":              func(w *formsapi.Answer) { w.Text = strings.Repeat("a", formsapi.MaxReply+1) },
		"text note-unreadable":            func(w *formsapi.Answer) { w.Text = "a\x00b" },
		"language reply-language-missing": func(w *formsapi.Answer) { w.Language = "xx" },
		"way reply-way-missing":           func(w *formsapi.Answer) { w.Way = formsapi.ReplyBySMS }, // they chose e-mail
		"result reply-result-missing":     func(w *formsapi.Answer) { w.Way = formsapi.ReplyByTelephone },
		"template reply-template-unknown": func(w *formsapi.Answer) { w.Template = "nothing" },
		"details reply-details-missing":   func(w *formsapi.Answer) { w.Template, w.Details = "documents", " " },
		"details note-too-long": func(w *formsapi.Answer) {
			w.Template, w.Details = "documents", strings.Repeat("a", formsapi.MaxReplyDetails+1)
		},
		"template reply-template-unfilled": func(w *formsapi.Answer) { w.Template = "call-us" },
	} {
		typed := paper
		change(&typed)
		if err := s.answers(t).Send(t.Context(), coordinator, typed); refusalOf(err) != want {
			t.Errorf("the answer is %v, want %s", err, want)
		}
	}
	stale := paper
	stale.Version++
	if err := s.answers(t).Send(t.Context(), coordinator, stale); formsapi.CodeOf(err) != formsapi.CodeConflict {
		t.Errorf("a stale form: %v", err)
	}
	if err := s.decide(t, a.ID, formsapi.Decision{Event: formsapi.EventReply}); formsapi.CodeOf(err) != formsapi.CodeConflict {
		t.Errorf("an answer without words: %v", err)
	}
	if now := must(s.store.Appointment(t.Context(), a.ID)); now.Version != a.Version {
		t.Errorf("it has version %d", now.Version)
	}
}

// Given a mediator, they note a call and write nothing; given somebody of another
// office, there is no such request.
func TestWhoMayAnswer(t *testing.T) {
	s := begin(t)
	a := s.written(t)
	mediator := s.colleague(t, "mediator@example.org", formsapi.RoleMediator)
	paper := formsapi.Answer{ID: a.ID, Version: a.Version, Text: "Ciao", Language: "it", Way: formsapi.ReplyOnPaper}
	if err := s.answers(t).Send(t.Context(), mediator, paper); formsapi.CodeOf(err) != formsapi.CodeForbidden {
		t.Errorf("a mediator writes: %v", err)
	}
	read := must(s.work.Read(t.Context(), mediator, a.ID))
	if ways := s.answers(t).AnswerWays(mediator, read); !slices.Equal(ways, []formsapi.ReplyWay{formsapi.ReplyByTelephone}) {
		t.Errorf("a mediator has %v", ways)
	}
	call := formsapi.Answer{ID: a.ID, Version: a.Version, Language: "it", Way: formsapi.ReplyByTelephone, Result: formsapi.CallTold}
	if err := s.answers(t).Send(t.Context(), mediator, call); err != nil {
		t.Errorf("a mediator calls: %v", err)
	}
	other := formsapi.Staff{ID: uuid.New(), Grants: []formsapi.Grant{{Role: formsapi.RoleOperator, Office: "other"}}}
	if _, err := s.answers(t).Preview(t.Context(), other, paper, "it"); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("somebody else: %v", err)
	}
}

// Given an answer, whoever asks what is kept of them gets its words.
func TestAnAnswerIsTakenOut(t *testing.T) {
	s := begin(t)
	a := s.written(t)
	s.answer(t, a, formsapi.Answer{Text: "Porta il passaporto.", Language: "it", Way: formsapi.ReplyOnPaper})
	persons := &formsapi.Persons{Store: s.store, Messages: s.store, Sealer: s.ring, Now: func() time.Time { return s.now }}
	rows, _, err := persons.Export(t.Context(), coordinator, a.ID, []uuid.UUID{a.ID})
	if err != nil {
		t.Fatal(err)
	}
	if said := fmt.Sprint(rows); !strings.Contains(said, "Porta il passaporto.") {
		t.Errorf("what is kept of them is %s", said)
	}
}

// Given answers on paper and by e-mail to who asked for discretion, the page of the
// request shows what was written to them, and not what they were given in hand.
func TestWhatIsGivenOnPaperDiscreetlyIsOnNoPage(t *testing.T) {
	for discreet, want := range map[bool]int{false: 2, true: 1} {
		s := begin(t)
		s.request.Languages = must(loadWords())
		r := asking("")
		r.Email, r.Contact, r.Discreet = "amina@example.org", formsapi.ContactEmail, discreet
		a := s.asked(t, r)
		a = s.answer(t, a, formsapi.Answer{Text: "La porta è dietro.", Language: "it", Way: formsapi.ReplyOnPaper})
		s.answer(t, a, formsapi.Answer{Text: "Ti aspettiamo.", Language: "it", Way: formsapi.ReplyByEmail})
		s.now = s.now.Add(formsapi.UndoFor)
		replies := must(s.follow.Replies(t.Context(), must(formsapi.OpenDetails(s.ring, a)).Reference, "amina@example.org"))
		if len(replies) != want || replies[0].Text != "Ti aspettiamo." {
			t.Errorf("discreet %t: the page has %+v, want %d answers", discreet, replies, want)
		}
	}
}
