package main

import (
	"fmt"
	"net/url"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/notify"
)

// messengers are the ways in which messages leave; nil for one that is not set up.
type messengers struct {
	mail *notify.SMTPServer
	sms  *notify.Gateway
}

// openMessengers reads the secrets that the settings need.
func (c *console) openMessengers(town string, settings config, origin *url.URL) (m messengers, err error) {
	if settings.Mail != nil {
		if m.mail, err = c.openMail(town, *settings.Mail, origin); err != nil {
			return m, c.misset(err)
		}
	}
	if s := settings.SMS; s != nil {
		token, err := secret{"[sms] token_file", s.TokenFile, smsToken, "the SMS gateway"}.read(town, c.env)
		if err != nil {
			return m, c.misset(err)
		}
		m.sms = &notify.Gateway{URL: s.URL, Token: token, Sender: s.Sender, Client: notify.NewGatewayClient()}
	}
	return m, nil
}

func (c *console) openMail(town string, s mailConfig, origin *url.URL) (*notify.SMTPServer, error) {
	server := &notify.SMTPServer{Host: s.Host, Port: s.Port, User: s.User, TLS: s.TLS, From: s.from, Site: origin.Hostname(), Now: time.Now}
	if s.User == "" {
		return server, nil
	}
	var err error
	server.Password, err = secret{"[mail] password_file", s.PasswordFile, mailPassword, "the mail server"}.read(town, c.env)
	return server, err
}

func (c *console) misset(err error) error {
	return cannot(hint(fmt.Errorf("%s: %w", configName, err), "the commented keys in the example %s explain each of them", configName))
}

func (m messengers) channels() formsapi.Channels {
	return formsapi.Channels{Email: m.mail != nil, SMS: m.sms != nil}
}

// tellChannels says once how people are not told. A demonstration tells nobody.
func (p *Program) tellChannels() {
	switch c := p.channels; {
	case p.settings.demo, c.Email && c.SMS:
	case c.Email:
		p.console.say("No SMS gateway is set up: whoever wants messages on the telephone is called; the desk lists whom to call.")
	case c.SMS:
		p.console.say("No mail server is set up: whoever wants e-mails has to be told by telephone; the desk lists whom to call.")
	default:
		p.console.say("Neither mail nor SMS is set up: people are told by telephone; the desk lists whom to call (see [mail] and [sms] in %s).", configName)
	}
}
