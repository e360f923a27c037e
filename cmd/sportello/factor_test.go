package main

import (
	"testing"

	"github.com/google/uuid"
	"github.com/pquerna/otp/totp"

	formsapi "sportello/forms-api"
)

// appCode is what an app that has a secret shows now, by the program's clock.
func appCode(t *testing.T, p *Program, secret string) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, p.clock()())
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// withFactor sets an app up for somebody and returns the recovery codes, each of
// which is good for one sign-in.
func withFactor(t *testing.T, p *Program, s formsapi.Staff) (recovery []string) {
	t.Helper()
	setup, err := p.factors.Begin(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if recovery, err = p.factors.Confirm(t.Context(), s, uuid.Nil, setup.Factor, appCode(t, p, setup.Secret)); err != nil {
		t.Fatal(err)
	}
	return recovery
}
