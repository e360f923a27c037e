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
var steps = map[mail.SendErrReason]string{
	mail.ErrSMTPMailFrom:  "the sender",
	mail.ErrSMTPRcptTo:    "the address",
	mail.ErrSMTPData:      "the message",
	mail.ErrSMTPDataClose: "the message",
}

// mailFailure makes of what a mail server said, which names the address, what may
// be kept.
func mailFailure(ctx context.Context, way *connection, err error) error {
	var sending *mail.SendError
	if errors.As(err, &sending) && sending.ErrorCode() != 0 {
		cause := fmt.Sprintf("smtp: %s is refused%s (%d %s)", steps[sending.Reason], forNow(sending.ErrorCode()), sending.ErrorCode(), sending.EnhancedStatusCode())
		return &Failure{Cause: strings.Replace(cause, " )", ")", 1), Final: ofTheAddress(sending), Said: saidOf(sending)}
	}
	return &Failure{Cause: "smtp: " + brokenOff(ctx, way, err), Said: oneLine(err.Error())}
}

// forNow tells what a later attempt may mend (RFC 5321 4.2.1: 4yz) from what it
// will not: many servers refuse who is new to them for some minutes.
func forNow(code int) string {
	if code >= 400 && code < 500 {
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
// What it refuses by policy (RFC 3463 5.7: no relaying, sign in first) is for the
// technician to mend: the address may be a good one.
func ofTheAddress(e *mail.SendError) bool {
	code, detail := e.ErrorCode(), e.EnhancedStatusCode()
	if code < 500 || code == 530 || strings.HasPrefix(detail, "5.7.") {
		return false
	}
	return e.Reason == mail.ErrSMTPRcptTo || e.Reason == mail.ErrSMTPDataClose && strings.HasPrefix(detail, "5.1.")
}

// brokenOff is why the talk ended before the server had said anything about the
// message.
func brokenOff(ctx context.Context, way *connection, err error) string {
	var said *textproto.Error
	var slow net.Error
	var dialling *net.OpError
	var unknown x509.UnknownAuthorityError
	var wrongHost x509.HostnameError
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.As(err, &said):
		return fmt.Sprintf("the server refuses us%s (%d)", forNow(said.Code), said.Code)
	case errors.As(err, &certificate), errors.As(err, &unknown), errors.As(err, &wrongHost):
		return "the server's certificate is not trusted"
	case way.tooMuch.Load():
		return "the server says too much"
	case strings.Contains(err.Error(), "does not support STARTTLS"): // the library has no type for it
		return "the server offers no STARTTLS"
	case ctx.Err() != nil, way.slow.Load(), errors.As(err, &slow) && slow.Timeout():
		return "the server takes too long"
	case errors.As(err, &dialling) && dialling.Op == "dial":
		return "the server cannot be reached"
	}
	return "the connection broke off"
}
