package formsapi

// TranslationWords are what of a page is translated.
type TranslationWords struct {
	Title, Description, AnsweredBy string
	Blocks                         []string // the body, stretch by stretch: Markdown
}

// A TranslationBlock is a stretch of a body with the Italian one beside it.
type TranslationBlock struct {
	Kind    string // heading, paragraph, item, other
	Italian string // Markdown; empty if the Italian page has nothing here
	Missing bool   // the translation has nothing here yet: its text is only what to begin with
}

// A TranslationSheet is a page beside the Italian one.
type TranslationSheet struct {
	Page, Language string
	File           string // content/offices/potenza/index.ar.md
	Cell           TranslationCell
	ReviewedBy     string
	Italian        TranslationWords // its Blocks are in Blocks
	Words          TranslationWords // Blocks are as many as Blocks below
	Blocks         []TranslationBlock
	Text           string // the whole body as it stands

	Digest string // of the file as it was opened; empty if there is none yet
	Source string // digest of the Italian text as it was opened

	Written bool     // what is saved is written into the content
	Kept    string   // name of the file that was saved and waits to be put there; empty: none
	Older   []string // names of such files that were made from an older one
}

// A TranslationEdit is what somebody wants to save.
type TranslationEdit struct {
	Page, Language string
	Digest, Source string // of the sheet that was opened
	Words          TranslationWords
	ReviewedBy     string // who has read it against the Italian; empty: nobody says so
	Override       bool   // in spite of warnings
}

// A TranslationFinding says what is wrong with words, and where.
type TranslationFinding struct {
	Field string         // title, description, answered_by, block-3, or empty for the page
	Key   string         // translation-…, a key of the desk's words
	Args  map[string]any // placeholders; Kind is the name of another key's end: fact-…
}

// What became of an edit.
type TranslationFate string

// The fates.
const (
	TranslationRefused   TranslationFate = "refused"   // there are errors, or warnings that nobody has overridden
	TranslationChanged   TranslationFate = "changed"   // the file or the Italian text is another by now
	TranslationUnchanged TranslationFate = "unchanged" // there was nothing to write
	TranslationWritten   TranslationFate = "written"   // into the content
	TranslationKept      TranslationFate = "kept"      // in the data folder
)

// A TranslationOutcome is what became of an edit, and why.
type TranslationOutcome struct {
	Fate     TranslationFate
	Errors   []TranslationFinding
	Warnings []TranslationFinding
}
