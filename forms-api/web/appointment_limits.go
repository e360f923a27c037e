package web

import (
	"net/http"
	"time"

	formsapi "sportello/forms-api"
)

// mayStep counts what people of one network do with their requests, whether it
// can be done or not. Whoever cancels passes all the same: others behind the same
// address shall not keep somebody from freeing a place.
func (h *handler) mayStep(r *http.Request, cancels bool) error {
	if ok, wait := h.allowed(h.steps, r); !ok && !cancels {
		return tooMany(wait)
	}
	return nil
}

// step carries out what a person wants with a request. What is carried out counts
// for the request and for the contact that is told of it; what is refused does
// not. Cancelling does not either: it ends the request, and frees a place.
func (h *handler) step(r *http.Request, f formsapi.FollowedAppointment, p formsapi.PersonStep) error {
	if !h.Limits || p.Event == formsapi.EventCancel {
		return h.Follow.Step(r.Context(), p)
	}
	do := func() error { return h.Follow.Step(r.Context(), p) }
	if p.Event == formsapi.EventCorrect {
		added, err := h.added(r, p)
		if err != nil {
			return err
		}
		return h.counting(bucketsOf(h.contacts, added), "error-too-many-of-contact", do)
	}
	own := h.ownSteps.bucket(f.Reference)
	if h.tells(p.Event, own) {
		told := do
		do = func() error { return h.counting(bucketsOf(h.told, f.Contacts), "error-too-many-of-contact", told) }
	}
	return h.counting([]bucket{own}, "error-too-many-steps", do)
}

// freeSteps of each request count for nobody's telephone: strangers who give
// somebody else's number cannot use up what that person needs for their own
// request, and get these few messages out of each request that they may make.
const freeSteps = 3

// tells says whether a step counts for the contact that is told of it. The answer
// to an offer does not: staff ask for one of each.
func (h *handler) tells(event formsapi.Event, own bucket) bool {
	if event == formsapi.EventAccept || event == formsapi.EventRefuse {
		return false
	}
	return own.TokensAt(h.Now()) <= float64(own.Burst()-freeSteps)
}

// added are the contacts that a correction brings: nobody's telephone is to be
// flooded by correcting requests to it.
func (h *handler) added(r *http.Request, p formsapi.PersonStep) (added []formsapi.BlindIndex, err error) {
	err = h.proving(r, p, func() error {
		added, err = h.Follow.Corrected(r.Context(), p)
		return err
	})
	return added, err
}

// proving counts wrong proofs, per network, and per request: so that many networks
// together do not guess more. Who has made too many waits even with the right
// one, but for one that nobody can guess: nobody keeps the person themselves out.
func (h *handler) proving(r *http.Request, p formsapi.PersonStep, prove func() error) error {
	if !h.Limits {
		return prove()
	}
	network := h.proofs.bucket(h.network(r))
	if !formsapi.Guessable(p.Proof) {
		err := prove()
		if formsapi.CodeOf(err) != formsapi.CodeForbidden {
			return err
		}
		if ok, wait := network.take(h.Now()); !ok {
			return tooMany(wait)
		}
		return err
	}
	if ok, wait := network.take(h.Now()); !ok {
		return tooMany(wait)
	}
	own := h.ownProofs.bucket(p.Reference)
	if ok, wait := own.take(h.Now()); !ok {
		giveBack([]bucket{network}, h.Now())
		return stopped("error-too-many-proofs", wait)
	}
	err := prove()
	if formsapi.CodeOf(err) != formsapi.CodeForbidden {
		giveBack([]bucket{network, own}, h.Now())
	}
	return err
}

// counting does something that counts if it can be done.
func (h *handler) counting(counted []bucket, key string, do func() error) error {
	if ok, wait := takeEach(counted, h.Now()); !ok {
		return stopped(key, wait)
	}
	err := do()
	if err != nil {
		giveBack(counted, h.Now())
	}
	return err
}

// bucketsOf are those of some contacts, which are known here by their blind
// indexes alone.
func bucketsOf(l *limiter[string], contacts []formsapi.BlindIndex) []bucket {
	var all []bucket
	for _, index := range contacts {
		all = append(all, l.bucket(string(index.Value)))
	}
	return all
}

// stopped refuses who does one thing too often, in words of its own.
func stopped(key string, wait time.Duration) *refusal {
	return &refusal{status: http.StatusTooManyRequests, key: key, wait: wait}
}
