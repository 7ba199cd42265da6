"""Undo and redo as a gesture on a register: one step, and the cell to look at afterwards."""

from __future__ import annotations

from collections.abc import Callable

from data.words import t
from models.actions.cell_of_change import cell_of_change
from models.actions.lists import SchoolLists
from models.actions.register_table import RegisterTable
from models.actions.telling import Teller
from models.actions.wording import action_title
from models.journal.history import Entry
from models.journal.undo import Undone, UndoRefused, is_undone, last_of, origin_of, redo, undo
from models.registers.source import Outcome
from models.rules.rights import may_undo_others
from models.store import Store

_MOST_NAMED = 3


def step_back(store: Store, table: RegisterTable) -> Outcome:
    """Undo the person's latest action; the message says what it was, or why it cannot be undone."""
    return _step(lambda: undo(store), table, "register.undone")


def step_forward(store: Store, table: RegisterTable) -> Outcome:
    """Do again what was undone last; the message says what it was, or why that cannot be."""
    return _step(lambda: redo(store), table, "register.redone")


def reverse(store: Store, lists: SchoolLists, entry: Entry) -> Outcome:
    """Take one action of the history back, or bring it back when it has been taken back: by its number, not as the
    latest. The message says what was done, or who and what stands in the way."""
    undone = is_undone(entry.id)
    if reason := why_not_undo(store, entry.id):
        return Outcome(message=reason)
    try:
        done = undo(store, entry.undone_by if undone else entry.id)
    except UndoRefused as refusal:
        return Outcome(message=refused(store, lists, refusal))
    words, title = t("history.brought_back") if undone else t("history.taken_back"), action_title(done.action)
    return Outcome(change_id=done.id, message=t("history.reversed", what=words, change=entry.id, action=title))


def why_not_undo(store: Store, change_id: int) -> str:
    """A sentence when the action, or what was done to it since, is somebody else's and the person has not the right to
    undo it; '' otherwise, also for a number that the history does not know."""
    latest = last_of(change_id)
    doers = {} if latest is None else dict.fromkeys((origin_of(latest).actor, latest.actor))
    others = [name for name in doers if name != store.actor.name]
    if others and not may_undo_others(store.actor.role):
        return t("history.not_yours", who=others[0])
    return ""


def refused(store: Store, lists: SchoolLists, refusal: UndoRefused) -> str:
    """The refusal with names for numbers; of many obstacles the first few."""
    if not refusal.obstacles:
        return str(refusal)
    teller = Teller(store, lists)
    told = [teller.obstacle(found) for found in refusal.obstacles[:_MOST_NAMED]]
    left = len(refusal.obstacles) - len(told)
    more = t("store.and_more", count=left) if left else ""
    return t("store.undo_refused", obstacles=t("store.and").join(told) + more)


def _step(take: Callable[[], Undone], table: RegisterTable, words: str) -> Outcome:
    try:
        done = take()
    except UndoRefused as refusal:
        return Outcome(message=str(refusal))
    touched = (table.row_of(name, row_id) for name, row_id in done.touched)
    focus = next((row_id for row_id in touched if row_id is not None), None)
    message = t(words, action=action_title(done.action))  # family register.undone register.redone
    cell = (focus, table.register.columns[0].field) if focus is not None else None
    return Outcome(done.id, message=message, focus=cell or cell_of_change(done.id, table.register.id))
