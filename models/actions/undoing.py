"""Undo and redo as a gesture on a register: one step, and the cell to look at afterwards."""

from __future__ import annotations

from collections.abc import Callable

from data.words import t
from models.actions.register_table import RegisterTable
from models.actions.wording import action_title
from models.journal.undo import Undone, UndoRefused, redo, undo
from models.registers.source import Outcome
from models.store import Store


def step_back(store: Store, table: RegisterTable) -> Outcome:
    """Undo the person's latest action; the message says what it was, or why it cannot be undone."""
    return _step(lambda: undo(store), table, "register.undone")


def step_forward(store: Store, table: RegisterTable) -> Outcome:
    """Do again what was undone last; the message says what it was, or why that cannot be."""
    return _step(lambda: redo(store), table, "register.redone")


def _step(take: Callable[[], Undone], table: RegisterTable, words: str) -> Outcome:
    try:
        done = take()
    except UndoRefused as refusal:
        return Outcome(message=str(refusal))
    touched = (table.row_of(name, row_id) for name, row_id in done.touched)
    focus = next((row_id for row_id in touched if row_id is not None), None)
    message = t(words, action=action_title(done.action))  # family register.undone register.redone
    return Outcome(
        change_id=done.id,
        message=message,
        focus=(focus, table.register.columns[0].field) if focus is not None else None,
    )
