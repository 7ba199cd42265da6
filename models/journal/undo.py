"""Undo and redo: a new change set that takes another one back, so that the history only grows.

A set and the sets that took it back, brought it back, took it back again form a chain: each takes back the one before
and is taken back at most once. A set is in effect when an even number of sets stand behind it in its chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peewee import IntegrityError

from data.words import t
from models.journal.inverse import Obstacle, take_back
from models.journal.triggers import table_name
from models.tables.log import ChangeSet, Redaction

if TYPE_CHECKING:
    from models.store.change import Action
    from models.store.store import Store

UNDO, REDO = "undo", "redo"
NOT_UNDOABLE = (
    "anonymous.make",
    "store.create",
    "store.restore",
    "store.repair",
    "store.migrate",
    "school.found",
    "school.sample",
    "accounts.first_key",
)
"""Actions that begin a history, or somebody's part in it or end it, and cannot be taken out of it: a used code stays
used, and what was emptied for good is nowhere to be brought back from."""
_MOST_NAMED = 3
_PAGE = 50


class UndoRefused(Exception):
    """Nothing was written; ``str`` says what stands in the way and whose it is, ``obstacles`` the same as facts."""

    def __init__(self, message: str, obstacles: tuple[Obstacle, ...] = ()) -> None:
        super().__init__(message)
        self.obstacles = obstacles


class NothingToUndo(UndoRefused):
    """There is no action left to take back, or to bring back."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was done: the new set's id, the original action's name, its set and its words, and the rows touched."""

    id: int
    action: str
    undone_id: int
    reason: str
    touched: tuple[tuple[str, int], ...]


def undo(store: Store, change_id: int | None = None) -> Undone:
    """Take back one action: of ``change_id`` (anybody's), or this actor's latest that is still in effect.

    Raises NothingToUndo when there is none, and UndoRefused when somebody has changed since what it would restore.
    """
    with _refusing(), store.change(UNDO) as doing:
        target = _latest_done(store.actor.name) if change_id is None else _end_of(change_id)
        return _invert(target, doing)


def redo(store: Store) -> Undone:
    """Bring back what this actor's latest undo took away, until they did something new. Raises as `undo`."""
    with _refusing(), store.change(REDO) as doing:
        return _invert(_latest_undo(store.actor.name), doing)


def is_undone(change_id: int) -> bool:
    """Whether the set has been taken back and not brought back again."""
    return len(_chain(change_id)) % 2 == 0


def last_of(change_id: int) -> ChangeSet | None:
    """The last set of the chain that begins with this one, which an undo would take back now; None for no set."""
    chain = _chain(change_id)
    return ChangeSet.get_by_id(chain[-1]) if chain else None


def origin_of(change_set: ChangeSet) -> ChangeSet:
    """The action at the beginning of an undo's or redo's chain; the set itself for any other."""
    while change_set.undo_of is not None:
        change_set = ChangeSet.get_by_id(change_set.undo_of)
    return change_set


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:  # a unique value has been taken, or a reference would dangle
        raise UndoRefused(t("store.undo_taken")) from error


def _invert(target: ChangeSet, doing: Action) -> Undone:
    if target.action in NOT_UNDOABLE:
        raise UndoRefused(t("store.not_undoable"))
    if Redaction.get_or_none(Redaction.set_id == target.id) is not None:
        raise UndoRefused(t("store.undo_redacted"))
    assert doing.id is not None
    ChangeSet.update(undo_of=target.id).where(ChangeSet.id == doing.id).execute()
    touched, obstacles = take_back(target.id)
    if obstacles:
        raise UndoRefused(_sentence(obstacles), tuple(obstacles))
    origin = origin_of(target)
    return Undone(doing.id, origin.action, target.id, origin.reason, tuple(touched))


def _latest_done(actor: str) -> ChangeSet:
    """The end of the chain of the actor's newest action in effect, undos not counted."""
    for change_set in _own_sets(actor):
        if change_set.action in NOT_UNDOABLE:
            break
        if change_set.action != UNDO and not is_undone(change_set.id):
            return _end_of(change_set.id)
    raise NothingToUndo(t("store.nothing_to_undo"))


def _latest_undo(actor: str) -> ChangeSet:
    """The actor's newest undo in effect, with nothing new done since."""
    for change_set in _own_sets(actor):
        if change_set.undo_of is None:
            break
        if change_set.action == UNDO and not is_undone(change_set.id):
            return _end_of(change_set.id)
    raise NothingToUndo(t("store.nothing_to_redo"))


def _own_sets(actor: str) -> Iterator[ChangeSet]:
    """The actor's sets, newest first, in pages, so that no cursor stays open."""
    below = None
    while True:
        own = ChangeSet.select().where(ChangeSet.actor == actor, ChangeSet.digest != "")
        page = list((own.where(ChangeSet.id < below) if below else own).order_by(ChangeSet.id.desc()).limit(_PAGE))
        yield from page
        if len(page) < _PAGE:
            return
        below = page[-1].id


def _end_of(change_id: int) -> ChangeSet:
    """The last set of the chain, when the set is in effect. Raises UndoRefused when it is not, or is nowhere."""
    chain = _chain(change_id)
    if not chain:
        raise UndoRefused(t("store.no_such_change", change=change_id))
    if len(chain) % 2 == 0:
        raise UndoRefused(t("store.undone_already", change=change_id))
    return ChangeSet.get_by_id(chain[-1])


def _chain(change_id: int) -> list[int]:
    """The set and, in order, the sets that took it back, brought it back, …; [] for an unknown number."""
    database = ChangeSet._meta.database  # type: ignore[attr-defined]  # peewee's documented model metadata
    table = f'"{table_name(ChangeSet)}"'
    found = database.execute_sql(
        f"WITH RECURSIVE chain (id) AS (SELECT id FROM {table} WHERE id = {database.param} UNION ALL "
        f"SELECT later.id FROM {table} AS later JOIN chain ON later.undo_of = chain.id) "
        "SELECT id FROM chain ORDER BY id",
        (change_id,),
    )
    return [row[0] for row in found.fetchall()]


def _sentence(obstacles: list[Obstacle]) -> str:
    named = t("store.and").join(str(obstacle) for obstacle in obstacles[:_MOST_NAMED])
    more = t("store.and_more", count=len(obstacles) - _MOST_NAMED) if len(obstacles) > _MOST_NAMED else ""
    return t("store.undo_refused", obstacles=named + more)
