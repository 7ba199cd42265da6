"""Finding things in the whole history: who ever acted, what was ever done, which rows ever named a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import peewee as pw

from models.journal.logged import journaled_models, values_in
from models.journal.triggers import table_name
from models.store.dialect import dialect_of
from models.tables.base import Base
from models.tables.log import Change, ChangeSet
from models.tables.reading import tuples


def actors_ever() -> list[str]:
    """Everybody who ever did something, by name."""
    return [name for (name,) in tuples(ChangeSet.select(ChangeSet.actor).distinct().order_by(ChangeSet.actor))]


def actions_ever() -> list[str]:
    """The ids of all actions that were ever done, by name."""
    return [name for (name,) in tuples(ChangeSet.select(ChangeSet.action).distinct().order_by(ChangeSet.action))]


def first_instant() -> str:
    """When the history begins, in UTC as it keeps it; '' for an empty one."""
    return ChangeSet.select(pw.fn.MIN(ChangeSet.at)).scalar() or ""


def columns_written(after: int) -> dict[str, set[str]]:
    """The columns that the change sets after that one have written, by table; 'id' where rows were made or deleted."""
    found: dict[str, set[str]] = {}
    for tbl, op, before in tuples(
        Change.select(Change.tbl, Change.op, Change.before).where(Change.change_set_id > after)
    ):
        found.setdefault(tbl, set()).update(values_in(before) if op == "U" else ("id",))
    return found


def rows_naming(tables: Iterable[str], column: str, value: int) -> list[tuple[str, int]]:
    """The ``(table, row id)`` pairs of the tables whose ``column`` was ever ``value``, those long deleted included."""
    dialect = dialect_of(Change._meta.database)  # type: ignore[attr-defined]  # peewee's documented model metadata
    before, after = (dialect.json_value(side, column) for side in (Change.before, Change.after))
    value = dialect.json_word(value)
    query = Change.select(Change.tbl, Change.row_id).distinct()
    return list(tuples(query.where(Change.tbl.in_(list(tables)), (before == value) | (after == value))))


def pointing_at(tbl: str) -> dict[str, str]:
    """The tables that point at ``tbl``, each with the column that does (the first one where there are several)."""
    found = {}
    for name, model in journaled_models().items():
        for column, target in references(model).items():
            if target == tbl:
                found.setdefault(name, column)
    return found


@cache
def references(model: type[Base]) -> Mapping[str, str]:
    """The columns of a table that point at other tables, each with that table's name."""
    fields = model._meta.sorted_fields  # type: ignore[attr-defined]  # peewee's documented model metadata
    return {field.column_name: table_name(field.rel_model) for field in fields if isinstance(field, pw.ForeignKeyField)}


def named_in(model: type[Base], row_id: int) -> list[tuple[str, int]]:
    """The tables with a history that point at a record, each with how often; [] when it can go."""
    found = []
    for name, other in journaled_models().items():
        fields: list[pw.ForeignKeyField] = [
            field
            for field in other._meta.sorted_fields  # type: ignore[attr-defined]  # peewee's documented model metadata
            if isinstance(field, pw.ForeignKeyField) and field.rel_model is model
        ]
        count = sum(other.select().where(field == row_id).count() for field in fields)
        if count:
            found.append((name, count))
    return found
