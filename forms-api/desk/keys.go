package desk

// A shortcut is a key that leads somewhere, for who has scripts.
type shortcut struct{ Key, Does string }

// shortcutKeys are in the order of the list; casework.js does them.
var shortcutKeys = []struct{ key, name string }{
	{"?", "help"}, {"/", "search"}, {"i", "inbox"}, {"1 … 8", "tabs"}, {"j", "next"}, {"k", "previous"}, {"n", "note"}, {"f", "finish"}, {"z", "undo"},
}

func shortcutKey(name string) string { return "key-" + name }

// Keys lists the shortcuts.
func (f frame) Keys() []shortcut {
	shortcuts := make([]shortcut, len(shortcutKeys))
	for i, k := range shortcutKeys {
		shortcuts[i] = shortcut{k.key, f.visit.say(shortcutKey(k.name))}
	}
	return shortcuts
}
