package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"strings"
	"unicode"

	"github.com/wneessen/go-mail"
)

// steps are the commands at which a mail server refuses something.
var steps = map[mail.SendErrReason]struct {
	what string
	kind FailureKind
}{
	mail.ErrSMTPMailFrom:  {"the sender", FailureMailSender},
	mail.ErrSMTPRcptTo:    {"the address", FailureMailAddress},
	mail.ErrSMTPData:      {"the message", FailureMailMessage},
	mail.ErrSMTPDataClose: {"the message", FailureMailMessage},
}

// mailFailure makes of what a mail server said, which names the address, what may
// be kept.
func mailFailure(ctx context.Context, way *connection, err error) error {
	var sending *mail.SendError
	if errors.As(err, &sending) && sending.ErrorCode() != 0 {
		cause := fmt.Sprintf("smtp: %s is refused%s (%d %s)", steps[sending.Reason].what, forNow(sending.ErrorCode()), sending.ErrorCode(), sending.EnhancedStatusCode())
		return &Failure{Kind: refusalOf(sending), Cause: strings.Replace(cause, " )", ")", 1), Final: ofTheAddress(sending), Said: saidOf(sending)}
	}
	kind, cause := brokenOff(ctx, way, err)
	return &Failure{Kind: kind, Cause: "smtp: " + cause, Said: oneLine(err.Error())}
}

// refusalOf is what a refusal is about.
func refusalOf(e *mail.SendError) FailureKind {
	switch {
	case later(e.ErrorCode()):
		return FailureForNow
	case ofPolicy(e):
		return FailureMailPolicy
	}
	return steps[e.Reason].kind
}

// later says whether a later attempt may mend a refusal (RFC 5321 4.2.1: 4yz): many
// servers refuse who is new to them for some minutes.
func later(code int) bool { return code >= 400 && code < 500 }

func forNow(code int) string {
	if later(code) {
		return " for now"
	}
	return ""
}

// saidOf is what the server said, without what the library puts around it.
func saidOf(e *mail.SendError) string {
	said, _, _ := strings.Cut(strings.TrimPrefix(e.Error(), e.Reason.String()+":"), ", affected ")
	return oneLine(strings.ReplaceAll(said, `"`, ""))
}

// mostShown is how many bytes of what the other side said somebody is shown.
const mostShown = 400

// oneLine is a text from elsewhere as a terminal may show it: without signs that
// steer it, and not without end.
func oneLine(s string) string {
	if len(s) > mostShown {
		s = strings.ToValidUTF8(s[:mostShown], "") + "…"
	}
	printed := strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(printed), " ")
}

// ofTheAddress says whether it is the address that the server will never take.
// What it refuses by policy is for the technician to mend: the address may be a
// good one.
func ofTheAddress(e *mail.SendError) bool {
	if e.ErrorCode() < 500 || ofPolicy(e) {
		return false
	}
	return e.Reason == mail.ErrSMTPRcptTo || e.Reason == mail.ErrSMTPDataClose && strings.HasPrefix(e.EnhancedStatusCode(), "5.1.")
}

// ofPolicy says of a refusal whether it is about who sends (RFC 3463 3.8: 5.7, no
// relaying; RFC 4954 6: 530, sign in first).
func ofPolicy(e *mail.SendError) bool {
	return e.ErrorCode() == 530 || strings.HasPrefix(e.EnhancedStatusCode(), "5.7.")
}

// brokenOff is why the talk ended before the server had said anything about the
// message.
func brokenOff(ctx context.Context, way *connection, err error) (FailureKind, string) {
	var said *textproto.Error
	var slow net.Error
	var dialling *net.OpError
	var unknown x509.UnknownAuthorityError
	var wrongHost x509.HostnameError
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.As(err, &said):
		return refusesUs(said.Code), fmt.Sprintf("the server refuses us%s (%d)", forNow(said.Code), said.Code)
	case errors.As(err, &certificate), errors.As(err, &unknown), errors.As(err, &wrongHost):
		return FailureMailCertificate, "the server's certificate is not trusted"
	case way.tooMuch.Load():
		return FailureMailTooMuch, "the server says too much"
	case strings.Contains(err.Error(), "does not support STARTTLS"): // the library has no type for it
		return FailureMailNoTLS, "the server offers no STARTTLS"
	case ctx.Err() != nil, way.slow.Load(), errors.As(err, &slow) && slow.Timeout():
		return FailureMailSlow, "the server takes too long"
	case errors.As(err, &dialling) && dialling.Op == "dial":
		return FailureMailUnreachable, "the server cannot be reached"
	}
	return FailureMailBroken, "the connection broke off"
}

// refusesUs is what a server is about that refuses whatever we send.
func refusesUs(code int) FailureKind {
	switch {
	case later(code):
		return FailureForNow
	case code == 535:
		return FailureMailPassword
	case code == 534:
		return FailureMailSignIn
	}
	return FailureMailRefuses
}
