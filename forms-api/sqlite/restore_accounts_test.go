package sqlite

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// A town whose backup is older than what happened to its accounts and erasures.
func (k kept) restored(t *testing.T, backup string) (kept, Restored) {
	t.Helper()
	var done Restored
	k = k.replaced(t, func(path string) {
		var err error
		done, err = Restore(t.Context(), Restoration{
			Backup: backup, Path: path, Force: true, Now: atNoon,
			Sealer: k.ring, Chain: k.ring.Chain, Fingerprint: k.ring.Fingerprint(), Head: k.heads(),
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	return k, done
}

func (k kept) backup(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "old.db")
	if err := Backup(t.Context(), k.path, path, nil); err != nil {
		t.Fatal(err)
	}
	return path
}

// Given a backup from before colleagues left, changed roles and chose passwords,
// restoring closes the account of who left again, and says of the others what is not
// as it was and what to do. The database is whole.
func TestARestoreClosesWhatWasClosed(t *testing.T) {
	k := givenKept(t)
	gone, _ := givenStaff(t, k.Store, "gone@example.org", formsapi.Grant{Role: formsapi.RoleOperator})
	moved, token := givenStaff(t, k.Store, "moved@example.org", formsapi.Grant{Role: formsapi.RoleCoordinator})
	givenStaff(t, k.Store, "same@example.org", formsapi.Grant{Role: formsapi.RoleOperator})
	old := k.backup(t)
	if err := k.DisableStaff(t.Context(), gone.ID, entry(formsapi.ActionDisable, gone.ID)); err != nil {
		t.Fatal(err)
	}
	moved.Grants = []formsapi.Grant{{Role: formsapi.RoleOperator, Office: "potenza"}}
	if err := k.ReplaceGrants(t.Context(), moved, entry(formsapi.ActionGrants, moved.ID)); err != nil {
		t.Fatal(err)
	}
	givenPassword(t, k.Store, moved, token)
	givenStaff(t, k.Store, "new@example.org")

	k, done := k.restored(t, old)
	want := []string{
		"gone@example.org had a closed account, and has: it was closed again.",
		"moved@example.org had the roles \"operator:potenza\", and has \"coordinator\": `sportello staff set-roles moved@example.org` changes them.",
		"moved@example.org has the password of then: `sportello staff reset-password moved@example.org` takes it away.",
		"new@example.org has no account any more: `sportello staff add` makes one.",
	}
	if !done.Compared || !slices.Equal(done.Accounts, want) {
		t.Errorf("it says %q (compared: %v), want %q", done.Accounts, done.Compared, want)
	}
	if now, err := k.StaffByID(t.Context(), gone.ID); err != nil || !now.Disabled {
		t.Errorf("who left is %+v (%v)", now, err)
	}
	if found := k.found(t); found != "" {
		t.Errorf("found %q", found)
	}
}

// Given a backup with two erasures, one that was only asked for and taken back later,
// one that somebody had confirmed, restoring takes the first back and leaves the
// second to be finished.
func TestARestoreErasesNothingThatWasTakenBack(t *testing.T) {
	k := givenKept(t)
	ask := func() formsapi.Erasure {
		a := stored(t, k.Store, givenRequest(t, k.ring))
		e := formsapi.Erasure{
			ID: uuid.Must(uuid.NewV7()), Appointment: a.ID, Office: "potenza", AskedBy: "ada", AskedAt: noon,
			DueAt: noon.AddDate(0, 0, 7), Records: []formsapi.Erasable{{ID: a.ID, Office: "potenza"}},
		}
		if err := k.AskErasure(t.Context(), e, entry(formsapi.ActionAskErase, a.ID)); err != nil {
			t.Fatal(err)
		}
		return e
	}
	waits, begun := ask(), ask()
	if err := k.BeginErasure(t.Context(), begun.ID, noon, "eva", entry(formsapi.ActionConfirmErase, begun.Appointment)); err != nil {
		t.Fatal(err)
	}
	old := k.backup(t)
	if err := k.RevokeErasure(t.Context(), waits.ID, entry(formsapi.ActionRevokeErase, waits.Appointment)); err != nil {
		t.Fatal(err)
	}
	k, done := k.restored(t, old)
	due, err := k.DueErasures(t.Context(), noon.Add(14*24*time.Hour))
	if err != nil || done.Waited != 1 || len(due) != 1 || due[0].ID != begun.ID {
		t.Errorf("%d taken back, due are %+v (%v), want one each", done.Waited, due, err)
	}
	said, err := k.AuditAbout(t.Context(), []uuid.UUID{waits.Appointment}, 0, 1)
	if err != nil || said[0].Action != formsapi.ActionRevokeErase || said[0].By != formsapi.ByCommand {
		t.Errorf("the log says %+v (%v)", said, err)
	}
}
