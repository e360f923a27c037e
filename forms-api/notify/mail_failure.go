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
func mailFailure(ctx context.Context, err error) error {
	var sending *mail.SendError
	if errors.As(err, &sending) && sending.ErrorCode() != 0 {
		cause := fmt.Sprintf("smtp: %s is refused (%d %s)", steps[sending.Reason], sending.ErrorCode(), sending.EnhancedStatusCode())
		return &Failure{Cause: strings.Replace(cause, " )", ")", 1), Final: ofTheAddress(sending), Said: saidOf(sending)}
	}
	return &Failure{Cause: "smtp: " + brokenOff(ctx, err), Said: oneLine(err.Error())}
}

// saidOf is what the server said, without what the library puts around it.
func saidOf(e *mail.SendError) string {
	said, _, _ := strings.Cut(strings.TrimPrefix(e.Error(), e.Reason.String()+":"), ", affected ")
	return oneLine(strings.ReplaceAll(said, `"`, ""))
}

// oneLine is a text from elsewhere as a terminal may show it.
func oneLine(s string) string {
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
func brokenOff(ctx context.Context, err error) string {
	var said *textproto.Error
	var slow net.Error
	var dialling *net.OpError
	var unknown x509.UnknownAuthorityError
	var wrongHost x509.HostnameError
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.As(err, &said):
		return fmt.Sprintf("the server refuses us (%d)", said.Code)
	case errors.As(err, &certificate), errors.As(err, &unknown), errors.As(err, &wrongHost):
		return "the server's certificate is not trusted"
	case ctx.Err() != nil, errors.As(err, &slow) && slow.Timeout():
		return "the server takes too long"
	case errors.As(err, &dialling) && dialling.Op == "dial":
		return "the server cannot be reached"
	}
	return "the connection broke off"
}
