package formsapi

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// town is a catalogue of three offices, one for each way to get an appointment.
type town struct{}

func (town) office(id string, mode BookingMode) Office {
	return Office{
		ID: id, Organisation: "town", Names: Text{"it": "Sportello " + id}, Zone: time.UTC,
		Services: []string{"legal-advice"}, Booking: Booking{Rule: DefaultRule(mode)},
		Telephones: []Telephone{{Shown: "0971 415507", E164: "+390971415507"}},
	}
}

func (t town) Offices() []Office {
	return []Office{t.office("by-phone", ModePhone), t.office("online", ModeRequest), t.office("walk-in", ModeWalkIn)}
}

func (t town) Office(id string) (Office, bool) {
	for _, o := range t.Offices() {
		if o.ID == id {
			return o, true
		}
	}
	return Office{}, false
}

func (town) Services() []Service {
	return []Service{
		{ID: "legal-advice", Names: Text{"it": "Consulenza legale"}, Status: ServiceActive},
		{ID: "reception", Names: Text{"it": "Accoglienza"}, Status: ServiceActive},
	}
}

func (t town) Service(id string) (Service, bool) {
	for _, s := range t.Services() {
		if s.ID == id {
			return s, true
		}
	}
	return Service{}, false
}

func (town) Organisation(string) (Organisation, bool) { return Organisation{}, false }

type tongues struct{}

func (tongues) Site(tag string) bool    { return tag == "it" || tag == "ar" }
func (tongues) Spoken(code string) bool { return code == "wo" }

func goodRequest() AppointmentRequest {
	return AppointmentRequest{
		Office: "online", Service: "legal-advice", Language: "it", Consent: true,
		Details: Details{Name: "Amina", Phone: "333 123 4567", Reason: "Ho bisogno di un consiglio."},
	}
}

func TestValidateAppointmentRequest(t *testing.T) {
	tests := []struct {
		name   string
		change func(*AppointmentRequest)
		want   []string // "field key", in the order of the form
	}{
		{"a good request", func(*AppointmentRequest) {}, nil},
		{"nothing at all", func(r *AppointmentRequest) { *r = AppointmentRequest{} }, []string{
			"service error-service-missing", "office error-office-missing", "name error-name-missing",
			"phone error-contact-needed", "language error-language-unknown", "consent error-consent-missing"}},
		{"an unknown office", func(r *AppointmentRequest) { r.Office = "nowhere" }, []string{"office error-office-unknown"}},
		{"an unknown service", func(r *AppointmentRequest) { r.Service = "magic" }, []string{"service error-service-unknown"}},
		{"a service of another office", func(r *AppointmentRequest) { r.Service = "reception" }, []string{"service error-service-not-offered"}},
		{"an office that is called", func(r *AppointmentRequest) { r.Office = "by-phone" }, []string{"office error-office-by-phone"}},
		{"an office without appointments", func(r *AppointmentRequest) { r.Office = "walk-in" }, []string{"office error-office-walk-in"}},
		{"a slot", func(r *AppointmentRequest) { r.Slot = "2026-11-25T09:00:00+01:00" }, []string{"slot error-slot-outside"}},
		{"a day that is none", func(r *AppointmentRequest) { r.PreferredDays = []string{"mon", "someday"} }, []string{"preferred_days error-preferred-days-unknown"}},
		{"a part of the day that is none", func(r *AppointmentRequest) { r.PreferredPart = "night" }, []string{"preferred_part error-preferred-part-unknown"}},
		{"thirteen people", func(r *AppointmentRequest) { r.People = 13 }, []string{"people error-people-range"}},
		{"minus one people", func(r *AppointmentRequest) { r.People = -1 }, []string{"people error-people-range"}},
		{"a reason of 501 characters", func(r *AppointmentRequest) { r.Reason = strings.Repeat("ب", 501) }, []string{"reason error-reason-too-long"}},
		{"a reason of 500 characters", func(r *AppointmentRequest) { r.Reason = strings.Repeat("ب", 500) }, nil},
		{"a reason with a NUL", func(r *AppointmentRequest) { r.Reason = "a\x00" }, []string{"reason error-text-invalid"}},
		{"a name of spaces", func(r *AppointmentRequest) { r.Name = " \u00a0 " }, []string{"name error-name-missing"}},
		{"a name of what nobody sees", func(r *AppointmentRequest) { r.Name = "\u200d\u200f\u2060\u3164" }, []string{"name error-name-missing"}},
		{"a name of signs", func(r *AppointmentRequest) { r.Name = "— ?!" }, []string{"name error-name-missing"}},
		{"a name that turns what follows", func(r *AppointmentRequest) { r.Name = "Amina\u202e" }, []string{"name error-text-invalid"}},
		{"a telephone copied from contacts", func(r *AppointmentRequest) { r.Phone = "\u202a+39 333 123 4567\u202c" }, nil},
		{"the telephone of our own example", func(r *AppointmentRequest) { r.Phone = examplePhone }, nil},
		{"a name of 121 characters", func(r *AppointmentRequest) { r.Name = strings.Repeat("x", 121) }, []string{"name error-name-too-long"}},
		{"a name that is not text", func(r *AppointmentRequest) { r.Name = "\xff" }, []string{"name error-text-invalid"}},
		{"a telephone that is none", func(r *AppointmentRequest) { r.Phone = "12" }, []string{"phone error-phone-invalid"}},
		{"a telephone of another country", func(r *AppointmentRequest) { r.Phone = "+880 1712 345678" }, nil},
		{"an e-mail that is none", func(r *AppointmentRequest) { r.Email = "amina@" }, []string{"email error-email-invalid"}},
		{"an e-mail that continues a link", func(r *AppointmentRequest) { r.Email = "a?bcc=evil%40evil.org&body=x@x.it" }, []string{"email error-email-invalid"}},
		{"an e-mail that few servers take", func(r *AppointmentRequest) { r.Email = "مستخدم@example.org" }, []string{"email error-email-letters"}},
		{"an e-mail with a name", func(r *AppointmentRequest) { r.Email = "Amina <a@example.org>" }, []string{"email error-email-invalid"}},
		{"an e-mail alone", func(r *AppointmentRequest) { r.Phone, r.Email = "", "a@example.org" }, nil},
		{"no contact, and none wanted", func(r *AppointmentRequest) { r.Phone, r.Contact = "", "none" }, nil},
		{"an e-mail wanted, but only a telephone", func(r *AppointmentRequest) { r.Contact = "email" }, []string{"email error-contact-email-needed"}},
		{"a call wanted, but only an e-mail", func(r *AppointmentRequest) { r.Phone, r.Email, r.Contact = "", "a@example.org", "call" }, []string{"phone error-contact-phone-needed"}},
		{"a message to a landline", func(r *AppointmentRequest) { r.Phone, r.Contact = "0971 415507", "message" }, []string{"phone error-contact-mobile-needed"}},
		{"a call to a landline", func(r *AppointmentRequest) { r.Phone, r.Contact = "0971 415507", "call" }, nil},
		{"a message to a mobile abroad", func(r *AppointmentRequest) { r.Phone, r.Contact = "+1 212 555 0123", "message" }, nil},
		{"a contact that is none", func(r *AppointmentRequest) { r.Contact = "pigeon" }, []string{"contact error-contact-unknown"}},
		{"a language without pages", func(r *AppointmentRequest) { r.Language = "tlh" }, []string{"language error-language-unknown"}},
		{"a spoken language that is none", func(r *AppointmentRequest) { r.SpokenLanguage = "zz" }, []string{"spoken_language error-spoken-language-unknown"}},
		{"a need that is none", func(r *AppointmentRequest) { r.Needs = []string{"wheelchair", "gold"} }, []string{"needs error-needs-unknown"}},
		{"no consent", func(r *AppointmentRequest) { r.Consent = false }, []string{"consent error-consent-missing"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := goodRequest()
			tt.change(&r)
			var got []string
			for _, e := range (&RequestAppointment{Catalogue: town{}, Languages: tongues{}, Now: func() time.Time { return replayed }}).Validate(&r) {
				got = append(got, e.Field+" "+e.Key)
			}
			slices.Sort(got)
			slices.Sort(tt.want)
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestValidateTidiesWhatIsRight(t *testing.T) {
	r := goodRequest()
	r.PreferredDays = []string{"fri", "mon", "fri"}
	r.Needs = []string{"child-care", "wheelchair"}
	r.Name, r.Reason = "  Amina ", "uno\r\ndue"
	if wrong := (&RequestAppointment{Catalogue: town{}, Languages: tongues{}, Now: func() time.Time { return replayed }}).Validate(&r); wrong != nil {
		t.Fatal(wrong)
	}
	want := Details{
		Name: "Amina", Phone: "+393331234567", Contact: ContactCall, Reason: "uno\ndue",
		PreferredDays: []string{"mon", "fri"}, PreferredPart: "any", Needs: []string{"wheelchair", "child-care"},
	}
	if d := cmp.Diff(want, r.Details); d != "" {
		t.Error(d)
	}
	if r.People != 1 {
		t.Errorf("nobody counted means one, got %d", r.People)
	}
}

func TestNameWords(t *testing.T) {
	tests := map[string][]string{
		"Amina  Bint-Yusuf Amina": {"amina", "bint", "yusuf"},
		"أمينة بنت يوسف":          {"أمينة", "بنت", "يوسف"},
		"ＺＯË":                     {"zoë"},
		"আমিনা খাতুন":             {"আমিনা", "খাতুন"},
		"—":                       nil,
	}
	for name, want := range tests {
		got := NameWords(name)
		if len(got) == 0 {
			got = nil
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// Given any office and service, a request is refused exactly where the site
// takes none, also for a mode that nobody has thought of yet.
func TestARequestIsTakenWhereTheSiteTakesThem(t *testing.T) {
	for _, mode := range append([]BookingMode{"by-letter", ""}, BookingModes...) {
		for _, status := range ServiceStatuses {
			for _, offered := range []bool{true, false} {
				office := town{}.office("desk", mode)
				service := Service{ID: "legal-advice", Status: status}
				if !offered {
					office.Services = nil
				}
				r := AppointmentRequest{Office: "desk", Service: service.ID, Language: "it"}
				c := appointmentCheck{catalogue: one{office, service}, request: &r}
				c.office()
				if taken := len(c.errors) == 0; taken != office.TakesRequests(service) {
					t.Errorf("mode %q, %s, offered %v: %v", mode, status, offered, c.errors)
				}
			}
		}
	}
}

// one is a catalogue of one office and one service.
type one struct {
	office  Office
	service Service
}

func (o one) Office(string) (Office, bool)             { return o.office, true }
func (o one) Service(string) (Service, bool)           { return o.service, true }
func (o one) Organisation(string) (Organisation, bool) { return Organisation{}, false }
func (o one) Offices() []Office                        { return []Office{o.office} }
func (o one) Services() []Service                      { return []Service{o.service} }
