package formsapi

import (
	"context"
	"fmt"
)

// Made are the closures that the desk has made at an office and that are not
// over, by From.
func (u *CloseOffice) Made(ctx context.Context, by Staff, office string) ([]Closure, error) {
	o, known := u.Catalogue.Office(office)
	if !known || !by.May(WorkRequests, office) {
		return nil, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	made, _, err := u.closed(ctx, o)
	return made, err
}

// Reopen takes back a closure that the desk has made. Nobody is moved back.
func (u *CloseOffice) Reopen(ctx context.Context, by Staff, office string, c Closure) error {
	if !by.May(WorkRequests, office) {
		return &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	if err := u.Overlay.RemoveClosure(ctx, office, c); err != nil {
		return fmt.Errorf("taking a closure back: %w", err)
	}
	return u.keepAccount(ctx, by, office, "reopened "+c.span())
}
