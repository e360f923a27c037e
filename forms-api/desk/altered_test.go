package desk_test

import (
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
)

// warnings are what the desk logs, a line each.
type warnings struct {
	mu    sync.Mutex
	lines []string
}

func (w *warnings) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lines = append(w.lines, string(p))
	return len(p), nil
}

func (w *warnings) log(c *desk.Config) { c.Log = slog.New(slog.NewTextHandler(w, nil)) }

// refusedAt is what who comes to an altered account reads.
const refusedAt = "changed by other means than this program"

// notIn fails where who was signed in gets on, or is not told why not; with the
// password nobody gets in either.
func (h *help) notIn(v *visitor, s formsapi.Staff, request string) {
	h.t.Helper()
	v.get("/desk/").leadsTo("/desk/sign-in?next=%2Fdesk%2F")
	v.get("/desk/staff").is(http.StatusSeeOther)
	v.get(request).is(http.StatusSeeOther)
	v.post(request+"/urgency", "version", "1", "urgency", "2").is(http.StatusSeeOther)
	v.follow(v.get("/desk/account")).says(".errors", refusedAt).has("#email", 1)
	v.get("/desk/sign-in").is(http.StatusForbidden)
	fresh := h.visitor()
	fresh.post("/desk/sign-in", "email", s.Email, "password", password).is(http.StatusForbidden).says(".errors", refusedAt)
	fresh.get("/desk/").leadsTo("/desk/sign-in?next=%2Fdesk%2F")
}

// Given a colleague at a page, whose account somebody changes in the database without a
// key, no session goes on and nobody signs in; one entry and one warning say so, until
// who manages all accounts sets it right. What all can be changed is in the test of
// sqlite.
func TestAnAccountThatWasChangedInTheDatabaseOpensNothing(t *testing.T) {
	for name, sql := range map[string]string{
		"a role that was added":     `INSERT INTO staff_role (staff, role, office) SELECT id, 'administrator', '' FROM staff WHERE name = 'Lucia'`,
		"a factor that was deleted": `DELETE FROM second_factor WHERE staff = (SELECT id FROM staff WHERE name = 'Lucia')`,
	} {
		t.Run(name, func(t *testing.T) {
			said := &warnings{}
			h := givenDesk(t, said.log)
			lucia := h.givenStaff("Lucia", formsapi.Grant{Role: formsapi.RoleCoordinator, Office: "potenza"}, formsapi.Grant{Role: formsapi.RoleMediator, Office: "potenza"})
			request := "/desk/appointments/" + h.givenRequest().String()
			v, other, admin := h.signedIn(lucia), h.signedIn(h.givenStaff("Marco", operator)), h.signedIn(h.givenStaff("Ada", administrator))
			v.get(request).is(http.StatusOK)

			h.spoil(sql)
			h.notIn(v, lucia, request)
			h.notIn(v, lucia, request)
			other.get(request).is(http.StatusOK)
			if n := h.audited(formsapi.ActionAltered); n != 1 || len(said.lines) != 1 || !strings.Contains(said.lines[0], "level=WARN") || !strings.Contains(said.lines[0], lucia.ID.String()) {
				t.Errorf("%d entries, and the log says %q, want one each", n, said.lines)
			}

			path := "/desk/staff/" + lucia.ID.String()
			admin.post(path+"/grants", "grant", "coordinator:potenza", "grant", "mediator:potenza").leadsTo(path)
			admin.post(path + "/second-factor").leadsTo(path)
			fresh := h.visitor()
			fresh.post("/desk/sign-in", "email", lucia.Email, "password", password).leadsTo("/desk/")
			secret := fresh.get("/desk/account/second-factor").secret()
			fresh.post("/desk/account/second-factor", "code", h.appCode(secret, 30*time.Second)).is(http.StatusOK)
			fresh.get(request).is(http.StatusOK)
		})
	}
}

// Given a session and a password of an account that was closed, opening it in the
// database opens neither; a link that an administrator gives for it does not either.
func TestAClosedAccountThatIsOpenedInTheDatabaseStaysClosed(t *testing.T) {
	h := givenDesk(t)
	marco := h.givenStaff("Marco", operator)
	his, admin := h.signedIn(marco), h.signedIn(h.givenStaff("Ada", administrator))
	h.keepSessions()
	admin.post("/desk/staff/" + marco.ID.String() + "/disable").leadsTo("/desk/staff")
	h.spoil(`UPDATE staff SET disabled_at = NULL`)
	h.spoil(`UPDATE session SET ended_at = NULL, data = (SELECT data FROM kept WHERE kept.token_hash = session.token_hash) WHERE ended_at IS NOT NULL`)
	his.get("/desk/").leadsTo("/desk/sign-in?next=%2Fdesk%2F")
	h.visitor().post("/desk/sign-in", "email", marco.Email, "password", password).is(http.StatusForbidden)
	admin.get("/desk/staff").says("tbody", "Changed from outside")

	link := admin.post("/desk/staff/" + marco.ID.String() + "/link").is(http.StatusOK).text(".link")
	fresh := h.visitor()
	fresh.post("/desk/invitation", "token", link[strings.Index(link, "=")+1:], "password", password, "repeated", password).
		is(http.StatusForbidden).says(".errors", refusedAt)
	fresh.get("/desk/").leadsTo("/desk/sign-in?next=%2Fdesk%2F")
	admin.post("/desk/staff/" + marco.ID.String() + "/disable").leadsTo("/desk/staff")
	admin.get("/desk/staff").says("tbody", "Closed")
}

// Given an account that was altered, only who manages all offices sees it among the
// colleagues: nobody can tell at which offices it had roles. They mend it there.
func TestWhoManagesAllOfficesMendsAnAccount(t *testing.T) {
	h := givenDesk(t)
	here := h.signedIn(h.givenStaff("Ivo", formsapi.Grant{Role: formsapi.RoleAdministrator, Office: "potenza"}))
	everywhere := h.signedIn(h.givenStaff("Ada", administrator))
	marco := h.givenStaff("Marco", operator)
	path := "/desk/staff/" + marco.ID.String()
	h.spoil(`UPDATE staff_role SET office = 'potenza', role = 'coordinator' WHERE role = 'operator'`)
	here.get(path).is(http.StatusNotFound)
	here.post(path+"/grants", "grant", "operator:potenza").is(http.StatusNotFound)
	everywhere.get(path).is(http.StatusOK).says("main", "Changed from outside").says("main", "sportello verify").
		has("input[name=grant][checked]", 0).has(`form[action$="/second-factor"]`, 1)
	everywhere.post(path+"/grants", "grant", "operator:potenza").leadsTo(path)
	here.get(path).is(http.StatusOK).says("main", "Active")
	h.signedIn(marco).get("/desk/").is(http.StatusOK)
}

// Given an account to which somebody gave another's e-mail in the database, whoever takes
// it for theirs gives it no role and no link, and takes no second factor away. It is
// closed.
func TestAnAccountIsGivenNothingUnderAnothersEmail(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Ada", administrator))
	lucia, marco := h.givenStaff("Lucia", coordinator), h.givenStaff("Marco", operator)
	h.spoil(`
UPDATE staff SET email = 'between'           WHERE email = 'lucia@example.org';
UPDATE staff SET email = 'lucia@example.org' WHERE email = 'marco@example.org';
UPDATE staff SET email = 'marco@example.org' WHERE email = 'between'`)
	path := colleaguePath(marco)
	v.get("/desk/staff").says("tbody", "lucia@example.org Operator, Potenza help desk Changed from outside")
	const refused = "may be somebody else’s account"
	v.post(path+"/grants", "grant", "coordinator").is(http.StatusConflict).says(".errors", refused)
	v.post(path+"/link").is(http.StatusConflict).says("main", refused)
	v.post(colleaguePath(lucia)+"/second-factor").is(http.StatusConflict).says("main", refused)
	v.post(path + "/disable").leadsTo("/desk/staff")
	v.post(path+"/reopen").is(http.StatusConflict).says("main", refused)
	if s, err := h.store.StaffByID(t.Context(), marco.ID); err != nil || !s.Disabled || !slices.Equal(s.Grants, marco.Grants) {
		t.Errorf("it has %+v (%v)", s, err)
	}
}

func colleaguePath(s formsapi.Staff) string { return "/desk/staff/" + s.ID.String() }

// Given an account through all that people do with one, its owner works whenever they
// should, and it is never taken for one that was altered.
func TestAnAccountLivesThroughWhatIsDoneWithIt(t *testing.T) {
	h := givenDesk(t)
	ada := h.givenStaff("Ada", administrator)
	admin, marco := h.signedIn(ada), h.givenStaff("Marco", operator)
	path := "/desk/staff/" + marco.ID.String()
	works := func(after string) {
		t.Helper()
		now, err := h.store.StaffByID(t.Context(), marco.ID)
		if err != nil || now.Altered || !now.Works() {
			t.Fatalf("%s: %+v (%v)", after, now, err)
		}
		h.signedIn(marco).get("/desk/").is(http.StatusOK)
	}
	accept := func(p *page) {
		t.Helper()
		link := p.is(http.StatusOK).text(".link")
		h.visitor().post("/desk/invitation", "token", link[strings.Index(link, "=")+1:], "password", password, "repeated", password).is(http.StatusSeeOther)
	}
	for _, step := range []struct {
		name string
		take func()
	}{
		{"invited", func() {}},
		{"other roles", func() {
			admin.post(path+"/grants", "grant", "operator:potenza", "grant", "mediator").leadsTo(path)
		}},
		{"a second factor", func() { h.givenFactor(marco) }},
		{"a code of the app", func() {
			v := h.visitor()
			v.post("/desk/sign-in", "email", marco.Email, "password", password)
			v.post("/desk/sign-in/code", "code", h.appCode(h.secrets[marco.Email], 30*time.Second)).leadsTo("/desk/")
		}},
		{"a new password", func() { accept(admin.post(path + "/link")) }},
		{"closed and opened, with its factor", func() {
			admin.post(path + "/disable").leadsTo("/desk/staff")
			accept(admin.post(path + "/reopen"))
		}},
		{"the factor taken", func() { admin.post(path + "/second-factor").leadsTo(path) }},
		{"closed by the command line and opened there", func() {
			if err := h.accounts.Disable(t.Context(), marco.Email, formsapi.ByCommand); err != nil {
				t.Fatal(err)
			}
			token, err := h.accounts.Reopen(t.Context(), marco.Email, formsapi.ByCommand)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := h.accounts.Accept(t.Context(), token, password, password); err != nil {
				t.Fatal(err)
			}
		}},
		{"roles by the command line while it is closed", func() {
			admin.post(path + "/disable").leadsTo("/desk/staff")
			if err := h.accounts.SetGrants(t.Context(), marco.Email, []formsapi.Grant{operator}, formsapi.ByCommand); err != nil {
				t.Fatal(err)
			}
			accept(admin.post(path + "/reopen"))
		}},
	} {
		h.clock.pass(time.Minute)
		step.take()
		works(step.name)
	}
	if found, err := h.store.Verify(t.Context(), h.ring); err != nil || len(found.Findings) != 0 || h.audited(formsapi.ActionAltered) != 0 {
		t.Errorf("verify finds %q (%v)", found.Findings, err)
	}
}
