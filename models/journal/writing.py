"""Writing records inside an action: ids and versions are kept right here, once, for all tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice
from typing import Any

import peewee as pw

from models.journal.triggers import table_name
from models.tables.base import Record

AT_ONCE = 200
"""Records in one statement: on a server each statement costs a journey there and back."""


def insert_record(model: type[Record], values: Mapping[str, Any]) -> int:
    """Add a record; fields not named get the table's defaults. Returns its id.

    Raises peewee's IntegrityError when a CHECK or a unique index refuses it, and RuntimeError outside an action.
    """
    return insert_records(model, [values])[0]


def insert_records(model: type[Record], rows: Iterable[Mapping[str, Any]]) -> list[int]:
    """Add many records, as `insert_record` does, in order. Returns their ids in that order."""
    database = _inside_action(model)
    statement, places, at, usual = _inserting(model, database.param)
    fields, computed = _fields(model), _computed(model)
    ids: list[int] = []
    remaining = iter(rows)
    while portion := list(islice(remaining, AT_ONCE)):
        stored: list[Any] = []
        for row in portion:
            values = usual.copy()
            for name, value in (*((field.name, field.default()) for field in computed), *_by_name(model, row).items()):
                values[at[name]] = _stored(fields[name], value)
            stored += values
        rows_of_places = ", ".join([places] * len(portion))
        made = database.execute_sql(f"{statement}{rows_of_places} RETURNING id", stored).fetchall()
        # Numbers are given out in the order of the rows; in which order they are returned, neither engine promises.
        ids += sorted(row_id for (row_id,) in made)
    return ids


def update_record(model: type[Record], row_id: int, changes: Mapping[str, Any]) -> bool:
    """Write the fields that differ and count the record's version up. Returns whether anything differed.

    Raises LookupError when the record is gone, IntegrityError when the table refuses, RuntimeError outside an action.
    """
    database = _inside_action(model)
    fields = _fields(model)
    wanted = {fields[name]: _stored(fields[name], value) for name, value in _by_name(model, changes).items()}
    if not wanted:
        return False
    table, place = table_name(model), database.param
    columns = ", ".join(f'"{field.column_name}"' for field in wanted)
    found = database.execute_sql(f'SELECT {columns} FROM "{table}" WHERE id = {place}', (row_id,)).fetchone()
    if found is None:
        raise LookupError(f"{table} {row_id} is gone")
    differing = [(field, new) for (field, new), old in zip(wanted.items(), found, strict=True) if new != old]
    if not differing:
        return False
    pairs = ", ".join(f'"{field.column_name}" = {place}' for field, _ in differing)
    statement = f'UPDATE "{table}" SET {pairs}, version = version + 1 WHERE id = {place}'
    database.execute_sql(statement, [*(new for _, new in differing), row_id])
    return True


def delete_record(model: type[Record], row_id: int) -> bool:
    """Delete a record; whether it was there. Records that point at it have to be deleted in the same action.

    Raises RuntimeError outside an action; a reference left dangling fails the action with IntegrityError.
    """
    database = _inside_action(model)
    statement = f'DELETE FROM "{table_name(model)}" WHERE id = {database.param}'
    return database.execute_sql(statement, (row_id,)).rowcount > 0


def plain_text(text: str) -> str:
    """``text`` without what no store can hold: NUL characters and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def _inside_action(model: type[Record]) -> pw.Database:
    database = model._meta.database  # type: ignore[attr-defined]  # peewee's documented model metadata
    if not database.in_transaction():
        raise RuntimeError(f"{table_name(model)} can be written inside an action only")
    return database


def _fields(model: type[Record]) -> dict[str, pw.Field]:
    return model._meta.fields  # type: ignore[attr-defined]


@cache
def _inserting(model: type[Record], place: str) -> tuple[str, str, dict[str, int], list[Any]]:
    """The beginning of the statement that adds records, the places of one record's values, where among them each field
    stands, and the values of a record of which nothing is said. Many records are written under the lock that all
    writers share: what is the same is done once."""
    fields = [field for field in _fields(model).values() if field.name != "id"]
    columns = ", ".join(f'"{field.column_name}"' for field in fields)
    statement = f'INSERT INTO "{table_name(model)}" ({columns}) VALUES '
    usual = [None if callable(field.default) else _stored(field, field.default) for field in fields]
    return (
        statement,
        f"({', '.join([place] * len(fields))})",
        {field.name: at for at, field in enumerate(fields)},
        usual,
    )


@cache
def _computed(model: type[Record]) -> tuple[pw.Field, ...]:
    """The fields whose default is made for each record."""
    return tuple(field for field in _fields(model).values() if callable(field.default) and field.name != "id")


@cache
def _names(model: type[Record]) -> tuple[dict[str, str], frozenset[str]]:
    """The field's name by its column's, and every name by which a field may be written."""
    names = {field.column_name: name for name, field in _fields(model).items()}
    return names, frozenset({*names, *names.values()} - {"id", "version"})


def _by_name(model: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values by field name, also where a column's name ('teacher_id') was used for a reference."""
    names, known = _names(model)
    if unknown := values.keys() - known:
        raise ValueError(f"{table_name(model)} has no writable {', '.join(sorted(unknown))}")
    return {names.get(name, name): value for name, value in values.items()}


def _stored(field: pw.Field, value: Any) -> Any:
    value = field.db_value(value.get_id() if isinstance(value, pw.Model) else value)
    return plain_text(value) if isinstance(value, str) else value
