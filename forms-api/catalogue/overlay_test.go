package catalogue_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"

	"github.com/google/go-cmp/cmp"
)

var (
	strike = formsapi.Closure{
		From: formsapi.NewWallTime(2026, 11, 30, 0), Until: formsapi.NewWallTime(2026, 12, 2, 0),
		WholeDays: true, Reason: formsapi.ClosedForStrike,
	}
	illness = formsapi.Closure{
		From: formsapi.NewWallTime(2026, 11, 23, 10*60), Until: formsapi.NewWallTime(2026, 11, 24, 0), Reason: formsapi.ClosedForIllness,
	}
	away = formsapi.Absence{
		Languages: []string{"ar", "fr"}, From: formsapi.NewWallTime(2026, 11, 27, 9*60+30), Until: formsapi.NewWallTime(2026, 11, 27, 12*60),
	}
	awayAllDay = formsapi.Absence{
		Languages: []string{"ti"}, From: formsapi.NewWallTime(2026, 11, 30, 0), Until: formsapi.NewWallTime(2026, 12, 1, 0),
	}
)

// overlayFile is where a test's overlay is, in a folder of its own.
func overlayFile(t *testing.T) string { return filepath.Join(t.TempDir(), "closures.toml") }

// What the overlay writes, Load reads as the same closures and absences.
func TestWhatTheOverlayWritesIsRead(t *testing.T) {
	file := overlayFile(t)
	o, ctx := catalogue.NewOverlay(file), context.Background()
	for _, err := range []error{
		o.AddClosure(ctx, "desk", strike), o.AddClosure(ctx, "desk", illness),
		o.AddAbsence(ctx, "desk", away), o.AddAbsence(ctx, "desk", awayAllDay),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	desk, _ := load(t, village(), textOf(t, file)).Office("desk")
	if diff := cmp.Diff([]formsapi.Closure{illness, strike}, desk.Closures[:2]); diff != "" {
		t.Errorf("closures (-written +read):\n%s", diff)
	}
	if diff := cmp.Diff([]formsapi.Absence{away, awayAllDay}, desk.Absences); diff != "" {
		t.Errorf("absences (-written +read):\n%s", diff)
	}
	// and the desk is told of them, by their beginning
	closures, err := o.Closures(ctx, "desk")
	if diff := cmp.Diff([]formsapi.Closure{illness, strike}, closures); err != nil || diff != "" {
		t.Errorf("%v, closures (-written +listed):\n%s", err, diff)
	}
	absences, err := o.Absences(ctx, "desk")
	if diff := cmp.Diff([]formsapi.Absence{away, awayAllDay}, absences); err != nil || diff != "" {
		t.Errorf("%v, absences (-written +listed):\n%s", err, diff)
	}
	if others, err := o.Closures(ctx, "another"); err != nil || len(others) > 0 {
		t.Errorf("another office: %v, %v", others, err)
	}
}

// It is for people too: somebody may have to look at it.
func TestTheOverlayReadsAsAnEditorWouldWriteIt(t *testing.T) {
	file := overlayFile(t)
	o, ctx := catalogue.NewOverlay(file), context.Background()
	if err := errors.Join(o.AddClosure(ctx, "desk", strike), o.AddClosure(ctx, "desk", illness), o.AddAbsence(ctx, "desk", away)); err != nil {
		t.Fatal(err)
	}
	want := `# The desk writes this file: closures and absences are made, and taken back, there.

[[closures]]
office = 'desk'
from = 2026-11-30
until = 2026-12-01
reason = 'strike'

[[closures]]
office = 'desk'
from = 2026-11-23T10:00:00
until = 2026-11-24T00:00:00
reason = 'illness'

[[absences]]
office = 'desk'
languages = ['ar', 'fr']
from = 2026-11-27T09:30:00
until = 2026-11-27T12:00:00
`
	if diff := cmp.Diff(want, textOf(t, file)); diff != "" {
		t.Errorf("the file (-want +got):\n%s", diff)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v; want it for its owner alone", info.Mode(), err)
	}
}

func TestTheSameClosureTwiceIsStoredOnce(t *testing.T) {
	o, ctx := catalogue.NewOverlay(overlayFile(t)), context.Background()
	if err := errors.Join(o.AddClosure(ctx, "desk", strike), o.AddClosure(ctx, "desk", strike), o.AddAbsence(ctx, "desk", away), o.AddAbsence(ctx, "desk", away)); err != nil {
		t.Fatal(err)
	}
	closures, errC := o.Closures(ctx, "desk")
	absences, errA := o.Absences(ctx, "desk")
	if errC != nil || errA != nil || len(closures) != 1 || len(absences) != 1 {
		t.Errorf("%v %v, %v %v; want one of each", closures, errC, absences, errA)
	}
}

func TestWhatIsTakenBackIsGoneAndTheRestStays(t *testing.T) {
	o, ctx := catalogue.NewOverlay(overlayFile(t)), context.Background()
	if err := errors.Join(o.AddClosure(ctx, "desk", strike), o.AddClosure(ctx, "other", strike), o.AddAbsence(ctx, "desk", away),
		o.RemoveClosure(ctx, "desk", strike), o.RemoveAbsence(ctx, "desk", away)); err != nil {
		t.Fatal(err)
	}
	here, _ := o.Closures(ctx, "desk")
	there, _ := o.Closures(ctx, "other")
	absences, err := o.Absences(ctx, "desk")
	if err != nil || len(here) != 0 || len(there) != 1 || len(absences) != 0 {
		t.Errorf("here %v, there %v, absences %v, %v", here, there, absences, err)
	}
	if err := o.RemoveClosure(ctx, "desk", strike); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("a closure that is gone: %v, want not found", err)
	}
	if err := o.RemoveAbsence(ctx, "desk", away); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("an absence that is gone: %v, want not found", err)
	}
}

// Two programs have the file open, and several handlers each: none loses the
// entry of another, and who reads meanwhile always reads a whole file.
func TestNobodyLosesAnotherOnesClosure(t *testing.T) {
	const writers, each = 8, 10
	file, ctx := overlayFile(t), context.Background()
	programs := []*catalogue.Overlay{catalogue.NewOverlay(file), catalogue.NewOverlay(file)}
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			for n := range each {
				c := strike
				c.From += formsapi.WallTime((w*each + n) * 24 * 60)
				c.Until = c.From + 24*60
				if err := programs[w%2].AddClosure(ctx, fmt.Sprintf("office-%d", w), c); err != nil {
					t.Error(err)
				}
				if _, err := programs[(w+1)%2].Closures(ctx, "any"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	for w := range writers {
		if got, err := programs[0].Closures(ctx, fmt.Sprintf("office-%d", w)); err != nil || len(got) != each {
			t.Errorf("office-%d has %d closures, %v; want %d", w, len(got), err, each)
		}
	}
}

// A file that somebody has spoilt by hand is left for them to mend.
func TestADamagedOverlayIsReportedAndNotOverwritten(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no TOML":        {"[[closures]\n", "closures.toml:1: error: this is not TOML"},
		"an unknown key": {"[[closures]]\noffice = \"desk\"\nfrom = 2026-11-30\nuntil = 2026-11-30\nreason = \"strike\"\nnote = \"x\"\n", "closures.toml:6: error: nothing is known by the name \"note\""},
		"no end":         {"[[closures]]\noffice = \"desk\"\nfrom = 2026-11-30\nreason = \"strike\"\n", "closures.toml:1: error: \"until\" is missing"},
		"an absence that ends first": {
			"[[absences]]\noffice = \"desk\"\nlanguages = [\"ar\"]\nfrom = 2026-11-30\nuntil = 2026-11-29\n",
			"closures.toml:5: error: the absence ends before it begins",
		},
	} {
		t.Run(name, func(t *testing.T) {
			file := overlayFile(t)
			if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			o, ctx := catalogue.NewOverlay(file), context.Background()
			_, listed := o.Closures(ctx, "desk")
			for _, err := range []error{o.AddClosure(ctx, "desk", strike), o.RemoveAbsence(ctx, "desk", away), listed} {
				var damaged catalogue.DamagedOverlay
				if !errors.As(err, &damaged) || !strings.Contains(err.Error(), c.want) {
					t.Errorf("%v, want it to say %s", err, c.want)
				}
			}
			if got := textOf(t, file); got != c.text {
				t.Errorf("it was overwritten: %s", got)
			}
		})
	}
}

// What the next build would refuse is not written.
func TestTheOverlayKeepsOutWhatNobodyCouldRead(t *testing.T) {
	file := overlayFile(t)
	o, ctx := catalogue.NewOverlay(file), context.Background()
	if err := o.AddClosure(ctx, "desk", illness); err != nil {
		t.Fatal(err)
	}
	before := textOf(t, file)
	backwards, nameless := strike, strike
	backwards.Until = backwards.From
	nameless.Reason = "vacation"
	for _, err := range []error{
		o.AddClosure(ctx, "desk", backwards), o.AddClosure(ctx, "desk", nameless),
		o.AddAbsence(ctx, "desk", formsapi.Absence{From: away.From, Until: away.Until}),
	} {
		if err == nil {
			t.Error("it was kept")
		}
	}
	if got := textOf(t, file); got != before {
		t.Errorf("the file has changed: %s", got)
	}
}

func textOf(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
