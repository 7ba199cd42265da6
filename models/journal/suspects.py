"""Which changes do not fit together with those before and after them and with the rows as they are, and what these say
of them. A hint where damage may lie, never a proof."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import peewee as pw

from models.journal.digest import CHANGE_FIELDS
from models.journal.logged import Values, journaled_models, values_in
from models.journal.triggers import column_names, table_name
from models.tables.log import Change

_ID, _SET, _TBL, _ROW, _OP, _BEFORE, _AFTER = range(len(CHANGE_FIELDS))
_CHANGES = table_name(Change)
_Key = tuple[str, int]


class _Telling:
    """The history told again, with who wrote each value last."""

    def __init__(self) -> None:
        self.rows: dict[_Key, Values] = {}
        self.wrote: dict[_Key, dict[str, int]] = {}
        self.suspected: set[int] = set()
        self._columns = {tbl: set(column_names(model)) for tbl, model in journaled_models().items()}

    def add(self, change: Sequence[Any]) -> None:
        number, key = change[_ID], (change[_TBL], change[_ROW])
        try:
            before, after = values_in(change[_BEFORE]), values_in(change[_AFTER])
        except ValueError:
            self.suspected.add(number)
            self.rows[key] = {}  # nothing is known of the row from here on
            return
        known = self._columns.get(change[_TBL], set())
        if not known or not (before.keys() | after.keys()) <= known or change[_OP] not in ("I", "U", "D"):
            self.suspected.add(number)
        self.compare(key, before, number)
        if (change[_OP] == "I") == (key in self.rows):
            self.suspected |= {number, *self.wrote.get(key, {}).values()}
        if change[_OP] == "D":
            self.rows.pop(key, None)
            self.wrote[key] = {"": number}
            return
        self.rows.setdefault(key, {}).update(after)
        wrote = self.wrote.setdefault(key, {})
        for name in after:
            wrote[name] = number

    def compare(self, key: _Key, values: Values, number: int | None = None) -> None:
        """Suspect who says so and who wrote it, where values are not those told of before."""
        told = self.rows.get(key, {})
        for name, value in values.items():
            if name in told and told[name] != value:
                self.suspected |= {self.wrote.get(key, {}).get(name, 0)}
                self.suspected |= {number} if number is not None else set()


def suspects(database: pw.Database) -> set[int]:
    """The numbers of the changes that do not fit together with their neighbours or with the rows."""
    telling = _Telling()
    columns = ", ".join(f'"{name}"' for name in CHANGE_FIELDS)
    for change in database.execute_sql(f'SELECT {columns} FROM "{_CHANGES}" ORDER BY id'):
        telling.add(change)
    there: set[_Key] = set()
    for tbl, model in journaled_models().items():
        names = column_names(model)
        listed = ", ".join(f'"{name}"' for name in names)
        for row in database.execute_sql(f'SELECT {listed} FROM "{tbl}"').fetchall():
            key = (tbl, row[0])
            there.add(key)
            if key in telling.rows:
                telling.compare(key, dict(zip(names[1:], row[1:], strict=True)))
            else:
                telling.suspected |= set(telling.wrote.get(key, {}).values())
    for key in telling.rows.keys() - there:
        telling.suspected |= set(telling.wrote.get(key, {}).values())
    return telling.suspected - {0}


def others_say(database: pw.Database, change: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """What should stand in a change, field and text, if those before and after it and the row itself are right."""
    tbl, row_id, place = change[_TBL], change[_ROW], database.param
    model = journaled_models().get(tbl)
    if model is None:
        return
    statement = f'SELECT id, "before", "after" FROM "{_CHANGES}" WHERE tbl = {place} AND row_id = {place} ORDER BY id'
    history = database.execute_sql(statement, (tbl, row_id)).fetchall()
    earlier = [_values(after) for number, _, after in history if number < change[_ID]]
    later = [_values(before) for number, before, _ in history if number > change[_ID]]
    names = column_names(model)
    listed = ", ".join(f'"{name}"' for name in names)
    row = database.execute_sql(f'SELECT {listed} FROM "{tbl}" WHERE id = {place}', (row_id,)).fetchone()
    now = dict(zip(names, row, strict=True)) if row else {}
    whole = names[1:]
    if change[_OP] != "D" and (
        told := _told([*later, now], whole if change[_OP] == "I" else [*_values(change[_BEFORE])])
    ):
        yield "after", told
    if change[_OP] != "I" and (
        told := _told(earlier[::-1], whole if change[_OP] == "D" else [*_values(change[_AFTER])])
    ):
        yield "before", told


def _told(sources: list[Values], names: list[str]) -> str:
    """The columns as the first source that knows each has it, as the triggers write them; '' where one is unknown."""
    found: Values = {}
    for name in names:
        known = next((values for values in sources if name in values), None)
        if known is None:
            return ""
        found[name] = known[name]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else ""


def _values(text: str | None) -> Values:
    try:
        return values_in(text)
    except ValueError:
        return {}
