package sqlite

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
	"sportello/forms-api/seal"
)

// A life is an account to which the program does whatever it can do to one, by chance.
// A step that does not apply is refused and changes nothing.
type life struct {
	*Store
	t      *testing.T
	ring   *seal.Ring
	chance *rand.Rand
	formsapi.Staff
}

// steps are all that is written to an account's rows, by what writes it.
var steps = map[string]func(*life) error{
	"roles":  (*life).otherRoles,
	"closed": func(l *life) error { return l.DisableStaff(l.t.Context(), l.ID, l.entry(formsapi.ActionDisable)) },
	"opened": (*life).opened,
	"reset": func(l *life) error {
		return l.ReplaceInvitation(l.t.Context(), l.link(), l.entry(formsapi.ActionReset))
	},
	"accepted": (*life).accepted,
	"password": (*life).otherPassword,
	"renamed":  func(l *life) error { return l.RenameStaff(l.t.Context(), l.Staff, l.entry(formsapi.ActionProfile)) },
	"factor":   (*life).factor,
	"code":     (*life).code,
	"taken": func(l *life) error {
		return l.TakeSecondFactor(l.t.Context(), l.ID, uuid.Nil, l.entry(formsapi.ActionTakeCode))
	},
	"forgotten": (*life).forgotten,
}

func (l *life) entry(action formsapi.Action) formsapi.AuditEntry { return entry(action, l.ID) }

func (l *life) link() formsapi.Invitation {
	return formsapi.Invitation{TokenHash: fmt.Appendf(nil, "%s %d", l.ID, l.chance.Uint64()), Staff: l.ID, ExpiresAt: noon.Add(time.Hour)}
}

func (l *life) otherRoles() error {
	var grants []formsapi.Grant
	for _, role := range formsapi.Roles {
		for _, office := range []string{formsapi.AllOffices, "potenza", "montelucci"} {
			if l.chance.IntN(4) == 0 {
				grants = append(grants, formsapi.Grant{Role: role, Office: office})
			}
		}
	}
	l.chance.Shuffle(len(grants), func(i, j int) { grants[i], grants[j] = grants[j], grants[i] })
	l.Grants = grants
	return l.ReplaceGrants(l.t.Context(), l.Staff, l.entry(formsapi.ActionGrants))
}

func (l *life) opened() error {
	return l.ReopenStaff(l.t.Context(), l.link(), l.entry(formsapi.ActionLetBack), l.entry(formsapi.ActionReset))
}

// accepted uses a link as soon as it is made.
func (l *life) accepted() error {
	link := l.link()
	if err := l.ReplaceInvitation(l.t.Context(), link, l.entry(formsapi.ActionReset)); err != nil {
		return err
	}
	l.PasswordHash = fmt.Sprint("$argon2id$", l.chance.Uint64())
	return l.UseInvitation(l.t.Context(), link.TokenHash, l.Staff, l.entry(formsapi.ActionPassword))
}

func (l *life) otherPassword() error {
	was := l.PasswordHash
	l.PasswordHash = fmt.Sprint("$argon2id$", l.chance.Uint64())
	return l.ChangePassword(l.t.Context(), l.Staff, was, uuid.Nil, l.entry(formsapi.ActionPassword))
}

// sealed is a second factor under the ring's newest key.
func (l *life) sealed() formsapi.SecondFactor {
	l.t.Helper()
	key, err := l.ring.NewKey(l.ID)
	if err != nil {
		l.t.Fatal(err)
	}
	f := formsapi.SecondFactor{Staff: l.ID, Key: key.Wrapped(), ConfirmedAt: noon.Add(time.Duration(l.chance.IntN(1000)) * time.Millisecond)}
	if f.Sealed, err = key.Seal("second-factor", []byte("12345678901234567890")); err != nil {
		l.t.Fatal(err)
	}
	return f
}

func (l *life) factor() error {
	f, e := l.sealed(), l.entry(formsapi.ActionFactor)
	e.At = f.ConfirmedAt
	return l.ConfirmSecondFactor(l.t.Context(), f, uuid.Nil, nil, e)
}

// code proves the factor, and now and then moves it to a newer key, as
// SecondFactors.SignIn does.
func (l *life) code() error {
	read, err := l.SecondFactor(l.t.Context(), l.ID)
	if err != nil {
		return err
	}
	f := read
	if l.chance.IntN(2) == 0 {
		newer := l.sealed()
		f.Key, f.Sealed = newer.Key, newer.Sealed
	}
	f.LastStep++
	return l.UseStep(l.t.Context(), f, read.Sealed, l.entry(formsapi.ActionSignIn))
}

// forgotten drops all that the log says so far.
func (l *life) forgotten() error {
	_, err := l.ForgetAudit(l.t.Context(), noon.Add(time.Second), noon, 1000)
	return err
}

// Given accounts to which the program does all that it can, in any order, none of them
// is ever taken for one that was changed by other means, by the desk or by Verify.
func TestWhatTheProgramDoesAltersNoAccount(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	chance := rand.New(rand.NewPCG(6, 13))
	names := slices.Sorted(maps.Keys(steps))
	done := map[string]int{}
	var lives []*life
	for i := range 4 {
		a, hash := givenStaff(t, s, fmt.Sprintf("colleague-%d@example.org", i), formsapi.Grant{Role: formsapi.RoleOperator, Office: "potenza"})
		givenPassword(t, s, a, hash)
		a.PasswordHash = "$argon2id$…"
		lives = append(lives, &life{Store: s, t: t, ring: ring, chance: chance, Staff: a})
	}
	for n := range 600 {
		l := lives[chance.IntN(len(lives))]
		name := names[chance.IntN(len(names))]
		was := l.Staff
		switch err := steps[name](l); {
		case err == nil:
			done[name]++
		case formsapi.CodeOf(err) == "":
			t.Fatalf("step %d, %s: %v", n, name, err)
		default:
			l.Staff = was
		}
		now, err := s.StaffByID(t.Context(), l.ID)
		if err != nil || now.Altered || now.Disabled && now.PasswordHash != "" || formsapi.GrantsText(now.Grants) != formsapi.GrantsText(l.Grants) {
			t.Fatalf("step %d, %s: %+v (%v), want the roles %v", n, name, now, err, l.Grants)
		}
		if n%50 == 0 {
			if found := findings(t, s, ring); found != "" {
				t.Fatalf("step %d, %s: found %s", n, name, found)
			}
		}
	}
	for _, name := range names {
		if done[name] < 10 {
			t.Errorf("%s was done %d times: the test shows little of it", name, done[name])
		}
	}
}
