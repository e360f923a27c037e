package formsapi_test

import (
	"reflect"
	"slices"
	"testing"

	formsapi "sportello/forms-api"
)

// Given a key, whatever else of a request or a rating is changed makes it another
// one: also a field that somebody adds after this test was written.
func TestAKeyCoversEveryField(t *testing.T) {
	s := begin(t)
	request := asking("one")
	s.asked(t, request)
	rating := formsapi.PageRating{Page: "/it/", Rating: 4, Language: "it", IdempotencyKey: "one"}
	if _, err := s.rate.Rate(t.Context(), rating); err != nil {
		t.Fatal(err)
	}
	fields := everyField(reflect.TypeOf(request), nil)
	if len(fields) < 20 {
		t.Fatalf("a request has only the fields %v", fields)
	}
	for _, field := range fields {
		other := request
		changeField(t, reflect.ValueOf(&other).Elem().FieldByIndex(field.Index))
		if _, err := s.request.Request(t.Context(), other); formsapi.CodeOf(err) != formsapi.CodeReused {
			t.Errorf("a request with another %s: %v, want %s", field.Name, err, formsapi.CodeReused)
		}
	}
	for _, field := range everyField(reflect.TypeOf(rating), nil) {
		other := rating
		changeField(t, reflect.ValueOf(&other).Elem().FieldByIndex(field.Index))
		if _, err := s.rate.Rate(t.Context(), other); formsapi.CodeOf(err) != formsapi.CodeReused {
			t.Errorf("a rating with another %s: %v, want %s", field.Name, err, formsapi.CodeReused)
		}
	}
}

// besideContent is what tells submissions apart, and how one came.
var besideContent = []string{"IdempotencyKey", "FormToken", "LenientAspect"}

// everyField lists what can be sent.
func everyField(of reflect.Type, within []int) (fields []reflect.StructField) {
	for n := range of.NumField() {
		f := of.Field(n)
		f.Index = append(within[:len(within):len(within)], f.Index...)
		switch {
		case f.Anonymous:
			fields = append(fields, everyField(f.Type, f.Index)...)
		case f.IsExported() && !slices.Contains(besideContent, f.Name):
			fields = append(fields, f)
		}
	}
	return fields
}

func changeField(t *testing.T, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int:
		v.SetInt(v.Int() + 1)
	case reflect.Slice:
		v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
	default:
		t.Fatalf("how is a %s changed?", v.Type())
	}
}
