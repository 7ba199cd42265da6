"""What a command does: each function is one transaction, written into the history, undoable in one step."""
