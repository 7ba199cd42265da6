"""Taking a spreadsheet in: understand it, show what it would change, write what was accepted as one action."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Protocol, runtime_checkable

from data.formats.tabular import ColumnMatch, Table, find_table, heading_key
from data.words import t
from models.actions.desk import Desk
from models.actions.import_reader import Action, RowPlan, SheetReader
from models.actions.register_table import InsertingMany, RegisterTable
from models.registers.register import Register
from models.store.permission import ensure_may


@runtime_checkable
class Ending(Protocol):
    """A table whose records end when a whole file no longer has them."""

    def left_over(self, rows: Sequence[RowPlan]) -> list[int]: ...

    def end(self, row_id: int) -> None: ...


@dataclass(frozen=True)
class ImportPlan:
    """A file as it was understood, and the difference it would make. Nothing has been written."""

    register: Register
    path: Path
    table: Table
    columns: tuple[ColumnMatch, ...]
    rows: tuple[RowPlan, ...]
    from_day: str = ""
    """The ISO day from which the changes count, where the register keeps what was before; '' for always."""
    left_over: tuple[int, ...] = ()
    """Records that end, since a file that is taken as whole does not have them."""

    def count(self, action: Action) -> int:
        return sum(1 for row in self.rows if row.action == action)


@dataclass(frozen=True)
class ImportResult:
    """What was written: the change set (None: nothing), how many rows of each kind, rows left out with reasons, and how
    many cells of a pasted block wait, red, because they could not be read; ``made`` is what was added to open lists."""

    change_id: int | None
    added: int = 0
    changed: int = 0
    left_out: tuple[tuple[RowPlan, str], ...] = ()
    red: int = 0
    made: tuple[str, ...] = ()
    ended: int = 0


def headings_of(register: Register) -> dict[str, str]:
    """Every heading by which a spreadsheet may name a column, in the form of `heading_key`: {heading: field}."""
    known: dict[str, str] = {}
    for column in register.columns:
        for heading in (column.title, column.field, *column.synonyms):
            known.setdefault(heading_key(heading), column.field)
    return known


def plan_import(
    desk: Desk,
    register_id: str,
    path: Path,
    columns: Mapping[int, str | None] | None = None,
    empty_clears: bool = False,
    from_day: str = "",
    whole: bool = False,
) -> ImportPlan:
    """Read the file and work out, row by row, what it would change.

    ``columns`` corrects how the file's columns (by index from 0) were matched to fields; an empty cell changes nothing
    unless ``empty_clears``. In a register that keeps what was before, changes count ``from_day`` on; with ``whole``
    what such a file lacks of those whom it names ends. Raises FileProblem for a file that cannot be read or holds no
    table, NotAllowed.
    """
    ensure_may(desk.store, f"{register_id}.import")
    table = _table(desk, register_id, from_day)
    # Some registers come in forms of their own, besides one row a record.
    laid_out = getattr(table, "laid_out", None)
    sheet = (laid_out(path) if laid_out else None) or find_table(path, headings_of(table.register))
    plan = plan_table(desk, table, path, sheet, columns, empty_clears)
    left_over = tuple(table.left_over(plan.rows)) if whole and isinstance(table, Ending) else ()
    return replace(plan, from_day=from_day, left_over=left_over)


def _table(desk: Desk, register_id: str, from_day: str) -> RegisterTable:
    table = desk.table(register_id)
    if from_day and hasattr(table, "from_day"):
        table.from_day = from_day  # type: ignore[attr-defined]  # only some tables keep what was before a day
    return table


def plan_table(
    desk: Desk,
    table: RegisterTable,
    path: Path,
    sheet: Table,
    columns: Mapping[int, str | None] | None = None,
    empty_clears: bool = False,
) -> ImportPlan:
    """What the rows of an understood table would change; see `plan_import`. ``path`` says where it came from."""
    matches = tuple(
        replace(match, field=columns[match.index]) if columns and match.index in columns else match
        for match in sheet.columns
    )
    reader = SheetReader(table, desk.lists, matches, empty_clears)
    return ImportPlan(table.register, path, sheet, matches, tuple(reader.plan(sheet)))


def apply_import(desk: Desk, plan: ImportPlan, accepted: Collection[int] | None = None) -> ImportResult:
    """Write the new and changed rows whose index in ``plan.rows`` is in ``accepted`` (None: all), as one action.

    A record that somebody has changed since the plan was made is left out and named. Raises StoreError.
    """
    table = _table(desk, plan.register.id, plan.from_day)
    wanted = [
        row
        for index, row in enumerate(plan.rows)
        if row.action in ("new", "change") and (accepted is None or index in accepted)
    ]
    added = changed = 0
    left_out: list[tuple[RowPlan, str]] = []
    # Everybody who writes waits while the rows are written: whatever can be, is worked out before.
    fresh = [{name: new for name, (_, new) in row.changes.items()} for row in wanted]
    many = table if isinstance(table, InsertingMany) else None
    if many:
        fresh = [
            many.prepared(values) if row.row_id is None else values for row, values in zip(wanted, fresh, strict=True)
        ]
    desk.lists.begin()
    with desk.store.change(f"{plan.register.id}.import", plan.path.name) as change:
        now = {row.id: row for row in table.read([row.row_id for row in wanted if row.row_id])}
        for is_new, part in groupby(zip(wanted, fresh, strict=True), lambda one: one[0].row_id is None):
            rows = list(part)
            if is_new and many:
                added += len(many.insert_many([values for _, values in rows]))
                continue
            for row, values in rows:
                if row.row_id is None:
                    table.insert(values)
                    added += 1
                elif row.row_id in now and now[row.row_id].version == row.version:
                    table.update(row.row_id, values)
                    changed += 1
                else:
                    left_out.append((row, t("import.changed_meanwhile", key=row.key)))
        if isinstance(table, Ending):
            for row_id in plan.left_over:
                table.end(row_id)
    made = tuple(dict.fromkeys(desk.lists.made))
    desk.lists.forget()
    return ImportResult(change.id, added, changed, tuple(left_out), made=made, ended=len(plan.left_over))
