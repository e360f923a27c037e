package main

import "strings"

// trialHints are what to do after a test that failed, by the words of its cause.
// The first that is in it counts.
var trialHints = []struct{ cause, now string }{
	{"for now (", "the service would try again by itself; run the test again in five minutes"},
	{"smtp: the server offers no STARTTLS", "look at port and tls of [mail]: 587 is for \"starttls\", 465 for \"tls\"; \"none\" is for a server on this machine or in your own network"},
	{"smtp: the server says too much", "look at host and port of [mail]: what listens there may be no mail server"},
	{"smtp: the server cannot be reached", "look at host and port of [mail], and whether this machine may open connections to there (many providers close port 25)"},
	{"smtp: the server takes too long", "run the test again; if it stays so, look at port and tls of [mail]: 587 is for \"starttls\", 465 for \"tls\""},
	{"certificate is not trusted", "write into host the name that the server's certificate is for, or name its authority in the variable SSL_CERT_FILE"},
	{"refuses us (535)", "look at user of [mail], and at the password in password_file"},
	{"refuses us (534)", "the server wants another way to sign in: many providers give a password for programs of its own"},
	{"smtp: the server refuses us", "ask who runs the mail server whether this machine may send through it"},
	{"smtp: the connection broke off", "look at tls of [mail]: the server may not offer what it says"},
	{"5.7.", "the server does not let us send there: write user and password_file, or ask who runs it to allow this machine"},
	{"smtp: the sender is refused", "look at from of [mail]: the server has to be allowed to send for its domain, and user to send from it"},
	{"smtp: the address is refused", "look at the address, and try one of another provider"},
	{"smtp: the message is refused", "ask who runs the mail server what it has against the message"},
	{"mail servers take", "write an address with letters from a to z before the @"},
	{"sms: the gateway cannot be reached", "look at url of [sms], and whether this machine may open connections to there"},
	{"sms: the gateway takes too long", "look at what the gateway does: it has to answer within 20 seconds"},
	{"answers 401", "look at the token in token_file of [sms]"},
	{"answers 403", "look at the token in token_file of [sms]"},
	{"answers 404", "look at url of [sms]: nothing is at this address"},
	{"answers 3", "write into url of [sms] the address that it leads to: redirections are not followed"},
	{"answers 400", "look at the number; if it is right, at what the gateway understands (docs/operate.md has the contract)"},
	{"answers 422", "look at the number; if it is right, at what the gateway understands (docs/operate.md has the contract)"},
}

// afterTrial is what to do now.
func afterTrial(cause string) string {
	for _, h := range trialHints {
		if strings.Contains(cause, h.cause) {
			return h.now
		}
	}
	return "look at [mail] and [sms] in " + configName + ": each key is explained there"
}
