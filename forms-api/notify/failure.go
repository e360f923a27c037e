package notify

// A Failure is why a message did not leave: a few words for a technician, without
// personal data.
type Failure struct {
	Kind  FailureKind
	Cause string
	Final bool   // no attempt can succeed: the address or the number is refused
	Said  string // the other side's own words, which may name the address: for who tries it out, never kept
}

func (f *Failure) Error() string { return f.Cause }

// A FailureKind is what has to be mended before a message can leave.
type FailureKind string

// The kinds. A failure that nobody outside the program can mend has none.
const (
	FailureForNow FailureKind = "for-now" // the mail server wants to be asked again later (RFC 5321 4.2.1: 4yz)

	FailureMailUnreachable FailureKind = "mail-unreachable"
	FailureMailSlow        FailureKind = "mail-slow"
	FailureMailTooMuch     FailureKind = "mail-too-much"    // what listens there says more than any mail server
	FailureMailNoTLS       FailureKind = "mail-no-tls"      // it offers no STARTTLS
	FailureMailCertificate FailureKind = "mail-certificate" // nobody vouches for it
	FailureMailBroken      FailureKind = "mail-broken"      // the connection broke off
	FailureMailPassword    FailureKind = "mail-password"    // RFC 4954 6: 535
	FailureMailSignIn      FailureKind = "mail-sign-in"     // RFC 4954 6: 534, another way to sign in is wanted
	FailureMailRefuses     FailureKind = "mail-refuses"     // whoever we are, and whatever we send
	FailureMailPolicy      FailureKind = "mail-policy"      // RFC 3463 3.8: 5.7, no relaying or sign in first
	FailureMailSender      FailureKind = "mail-sender"
	FailureMailAddress     FailureKind = "mail-address"
	FailureMailMessage     FailureKind = "mail-message"
	FailureMailUnwritable  FailureKind = "mail-unwritable" // no address that mail servers take

	FailureGatewayUnreachable FailureKind = "gateway-unreachable"
	FailureGatewaySlow        FailureKind = "gateway-slow"
	FailureGatewayToken       FailureKind = "gateway-token"    // 401 and 403
	FailureGatewayAddress     FailureKind = "gateway-address"  // 404
	FailureGatewayRedirects   FailureKind = "gateway-redirect" // 300 to 399
	FailureGatewayRefuses     FailureKind = "gateway-refuses"  // 400 and 422: the number, or the message
	FailureGatewayTrouble     FailureKind = "gateway-trouble"  // any other answer
)

// FailureKinds lists them.
var FailureKinds = []FailureKind{
	FailureForNow, FailureMailUnreachable, FailureMailSlow, FailureMailTooMuch, FailureMailNoTLS, FailureMailCertificate, FailureMailBroken,
	FailureMailPassword, FailureMailSignIn, FailureMailRefuses, FailureMailPolicy, FailureMailSender, FailureMailAddress, FailureMailMessage,
	FailureMailUnwritable, FailureGatewayUnreachable, FailureGatewaySlow, FailureGatewayToken, FailureGatewayAddress, FailureGatewayRedirects,
	FailureGatewayRefuses, FailureGatewayTrouble,
}
