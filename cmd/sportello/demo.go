package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

// The demonstration goes through the same use cases as the public and the
// staff, only with clocks of some weeks ago.
const (
	demoWeeks    = 4
	demoRequests = 60
	demoRatings  = 120
)

// demoStaff is somebody invented who works at the desk.
type demoStaff struct {
	email, name, language string
	grants                []formsapi.Grant
	speaks                []string
}

// demonstration is the state of inventing.
type demonstration struct {
	*Program
	facts    facts
	words    siteWords
	chance   *mathrand.Rand // with a fixed seed: every demonstration is alike
	now      time.Time
	places   []demoPlace
	operator formsapi.Staff
}

// demoPlace is an office and a service for which the site takes requests.
type demoPlace struct {
	office  formsapi.Office
	service string
}

// fillDemo invents staff, mediators, requests in every state, and ratings of many pages.
func (p *Program) fillDemo(ctx context.Context) error {
	p.pages.current.invented = demoMediators(facts{p.pages.current}.Offices())
	d := &demonstration{
		Program: p,
		facts:   facts{p.pages.current},
		words:   siteWords{p.pages.current},
		chance:  mathrand.New(mathrand.NewPCG(20, 26)),
		now:     time.Now(),
		places:  demoPlaces(facts{p.pages.current}),
	}
	steps := []func(context.Context) error{d.inviteStaff, d.sendRequests, d.missMediator, d.sendRatings, d.recordQuarter, d.catchUp}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func demoPlaces(known formsapi.Catalogue) []demoPlace {
	var places []demoPlace
	for _, o := range known.Offices() {
		for _, id := range o.Services {
			if s, ok := known.Service(id); ok && o.TakesRequests(s) {
				places = append(places, demoPlace{office: o, service: id})
			}
		}
	}
	return places
}

// staff are one of each kind; those of one office get the first office that
// takes requests.
func (d *demonstration) staff() []demoStaff {
	one := formsapi.AllOffices
	if len(d.places) > 0 {
		one = d.places[0].office.ID
	}
	return []demoStaff{
		{"anna.prova@example.org", "Anna Prova", "it", formsapi.FirstGrants, nil},
		{"piero.esempio@example.org", "Piero Esempio", "it", []formsapi.Grant{{Role: formsapi.RoleOperator, Office: one}}, nil},
		{"mina.example@example.org", "Mina Example", "en", []formsapi.Grant{{Role: formsapi.RoleMediator, Office: one}}, demoLanguages[0]},
		{"ada.prova@example.org", "Ada Prova", "it", []formsapi.Grant{{Role: formsapi.RoleAdministrator}}, nil},
	}
}

func (d *demonstration) inviteStaff(ctx context.Context) error {
	d.demoPassword = strings.ToLower(rand.Text()[:12])
	for i, s := range d.staff() {
		token, err := d.accounts.Invite(ctx, formsapi.Staff{Email: s.email, Name: s.name, Language: s.language, Grants: s.grants}, formsapi.ByCommand)
		if err != nil {
			return fmt.Errorf("inviting %s: %w", s.email, err)
		}
		account, err := d.accounts.Accept(ctx, token, d.demoPassword, d.demoPassword)
		if err != nil {
			return fmt.Errorf("inviting %s: %w", s.email, err)
		}
		if err := d.sayLanguages(ctx, account, s.speaks); err != nil {
			return err
		}
		if i == 0 {
			d.operator = account
		}
		d.demoStaff = append(d.demoStaff, account)
	}
	return nil
}

func (p *Program) tellDemoStaff(out io.Writer) {
	fmt.Fprintf(out, "\nDEMONSTRATION: sign in at %s/desk/ with the password %s as\n\n", p.origin, p.demoPassword)
	for _, s := range p.demoStaff {
		var roles []string
		for _, g := range s.Grants {
			roles = append(roles, strings.TrimSuffix(string(g.Role)+" "+g.Office, " "))
		}
		fmt.Fprintf(out, "  %-28s %s\n", s.Email, strings.Join(roles, ", "))
	}
}

// past is an instant in the demonstration's weeks, at an hour when people are
// awake; the first of n is the oldest.
func (d *demonstration) past(i, n int) time.Time { return d.spread(demoWeeks*7*24*time.Hour, i, n) }

// spread is the same in a span of time that ends now.
func (d *demonstration) spread(span time.Duration, i, n int) time.Time {
	at := d.now.Add(-span + time.Duration(i)*span/time.Duration(n))
	day := time.Date(at.Year(), at.Month(), at.Day(), 7+d.chance.IntN(14), d.chance.IntN(60), d.chance.IntN(60), 0, at.Location())
	if !day.Before(d.now) {
		return at
	}
	return day
}
