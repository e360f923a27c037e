package jobs_test

import (
	"context"
	"testing"

	"sportello/forms-api/jobs"
)

// A night has three batches to erase, and one erasure that somebody asked for.
type night struct{ passed, carried int }

func (n *night) Pass(context.Context) (bool, error)    { n.passed++; return n.passed < 3, nil }
func (n *night) CarryOut(context.Context) (int, error) { n.carried++; return 1, nil }

// Given the jobs that erase, the nightly one goes on until nothing is left, and the
// other comes again in its own time: what is due is carried out in one go.
func TestErasingGoesOnUntilNothingIsLeft(t *testing.T) {
	n := &night{}
	for _, j := range jobs.Retention(n, n) {
		for more := true; more; {
			var err error
			if more, err = j.Do(t.Context()); err != nil || j.Every <= 0 || j.Name == "" {
				t.Fatal(j, err)
			}
		}
	}
	if n.passed != 3 || n.carried != 1 {
		t.Errorf("they did %+v", n)
	}
}
