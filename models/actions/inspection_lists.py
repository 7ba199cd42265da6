"""The registers of a folder for inspectors as workbooks: the rows of the term that are about whom the folder is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.formats.xlsx import OutColumn, table_bytes
from models.actions.exporting import out_columns
from models.actions.inspection_making import Made, Making, entry_title, form_words
from models.actions.owed.told import EACH, FORECAST, each_rows, row_words, titles
from models.actions.readers import columns_for, rows_for
from models.registers.source import Row
from models.rules.inspection import Entry
from models.rules.readers import Reader, masked
from models.rules.rights import owner_columns

_DAYS: Mapping[str, str] = {
    "activities": "held_on",
    "attendance": "activity",  # which begins with the day
    "lessons": "held_on_day",
    "observations": "held_on_day",
    "reflections": "reflection_handed_in",
    "homework": "on_day",
    "contests": "held_on",
    "fund": "on_day",
    "improvement_plans": "made_on",
    "materials": "made_on",
    "pairing_log": "done_on",
    "pairing_evaluations": "judged_on",
}
"""The registers of which only the term's rows are given, by the column that says when; the others are given whole."""

_OF_GROUP: Mapping[str, str] = {"activities": "activity_group", "groups": "group"}
"""The registers whose rows are a group's, by the column that names it."""

_ISO_DAY = 10
_WIDEST = 200  # cells of all columns: beyond that nobody can read the print


def register_paper(making: Making, entry: Entry) -> list[Made]:
    """A register of that name as a workbook; nothing where no row is left. Of one too wide for a page of A4 only the
    columns that are meant for print."""
    register_id = entry.paper.of
    source = making.desk.source(register_id)
    rows = [row for row in map(source.row, range(len(source))) if _belongs(making, register_id, row)]
    columns = columns_for(making.reader, source.register, source.register.columns)
    if sum(column.width for column in columns) > _WIDEST:
        columns = [column for column in columns if column.printed] or columns
    lines = rows_for(making.desk, making.reader, source.register, columns, rows)
    return _workbook(making, entry, out_columns(columns), lines)


def standings_paper(making: Making, entry: Entry) -> list[Made]:
    """Everybody (a group, the school) with each obligation, a row for each month or week that is not done."""
    rows = [row_words(row) for row in each_rows(making.progress, making.standings)]
    if making.reader is Reader.PUBLIC:
        rows = [{**row, "who": "", "name": masked(making.reader, "name", str(row["name"]))} for row in rows]
    named = titles((*EACH, *FORECAST))
    numbers = ("done", "number", "due", "behind", "planned")
    columns = [
        OutColumn(title, 22 if name == "obligation" else 10, "number" if name in numbers else "text")
        for name, title in named
    ]
    return _workbook(making, entry, columns, [[str(row[name]) for name, _ in named] for row in rows])


def _workbook(making: Making, entry: Entry, columns: Sequence[OutColumn], rows: Sequence[Sequence[str]]) -> list[Made]:
    if not rows:
        return []
    title = f"{making.title}{entry_title(entry)}"
    under = f"{form_words(entry)}    {making.under()}"
    return [Made("", ".xlsx", table_bytes(title, columns, rows, under, making.day), len(rows))]


def _belongs(making: Making, register_id: str, row: Row) -> bool:
    """Whether a row is one of the term and about somebody in the folder."""
    if column := _DAYS.get(register_id):
        day = str(row.values.get(column) or "")[:_ISO_DAY]
        if day and not making.term.starts_on <= day <= making.term.ends_on:
            return False
    if making.people is None:
        return True
    if register_id in _OF_GROUP and making.group:
        return row.values.get(_OF_GROUP[register_id]) == making.group
    owners = [name for name in owner_columns(register_id) if name in row.values]
    return not owners or any(row.values[name] in making.people for name in owners)
