"""Telling the history again from its beginning: what every row should be, and whether the telling can be trusted."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import peewee as pw

from models.journal.digest import CHANGE_FIELDS, SET_FIELDS, digest_of
from models.journal.logged import Values, values_in
from models.journal.triggers import table_name
from models.tables.log import Change, ChangeSet, Redaction

_SET_ID, _TBL, _ROW, _OP, _BEFORE, _AFTER = 1, 2, 3, 4, 5, 6  # places in CHANGE_FIELDS
_REDACTIONS = table_name(Redaction)


@dataclass(slots=True)
class Replay:
    """``rows`` by table and id, as the history leaves them; the rest is what makes parts of it doubtful.

    ``broken_sets`` are (id, actor, at) of sets whose digest does not fit; ``set_back`` (id, at) of sets dated before
    their predecessors; ``doubtful`` the rows that broken sets or unreadable changes touched.
    """

    rows: dict[str, dict[int, Values]] = field(default_factory=dict)
    broken_sets: list[tuple[int, str, str]] = field(default_factory=list)
    set_back: list[tuple[int, str]] = field(default_factory=list)
    written_past: list[tuple[str, int]] = field(default_factory=list)
    unreadable: list[tuple[str, int]] = field(default_factory=list)
    doubtful: set[tuple[str, int]] = field(default_factory=set)


def replay(database: pw.Database) -> Replay:
    """Read the whole history of any database, bound or not; call it inside a transaction for one moment's view."""
    told, chain = Replay(), _Chain()
    for row, covered in links(database):
        _tell(told, covered)
        own = row[0] if row else None
        # A number that damage has made: no set of this place in the history.
        strays = [change for change in covered if change[_SET_ID] not in (None, own)]
        told.doubtful.update((change[_TBL], change[_ROW]) for change in strays)
        if row:
            chain.add(told, row, covered)
    chain.settle(told)
    return told


def links(database: pw.Database) -> Iterator[tuple[tuple[Any, ...], list[Any]]]:
    """Every set in order, its `SET_FIELDS` and its stored digest, with the changes that the digest covers: those made
    past the program before it, and its own. At the end () with the changes that no set covers yet."""
    sets = deque(_rows_of(database, ChangeSet, (*SET_FIELDS, "digest")))
    known = {values[0] for values in sets}
    pending: list[Any] = []
    for set_id, group in groupby(_rows_of(database, Change, CHANGE_FIELDS), key=lambda change: change[_SET_ID]):
        pending.extend(group)
        if set_id not in known or not sets or set_id < sets[0][0]:
            continue
        while sets[0][0] < set_id:
            yield sets.popleft(), []
        yield sets.popleft(), pending
        pending = []
    for row in sets:
        yield row, []
    yield (), pending


@dataclass(frozen=True, slots=True)
class _Mismatch:
    """A set whose digest does not fit, with the digest of what stands there and the rows that it touches."""

    set_id: int
    actor: str
    at: str
    digest: str
    rows: frozenset[tuple[str, int]]


@dataclass(slots=True)
class _Chain:
    """The digest and the latest time so far. A broken link is told of once: the next begins with the digest stored.

    ``attested`` has for each row of the redactions the set that wrote it last, 0 where that was past the program.
    """

    digest: str = ""
    latest: str = ""
    mismatches: list[_Mismatch] = field(default_factory=list)
    attested: dict[int, int] = field(default_factory=dict)

    def add(self, told: Replay, row: tuple[Any, ...], covered: list[Any]) -> None:
        *values, stored = row
        set_id, at, actor = values[0], str(values[1]), values[2]  # a damaged page may hold nothing where text was
        if (made := digest_of(self.digest, values, covered)) != stored:
            touched = frozenset((change[_TBL], change[_ROW]) for change in covered)
            self.mismatches.append(_Mismatch(set_id, actor, at, made, touched))
        for change in covered:
            if change[_TBL] == _REDACTIONS:
                self.attested[change[_ROW]] = set_id if change[_SET_ID] == set_id else 0
        if at < self.latest:
            told.set_back.append((set_id, at))
        self.digest, self.latest = str(stored), max(self.latest, at)

    def settle(self, told: Replay) -> None:
        """Accept of the sets that do not fit those whose words a later, sound set says were emptied, as they are."""
        said = {
            str(values.get("set_id")): (values.get("digest"), self.attested.get(row_id, 0))
            for row_id, values in told.rows.get(_REDACTIONS, {}).items()
        }
        broken: set[int] = set()
        for one in reversed(self.mismatches):
            digest, by = said.get(str(one.set_id), ("", 0))
            if digest != one.digest or by <= one.set_id or by in broken:
                broken.add(one.set_id)
        for one in self.mismatches:
            if one.set_id in broken:
                told.broken_sets.append((one.set_id, one.actor, one.at))
                told.doubtful.update(one.rows)


def _tell(told: Replay, batch: list[Any]) -> None:
    for change in batch:
        tbl, row_id = change[_TBL], change[_ROW]
        if change[_SET_ID] is None:
            told.written_past.append((tbl, row_id))
        rows = told.rows.setdefault(tbl, {})
        try:
            after = values_in(change[_AFTER])
        except ValueError:
            told.unreadable.append((tbl, row_id))
            told.doubtful.add((tbl, row_id))
            continue
        if change[_OP] == "D":
            rows.pop(row_id, None)
        elif change[_OP] == "I":
            rows[row_id] = after
        else:
            rows.setdefault(row_id, {}).update(after)


def _rows_of(database: pw.Database, model: type[pw.Model], names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    columns = ", ".join(f'"{name}"' for name in names)
    yield from database.execute_sql(f'SELECT {columns} FROM "{table_name(model)}" ORDER BY id')
