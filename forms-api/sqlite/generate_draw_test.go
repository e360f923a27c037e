package sqlite

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// What a register is made of. Of a hundred requests two are open; most are in
// Italian, few in Sinhala.
var (
	registerOffices   = []string{"roma-sportello-unico", "roma-sportello-unico", "roma-sportello-unico", "potenza", "potenza", "montelucci"}
	registerServices  = []string{"orientation", "legal-advice", "residence-permit", "health", "school", "work", "housing", "translation"}
	registerLanguages = []string{
		"it", "it", "it", "it", "ar", "ar", "ar", "bn", "bn", "en", "en", "fr", "fr", "es", "ro", "ro", "sq", "uk", "uk", "ru", "zh-hans", "ur", "pa", "fa", "ps", "ti", "fil",
	}
	registerChannels = []formsapi.Intake{formsapi.IntakeWeb, formsapi.IntakeWeb, formsapi.IntakeWeb, formsapi.IntakeTelephone, formsapi.IntakeCounter}
	firstNames       = []string{
		"Amina", "Mohamed", "أمينة", "محمد", "Oksana", "Оксана", "Fatima", "فاطمة", "Ahmed", "Rahim", "রহিম", "Selam", "ሰላም", "Maria", "Ion", "Ana", "Singh", "Li", "Blessing", "Yusuf",
	}
)

// draw is a request of five years, the later the higher its number.
func (r *register) draw(random *rand.Rand, n int) (formsapi.Appointment, formsapi.Details) {
	const years = 5 * 365 * 24 * time.Hour
	at := r.now.Add(-years + time.Duration(float64(n)/float64(r.rows)*float64(years))).Truncate(time.Millisecond)
	a := formsapi.Appointment{
		ID: idAt(at, random), Organisation: "comune", Office: pick(random, registerOffices), Service: pick(random, registerServices),
		OfficeShown: "Sportello", ServiceShown: "Consulenza", Language: pick(random, registerLanguages), PrivacyNotice: bytes.Repeat([]byte{1}, 32),
		People: 1 + random.IntN(3), CreatedAt: at, Version: 1, Channel: pick(random, registerChannels), Indexed: formsapi.IndexRules,
	}
	r.drawWork(random, &a, n)
	d := formsapi.Details{
		Reference: formsapi.Reference(fmt.Sprintf("%012X", random.Uint64()>>16)), Contact: formsapi.ContactCall,
		Name:   fmt.Sprintf("%s Cognome%d", pick(random, firstNames), random.IntN(max(10, r.rows/20))),
		Phone:  fmt.Sprintf("+39333%07d", random.IntN(max(10, r.rows/2))),
		Reason: "Vorrei sapere quali documenti servono per il rinnovo del permesso di soggiorno.",
	}
	if n%3 == 0 {
		d.Email = fmt.Sprintf("person%d@example.org", random.IntN(max(10, r.rows/4)))
	}
	a.Person = formsapi.PersonOf(r.ring, d)
	return a, d
}

// drawWork draws where a request stands: two of a hundred are open.
func (r *register) drawWork(random *rand.Rand, a *formsapi.Appointment, n int) {
	a.Urgency = formsapi.Urgency(random.IntN(30) / 12)
	if random.IntN(100) > 1 {
		a.State = pick(random, []formsapi.State{formsapi.Attended, formsapi.Attended, formsapi.Attended, formsapi.NotAttended, formsapi.Declined, formsapi.CancelledByPerson})
		a.AnsweredAt = a.CreatedAt.Add(time.Duration(random.IntN(48)) * time.Hour)
		a.FinishedAt = a.AnsweredAt.Add(time.Duration(random.IntN(400)) * time.Hour)
		a.ClosedAt, a.Outcome = a.FinishedAt, pick(random, formsapi.Outcomes)
		a.Assignee = pick(random, r.staff).ID
		if a.State == formsapi.Attended || a.State == formsapi.NotAttended {
			a.Start, a.Minutes = startAt(a.FinishedAt), 30
		}
		return
	}
	a.State, a.DueAt = formsapi.Waiting, r.now.Add(time.Duration(random.IntN(96)-48)*time.Hour)
	comes := startAt(r.now.Add(time.Duration(random.IntN(28*24*60)) * time.Minute))
	switch random.IntN(8) {
	case 0:
		a.State, a.HoldUntil = formsapi.Requested, a.DueAt
		a.Start, a.Minutes = comes, 30
	case 1, 2:
		a.State, a.AwaitsPerson, a.AnsweredAt, a.HoldUntil = formsapi.Proposed, true, a.CreatedAt, a.DueAt
		a.Start, a.Minutes = comes, 30
	case 3, 4:
		a.State, a.AnsweredAt, a.Assignee = formsapi.Confirmed, a.CreatedAt, pick(random, r.staff).ID
		a.Start, a.Minutes, a.DueAt = comes, 30, comes.At.Add(30*time.Minute)
	case 5, 6:
		a.Assignee, a.AnsweredAt = pick(random, r.staff).ID, a.CreatedAt
	}
}

// startAt is a start at the five minutes before an instant.
func startAt(at time.Time) *formsapi.Start {
	at = at.Truncate(5 * time.Minute).UTC()
	return &formsapi.Start{At: at, Local: at.Format(formsapi.LocalMinute), Zone: "UTC"}
}

func pick[T any](random *rand.Rand, from []T) T { return from[random.IntN(len(from))] }

// idAt is an id of an instant in the past.
func idAt(at time.Time, random *rand.Rand) uuid.UUID {
	id := uuid.Must(uuid.NewV7())
	ms := uint64(at.UnixMilli())
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	for i := 7; i < 16; i++ {
		if i != 8 {
			id[i] = byte(random.Uint32())
		}
	}
	return id
}

// registerCatalogue has the offices of a register, whose clocks show UTC. They are open
// but for the last hour of each day: who comes then does not suit the facts.
type registerCatalogue struct{}

func (registerCatalogue) Office(id string) (formsapi.Office, bool) {
	return formsapi.Office{ID: id, Zone: time.UTC, Services: registerServices, CounterHours: registerHours}, true
}
func (registerCatalogue) Service(id string) (formsapi.Service, bool) {
	return formsapi.Service{ID: id, Status: formsapi.ServiceActive}, true
}

var registerHours = func() formsapi.OpeningHours {
	open, err := formsapi.ParseInterval("00:00-23:00")
	if err != nil {
		panic(err)
	}
	var week formsapi.Week
	for day := range week {
		week[day] = []formsapi.Interval{open}
	}
	hours, err := formsapi.NewOpeningHours(time.UTC, week, nil)
	if err != nil {
		panic(err)
	}
	return hours
}()

func (registerCatalogue) Organisation(string) (formsapi.Organisation, bool) {
	return formsapi.Organisation{}, false
}
func (registerCatalogue) Offices() []formsapi.Office   { return nil }
func (registerCatalogue) Services() []formsapi.Service { return nil }
