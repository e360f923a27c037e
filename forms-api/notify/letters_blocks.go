package notify

import formsapi "sportello/forms-api"

// A block is a paragraph of an e-mail.
type block struct {
	Words string
	Lang  string // of words that somebody typed; empty: the letter's
	Code  string // stands in a line of its own, from left to right in every language
	Link  string // likewise
}

// timed are the words with which a notice says its time: what is agreed, what is
// still open and what was called off are never worded alike.
var timed = map[formsapi.Notice]string{
	formsapi.NoticeConfirmed: "message-when",
	formsapi.NoticeMoved:     "message-when",
	formsapi.NoticeReminder:  "message-when",
	formsapi.NoticeRequested: "message-when-open",
	formsapi.NoticeProposed:  "message-when-open",
	formsapi.NoticeReplaced:  "message-when-open",
	formsapi.NoticeCancelled: "message-when-gone",
	formsapi.NoticeWithdrawn: "message-when-gone",
}

// blocks are what an e-mail says. What a locked screen shows is its beginning:
// why a request was declined stands further down.
func (s saying) blocks() []block {
	if s.notice == formsapi.NoticeDigest {
		return s.digest()
	}
	all := []block{{Words: s.Words.Message(s.lang, "message-"+string(s.notice), nil)}}
	all = append(all, s.written()...)
	all = append(all, s.time()...)
	if !s.said.Discreet {
		all = append(all, s.place()...)
	}
	all = append(all, s.links()...)
	all = append(all, block{Words: s.Words.Message(s.lang, "message-code", nil), Code: s.said.Reference.String()})
	if s.notice == formsapi.NoticeDeclined {
		all = append(all, s.declined()...)
	}
	if telephone := s.office.FirstTelephone(); telephone != "" && !s.said.Discreet {
		all = append(all, block{Words: s.Words.Message(s.lang, "message-call", map[string]any{"Telephone": telephone})})
	}
	return append(all, block{Words: s.Words.Message(s.lang, "message-automatic", nil)})
}

// written is what staff have written. Who asked for discretion reads it on their own
// page: nobody knows what it names.
func (s saying) written() []block {
	if s.notice != formsapi.NoticeReply || s.said.Discreet {
		return nil
	}
	return []block{{Words: s.said.Text, Lang: s.said.TextLanguage}}
}

func (s saying) digest() []block {
	return []block{
		{Words: s.Words.Message(s.lang, "message-digest", map[string]any{"Office": s.said.Office, "Count": s.said.Count})},
		{Words: s.Words.Message(s.lang, "message-desk", nil), Link: s.Site + "/desk/"},
		{Words: s.Words.Message(s.lang, "message-automatic", nil)},
	}
}

func (s saying) time() []block {
	var gone, all []block
	if start := s.gone(); start != nil {
		gone = append(gone, block{Words: s.Words.Message(s.lang, "message-when-gone", s.when(start))})
	}
	key, ok := timed[s.notice]
	switch {
	case !ok || s.said.Start == nil:
		return gone
	case key != "message-when-gone":
		all, gone = gone, nil
	}
	all = append(all, block{Words: s.Words.Message(s.lang, key, s.when(s.said.Start))})
	if key == "message-when-open" && s.said.State == formsapi.Proposed && !s.said.Until.IsZero() {
		all = append(all, block{Words: s.Words.Message(s.lang, "message-until", s.at(s.said.Until))})
	}
	return append(all, gone...)
}

// gone is a time that the person may take for theirs, and that holds no more; nil if
// the notice says all there is to say.
func (s saying) gone() *formsapi.Start {
	if s.notice == formsapi.NoticeReplaced {
		return s.said.Was
	}
	return s.said.Gone
}

// place is the office, and how to find it for who is to come.
func (s saying) place() []block {
	all := []block{{Words: s.Words.Message(s.lang, "message-office", map[string]any{"Office": s.said.Office})}}
	comes := s.said.Start != nil && s.said.State.HoldsPlace()
	if address := s.address(); comes && address != "" {
		all = append(all, block{Words: s.Words.Message(s.lang, "message-address", map[string]any{"Address": address})})
	}
	return all
}

// links lead to the own page, where everything is done by pressing a button: to
// follow a link changes nothing.
func (s saying) links() []block {
	switch s.notice {
	case formsapi.NoticeExperience:
		return []block{{Words: s.Words.Message(s.lang, "message-answer", nil), Link: s.page() + "/experience"}}
	case formsapi.NoticeReply:
		return []block{{Words: s.Words.Message(s.lang, "message-page", nil), Link: s.page() + "/answers"}}
	}
	switch s.said.State {
	case formsapi.Confirmed:
		return []block{
			{Words: s.Words.Message(s.lang, "message-change", nil), Link: s.page()},
			{Words: s.Words.Message(s.lang, "message-cancel", nil), Link: s.page() + "/cancel"},
		}
	case formsapi.Proposed:
		return []block{{Words: s.Words.Message(s.lang, "message-answer", nil), Link: s.page()}}
	}
	return []block{{Words: s.Words.Message(s.lang, "message-page", nil), Link: s.page()}}
}

// declined says why, and where to go instead.
func (s saying) declined() []block {
	var all []block
	if s.said.Reason != "" {
		all = append(all, block{Words: s.Words.Message(s.lang, "decline-reason-"+s.said.Reason, nil)})
	}
	if other, known := s.Catalogue.Office(s.said.Instead); known && !s.said.Discreet {
		words := s.Words.Message(s.lang, "message-instead", map[string]any{"Office": other.Title(s.lang)})
		all = append(all, block{Words: words, Link: s.Site + "/" + s.lang + "/offices/" + other.ID + "/"})
	}
	return all
}
