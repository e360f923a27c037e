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
		if err := d.sendRequest(ctx, i, fates[i*len(fates)/demoRequests]); err != nil {
			return fmt.Errorf("request %d: %w", i, err)
		}
	}
	return d.catchUp(ctx)
}

func (d *demonstration) sendRequest(ctx context.Context, i int, f fate) error {
	at := d.past(i, demoRequests)
	if f.recent {
		at = d.now.Add(-time.Duration(demoRequests-i) * 20 * time.Minute)
	}
	r := d.request(i)
	var err error
	switch {
	case f.asks:
		err = d.chooseTime(ctx, &r, at, formsapi.ModeRequest)
	case f.books:
		err = d.chooseTime(ctx, &r, at, formsapi.ModeInstant)
	}
	if err != nil {
		return err
	}
	ref, err := d.requestAppointment(func() time.Time { return at }).Request(ctx, r)
	if err != nil {
		return err
	}
	if err := d.meet(ctx, ref, at, f); err != nil {
		return fmt.Errorf("what becomes of it: %w", err)
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
