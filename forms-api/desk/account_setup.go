package desk

import (
	"time"

	formsapi "sportello/forms-api"
)

// Where a session keeps a second factor that is being set up: the secret, sealed, and
// until when. It is in no other place, so that nobody reads beforehand what is set up
// in another browser, and it goes with the session.
const (
	sessionSetupKey     = "setup-key"
	sessionSetupWrapped = "setup-wrapped"
	sessionSetupSealed  = "setup-sealed"
	sessionSetupUntil   = "setup-until"
)

// setup is what the visitor's app has to learn: the same for formsapi.SetupLife, and
// then another.
func (v *visit) setup() (formsapi.FactorSetup, error) {
	if f, under := v.underWay(); under && v.staff.FactorSince.IsZero() {
		return v.Factors.Resume(v.staff, f)
	}
	setup, err := v.Factors.Begin(v.r.Context(), v.staff)
	if err == nil {
		v.keepSetup(setup.Factor, v.Now().Add(formsapi.SetupLife))
	}
	return setup, err
}

func (v *visit) keepSetup(f formsapi.SecondFactor, until time.Time) {
	ctx := v.r.Context()
	v.sessions.Put(ctx, sessionSetupKey, f.Key.RingKey)
	v.sessions.Put(ctx, sessionSetupWrapped, f.Key.Bytes)
	v.sessions.Put(ctx, sessionSetupSealed, f.Sealed)
	v.sessions.Put(ctx, sessionSetupUntil, until.UnixMilli())
}

// underWay is the second factor that is being set up in this session, if one is.
func (v *visit) underWay() (f formsapi.SecondFactor, under bool) {
	ctx := v.r.Context()
	f = formsapi.SecondFactor{
		Staff:  v.staff.ID,
		Key:    formsapi.WrappedKey{RingKey: v.sessions.GetString(ctx, sessionSetupKey), Bytes: v.sessions.GetBytes(ctx, sessionSetupWrapped)},
		Sealed: v.sessions.GetBytes(ctx, sessionSetupSealed),
	}
	return f, len(f.Sealed) > 0 && v.Now().UnixMilli() < v.sessions.GetInt64(ctx, sessionSetupUntil)
}

// forgetSetup ends what is being set up: another password, or other sessions that
// were ended, are a reason to begin anew.
func (v *visit) forgetSetup() {
	for _, key := range []string{sessionSetupKey, sessionSetupWrapped, sessionSetupSealed, sessionSetupUntil} {
		v.sessions.Remove(v.r.Context(), key)
	}
}
