package main

import (
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"regexp"
	"slices"

	formsapi "sportello/forms-api"
	"sportello/forms-api/notify"
)

// A mailConfig is [mail] of sportello.toml: the server that takes our e-mails.
type mailConfig struct {
	Host         string         `toml:"host"`
	Port         int            `toml:"port"` // 0: that of the mode
	User         string         `toml:"user"`
	PasswordFile string         `toml:"password_file"`
	From         string         `toml:"from"`
	TLS          notify.TLSMode `toml:"tls"` // empty: starttls

	from mail.Address
}

// An smsConfig is [sms] of sportello.toml: the gateway that takes our SMS.
type smsConfig struct {
	URL       string `toml:"url"`
	TokenFile string `toml:"token_file"`
	Sender    string `toml:"sender"`
}

// mailPorts are where servers listen (RFC 8314 3, RFC 6409 3.1, RFC 5321 4.5.4.2).
var mailPorts = map[notify.TLSMode]int{notify.StartTLS: 587, notify.TLS: 465, notify.NoTLS: 25}

func (m *mailConfig) check() error {
	if m == nil {
		return nil
	}
	if m.TLS == "" {
		m.TLS = notify.StartTLS
	}
	standard, known := mailPorts[m.TLS]
	from, err := mail.ParseAddress(m.From)
	if err == nil {
		from.Address, _ = formsapi.EmailOnTheWire(from.Address)
	}
	switch {
	case m.Host == "":
		return errors.New("[mail] names no server: write host, or leave [mail] out")
	case !known:
		return fmt.Errorf("[mail] tls is %q: it is \"starttls\", \"tls\" or \"none\"", m.TLS)
	case m.Port < 0 || m.Port > 65535:
		return fmt.Errorf("[mail] port is %d: it is a number from 1 to 65535", m.Port)
	case m.From == "":
		return errors.New("[mail] says not from whom e-mails are: write from, like \"Sportello <sportello@comune.example.it>\"")
	case err != nil, from.Address == "":
		return fmt.Errorf("[mail] from is %q: it must be like \"Sportello <sportello@comune.example.it>\"", m.From)
	case m.User == "" && m.PasswordFile != "":
		return errors.New("[mail] has a password_file and no user: write both, or neither where nobody signs in")
	case m.User != "" && m.TLS == notify.NoTLS:
		return errors.New("[mail] has a user with tls = \"none\": a password is never sent in clear; write \"starttls\" or \"tls\", or leave user out")
	}
	m.from = *from
	if m.Port == 0 {
		m.Port = standard
	}
	return nil
}

// sender is what telephone companies take as a sender: a number, or a short name.
var sender = regexp.MustCompile(`^(\+[1-9][0-9]{5,14}|[A-Za-z0-9 ]{1,11})?$`)

func (s *smsConfig) check() error {
	if s == nil {
		return nil
	}
	u, err := url.Parse(s.URL)
	switch {
	case s.URL == "":
		return errors.New("[sms] names no gateway: write url, or leave [sms] out")
	case err != nil || u.Host == "" || !slices.Contains([]string{"http", "https"}, u.Scheme):
		return fmt.Errorf("[sms] url is %q: it must be like https://gateway.example.org/send", s.URL)
	case u.User != nil:
		return errors.New("[sms] url holds a password: write it into token_file")
	case u.Scheme == "http" && !isLocal(u):
		return fmt.Errorf("[sms] url is %s: over http, telephones and links would be readable on the way; write https", u)
	case !sender.MatchString(s.Sender):
		return fmt.Errorf("[sms] sender is %q: it is a number like +390971415507, or at most 11 letters and digits", s.Sender)
	}
	return nil
}
