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
	name   string
	spoken string // the language they want to speak, and read where the site has it
	reads  string // the language of pages that they read otherwise

	phone, email, contact, reason string
	interpreter, discreet         bool
	needs                         []string
}

var demoPeople = []demoPerson{
	{name: "Prova Rossi", spoken: "it", reads: "it", phone: "+33199000001", reason: "Prova: vorrei capire come iscrivere mia figlia a scuola."},
	{name: "Example Johnson", spoken: "en", reads: "en", phone: "+442079460002", email: "example.johnson@example.org", reason: "Example: I have a letter that I do not understand.\nIt came last week."},
	{name: "تجربة مثال", spoken: "ar", reads: "ar", phone: "+33199000003", interpreter: true, reason: "مثال: أريد أن أسأل عن تجديد تصريح الإقامة."},
	{name: "পরীক্ষা উদাহরণ", spoken: "bn", reads: "en", phone: "+442079460004", interpreter: true, reason: "উদাহরণ: আমার বাসার চুক্তি নিয়ে সাহায্য দরকার।"},
	{name: "Exemple Dupont", spoken: "fr", reads: "it", email: "exemple.dupont@example.org", contact: "email", reason: "Exemple : je cherche un cours d’italien le soir."},
	{name: "Esempio Bianchi", spoken: "it", reads: "it", phone: "+46701740606", contact: "message", needs: []string{"wheelchair"}, reason: "Esempio: informazioni sulla residenza."},
	{name: "Provë Shembull", spoken: "sq", reads: "it", phone: "+33199000007", reason: "Shembull: kam nevojë për ndihmë me një formular."},
	{name: "Приклад Тест", spoken: "uk", reads: "en", phone: "+442079460008", needs: []string{"child-care"}, reason: "Приклад: питання про тимчасовий захист."},
	{name: "Prova Senzanumero", spoken: "it", reads: "it", contact: "none", discreet: true},
	{name: "نمونه آزمایشی", spoken: "fa", reads: "en", phone: "+46701740610", interpreter: true, discreet: true, contact: "message", reason: "نمونه: لطفاً با من تماس نگیرید، پیام بدهید."},
	{name: "Ejemplo Pérez", spoken: "es", reads: "it", email: "ejemplo.perez@example.com", contact: "email", reason: "Ejemplo: ¿dónde puedo convalidar mi título? 🙏"},
	{name: "مثال تجريبي", spoken: "ar", reads: "ar", phone: "+33199000012", needs: []string{"easy-language"}, reason: "مثال: أبحث عن عمل."},
	{name: "Exemplu Popescu", spoken: "ro", reads: "it", phone: "+33199000013", reason: "Exemplu: certificat de naștere pentru copil."},
	{name: "Пример Тестов", spoken: "ru", reads: "en", phone: "+46701740615", reason: "Пример: нужна помощь с медицинской картой."},
	{name: "示例 测试", spoken: "zh", reads: "zh-hans", phone: "+33199000016", interpreter: true, reason: "示例：我想了解如何续办居留许可。"},
	{name: "ਉਦਾਹਰਨ ਸਿੰਘ", spoken: "pa", reads: "it", phone: "+442079460017", interpreter: true, reason: "ਉਦਾਹਰਨ: ਮੈਨੂੰ ਕੰਮ ਬਾਰੇ ਪੁੱਛਣਾ ਹੈ।"},
	{name: "مثال نمونہ", spoken: "ur", reads: "en", phone: "+46701740618", interpreter: true, reason: "مثال: مجھے ڈاکٹر کے بارے میں پوچھنا ہے۔"},
	{name: "بېلګه ازموینه", spoken: "ps", reads: "en", phone: "+33199000019", interpreter: true, reason: "بېلګه: د استوګنې په اړه پوښتنه لرم."},
	{name: "ኣብነት ፈተነ", spoken: "ti", reads: "en", phone: "+442079460020", interpreter: true, reason: "ኣብነት፡ ብዛዕባ ቤት ትምህርቲ ክሓትት ደልየ።"},
	{name: "උදාහරණ පෙරේරා", spoken: "si", reads: "it", phone: "+46701740621", reason: "උදාහරණය: මට ලේඛන ගැන උදව් අවශ්\u200dයයි."},
	{name: "Halimbawa Santos", spoken: "fil", reads: "en", phone: "+46701740622", contact: "message", reason: "Halimbawa: gusto kong magtanong tungkol sa trabaho."},
	{name: "Example Okafor", spoken: "ig", reads: "en", phone: "+442079460014", email: "example.okafor@example.net"},
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
	return nil
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
	return formsapi.AppointmentRequest{
		Office: place.office.ID, Service: place.service, People: 1 + d.chance.IntN(3), Consent: true, Language: d.pageLanguage(person),
		Details: formsapi.Details{
			Name: person.name, Phone: person.phone, Email: person.email, Contact: person.contact,
			Discreet: person.discreet, Reason: person.reason, SpokenLanguage: person.spoken,
			Interpreter: person.interpreter, Needs: slices.Clone(person.needs),
			PreferredPart: formsapi.PartsOfDay[d.chance.IntN(len(formsapi.PartsOfDay))],
			PreferredDays: []string{formsapi.Weekdays[d.chance.IntN(5)]},
		},
	}
}

// pageLanguage is the language of the pages that somebody uses on this site.
func (d *demonstration) pageLanguage(person demoPerson) string {
	for _, tag := range []string{person.spoken, person.reads} {
		if d.words.Site(tag) {
			return tag
		}
	}
	return "it"
}
