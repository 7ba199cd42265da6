"""Taking back what a change set did, row by row in reverse, only where the rows still hold what it left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import peewee as pw

from data.words import t
from models.journal.history import local_time
from models.journal.logged import Values, changes_of_row, field_title, journaled_models, shown, table_title, values_in
from models.journal.triggers import column_names, table_name
from models.store.dialect import dialect_of
from models.tables.base import Base
from models.tables.log import Change, ChangeSet


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why one row cannot go back: ``field`` ('' for the row itself) should hold ``left`` and holds ``found``.

    ``actor`` ('' when somebody wrote past the program) changed it since, at ``at``.
    """

    tbl: str
    row_id: int
    field: str
    left: object
    found: object
    actor: str
    at: str

    def __str__(self) -> str:
        facts = {
            "table": table_title(self.tbl),
            "row": self.row_id,
            "who": self.actor or t("store.outside"),
            "at": f"{local_time(self.at):%Y-%m-%d %H:%M}" if self.at else t("store.unknown_time"),
        }
        if not self.field:
            return t("store.row_stands_in_way", **facts)
        found, left = shown(self.found), shown(self.left)
        return t("store.field_changed", field=field_title(self.field), left=left, found=found, **facts)


def take_back(set_id: int) -> tuple[list[tuple[str, int]], list[Obstacle]]:
    """Reverse the set's changes, newest first. Returns the rows touched and what stood in the way.

    With any obstacle the caller must not commit. Versions only ever grow, so that nobody's screen mistakes a restored
    row for the one it saw. Raises IntegrityError when a unique value has been taken.
    """
    database: Any = Change._meta.database  # type: ignore[attr-defined]  # peewee's documented model metadata
    dialect_of(database).defer_references(database)  # parents may come back after their children
    models = journaled_models()
    touched: dict[tuple[str, int], None] = {}
    obstacles: list[Obstacle] = []
    for change in Change.select().where(Change.change_set_id == set_id).order_by(Change.id.desc()):
        obstacles.extend(_reverse(database, models[change.tbl], change))
        touched[change.tbl, change.row_id] = None
    if not obstacles:
        for tbl, row_id in touched:
            obstacles.extend(_dangling(database, models, tbl, row_id))
    return list(touched), obstacles


def _reverse(database: Any, model: type[Base], change: Change) -> list[Obstacle]:
    table, place, row_id = change.tbl, database.param, change.row_id
    before, after = values_in(change.before), values_in(change.after)
    found = _row(database, model, row_id)
    if change.op == "D":
        if found is not None:
            return [_obstacle(table, row_id, "", None, None)]
        row = dialect_of(database).storable(model, {"id": row_id, **_defaults(model), **before})
        names = [name for name in column_names(model) if name in row]
        columns, places = ", ".join(f'"{name}"' for name in names), ", ".join([place] * len(names))
        database.execute_sql(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', [row[name] for name in names])
        return []
    if found is None:
        return [_obstacle(table, row_id, "", None, None)]
    known = [name for name in after if name in found and name != "version"]
    changed = [name for name in known if found[name] != after[name]]
    if changed:
        return [_obstacle(table, row_id, name, after[name], found[name]) for name in changed]
    if change.op == "I":
        database.execute_sql(f'DELETE FROM "{table}" WHERE id = {place}', (row_id,))
        return []
    pairs = "".join(f'"{name}" = {place}, ' for name in known)
    statement = f'UPDATE "{table}" SET {pairs}version = version + 1 WHERE id = {place}'
    stored = dialect_of(database).storable(model, before)
    database.execute_sql(statement, [*(stored[name] for name in known), row_id])
    return []


def _row(database: Any, model: type[Base], row_id: int) -> Values | None:
    names = column_names(model)
    columns = ", ".join(f'"{name}"' for name in names)
    statement = f'SELECT {columns} FROM "{table_name(model)}" WHERE id = {database.param}'
    row = database.execute_sql(statement, (row_id,)).fetchone()
    return None if row is None else dict(zip(names, row, strict=True))


def _defaults(model: type[Base]) -> Values:
    """What columns hold that the table got after the row was deleted."""
    fields = model._meta.sorted_fields  # type: ignore[attr-defined]
    return {field.column_name: field.db_value(field.default) for field in fields if field.default is not None}


def _dangling(database: Any, models: Any, tbl: str, row_id: int) -> list[Obstacle]:
    """The references that would point at nothing: from this row, or to it when it is gone."""
    row = _row(database, models[tbl], row_id)
    found = []
    if row is None:
        for other in models.values():
            for key in _references(other, tbl):
                statement = f'SELECT id FROM "{table_name(other)}" WHERE "{key}" = {database.param}'
                children = database.execute_sql(statement, (row_id,)).fetchall()
                found.extend(_obstacle(table_name(other), child, "", None, None) for (child,) in children)
        return found
    for parent in models:
        for key in _references(models[tbl], parent):
            if row[key] is not None and _row(database, models[parent], row[key]) is None:
                found.append(_obstacle(parent, row[key], "", None, None))
    return found


def _references(model: type[Base], tbl: str) -> list[str]:
    """The columns of ``model`` that point at table ``tbl``."""
    fields = model._meta.sorted_fields  # type: ignore[attr-defined]
    keys = [field for field in fields if isinstance(field, pw.ForeignKeyField)]
    return [key.column_name for key in keys if table_name(key.rel_model) == tbl]


def _obstacle(tbl: str, row_id: int, field: str, left: object, found: object) -> Obstacle:
    """The obstacle, with who last changed that field, or that row."""
    for change in changes_of_row(tbl, row_id):
        if not field or change.op != "U" or field in values_in(change.after):
            by = ChangeSet.get_or_none(ChangeSet.id == change.change_set_id)
            return Obstacle(tbl, row_id, field, left, found, by.actor if by else "", by.at if by else "")
    return Obstacle(tbl, row_id, field, left, found, "", "")
