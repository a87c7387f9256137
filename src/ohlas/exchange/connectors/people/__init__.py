"""Tables of contacts, and of what happened to them: upload, columns, trial, import, undo."""
