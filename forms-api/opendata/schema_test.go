package opendata_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schemas is the folder with the JSON Schemas of HSDS 3.0. They are not part of
// this repository: SPORTELLO_SCHEMAS is the absolute path of the folder that holds
// hsds-3.0, and whoever sets it (CI does) wants the test: if the schemas are not there, it
// fails. Unset, they are looked for beside the checkout, in shared/schemas, and
// the test is skipped where they are not.
func schemas(t *testing.T) string {
	t.Helper()
	folder, wanted := os.LookupEnv("SPORTELLO_SCHEMAS")
	if !wanted {
		folder = "../../../shared/schemas"
	}
	folder = filepath.Join(folder, "hsds-3.0")
	_, err := os.Stat(filepath.Join(folder, "service.json"))
	switch {
	case err == nil:
		return folder
	case wanted:
		t.Fatalf("SPORTELLO_SCHEMAS has no schemas of HSDS: %v", err)
	default:
		t.Skip("there are no schemas of HSDS beside this checkout; SPORTELLO_SCHEMAS names their folder")
	}
	return ""
}

// hsds knows the schema of each file, and of the fields that the schemas of
// single tables leave open.
type hsds struct {
	compiler *jsonschema.Compiler
	folder   string
}

func newHSDS(t *testing.T) hsds {
	folder := schemas(t)
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020) // as openapi.json's jsonSchemaDialect says
	c.AssertFormat()
	return hsds{c, folder}
}

func (h hsds) validate(table string, value any) error {
	schema, err := h.compiler.Compile(filepath.Join(h.folder, table))
	if err != nil {
		return fmt.Errorf("reading the schema: %w", err)
	}
	return schema.Validate(value)
}

// pagePointers are where openapi.json keeps the shapes that it defines itself.
const (
	rootShape = "openapi.json#/paths/~1/get/responses/200/content/application~1json/schema"
	pageShape = "openapi.json#/components/schemas/Page"
)

// check validates a file and the records nested in it that no schema reaches.
func (h hsds) check(path string, value any) error {
	parts := strings.Split(strings.TrimSuffix(strings.TrimPrefix(path, "hsds/"), ".json"), "/")
	if parts[0] == "index" {
		return h.validate(rootShape, value)
	}
	table := strings.TrimSuffix(parts[0], "s") + ".json"
	if len(parts) == 2 {
		return h.record(table, value)
	}
	if err := h.validate(pageShape, value); err != nil {
		return err
	}
	for _, r := range value.(map[string]any)["contents"].([]any) {
		if err := h.record(table, r); err != nil {
			return err
		}
	}
	return nil
}

func (h hsds) record(table string, value any) error {
	if err := h.validate(table, value); err != nil {
		return err
	}
	nested := value.(map[string]any)
	if s, ok := nested["service"]; ok {
		if err := h.validate("service.json", s); err != nil {
			return err
		}
	}
	if table != "organization.json" {
		return nil
	}
	list, _ := nested["services"].([]any)
	for _, s := range list {
		if err := h.validate("service.json", s); err != nil {
			return err
		}
	}
	return nil
}

func TestTheSchemasRefuse(t *testing.T) {
	h := newHSDS(t)
	for why, c := range map[string]struct{ path, text string }{
		"an id that is none":           {"hsds/services/x.json", `{"id": "x", "name": "a", "status": "active"}`},
		"a state that is none":         {"hsds/services/x.json", `{"id": "dbb0fa5f-f499-5de8-94d3-c096071e87eb", "name": "a", "status": "open"}`},
		"no description":               {"hsds/organizations.json", `{"contents": [{"id": "dbb0fa5f-f499-5de8-94d3-c096071e87eb", "name": "a"}]}`},
		"half a service in another":    {"hsds/organizations/x.json", `{"id": "dbb0fa5f-f499-5de8-94d3-c096071e87eb", "name": "a", "description": "b", "services": [{}]}`},
		"an address without a town":    {"hsds/service_at_locations/x.json", `{"id": "dbb0fa5f-f499-5de8-94d3-c096071e87eb", "location": {"id": "dbb0fa5f-f499-5de8-94d3-c096071e87eb", "location_type": "physical", "addresses": [{}]}}`},
		"a number that is text":        {"hsds/services.json", `{"total_items": "3", "contents": []}`},
		"a profile that is no address": {"hsds/index.json", `{"profile": "none"}`},
	} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(c.text))
		if err != nil {
			t.Fatal(err)
		}
		if h.check(c.path, value) == nil {
			t.Errorf("%s is valid", why)
		}
	}
}

func TestEveryFileIsValid(t *testing.T) {
	h := newHSDS(t)
	for name, written := range map[string]map[string][]byte{
		"own site":   files(t, ownSite(t), morning),
		"small town": files(t, small(t), morning),
		"no town":    files(t, town{}, morning),
	} {
		checked := 0
		for path, text := range written {
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
			if err != nil {
				t.Fatalf("%s: %s: %v", name, path, err)
			}
			if !strings.HasPrefix(path, "hsds/") {
				continue
			}
			checked++
			if err := h.check(path, value); err != nil {
				t.Errorf("%s: %s: %v", name, path, err)
			}
			if err := unknown(h.folder, value); err != nil {
				t.Errorf("%s: %s: %v", name, path, err)
			}
		}
		t.Logf("%s: %d files are valid", name, checked)
	}
}

// The schemas allow anything beside what they know: a misspelt key would pass.
func unknown(folder string, value any) error {
	known := map[string]bool{
		"contents": true, "total_items": true, "total_pages": true, "page_number": true, "size": true, "first_page": true, "last_page": true, "empty": true,
		"version": true, "profile": true, "openapi_url": true, "service": true, "services": true,
	}
	tables, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return err
	}
	for _, table := range tables {
		var schema struct{ Properties map[string]any }
		text, err := os.ReadFile(table)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(text, &schema); err != nil {
			return err
		}
		for key := range schema.Properties {
			known[key] = true
		}
	}
	return walk(value, func(key string, v any) error {
		if !known[key] {
			return fmt.Errorf("HSDS has no key %q", key)
		}
		switch v {
		case nil, "":
			return fmt.Errorf("%q is empty", key)
		}
		if list, ok := v.([]any); ok && len(list) == 0 && key != "contents" {
			return fmt.Errorf("%q is empty", key)
		}
		return nil
	})
}

func walk(value any, visit func(key string, v any) error) error {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			if err := visit(key, inner); err != nil {
				return err
			}
			if err := walk(inner, visit); err != nil {
				return err
			}
		}
	case []any:
		for _, inner := range v {
			if err := walk(inner, visit); err != nil {
				return err
			}
		}
	}
	return nil
}
