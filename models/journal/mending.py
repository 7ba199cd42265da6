"""Damage in the history's own text: where it lies, and what stood there, proven by the digests that sealed it.

A text that makes a set fit its digest again is the text that was sealed: no other is known to anybody. So damage is
looked for by trying: each single bit of the texts in a set that does not fit, and what the row itself, its changes
before and after, or a copy of the store say. Nothing is written here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import peewee as pw

from models.journal.digest import CHANGE_FIELDS, SET_FIELDS, digest_of
from models.journal.logged import journaled_models
from models.journal.replay import Replay, links
from models.journal.suspects import others_say, suspects
from models.journal.triggers import table_name
from models.tables.log import Change, ChangeSet, Redaction

CHANGES, SETS = table_name(Change), table_name(ChangeSet)
_REDACTIONS = table_name(Redaction)
_SET_TEXTS = ("action", "actor", "at", "origin", "app_version", "reason")
_CHANGE_TEXTS = ("after", "before", "tbl", "op")
_TBL, _ROW = CHANGE_FIELDS.index("tbl"), CHANGE_FIELDS.index("row_id")

_BUDGET = 20_000_000_000
"""Bytes that may be digested in trying: some ten seconds for all sets together."""
_OVERHEAD = 8000  # what trying one text costs beside, in bytes digested meanwhile

_MANY = 60
"""Changes of one set that do not fit together: one bad text spoils its own row's story and no other."""

Sealed = tuple[list[Any], list[list[Any]]]
"""A set's `SET_FIELDS` and the `CHANGE_FIELDS` of the changes that its digest covers."""


@dataclass(frozen=True, slots=True)
class Mend:
    """One damaged text of the history, in set ``set_id``: ``value`` is what stood there, as its digest proves.

    ``about`` is the table and the row whose change it is.
    """

    set_id: int
    tbl: str
    row_id: int
    field: str
    value: str | None
    about: tuple[str, int] = ("", 0)


@dataclass(slots=True)
class _Broken:
    """A set that does not fit: the digest before it, as stored, and the set behind it (None: it is the last)."""

    before: str
    values: list[Any]
    stored: str
    covered: list[Any]
    next_id: int | None = None


def mends(
    database: pw.Database, told: Replay, copies: Mapping[int, Sequence[Sealed]] | None = None
) -> dict[int, list[Mend]]:
    """What is damaged in each of the sets that ``told`` calls broken, as far as it is proven; [] for one that only
    went on from a damaged digest.

    ``copies`` are the broken sets as other files have them, by number. A set whose damage is not found, such
    as two texts at once without a copy, is left out. Raises peewee's errors.
    """
    numbers = {set_id for set_id, *_ in told.broken_sets}
    if not numbers:
        return {}
    emptied = {values.get("set_id"): values.get("digest") for values in told.rows.get(_REDACTIONS, {}).values()}
    suspected = suspects(database)
    found: dict[int, list[Mend]] = {}
    left = _BUDGET
    made: dict[int, str] = {}  # digests of sets that stand there damaged, by the set behind
    for one in _broken(database, numbers):
        set_id = one.values[0]
        before = made.get(set_id, one.before)
        # Of a set that was emptied for somebody's sake only the emptied words are ever put back.
        target = str(emptied.get(set_id) or one.stored)
        digest = digest_of(before, one.values, one.covered)
        if digest == target:
            # One that fits what says that it was emptied, and is broken all the same: no action has said so.
            if target == one.stored or before != one.before:
                found[set_id] = []
            continue
        raw = stored_bytes(database, SETS, set_id, "digest")
        if target == one.stored and one_bit_apart(digest.encode(), raw) and one.next_id in (None, *numbers):
            found[set_id] = [Mend(set_id, SETS, set_id, "digest", digest)]
            if one.next_id is not None:
                made[one.next_id] = digest
            continue
        there = (copies or {}).get(set_id, ())
        proven = next((_differing(set_id, one, sealed) for sealed in there if digest_of(before, *sealed) == target), [])
        if not proven and left > 0:
            trial = _Trial(database, before, one, target, left)
            proven = list(trial.run(suspected))
            left = trial.left
        if proven:
            found[set_id] = proven
    return found


def _broken(database: pw.Database, numbers: Collection[int]) -> list[_Broken]:
    found: list[_Broken] = []
    waiting, before = False, ""
    for row, covered in links(database):
        if not row:
            break
        *values, stored = row
        if waiting:
            found[-1].next_id = values[0]
        waiting = values[0] in numbers
        if waiting:
            found.append(_Broken(before, values, str(stored), covered))
        before = str(stored)
    return found


def _differing(set_id: int, one: _Broken, sealed: Sealed) -> list[Mend]:
    """What has to be written so that the set stands there as the copy has it; nothing where rows are missing here."""
    values, covered = sealed
    if [change[0] for change in covered] != [change[0] for change in one.covered]:
        return []
    found = [
        Mend(set_id, SETS, set_id, name, there)
        for name, here, there in zip(SET_FIELDS, one.values, values, strict=True)
        if here != there
    ]
    for own, other in zip(one.covered, covered, strict=True):
        pairs = zip(CHANGE_FIELDS, own, other, strict=True)
        about = (other[_TBL], other[_ROW])
        found += [Mend(set_id, CHANGES, own[0], name, there, about) for name, here, there in pairs if here != there]
    return found


class _Trial:
    """Trying what may have stood in one set until its digest fits, for as long as the budget lasts."""

    def __init__(self, database: pw.Database, before: str, one: _Broken, target: str, left: int) -> None:
        self._database, self._one, self._target, self.left = database, one, target, left
        self._set_id = one.values[0]
        self._lines = [_line(values) for values in (one.values, *one.covered)]
        self._start = sha256(before.encode())
        self._size = sum(map(len, self._lines))

    def run(self, suspected: Collection[int]) -> Iterator[Mend]:
        """The one damaged text, if it is found: in changes that do not fit together, or in the set's own words."""
        places = range(1, len(self._lines))
        likely = [place for place in places if self._change(place)[0] in suspected]
        for place in likely:
            for name, text in others_say(self._database, self._change(place)):
                if self._fits(place, CHANGE_FIELDS.index(name), [text]) is not None:
                    yield Mend(
                        self._set_id, CHANGES, self._change(place)[0], name, text, self._about(place, name, text)
                    )
                    return
        if len(likely) > _MANY:
            return  # more than one text can explain
        for place in (*likely, 0):
            table, names = (CHANGES, _CHANGE_TEXTS) if place else (SETS, _SET_TEXTS)
            row_id = self._change(place)[0] if place else self._set_id
            fields = CHANGE_FIELDS if place else SET_FIELDS
            if place and self._change(place)[_TBL] not in journaled_models():
                names = ("tbl",)
            for name in names:
                raw = stored_bytes(self._database, table, row_id, name)
                text = self._fits(place, fields.index(name), flipped(raw)) if raw else None
                if text is not None:
                    yield Mend(self._set_id, table, row_id, name, text, self._about(place, name, text))
                    return
            if self.left < 0:
                return

    def _change(self, place: int) -> Sequence[Any]:
        return self._one.covered[place - 1]

    def _about(self, place: int, name: str, text: str) -> tuple[str, int]:
        """The row that the line is about, once it is as it was."""
        if place == 0:
            return "", 0
        change = self._change(place)
        return text if name == "tbl" else change[_TBL], change[_ROW]

    def _fits(self, place: int, column: int, texts: Iterable[str]) -> str | None:
        """Which of the texts, in that line and column, makes the set fit."""
        self.left -= self._size
        head = self._start.copy()
        for line in self._lines[:place]:
            head.update(line)
        values = list(self._one.values if place == 0 else self._change(place))
        tail = b"".join(self._lines[place + 1 :])
        # The line around the text is made once.
        first, last = ("," if column else "", "," if column + 1 < len(values) else "")
        head.update(b"\n[" + _json(values[:column])[1:-1] + first.encode())
        rest = last.encode() + _json(values[column + 1 :])[1:-1] + b"]" + tail
        for text in texts:
            self.left -= len(rest) + _OVERHEAD
            if self.left < 0:
                return None
            trial = head.copy()
            trial.update(_json(text))
            trial.update(rest)
            if trial.hexdigest() == self._target:
                return text
        return None


def flipped(raw: bytes) -> Iterator[str]:
    """The texts that differ from these bytes by one bit."""
    content = bytearray(raw)
    for place in range(len(content)):
        for bit in range(8):
            content[place] ^= 1 << bit
            text = content.decode("utf-8", "replace")
            if "\ufffd" not in text or "\ufffd".encode() in content:
                yield text
            content[place] ^= 1 << bit


def one_bit_apart(one: bytes, other: bytes) -> bool:
    """Whether two texts of one length differ by a single bit."""
    if len(one) != len(other):
        return False
    return sum((a ^ b).bit_count() for a, b in zip(one, other, strict=True)) == 1


def stored_bytes(database: pw.Database, table: str, row_id: int, name: str) -> bytes:
    """A text as its bytes lie in the file, whether or not they are text; b'' for none."""
    # PostgreSQL's own cast would take a backslash in the text for the beginning of a byte.
    raw = f'CAST("{name}" AS BLOB)' if isinstance(database, pw.SqliteDatabase) else f"convert_to(\"{name}\", 'UTF8')"
    statement = f'SELECT {raw} FROM "{table}" WHERE id = {database.param}'
    found = database.execute_sql(statement, (row_id,)).fetchone()
    return bytes(found[0]) if found and found[0] is not None else b""


def _line(values: Sequence[Any]) -> bytes:
    return b"\n" + _json(list(values))


def _json(value: Any) -> bytes:
    """As `digest_of` writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
