package formsapi

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// A Role is what somebody does at a desk.
type Role string

// The roles.
const (
	RoleOperator      Role = "operator"
	RoleMediator      Role = "mediator"
	RoleCoordinator   Role = "coordinator"
	RoleAdministrator Role = "administrator"
)

// Roles lists every role.
var Roles = []Role{RoleOperator, RoleMediator, RoleCoordinator, RoleAdministrator}

// AllOffices is the office of a grant that holds everywhere.
const AllOffices = ""

// A Grant gives a role at one office, or at AllOffices.
type Grant struct {
	Role   Role
	Office string
}

// A Permission is something that only some roles may do.
type Permission string

// The permissions.
const (
	ReadRequests   Permission = "read-requests"
	WorkRequests   Permission = "work-requests"   // give times, answer, close, assign
	NoteRequests   Permission = "note-requests"   // notes, drafts, flags; tell by telephone; attended or not
	ReadFeedback   Permission = "read-feedback"   // of pages
	TranslatePages Permission = "translate-pages" // of no office: one role is enough
	ReadReports    Permission = "read-reports"
	ExportReports  Permission = "export-reports"
	ReadAccount    Permission = "read-account"    // the audit log of requests and persons
	ErasePerson    Permission = "erase-person"    // ask for it, confirm or take back a colleague's asking; export a person's data
	ManageStaff    Permission = "manage-staff"    // accounts
	ManageSettings Permission = "manage-settings" // of the service
)

// Permissions lists every permission.
var Permissions = []Permission{
	ReadRequests, WorkRequests, NoteRequests, ReadFeedback, TranslatePages, ReadReports, ExportReports,
	ReadAccount, ErasePerson, ManageStaff, ManageSettings,
}

// Rights says which role may do what. The administrator runs the service and
// reads no submission.
var Rights = map[Role][]Permission{
	RoleOperator: {ReadRequests, WorkRequests, NoteRequests, ReadFeedback},
	RoleMediator: {ReadRequests, NoteRequests, ReadFeedback, TranslatePages},
	RoleCoordinator: {
		ReadRequests, WorkRequests, NoteRequests, ReadFeedback, TranslatePages,
		ReadReports, ExportReports, ReadAccount, ErasePerson,
	},
	RoleAdministrator: {ManageStaff, ManageSettings},
}

// Staff is somebody with an account at the desk.
type Staff struct {
	ID           uuid.UUID
	Email        string   // what they sign in with; compared without case
	Name         string   // as colleagues see it
	PasswordHash string   // argon2id in PHC format; empty until the invitation is used
	Language     string   // of the desk: "it" or "en"
	Speaks       []string // with people, as they have said themselves: BCP 47, sorted, possibly none
	Grants       []Grant
	FactorSince  time.Time // when a second factor was set up; zero for who has none
	Disabled     bool
	Altered      bool // its roles, closing, second factor or e-mail are not as the program left them: nobody works with it
	CreatedAt    time.Time
}

// May tells whether the person holds a permission at an office.
func (s Staff) May(p Permission, office string) bool {
	if s.Disabled || s.Altered {
		return false
	}
	return slices.ContainsFunc(s.Grants, func(g Grant) bool {
		return (g.Office == AllOffices || g.Office == office) && slices.Contains(Rights[g.Role], p)
	})
}

// NeedsSecondFactor tells whether the person must have a second factor: a
// coordinator reads everything of an office, and an administrator lets people in.
func (s Staff) NeedsSecondFactor() bool {
	return slices.ContainsFunc(s.Grants, func(g Grant) bool {
		return g.Role == RoleCoordinator || g.Role == RoleAdministrator
	})
}

// Works tells whether the person can use the desk as they are: they chose a
// password, owe no second factor, and the account is open and as it was left. Nobody else counts as
// somebody that a request can be given to, or as a second person.
func (s Staff) Works() bool {
	return s.PasswordHash != "" && !s.Disabled && !s.Altered && (!s.NeedsSecondFactor() || !s.FactorSince.IsZero())
}

// MayAnywhere tells whether the person holds a permission at one office at least.
func (s Staff) MayAnywhere(p Permission) bool {
	all, offices := s.OfficesFor(p)
	return all || len(offices) > 0
}

// Manages tells whether the person may change another's account: they hold
// ManageStaff wherever the other holds a role, and everywhere where nobody can tell
// which roles those were.
func (s Staff) Manages(other Staff) bool {
	if other.Altered && !s.May(ManageStaff, AllOffices) {
		return false
	}
	return !slices.ContainsFunc(other.Grants, func(g Grant) bool { return !s.May(ManageStaff, g.Office) })
}

// OfficesFor says at which offices the person holds a permission: all of them,
// or those listed (sorted, possibly none).
func (s Staff) OfficesFor(p Permission) (all bool, offices []string) {
	if s.Disabled || s.Altered {
		return false, nil
	}
	for _, g := range s.Grants {
		if !slices.Contains(Rights[g.Role], p) {
			continue
		}
		if g.Office == AllOffices {
			return true, nil
		}
		offices = append(offices, g.Office)
	}
	slices.Sort(offices)
	return false, slices.Compact(offices)
}
