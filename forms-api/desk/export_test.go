package desk

// Patterns lists the routes of the table, for the tests that walk it.
func Patterns() []string {
	var patterns []string
	for _, r := range new(desk).routes() {
		patterns = append(patterns, r.pattern)
	}
	return patterns
}
