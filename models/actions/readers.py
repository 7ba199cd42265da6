"""A register as one of three readers is given it, with what it is for kept in the history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from data.words import t
from models.registers.column import Column, Kind
from models.rules.readers import (
    NAMED_ON_THE_WALL,
    Reader,
    masked,
    reader_title,
    seen_by,
    why_not_for,
    without_names,
)
from models.tables.people import Expert, Teacher
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.registers.register import Register
    from models.registers.source import Row

_LONGEST = 300  # characters of a reason in the history
_PROSE = (Kind.TEXT, Kind.COMPUTED)


class NoSuchVersion(Exception):
    """``str`` says why that reader is given nothing of it, or what is missing in what was asked."""


def table_for(desk: Desk, register_id: str, reader: Reader, purpose: str) -> tuple[list[str], list[list[str]]]:
    """The titles and the rows of a register for a reader, and the mark of it in the history.

    Raises KeyError, NotAllowed for a register that the person may not see, NoSuchVersion, StoreError.
    """
    source = desk.source(register_id)
    columns = columns_for(reader, source.register, source.register.columns)
    rows = rows_for(desk, reader, source.register, columns, [source.row(index) for index in range(len(source))])
    note_list(desk, source.register, reader, len(rows), purpose)
    return [column.title for column in columns], rows


def ensure_version(reader: Reader, register: Register, purpose: str) -> None:
    """Raises NoSuchVersion where the reader is given nothing of the register, or nobody said what the list is for."""
    if why := why_not_for(reader, register.id, register.title):
        raise NoSuchVersion(why)
    if not purpose.strip():
        raise NoSuchVersion(t("readers.no_purpose", reader=reader_title(reader)))


def columns_for(reader: Reader, register: Register, columns: Sequence[Column]) -> list[Column]:
    """Those of the columns that the reader is given. Raises NoSuchVersion."""
    if why := why_not_for(reader, register.id, register.title):
        raise NoSuchVersion(why)
    allowed = set(seen_by(reader, [column.field for column in columns]))
    return [column for column in columns if column.field in allowed]


def rows_for(
    _desk: Desk, reader: Reader, register: Register, columns: Sequence[Column], rows: Iterable[Row]
) -> list[list[str]]:
    """The cells of those columns as the reader is given them; in what is posted, names in free words are masked too."""
    return cells_for(reader, register, columns, (row.texts for row in rows))


def cells_for(
    reader: Reader, register: Register, columns: Sequence[Column], rows: Iterable[Mapping[str, str]]
) -> list[list[str]]:
    """The same of texts by field."""
    hides = reader is Reader.PUBLIC and register.id not in NAMED_ON_THE_WALL
    names = names_known() if hides else frozenset()
    found = []
    for row in rows:
        cells = [masked(reader, column.field, row[column.field], register.id) for column in columns]
        if names:
            cells = [
                without_names(cell, names) if column.kind in _PROSE and cell else cell
                for column, cell in zip(columns, cells, strict=True)
            ]
        found.append(cells)
    return found


def names_known() -> frozenset[str]:
    """The names of everybody who is or was on the staff, and of the external people."""
    found = {name for model in (Teacher, Expert) for (name,) in tuples(model.select(model.name))}
    return frozenset(name for name in found if len(name) > 1)


def note_list(desk: Desk, register: Register, reader: Reader, count: int, purpose: str) -> int | None:
    """Write the mark 'list.export' with what the list is for; the change set's number. Raises NoSuchVersion."""
    ensure_version(reader, register, purpose)
    facts = {"register": register.title, "reader": reader_title(reader), "count": count, "purpose": purpose.strip()}
    with desk.store.change("list.export", t("readers.journaled", **facts)[:_LONGEST]) as mark:
        pass
    return mark.id


def made_line(desk: Desk, reader: Reader, purpose: str) -> str:
    """The line under a list's title: which version, made when and by whom, what for."""
    facts = {"reader": reader_title(reader), "day": desk.today.isoformat(), "who": desk.who, "purpose": purpose.strip()}
    return t("readers.made" if purpose.strip() and reader is not Reader.PUBLIC else "readers.made_plain", **facts)
