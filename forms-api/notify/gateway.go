package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// A Gateway sends SMS by HTTP, as docs/operate.md describes it: one POST of JSON
// for each message.
type Gateway struct {
	URL    string
	Token  string
	Sender string // a number in E.164, or up to 11 letters and digits; may be empty
	Client *http.Client
}

var _ SMS = (*Gateway)(nil)

// posted is what a gateway receives.
type posted struct {
	ID       string   `json:"id"`
	To       string   `json:"to"`
	From     string   `json:"from,omitempty"`
	Text     string   `json:"text"`
	Encoding Encoding `json:"encoding"`
	Parts    int      `json:"parts"`
}

// NewGatewayClient follows no redirection: the token is for one address.
func NewGatewayClient() *http.Client {
	return &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// Send hands a text over.
func (g *Gateway) Send(ctx context.Context, t Text) error {
	_, err := g.Try(ctx, t)
	return err
}

// Try hands a text over, and returns what the gateway answered. It has accepted it
// when it answers 200 to 299.
func (g *Gateway) Try(ctx context.Context, t Text) (answered string, err error) {
	says := posted{ID: t.ID.String(), To: t.To, From: g.Sender, Text: t.Words, Encoding: t.Encoding, Parts: t.Parts}
	if t.Discreet {
		says.From = ""
	}
	body, err := json.Marshal(says)
	if err != nil {
		return "", &Failure{Cause: "sms: the message cannot be written"}
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, g.URL, bytes.NewReader(body))
	if err != nil {
		return "", &Failure{Cause: "sms: the gateway's address is not one"}
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+g.Token)
	r.Header.Set("Idempotency-Key", t.ID.String())
	r.Close = true // what a gateway sends after its answer is nobody's
	answer, err := g.Client.Do(r)
	if err != nil {
		if ctx.Err() != nil {
			return "", &Failure{Kind: FailureGatewaySlow, Cause: "sms: the gateway takes too long"}
		}
		return "", &Failure{Kind: FailureGatewayUnreachable, Cause: "sms: the gateway cannot be reached", Said: oneLine(err.Error())}
	}
	defer answer.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(answer.Body, 64<<10))
	answered = oneLine(answer.Status + " " + string(said))
	if answer.StatusCode >= 200 && answer.StatusCode < 300 {
		return answered, nil
	}
	kind := gatewayFailure(answer.StatusCode)
	return "", &Failure{
		Kind: kind, Cause: fmt.Sprintf("sms: the gateway answers %d", answer.StatusCode),
		Final: kind == FailureGatewayRefuses, // a wrong token, or a gateway that is down, is mended
		Said:  answered,
	}
}

// gatewayFailure is what an answer of no success is about (RFC 9110 15).
func gatewayFailure(status int) FailureKind {
	switch {
	case status >= 300 && status < 400:
		return FailureGatewayRedirects
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return FailureGatewayToken
	case status == http.StatusNotFound:
		return FailureGatewayAddress
	case status == http.StatusBadRequest, status == http.StatusUnprocessableEntity:
		return FailureGatewayRefuses
	}
	return FailureGatewayTrouble
}
