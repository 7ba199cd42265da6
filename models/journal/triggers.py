"""The triggers that write the history, generated from the models, in SQLite's words.

They see every change of a row, also those made past the program: a shell, a bulk UPDATE, a REPLACE. A change is kept
as two JSON objects of the columns that differ; an inserted or deleted row as one object of all its columns.
"""

from __future__ import annotations

import peewee as pw

from models.tables.log import AuditContext, Change, ChangeSet
from models.tables.reflections import StoredFile


def journal_triggers(model: type[pw.Model]) -> list[str]:
    """The statements that make a table write its history and keep its rows' ids."""
    table = table_name(model)
    columns = [name for name in column_names(model) if name != "id"]
    differs = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in columns)
    events = (
        ("i", "INSERT", "", "NEW", "I", "NULL", _whole("NEW", columns)),
        ("u", "UPDATE", f"WHEN {differs} ", "NEW", "U", _differing("OLD", columns), _differing("NEW", columns)),
        ("d", "DELETE", "", "OLD", "D", _whole("OLD", columns), "NULL"),
    )
    made = [
        f'CREATE TRIGGER "{table}_log_{letter}" AFTER {event} ON "{table}" {when}BEGIN '
        f'INSERT INTO "{table_name(Change)}" (change_set_id, tbl, row_id, op, "before", "after") VALUES ('
        f'(SELECT change_set_id FROM "{table_name(AuditContext)}" WHERE id = 1), '
        f"'{table}', {row}.id, '{op}', {before}, {after}); END"
        for letter, event, when, row, op, before, after in events
    ]
    fixed = _forbid(f"{table}_id_fixed", f'UPDATE OF id ON "{table}"', "NEW.id IS NOT OLD.id", "ids never change")
    return [*made, fixed]


def guards() -> list[str]:
    """The statements that make the history itself unchangeable, a change set from its sealing with a digest on, and the
    files as they came."""
    change, change_set, files = table_name(Change), table_name(ChangeSet), table_name(StoredFile)
    return [
        _forbid(f"{change}_fixed_u", f'UPDATE ON "{change}"', "", "history never changes"),
        _forbid(f"{change}_fixed_d", f'DELETE ON "{change}"', "", "history never changes"),
        _forbid(f"{change_set}_fixed_u", f'UPDATE ON "{change_set}"', "OLD.digest <> ''", "set is sealed"),
        _forbid(f"{change_set}_fixed_d", f'DELETE ON "{change_set}"', "OLD.digest <> ''", "set is sealed"),
        _forbid(f"{files}_fixed_u", f'UPDATE ON "{files}"', "", "files never change"),
        _forbid(f"{files}_fixed_d", f'DELETE ON "{files}"', "", "files never change"),
    ]


def table_name(model: type[pw.Model]) -> str:
    return model._meta.table_name  # type: ignore[attr-defined]  # peewee's documented model metadata


def column_names(model: type[pw.Model]) -> list[str]:
    """The table's columns in the model's order, with 'id' first."""
    return [field.column_name for field in model._meta.sorted_fields]  # type: ignore[attr-defined]


def _whole(row: str, columns: list[str]) -> str:
    parts = ", ".join(f"'{name}', {row}.\"{name}\"" for name in columns)
    return f"json_object({parts})"


def _differing(row: str, columns: list[str]) -> str:
    parts = " || ".join(
        f'CASE WHEN OLD."{name}" IS NOT NEW."{name}" THEN \',"{name}":\' || json_quote({row}."{name}") ELSE \'\' END'
        for name in columns
    )
    return f"'{{' || substr({parts}, 2) || '}}'"


def _forbid(name: str, event: str, when: str, reason: str) -> str:
    condition = f"WHEN {when} " if when else ""
    return f"CREATE TRIGGER \"{name}\" BEFORE {event} {condition}BEGIN SELECT RAISE(ABORT, '{reason}'); END"
