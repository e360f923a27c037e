package web

import (
	"encoding/json"
	"net/http"
	"strings"
)

// A problem is an error as programs read it (RFC 9457).
type problem struct {
	Type   string         `json:"type"`
	Title  string         `json:"title"`
	Status int            `json:"status"`
	Detail string         `json:"detail,omitempty"`
	Key    string         `json:"key,omitempty"` // of the words, for a program that has its own
	Errors []problemField `json:"errors"`

	Alternatives []string `json:"alternatives,omitempty"` // the starts of free slots, for one that is taken
}

type problemField struct {
	Field   string `json:"field"`
	Key     string `json:"key"`
	Message string `json:"message"`
}

func (h *handler) problemOf(refused *refusal, lang string) problem {
	p := problem{
		Type:   "about:blank",
		Title:  h.sentence(refused, lang),
		Status: refused.status,
		Key:    refused.key,
		Errors: []problemField{},

		Alternatives: starts(refused.alternatives),
	}
	var detail []string
	for _, e := range refused.fields {
		message := h.Words.Message(lang, e.Key, e.Args)
		p.Errors = append(p.Errors, problemField{Field: e.Field, Key: e.Key, Message: message})
		detail = append(detail, message)
	}
	for _, m := range h.callInstead(refused, lang) {
		detail = append(detail, m.message)
	}
	p.Detail = strings.Join(detail, ". ")
	return p
}

func (h *handler) writeProblem(w http.ResponseWriter, refused *refusal, lang string) {
	w.Header().Set("Content-Language", lang)
	writeJSON(w, refused.status, "application/problem+json", h.problemOf(refused, lang))
}

func writeJSON(w http.ResponseWriter, status int, mediaType string, v any) {
	header := w.Header()
	header.Set("Content-Type", mediaType)
	header.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // strings and numbers always encode; who has gone needs no answer
}
