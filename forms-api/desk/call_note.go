package desk

import (
	"context"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// noAnswer is what follows a call's address where nobody answered it.
const noAnswer = "/no-answer"

// tell notes that somebody has told a message, or need not any more.
func (d *desk) tell(v *visit) error {
	if err := v.noteCall(v.Calls.Told); err != nil {
		return err
	}
	key := "notice-told"
	if err := v.notifyNamed(key); err != nil {
		return err
	}
	return v.redirect(wayOn(v.r.PostFormValue("next"), callsPath))
}

// tryCall notes that somebody has called, and nobody answered.
func (d *desk) tryCall(v *visit) error {
	if err := v.noteCall(v.Calls.Unanswered); err != nil {
		return err
	}
	key := "notice-no-answer"
	if err := v.notifyNamed(key); err != nil {
		return err
	}
	return v.redirect(wayOn(v.r.PostFormValue("next"), callsPath))
}

// notifyNamed has the next page say whom the call in the address was for.
func (v *visit) notifyNamed(key string) error {
	appointment, err := v.pathID("appointment")
	if err != nil {
		return err
	}
	name, err := v.Calls.Person(v.r.Context(), v.staff, appointment)
	if err != nil {
		return err
	}
	if name == "" {
		v.notify(key, "Name", v.say("the-person"))
		return nil
	}
	v.notify(key, "Name", isolated(name))
	return nil
}

// noteCall notes what came of the call in the address.
func (v *visit) noteCall(note func(context.Context, formsapi.Staff, uuid.UUID, uuid.UUID) error) error {
	appointment, err := v.pathID("appointment")
	if err != nil {
		return err
	}
	message, err := v.pathID("message")
	if err != nil {
		return err
	}
	return note(v.r.Context(), v.staff, appointment, message)
}
