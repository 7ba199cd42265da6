"""The inbox as a list that is read where one looks: all numbers at once, the pieces themselves in blocks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import peewee as pw

from models.actions.reflection_pieces import Piece, Wanted, conditions, pieces, text_of
from models.rules.reflections import DRAFT, FILED, READ, RETURNED, TO_READ, WAITING
from models.rules.rights import Scope, may_do
from models.tables.reading import numbers, tuples
from models.tables.reflections import Reflection

if TYPE_CHECKING:
    from models.actions.desk import Desk

BOXES: Mapping[str, tuple[str, ...]] = {
    "to_read": TO_READ,
    "waiting": (WAITING,),
    "returned": (RETURNED,),
    "read": (READ,),
    "filed": (FILED,),
    "drafts": (DRAFT,),
    "all": (),
}
"""The boxes of the inbox, each with the states of what lies in it."""

NEWEST_FIRST = ("filed", "all")
"""Boxes in which one looks for what came last; in the others the first come is read first."""

_BLOCK = 64
_MOST_BLOCKS = 16


def boxes_for(desk: Desk) -> tuple[str, ...]:
    """The boxes that somebody with this role has, the first one to open."""
    if judges(desk):
        return tuple(BOXES)
    return ("all", "drafts", "to_read", "returned", "read", "filed")


def judges(desk: Desk) -> bool:
    """Whether the person reads, grades and files (the office)."""
    return may_do(desk.store.actor.role, "reflections.read") is Scope.ALL


class ReflectionPages:
    """The pieces of one box that are wanted, as they are when this is made."""

    def __init__(self, desk: Desk, box: str = "to_read", wanted: Wanted | None = None) -> None:
        self._desk = desk
        self.wanted = replace(wanted or Wanted(), states=BOXES[box], newest_first=box in NEWEST_FIRST)
        order: tuple[Any, ...] = (Reflection.received_at, Reflection.id)
        if self.wanted.newest_first:
            order = tuple(term.desc() for term in order)
        query = Reflection.select(Reflection.id).order_by(*order)
        for condition in conditions(desk, self.wanted):
            query = query.where(condition)
        self.ids = list(numbers(query))
        self._blocks: OrderedDict[int, Mapping[int, Piece]] = OrderedDict()
        self._text: tuple[int, int, str] = (0, 0, "")

    def __len__(self) -> int:
        return len(self.ids)

    def piece(self, index: int) -> Piece | None:
        """The piece at that place; None for one that is gone meanwhile, or no longer to be seen."""
        number = index // _BLOCK
        if number not in self._blocks:
            if len(self._blocks) >= _MOST_BLOCKS:
                self._blocks.popitem(last=False)
            part = self.ids[number * _BLOCK : (number + 1) * _BLOCK]
            self._blocks[number] = {piece.id: piece for piece in pieces(self._desk, part)}
        return self._blocks[number].get(self.ids[index])

    def text(self, piece: Piece) -> str:
        """The text of a piece that may be read."""
        if self._text[:2] != (piece.id, piece.version):
            try:
                self._text = (piece.id, piece.version, text_of(self._desk, piece.id))
            except LookupError:
                return ""
        return self._text[2]

    def read_again(self) -> None:
        """Something was written: the pieces stay in their places, their facts are read anew."""
        self._blocks.clear()
        self._text = (0, 0, "")

    def index_of(self, reflection: int) -> int | None:
        """Where a piece stands; None for one that is not here."""
        return self.ids.index(reflection) if reflection in self.ids else None

    def index_after(self, reflection: int) -> int:
        """Where to go on after that piece, which may have left: its own place, or that of what came next."""
        if (found := self.index_of(reflection)) is not None:
            return found
        rows = tuples(Reflection.select(Reflection.received_at).where(Reflection.id == reflection))
        if not rows or self.wanted.newest_first:
            return 0
        came = rows[0][0]
        before = (Reflection.received_at < came) | ((Reflection.received_at == came) & (Reflection.id < reflection))
        query = Reflection.select(pw.fn.COUNT(Reflection.id)).where(before)
        for condition in conditions(self._desk, self.wanted):
            query = query.where(condition)
        return min(tuples(query)[0][0], max(0, len(self.ids) - 1))

    def unread(self) -> set[int]:
        """The pieces of this list that wait to be read."""
        query = Reflection.select(Reflection.id)
        for condition in conditions(self._desk, replace(self.wanted, states=TO_READ)):
            query = query.where(condition)
        return set(numbers(query)) & set(self.ids)

    def next_unread(self, index: int) -> int | None:
        """The next place behind ``index``, then from the beginning, whose piece waits to be read."""
        unread = self.unread()
        for at in (*range(index + 1, len(self.ids)), *range(index)):
            if self.ids[at] in unread:
                return at
        return None


def box_counts(desk: Desk, wanted: Wanted) -> dict[str, int]:
    """How many of the pieces wanted lie in each box."""
    query = Reflection.select(Reflection.state, pw.fn.COUNT(Reflection.id)).group_by(Reflection.state)
    for condition in conditions(desk, replace(wanted, states=())):
        query = query.where(condition)
    by_state = dict(tuples(query))
    return {box: sum(n for state, n in by_state.items() if not of or state in of) for box, of in BOXES.items()}
