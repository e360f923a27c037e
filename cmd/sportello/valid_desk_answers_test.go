package main

import (
	"net/http"
	"net/url"
	"strings"

	formsapi "sportello/forms-api"
)

// addDoors adds what somebody sees who is not signed in yet, and owes a code.
func (s *sheets) addDoors() {
	s.t.Helper()
	const password = "a long sentence of a password"
	ctx, outside := s.t.Context(), visitor(s.t)
	s.get(outside, "/desk/sign-in", http.StatusOK)
	s.post(outside, "/desk/sign-in", url.Values{"email": {"ada@example.org"}, "password": {"wrong"}}, http.StatusForbidden)
	s.get(outside, "/desk/invitation?token="+s.invites("New", formsapi.RoleOperator), http.StatusOK)
	s.get(outside, "/desk/invitation?token=none", http.StatusNotFound)
	ada, err := s.p.accounts.Accept(ctx, s.invites("Ada", formsapi.RoleOperator), password, password)
	if err != nil {
		s.t.Fatal(err)
	}
	s.post(visitor(s.t), "/desk/sign-in", url.Values{"email": {ada.Email}, "password": {password}}, http.StatusOK)
	withFactor(s.t, s.p, ada)
	s.post(outside, "/desk/sign-in", url.Values{"email": {ada.Email}, "password": {password}}, http.StatusOK)
	s.get(outside, "/desk/sign-in/code", http.StatusOK)
	s.post(outside, "/desk/sign-in/code", url.Values{"code": {"000000"}}, http.StatusForbidden)
}

// invites makes a one-time link for somebody with one role.
func (s *sheets) invites(name string, role formsapi.Role) (token string) {
	s.t.Helper()
	invited := formsapi.Staff{Name: name, Email: strings.ToLower(name) + "@example.org", Language: "it", Grants: []formsapi.Grant{{Role: role}}}
	token, err := s.p.accounts.Invite(s.t.Context(), invited, formsapi.ByCommand)
	if err != nil {
		s.t.Fatal(err)
	}
	return token
}

// signsIn is somebody new at the desk with one role.
func (s *sheets) signsIn(name string, role formsapi.Role) *http.Client {
	s.t.Helper()
	c := visitor(s.t)
	s.post(c, "/desk/invitation", url.Values{
		"token": {s.invites(name, role)}, "name": {name}, "password": {"una frase lunga"}, "repeated": {"una frase lunga"},
	}, http.StatusOK)
	return c
}

// A deskForm is what somebody with a role sends, and the status of what they are
// answered.
type deskForm struct {
	by     formsapi.Role
	at     string
	form   url.Values
	status int
}

// deskForms are at least one of each form of the desk that answers with a page of its
// own: what is not right comes back with what was typed.
var deskForms = []deskForm{
	{formsapi.RoleOperator, "{request}/propose", url.Values{"version": {"{version}"}, "note": {"<b>"}}, http.StatusUnprocessableEntity},
	{formsapi.RoleOperator, "{request}/decline", url.Values{"version": {"{version}"}, "reason": {"x"}, "note": {"<b>"}}, http.StatusUnprocessableEntity},
	{formsapi.RoleOperator, "{request}/finish", url.Values{"version": {"{version}"}, "note": {"<b>"}}, http.StatusUnprocessableEntity},
	{formsapi.RoleOperator, "{request}/due", url.Values{"version": {"{version}"}}, http.StatusUnprocessableEntity},
	{formsapi.RoleOperator, "{request}/decline", url.Values{"version": {"1"}, "reason": {"other"}, "note": {"<b>"}}, http.StatusConflict},
	{formsapi.RoleOperator, "{request}/notes", url.Values{"note": {strings.Repeat("<", formsapi.MaxNote+1)}}, http.StatusUnprocessableEntity},
	{formsapi.RoleOperator, "{request}/reply", url.Values{"version": {"{version}"}, "do": {"preview"}, "language": {"ar"}, "text": {"<b>"}, "way": {"print"}}, http.StatusOK},
	{formsapi.RoleOperator, "{request}/reply", url.Values{"version": {"{version}"}, "language": {"xx"}, "details": {"<b>"}, "template": {"none"}}, http.StatusUnprocessableEntity},
	{formsapi.RoleOperator, "{request}/reply", url.Values{"version": {"1"}, "language": {"it"}, "text": {"<b>"}, "way": {"print"}}, http.StatusConflict},
	{formsapi.RoleOperator, "/desk/find", url.Values{"search": {"Prova"}}, http.StatusOK},
	{formsapi.RoleOperator, "/desk/find", url.Values{"search": {"<b>"}}, http.StatusOK},
	{formsapi.RoleOperator, "/desk/find", url.Values{"search": {""}}, http.StatusUnprocessableEntity},
	{formsapi.RoleOperator, "/desk/contacts", url.Values{"office": {"potenza"}, "name": {"<b>"}}, http.StatusUnprocessableEntity},
	{formsapi.RoleOperator, "/desk/contacts", url.Values{"office": {"potenza"}, "channel": {"counter"}, "service": {"orientation"}, "language": {"ar"}, "outcome": {"book"}, "people": {"2"}}, http.StatusOK},
	{formsapi.RoleOperator, "/desk/contacts", url.Values{"office": {"potenza"}, "channel": {"counter"}, "service": {"orientation"}, "language": {"ar"}, "outcome": {"helped"}, "people": {"1"}}, http.StatusOK},
	{formsapi.RoleOperator, "/desk/closures", url.Values{"office": {"potenza"}, "from": {""}}, http.StatusUnprocessableEntity},
	{formsapi.RoleOperator, "/desk/closures", url.Values{"office": {"potenza"}, "from": {"{tomorrow}"}, "until": {"{later}"}, "reason": {"illness"}}, http.StatusOK},
	{formsapi.RoleOperator, "/desk/absences", url.Values{"office": {"potenza"}, "from": {""}}, http.StatusUnprocessableEntity},
	{formsapi.RoleOperator, "/desk/feeds", url.Values{"office": {"potenza"}}, http.StatusOK},
	{formsapi.RoleOperator, "/desk/account", url.Values{"name": {""}, "language": {"it"}}, http.StatusUnprocessableEntity},
	{formsapi.RoleOperator, "/desk/account/password", url.Values{"current": {"wrong"}, "password": {"x"}, "repeated": {"y"}}, http.StatusForbidden},
	{formsapi.RoleOperator, "/desk/account/second-factor", url.Values{"code": {"x"}}, http.StatusUnprocessableEntity},
	{formsapi.RoleMediator, "{kept}/experience", url.Values{"helped": {"9"}}, http.StatusUnprocessableEntity},
	{formsapi.RoleMediator, "{kept}/experience", url.Values{"helped": {"5"}, "treated": {"4"}}, http.StatusOK},
	{formsapi.RoleMediator, "/desk/translations/ar/offices/potenza", url.Values{"title": {""}, "digest": {"old"}}, http.StatusConflict},
	{formsapi.RoleCoordinator, "{request}/erasure", url.Values{"request": {"none"}}, http.StatusConflict},
	{formsapi.RoleAdministrator, "/desk/staff", url.Values{"name": {""}, "email": {"nobody"}}, http.StatusUnprocessableEntity},
	{formsapi.RoleAdministrator, "/desk/staff", url.Values{"name": {"Newer"}, "email": {"newer@example.org"}, "role": {"operator"}}, http.StatusOK},
	{formsapi.RoleAdministrator, "/desk/staff/{colleague}/grants", url.Values{}, http.StatusUnprocessableEntity},
	{formsapi.RoleAdministrator, "/desk/staff/{colleague}/link", url.Values{}, http.StatusOK},
}

// addDeskForms adds what somebody with a role is answered.
func (s *sheets) addDeskForms(visitor *http.Client, role formsapi.Role, given deskwork) {
	s.t.Helper()
	for _, f := range deskForms {
		if f.by != role {
			continue
		}
		filled := url.Values{}
		for name, values := range f.form {
			filled.Set(name, given.in(values[0]))
		}
		s.post(visitor, given.in(f.at), filled, f.status)
	}
}
