"""How one person likes a register's columns: which, in what order, how wide, how many stay at the left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from models.registers.column import Column
from models.registers.register import Register

NARROWEST, WIDEST = 2, 60


@dataclass(frozen=True)
class Arrangement:
    """A person's changes to a register's own columns; an empty one changes nothing.

    ``order`` names fields from the left; those it does not name follow as the register has them. ``shown`` overrides
    what the register shows, ``widths`` are cells, ``frozen`` counts the shown columns that stay at the left (None: the
    register's own), and the columns in ``confirm`` wait for Enter where they would move on by themselves.
    """

    order: tuple[str, ...] = ()
    shown: Mapping[str, bool] = field(default_factory=dict)
    widths: Mapping[str, int] = field(default_factory=dict)
    frozen: int | None = None
    confirm: frozenset[str] = frozenset()

    def columns(self, register: Register, hidden: bool = False) -> list[Column]:
        """The columns as the person likes them, left to right; ``hidden`` ones too if asked for."""
        place = {name: at for at, name in enumerate(self.order)}
        own = sorted(register.columns, key=lambda column: not column.frozen)
        ordered = sorted(own, key=lambda column: place.get(column.field, len(place)))
        liked = [
            replace(
                column,
                shown=self.shown.get(column.field, column.shown),
                width=self.widths.get(column.field, column.width),
                auto_advance=column.auto_advance and column.field not in self.confirm,
            )
            for column in ordered
        ]
        if self.frozen is not None:
            first = {column.field for column in [c for c in liked if c.shown][: self.frozen]}
            liked = [replace(column, frozen=column.field in first) for column in liked]
        liked.sort(key=lambda column: not column.frozen)
        return [column for column in liked if column.shown or hidden]

    def toggled(self, register: Register, name: str) -> Arrangement:
        """Shown instead of hidden or hidden instead of shown; the last shown column stays."""
        now = {column.field for column in self.columns(register)}
        if now == {name}:
            return self
        return replace(self, shown={**self.shown, name: name not in now})

    def moved(self, register: Register, name: str, steps: int) -> Arrangement:
        """That many places to the right, or to the left where ``steps`` is negative."""
        order = [column.field for column in self.columns(register, hidden=True)]
        at = order.index(name)
        order.insert(max(0, min(len(order) - 1, at + steps)), order.pop(at))
        kept = self.frozen if self.frozen is not None else _frozen(self.columns(register))
        return replace(self, order=tuple(order), frozen=kept)

    def widened(self, register: Register, name: str, cells: int) -> Arrangement:
        width = next(column.width for column in self.columns(register, hidden=True) if column.field == name)
        return replace(self, widths={**self.widths, name: max(NARROWEST, min(WIDEST, width + cells))})

    def frozen_up_to(self, register: Register, name: str) -> Arrangement:
        """The columns up to that one stay at the left; none where just those did already."""
        shown = [column.field for column in self.columns(register)]
        if name not in shown:
            return self
        count = shown.index(name) + 1
        return replace(self, frozen=0 if count == _frozen(self.columns(register)) else count)

    def confirmed(self, name: str) -> Arrangement:
        """Waiting for Enter or moving on by itself, the other way round than now."""
        return replace(self, confirm=self.confirm ^ {name})

    def as_json(self) -> dict[str, Any]:
        """What `read_arrangement` reads back."""
        return {
            "order": list(self.order),
            "shown": dict(self.shown),
            "widths": dict(self.widths),
            "frozen": self.frozen,
            "confirm": sorted(self.confirm),
        }


def read_arrangement(kept: object, register: Register) -> Arrangement:
    """The arrangement behind a kept preference. What does not fit the register, since an older or newer program wrote
    it, is left out."""
    if not isinstance(kept, Mapping):
        return Arrangement()
    shown, widths, frozen = kept.get("shown"), kept.get("widths"), kept.get("frozen")
    arrangement = Arrangement(
        _fields(kept.get("order"), register),
        {name: bool(shown[name]) for name in _fields(shown, register)} if isinstance(shown, Mapping) else {},
        {
            name: max(NARROWEST, min(WIDEST, widths[name]))
            for name in _fields(widths, register)
            if isinstance(widths[name], int)
        }
        if isinstance(widths, Mapping)
        else {},
        max(0, frozen) if isinstance(frozen, int) else None,
        frozenset(_fields(kept.get("confirm"), register)),
    )
    return arrangement if arrangement.columns(register) else Arrangement()


def _frozen(columns: list[Column]) -> int:
    return sum(column.frozen for column in columns)


def _fields(found: object, register: Register) -> tuple[str, ...]:
    if not isinstance(found, (list, Mapping)):
        return ()
    return tuple(dict.fromkeys(name for name in found if isinstance(name, str) and register.has(name)))
