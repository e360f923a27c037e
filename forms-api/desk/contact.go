package desk

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

const (
	contactsPath   = home + "contacts"
	newContactPath = contactsPath + "/new"
)

// What becomes of who called or came.
const (
	outcomeHelped = "helped" // there and then
	outcomeWait   = "wait"
	outcomeBook   = "book"
)

var (
	// The buttons of the form. The first is what Enter in a field presses: it shows
	// times, and records nothing; the last ends the contact.
	contactOutcomes = []string{outcomeBook, outcomeWait, outcomeHelped}
	contactChannels = []formsapi.Intake{formsapi.IntakeCounter, formsapi.IntakeTelephone}
)

func outcomeKey(outcome string) string { return "outcome-" + outcome }

// contactForm is a telephone call, or somebody at the counter, as it is being noted.
type contactForm struct {
	Channel, Service, Outcome, People string
	formsapi.Details
	Language string
	timeTyped
	TimesShown bool   // a time was asked for
	Key        string // of this form: pressing twice records once
}

func (v *visit) readContact() contactForm {
	f := contactForm{
		Channel: v.r.PostFormValue("channel"), Service: v.r.PostFormValue("service"), Outcome: v.r.PostFormValue("outcome"),
		People: v.r.PostFormValue("people"), Language: v.r.PostFormValue("language"),
		timeTyped: v.readTime(), TimesShown: v.r.PostFormValue("times") == "true",
		Key: v.r.PostFormValue("key"),
	}
	f.Details = formsapi.Details{
		Name: v.r.PostFormValue("name"), Phone: v.r.PostFormValue("phone"), Email: v.r.PostFormValue("email"),
		Contact: v.r.PostFormValue("contact"), Discreet: v.r.PostFormValue("discreet") == "true",
		Reason: v.r.PostFormValue("reason"), SpokenLanguage: v.r.PostFormValue("spoken_language"),
		Interpreter: v.r.PostFormValue("interpreter") == "true", Behalf: v.r.PostFormValue("behalf"),
	}
	return f
}

// contact is the form as the use case takes it.
func (f contactForm) contact(office string) (formsapi.Contact, error) {
	c := formsapi.Contact{
		Office: office, Service: f.Service, Channel: formsapi.Intake(f.Channel), Language: f.Language, Details: f.Details,
		Wait: f.Outcome == outcomeWait, Key: f.Key,
	}
	var wrong []formsapi.FieldError
	if !slices.Contains(contactOutcomes, f.Outcome) {
		wrong = append(wrong, formsapi.FieldError{Field: "outcome", Key: "outcome-missing"})
	}
	var err error
	if c.People, err = strconv.Atoi(f.People); err != nil && f.People != "" {
		wrong = append(wrong, formsapi.FieldError{Field: "people", Key: "error-people-range", Args: map[string]any{"Max": formsapi.MaxPeople}})
	}
	if f.Outcome == outcomeBook && f.Service != "" && !f.asksTime() {
		if c.Start, c.Outside = f.start(), f.Outside; c.Start == "" {
			wrong = append(wrong, formsapi.FieldError{Field: "start", Key: "start-missing"})
		}
	}
	return c, formsapi.Invalid(wrong)
}

// asksTime tells whether the times that are free come next.
func (f contactForm) asksTime() bool {
	return f.Outcome == outcomeBook && !f.TimesShown && f.start() == "" && f.Service != ""
}

// alsoWrong adds what the use case finds wrong to what the form does, so that
// all of it is said at once.
func alsoWrong(form, rest error) error {
	a, isForm := errors.AsType[*formsapi.Problem](form)
	b, isRest := errors.AsType[*formsapi.Problem](rest)
	if !isForm || !isRest || a.Code != formsapi.CodeInvalid || b.Code != formsapi.CodeInvalid {
		return form
	}
	return formsapi.Invalid(append(slices.Clone(a.Fields), b.Fields...))
}

// people is how many a time is looked for.
func (f contactForm) people() int {
	n, _ := strconv.Atoi(f.People)
	return min(max(n, 1), formsapi.MaxPeople)
}

func (d *desk) showNewContact(v *visit) error {
	office, err := v.theOffice(formsapi.WorkRequests)
	if err != nil {
		return err
	}
	form := contactForm{Channel: v.r.Form.Get("channel"), People: "1", Key: uuid.NewString()}
	if !slices.Contains(contactChannels, formsapi.Intake(form.Channel)) {
		form.Channel = string(formsapi.IntakeCounter)
	}
	if len(office.Services) == 1 {
		form.Service = office.Services[0]
	}
	page := v.contactPage(office, form)
	page.Fresh = true
	return v.render(http.StatusOK, "contact.html", page)
}

// record stores a contact; who books sees the free times first.
func (d *desk) record(v *visit) error {
	office, err := v.theOffice(formsapi.WorkRequests)
	if err != nil {
		return err
	}
	form := v.readContact()
	contact, err := form.contact(office.ID)
	var recorded formsapi.Recorded
	switch {
	case err != nil:
		err = alsoWrong(err, v.Contacts.Check(v.staff, contact))
	case form.asksTime():
		if err = v.Contacts.Check(v.staff, contact); err == nil {
			return v.askTime(office, form)
		}
	default:
		recorded, err = v.Contacts.Record(v.r.Context(), v.staff, contact)
	}
	switch formsapi.CodeOf(err) {
	case formsapi.CodeInvalid, formsapi.CodeConflict:
		return v.refuseContact(office, form, err)
	}
	if err != nil {
		return err
	}
	v.notify(outcomeNoticeKey(form.Outcome))
	if form.Outcome == outcomeHelped {
		v.leadTo(appointmentPath(recorded.ID))
		return v.redirect(nextContact(office.ID, contact.Channel))
	}
	return v.redirect(appointmentPath(recorded.ID) + "/slip")
}

// nextContact is the empty form for the one after a contact: who sits at the
// telephone goes on with calls.
func nextContact(office string, channel formsapi.Intake) string {
	return ofOffice(newContactPath, office, "channel", string(channel))
}

func outcomeNoticeKey(outcome string) string { return "notice-" + outcome }

// askTime shows the form again with the times that are free for what was chosen.
func (v *visit) askTime(office formsapi.Office, form contactForm) error {
	form.TimesShown = true
	page := v.contactPage(office, form)
	if err := page.offerTimes(nil); err != nil {
		return err
	}
	page.Asked, page.times.Focus = true, true
	return v.render(http.StatusOK, "contact.html", page)
}

func (v *visit) refuseContact(office formsapi.Office, form contactForm, problem error) error {
	form.TimesShown = form.Outcome == outcomeBook && form.Service != ""
	page := v.contactPage(office, form)
	page.refuse(problem, "")
	if form.TimesShown {
		if err := page.offerTimes(alternatives(problem)); err != nil {
			return err
		}
	}
	p, _ := errors.AsType[*formsapi.Problem](problem)
	return v.render(statusOf[p.Code], "contact.html", page)
}
