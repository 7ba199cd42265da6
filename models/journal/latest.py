"""How far the history has come, for whoever keeps a copy of the rows fresh."""

from __future__ import annotations

from models.journal.triggers import table_name
from models.tables.log import Change, ChangeSet


def latest() -> tuple[int, int]:
    """The numbers of the newest change set and of the newest change of a row; 0 where there is none.

    The second grows also when somebody writes past the program.
    """
    database = ChangeSet._meta.database  # type: ignore[attr-defined]  # peewee's documented model metadata
    statement = f'SELECT (SELECT MAX(id) FROM "{table_name(ChangeSet)}"), (SELECT MAX(id) FROM "{table_name(Change)}")'
    newest_set, newest_change = database.execute_sql(statement).fetchone()
    return newest_set or 0, newest_change or 0


def only_by(change_set: int | None, after: int) -> bool:
    """Whether every change of a row after the one numbered ``after`` belongs to that change set."""
    others = Change.select(Change.id).where(
        Change.id > after, (Change.change_set_id != change_set) | Change.change_set_id.is_null()
    )
    return not others.exists()
