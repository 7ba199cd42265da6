"""Undo and redo as a gesture on a register: one step, and the cell to look at afterwards."""

from __future__ import annotations

from models.actions.register_table import RegisterTable
from models.journal import undo as journal
from models.registers.source import Outcome
from models.store import Store


def step_back(store: Store, table: RegisterTable) -> Outcome:
    """Undo the person's latest action; an `Outcome` whose message says why when that cannot be."""
    return _step(store, table, journal.undo, "register.undone", "register.nothing_to_undo")


def step_forward(store: Store, table: RegisterTable) -> Outcome:
    """Do again what was undone last."""
    return _step(store, table, journal.redo, "register.redone", "register.nothing_to_redo")
