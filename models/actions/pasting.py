"""A block of cells with headings, copied in a spreadsheet program: planned as a file is, written as typing is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from data.formats.delimited import as_cells
from data.formats.sheet import Sheet
from data.formats.tabular import heading_key, table_in
from data.words import t
from models.actions.cells import pending_texts, write_cells
from models.actions.desk import Desk
from models.actions.import_reader import RowPlan
from models.actions.importing import ImportPlan, ImportResult, headings_of, plan_table
from models.registers.kinds import show
from models.registers.register import Register
from models.registers.source import CellEdit
from models.store.permission import ensure_may

_FEWEST = 2
_SEARCHED = 3  # rows: a title may stand above the headings


def has_headings(register: Register, cells: Sequence[Sequence[str]]) -> bool:
    """Whether one of the first rows names at least two columns and little else, with a row below it."""
    known = headings_of(register)
    for texts in cells[: min(_SEARCHED, len(cells) - 1)]:
        keys = [heading_key(text) for text in texts if text.strip()]
        named = len({known[key] for key in keys if key in known})
        if named >= _FEWEST and 2 * named >= len(keys):
            return True
    return False


def plan_block(
    desk: Desk, register_id: str, cells: Sequence[Sequence[str]], columns: Mapping[int, str | None] | None = None
) -> ImportPlan | None:
    """What pasting the block would change, matched by its headings; None where it has none.

    ``columns`` corrects how the block's columns (by index from 0) were matched to fields.
    """
    ensure_may(desk.store, f"{register_id}.paste")
    table = desk.table(register_id)
    sheet = table_in(Sheet(t("paste.sheet"), as_cells(cells)), headings_of(table.register))
    return plan_table(desk, table, Path(t("paste.source")), sheet, columns) if sheet else None


def apply_block(desk: Desk, plan: ImportPlan, accepted: Collection[int] | None = None) -> ImportResult:
    """Write the rows whose index in ``plan.rows`` is in ``accepted`` (None: all) as one action.

    Cells that cannot be read are written too and wait, red, in their places. Left out and named are rows that may be
    about several people, and records that somebody has changed since the plan was made. Raises StoreError.
    """
    table = desk.table(plan.register.id)
    wanted = [row for i, row in enumerate(plan.rows) if row.action != "same" and (accepted is None or i in accepted)]
    ids = [row.row_id for row in wanted if row.row_id]
    now = {row.id: row for row in table.read(ids)}
    waiting = pending_texts(plan.register.id, ids)
    edits: list[CellEdit] = []
    left_out: list[tuple[RowPlan, str]] = []
    added = changed = red = 0
    for row in wanted:
        texts = _texts(desk, plan, row)
        unread = {name: text for name, text in _unread(plan, row).items() if name not in texts}
        if row.unsure:
            left_out.append((row, "；".join(reason for _, reason in row.problems)))
            continue
        if row.row_id is None:
            added += 1
            edits += [CellEdit(-added, name, text) for name, text in (texts | unread).items()]
        elif row.row_id in now and now[row.row_id].version == row.version:
            changed += bool(texts or unread)
            pending = waiting.get(row.row_id, {})
            for name, text in (texts | unread).items():
                column = plan.register.column(name)
                there = show(column, now[row.row_id].values[name], desk.lists)
                edits.append(CellEdit(row.row_id, name, text, pending[name][0] if name in pending else there))
        else:
            left_out.append((row, t("import.changed_meanwhile", key=row.key)))
            continue
        red += len(unread)
    done = write_cells(desk.store, table, desk.lists, edits, "paste")
    desk.lists.forget()
    return ImportResult(done.change_id, added, changed, tuple(left_out), red)


def _texts(desk: Desk, plan: ImportPlan, row: RowPlan) -> dict[str, str]:
    """The row's readable cells as they would be typed: those that change a record, all that say something of a new."""
    values = {name: new for name, (_, new) in row.changes.items()}
    if row.row_id is None:
        values = dict(row.values) | values
    texts = {name: show(plan.register.column(name), value, desk.lists) for name, value in values.items()}
    return {name: text for name, text in texts.items() if text or row.row_id is not None}


def _unread(plan: ImportPlan, row: RowPlan) -> dict[str, str]:
    """The row's cells that are no value of their column, as they stand in the block."""
    wrong = {address for address, _ in row.problems}
    found: dict[str, str] = {}
    for line in plan.table.rows:
        if line.number not in row.numbers:
            continue
        for match in plan.columns:
            if not match.field or match.index >= len(line.cells) or not plan.register.column(match.field).editable:
                continue
            cell = line.cells[match.index]
            if cell.address in wrong and cell.text.strip():
                found.setdefault(match.field, cell.text.strip())
    return found
