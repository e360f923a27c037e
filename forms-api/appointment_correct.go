package formsapi

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
)

// How many digits of the telephone are proof enough that it is one's own, and how
// many nobody hits on by trying.
const (
	proofDigits = 4
	wholeDigits = 9
)

// Proves says whether somebody knows the telephone (its last four digits are
// enough) or the e-mail of a request. Who has left neither knows the name, and can
// so add one. A wrong proof tells nobody which of these it should have been.
func (d Details) Proves(typed string) bool {
	typed = strings.TrimSpace(FoldDigits(typed))
	switch digits, number := asNumber(typed); {
	case strings.Contains(typed, "@"):
		return d.Email != "" && strings.EqualFold(typed, d.Email)
	case !d.reachable():
		return sameName(typed, d.Name)
	case !number || len(digits) < proofDigits || d.Phone == "":
		return false
	default:
		whole := national(digits) // nothing at all is the end of every number
		return strings.HasSuffix(d.Phone, digits) || len(whole) >= wholeDigits && strings.HasSuffix(d.Phone, whole)
	}
}

// Guessable says of a proof whether somebody could hit on it by trying: a few
// digits, or a name, but neither a whole telephone nor an e-mail. Where many were
// tried, the person themselves still gets on with one of these.
func Guessable(proof string) bool {
	digits, number := asNumber(FoldDigits(proof))
	return !strings.Contains(proof, "@") && !(number && len(national(digits)) >= wholeDigits)
}

// asNumber are the digits of what may be a telephone: signs may stand between them,
// and no letters.
func asNumber(typed string) (digits string, ok bool) {
	return digitsOf(typed), !strings.ContainsFunc(typed, unicode.IsLetter)
}

// national is a number without the zeros that are dialled before a country's code,
// or before a number at home.
func national(digits string) string { return strings.TrimLeft(digits, "0") }

func digitsOf(typed string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, typed)
}

// Provable says whether anybody can prove to be the person: who left neither a
// telephone, nor an e-mail, nor a name can only come with the reference.
func (d Details) Provable() bool { return d.reachable() || len(NameWords(d.Name)) > 0 }

func (d Details) reachable() bool { return d.Phone != "" || d.Email != "" }

// sameName compares names word by word, in any order and case. No name is nobody's.
func sameName(a, b string) bool {
	words, others := NameWords(a), NameWords(b)
	slices.Sort(words)
	slices.Sort(others)
	return len(words) > 0 && slices.Equal(words, others)
}

// Details are what the person told, for who proves to be that person; otherwise a
// *Problem with CodeForbidden.
func (u *FollowAppointment) Details(ctx context.Context, ref Reference, proof string) (Details, error) {
	_, d, err := u.find(ctx, ref)
	if err != nil {
		return Details{}, err
	}
	return d.proven(proof)
}

func (d Details) proven(proof string) (Details, error) {
	if !d.Proves(proof) {
		return Details{}, &Problem{Code: CodeForbidden, Fields: []FieldError{{Field: "proof", Key: "error-proof-wrong"}}}
	}
	return d, nil
}

// Corrected are the contacts that a correction would bring which the request does
// not have yet: who counts what one telephone is told counts them before the step.
// It answers a *Problem as Step does.
func (u *FollowAppointment) Corrected(ctx context.Context, p PersonStep) ([]BlindIndex, error) {
	a, before, err := u.find(ctx, p.Reference)
	if err != nil {
		return nil, err
	}
	before, err = before.proven(p.Proof)
	if err != nil {
		return nil, err
	}
	after, err := u.corrected(a, before, p)
	if err != nil {
		return nil, err
	}
	known := ContactIndexes(u.Sealer, before)
	return slices.DeleteFunc(ContactIndexes(u.Sealer, after), func(i BlindIndex) bool {
		return slices.ContainsFunc(known, func(k BlindIndex) bool { return k.Kind == i.Kind && slices.Equal(k.Value, i.Value) })
	}), nil
}

// corrected are the details with the contact that somebody typed, cleaned.
func (u *FollowAppointment) corrected(a Appointment, before Details, p PersonStep) (Details, error) {
	asked := AppointmentRequest{Language: a.Language, Details: before}
	if asked.Phone, asked.Email, asked.Contact = p.Phone, p.Email, p.Contact; p.Partial {
		asked.Phone, asked.Email = cmp.Or(p.Phone, before.Phone), cmp.Or(p.Email, before.Email)
		if before.reachable() { // otherwise none was wanted, and now one is
			asked.Contact = cmp.Or(p.Contact, before.Contact)
		}
	}
	c := appointmentCheck{catalogue: u.Catalogue, languages: u.Languages, request: &asked, now: u.Now()}
	if c.contact(); len(c.errors) > 0 {
		return Details{}, Invalid(c.errors)
	}
	return asked.Details, nil
}

// correct replaces how the person is reached.
func (u *FollowAppointment) correct(s *step, p PersonStep) error {
	before, err := s.details.proven(p.Proof)
	if err != nil {
		return err
	}
	if s.details, err = u.corrected(s.before, before, p); err != nil {
		return err
	}
	key, err := u.Sealer.OpenKey(s.ID, s.before.Key)
	if err != nil {
		return err
	}
	s.Forget, s.Indexes = DetailIndexesBy(u.Sealer, before, s.before.Indexed), DetailIndexes(u.Sealer, s.details)
	s.Person = PersonOf(u.Sealer, s.details)
	s.PerContact = s.rule().PerContact
	s.Sealed, err = SealDetails(key, s.before, s.details)
	return err
}
