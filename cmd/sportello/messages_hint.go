package main

import "sportello/forms-api/notify"

// trialHints are what to do after a test that failed, by what has to be mended.
var trialHints = map[notify.FailureKind]string{
	notify.FailureForNow: "the service would try again by itself; run the test again in five minutes",

	notify.FailureMailUnreachable: "look at host and port of [mail], and whether this machine may open connections to there (many providers close port 25)",
	notify.FailureMailSlow:        "run the test again; if it stays so, look at port and tls of [mail]: 587 is for \"starttls\", 465 for \"tls\"",
	notify.FailureMailTooMuch:     "look at host and port of [mail]: what listens there may be no mail server",
	notify.FailureMailNoTLS:       "look at port and tls of [mail]: 587 is for \"starttls\", 465 for \"tls\"; \"none\" is for a server on this machine or in your own network",
	notify.FailureMailCertificate: "write into host the name that the server's certificate is for, or name its authority in the variable SSL_CERT_FILE",
	notify.FailureMailBroken:      "look at tls of [mail]: the server may not offer what it says",
	notify.FailureMailPassword:    "look at user of [mail], and at the password in password_file",
	notify.FailureMailSignIn:      "the server wants another way to sign in: many providers give a password for programs of its own",
	notify.FailureMailRefuses:     "ask who runs the mail server whether this machine may send through it",
	notify.FailureMailPolicy:      "the server does not let us send there: write user and password_file, or ask who runs it to allow this machine",
	notify.FailureMailSender:      "look at from of [mail]: the server has to be allowed to send for its domain, and user to send from it",
	notify.FailureMailAddress:     "look at the address, and try one of another provider",
	notify.FailureMailMessage:     "ask who runs the mail server what it has against the message",
	notify.FailureMailUnwritable:  "write an address with letters from a to z before the @",

	notify.FailureGatewayUnreachable: "look at url of [sms], and whether this machine may open connections to there",
	notify.FailureGatewaySlow:        "look at what the gateway does: it has to answer within 20 seconds",
	notify.FailureGatewayToken:       "look at the token in token_file of [sms]",
	notify.FailureGatewayAddress:     "look at url of [sms]: nothing is at this address",
	notify.FailureGatewayRedirects:   "write into url of [sms] the address that it leads to: redirections are not followed",
	notify.FailureGatewayRefuses:     "look at the number; if it is right, at what the gateway understands (docs/operate.md has the contract)",
	notify.FailureGatewayTrouble:     "the service would try again by itself; if it stays so, ask who runs the gateway",
}

// afterTrial is what to do now.
func afterTrial(kind notify.FailureKind) string {
	if now, known := trialHints[kind]; known {
		return now
	}
	return "look at [mail] and [sms] in " + configName + ": each key is explained there"
}
