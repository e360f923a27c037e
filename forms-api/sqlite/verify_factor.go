package sqlite

import (
	"context"

	"sportello/forms-api"
)

// factors opens the secrets of second factors, as they are needed at a sign-in.
func (v *verification) factors(ctx context.Context) error {
	all, err := list(ctx, v.tx, scanFactor, selectFactors)
	for _, f := range all {
		v.opened("second factor of", f.Staff, func() error { _, err := formsapi.OpenSecondFactor(v.sealer, f); return err })
	}
	return err
}
