package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// demoPerson is somebody who does not exist. The telephones are from ranges
// that regulators keep for films (Arcep: 01 99 00; Ofcom: 020 7946 0; PTS: 070-174 06), and the
// e-mail domains from RFC 2606: nobody can be reached by mistake.
type demoPerson struct {
	name, language, spoken, phone, email, contact, reason string
	interpreter, discreet                                 bool
	needs                                                 []string
}

var demoPeople = []demoPerson{
	{name: "Prova Rossi", language: "it", spoken: "it", phone: "+33199000001", reason: "Prova: vorrei capire come iscrivere mia figlia a scuola."},
	{name: "Example Johnson", language: "en", spoken: "en", phone: "+442079460002", email: "example.johnson@example.org", reason: "Example: I have a letter that I do not understand.\nIt came last week."},
	{name: "تجربة مثال", language: "ar", spoken: "ar", phone: "+33199000003", interpreter: true, reason: "مثال: أريد أن أسأل عن تجديد تصريح الإقامة."},
	{name: "পরীক্ষা উদাহরণ", language: "en", spoken: "bn", phone: "+442079460004", interpreter: true, reason: "উদাহরণ: আমার বাসার চুক্তি নিয়ে সাহায্য দরকার।"},
	{name: "Exemple Dupont", language: "it", spoken: "fr", email: "exemple.dupont@example.org", contact: "email", reason: "Exemple : je cherche un cours d’italien le soir."},
	{name: "Esempio Bianchi", language: "it", spoken: "it", phone: "+46701740606", contact: "message", needs: []string{"wheelchair"}, reason: "Esempio: informazioni sulla residenza."},
	{name: "Provë Shembull", language: "it", spoken: "sq", phone: "+33199000007", reason: "Shembull: kam nevojë për ndihmë me një formular."},
	{name: "Приклад Тест", language: "en", spoken: "uk", phone: "+442079460008", needs: []string{"child-care"}, reason: "Приклад: питання про тимчасовий захист."},
	{name: "Prova Senzanumero", language: "it", spoken: "it", contact: "none", discreet: true},
	{name: "نمونه آزمایشی", language: "en", spoken: "fa", phone: "+46701740610", interpreter: true, discreet: true, contact: "message", reason: "نمونه: لطفاً با من تماس نگیرید، پیام بدهید."},
	{name: "Ejemplo Pérez", language: "it", spoken: "es", email: "ejemplo.perez@example.com", contact: "email", reason: "Ejemplo: ¿dónde puedo convalidar mi título? 🙏"},
	{name: "مثال تجريبي", language: "ar", spoken: "ar", phone: "+33199000012", needs: []string{"easy-language"}, reason: "مثال: أبحث عن عمل."},
	{name: "Exemplu Popescu", language: "it", spoken: "ro", phone: "+33199000013", reason: "Exemplu: certificat de naștere pentru copil."},
	{name: "Example Okafor", language: "en", spoken: "ig", phone: "+442079460014", email: "example.okafor@example.net"},
}

func (d *demonstration) sendRequests(ctx context.Context) error {
	if len(d.places) == 0 {
		return nil
	}
	for i := range demoRequests {
		at := d.past(i, demoRequests)
		use := d.requestAppointment(func() time.Time { return at }, d.words)
		ref, err := use.Request(ctx, d.request(i))
		if err != nil {
			return fmt.Errorf("request %d: %w", i, err)
		}
		if err := d.answer(ctx, ref, i, at); err != nil {
			return fmt.Errorf("answering request %d: %w", i, err)
		}
	}
	return nil
}

func (d *demonstration) request(i int) formsapi.AppointmentRequest {
	person, place := demoPeople[i%len(demoPeople)], d.places[d.chance.IntN(len(d.places))]
	r := formsapi.AppointmentRequest{
		Office: place.office.ID, Service: place.service, People: 1 + d.chance.IntN(3), Consent: true, Language: person.language,
		Details: formsapi.Details{
			Name: person.name, Phone: person.phone, Email: person.email, Contact: person.contact,
			Discreet: person.discreet, Reason: person.reason, SpokenLanguage: person.spoken,
			Interpreter: person.interpreter, Needs: slices.Clone(person.needs),
			PreferredPart: formsapi.PartsOfDay[d.chance.IntN(len(formsapi.PartsOfDay))],
			PreferredDays: []string{formsapi.Weekdays[d.chance.IntN(5)]},
		},
	}
	if !d.words.Site(r.Language) {
		r.Language = "it"
	}
	return r
}

// answer decides most of what is older than a few days, as a desk with little
// time would.
func (d *demonstration) answer(ctx context.Context, ref formsapi.Reference, i int, sent time.Time) error {
	answered := sent.Add(time.Duration(20+d.chance.IntN(30)) * time.Hour)
	if answered.After(d.now) || i%7 == 3 {
		return nil
	}
	a, err := d.store.AppointmentByIndex(ctx, d.ring.Index(formsapi.IndexReference, string(ref)))
	if err != nil {
		return err
	}
	decision := formsapi.Decision{ID: a.ID, Version: a.Version, Event: formsapi.EventConfirm, Start: d.appointmentAt(a.Office, answered), Outside: true}
	if i%5 == 4 {
		decision.Event = formsapi.EventDecline
		decision.Reason = formsapi.DeclineReasons[d.chance.IntN(len(formsapi.DeclineReasons))]
		decision.Note = "Prova: chiamato due volte."
	}
	return d.workAppointments(func() time.Time { return answered }).Decide(ctx, d.operator, decision)
}

// appointmentAt is two to six days later, or when the office receives next after
// that; where nobody knows its hours, a morning of a working day.
func (d *demonstration) appointmentAt(office string, after time.Time) string {
	soon, zone := after.AddDate(0, 0, 2+d.chance.IntN(4)), time.UTC
	if o, ok := d.facts.Office(office); ok {
		zone = o.Zone
		if r, known := o.NextReception(soon); known {
			return r.From.In(zone).Add(time.Duration(d.chance.IntN(3)) * 30 * time.Minute).Format(formsapi.LocalMinute)
		}
	}
	local := soon.In(zone)
	for local.Weekday() == time.Saturday || local.Weekday() == time.Sunday {
		local = local.AddDate(0, 0, 1)
	}
	morning := time.Date(local.Year(), local.Month(), local.Day(), 9+d.chance.IntN(3), 30*d.chance.IntN(2), 0, 0, zone)
	return morning.Format(formsapi.LocalMinute)
}
