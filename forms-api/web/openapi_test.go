package web_test

import (
	"bytes"
	"encoding/json"
	"mime"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// An apiDescription is openapi.json, with its schemas ready to be asked.
type apiDescription struct {
	doc      map[string]any
	compiler *jsonschema.Compiler
	mu       sync.Mutex
}

var description = sync.OnceValues(func() (*apiDescription, error) {
	content, err := os.ReadFile("openapi.json")
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	d := &apiDescription{doc: doc.(map[string]any), compiler: jsonschema.NewCompiler()}
	d.compiler.DefaultDraft(jsonschema.Draft2020) // of OpenAPI 3.1
	return d, d.compiler.AddResource("openapi.json", doc)
})

func apiDescribed(t *testing.T) *apiDescription {
	t.Helper()
	d, err := description()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// at follows a path of member names.
func (d *apiDescription) at(names ...string) (map[string]any, bool) {
	here := d.doc
	for _, name := range names {
		next, ok := here[name].(map[string]any)
		if !ok {
			return nil, false
		}
		here = next
	}
	return here, true
}

// accepts holds a value against the schema that stands at a path.
func (d *apiDescription) accepts(t *testing.T, value any, names ...string) {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	pointer := "openapi.json#"
	for _, name := range names {
		pointer += "/" + strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(name)
	}
	schema, err := d.compiler.Compile(pointer)
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("not as described: %v", err)
	}
}

// described holds an answer of the API against its description: whatever a test
// asks, the status, the media type and the body are those that are promised.
func described(t *testing.T, r *http.Request, response *http.Response, body []byte) {
	t.Helper()
	d := apiDescribed(t)
	path := r.URL.Path
	if rest, ok := strings.CutPrefix(path, "/api/appointments/"); ok && rest != "" {
		path = "/api/appointments/{reference}"
	}
	method := strings.ToLower(r.Method)
	if _, ok := d.at("paths", path, method); !ok || response.Header.Get("Content-Encoding") != "" {
		return
	}
	status := strconv.Itoa(response.StatusCode)
	if _, ok := d.at("paths", path, method, "responses", status); !ok {
		status = "default"
		if response.StatusCode < 500 {
			t.Errorf("%s %s is answered %d, which is not described", r.Method, path, response.StatusCode)
		}
	}
	if response.StatusCode == http.StatusSeeOther {
		return
	}
	kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	at := []string{"paths", path, method, "responses", status, "content", kind}
	if _, ok := d.at(at...); !ok {
		t.Errorf("%s %s is answered %s as %s, which is not described", r.Method, path, status, kind)
		return
	}
	if !strings.Contains(kind, "json") {
		return
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Errorf("%s %s is answered %s: %v", r.Method, path, body, err)
		return
	}
	d.accepts(t, value, append(at, "schema")...)
}

// Given the examples of the description, its schemas accept them.
func TestTheExamplesAreAsDescribed(t *testing.T) {
	d, found := apiDescribed(t), 0
	paths, _ := d.at("paths")
	for path, operations := range paths {
		for method := range operations.(map[string]any) {
			at := []string{"paths", path, method, "requestBody", "content", "application/json"}
			examples, _ := d.at(append(at, "examples")...)
			for _, e := range examples {
				found++
				d.accepts(t, e.(map[string]any)["value"], append(at, "schema")...)
			}
		}
	}
	if found < 6 {
		t.Errorf("there are %d examples", found)
	}
}

// Given the examples of asking for an appointment, the service takes them.
func TestTheExamplesAreTaken(t *testing.T) {
	s := begin(t)
	examples, _ := apiDescribed(t).at("paths", "/api/appointments", "post", "requestBody", "content", "application/json", "examples")
	for name, e := range examples {
		asking := e.(map[string]any)["value"].(map[string]any)
		asking["service"] = "orientation" // what the offices of this test give
		body, err := json.Marshal(asking)
		if err != nil {
			t.Fatal(err)
		}
		if a := s.postJSON(t, "/api/appointments", string(body)); a.StatusCode != 201 {
			t.Errorf("%s is answered %d %s", name, a.StatusCode, a.body)
		}
	}
}

func TestTheDescriptionIsServed(t *testing.T) {
	s := begin(t)
	a := s.get(t, "/api/openapi.json")
	a.must(t, 200)
	var served struct{ Openapi string }
	if err := json.Unmarshal([]byte(a.body), &served); err != nil || !strings.HasPrefix(served.Openapi, "3.1") {
		t.Errorf("served is %.100s, %v", a.body, err)
	}
}

// A schema that accepts everything would promise nothing.
func TestTheDescriptionRefusesWhatIsNoAnswer(t *testing.T) {
	d := apiDescribed(t)
	schema, err := d.compiler.Compile("openapi.json#/components/schemas/Slots")
	if err != nil {
		t.Fatal(err)
	}
	if schema.Validate(map[string]any{"office": "potenza", "service": "orientation", "slots": []any{map[string]any{"start": "soon"}}}) == nil {
		t.Error("a slot without its length is accepted")
	}
}
