"""What the listing verbs share: which columns, which day, and a record as data or as cells."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from data.words import t
from tui.arguments import Parser
from tui.status import NO_SENSE, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.registers.column import Column, Context
    from models.registers.register import Register


def day_option(text: str) -> date:
    """An option's day, '2026-09-01'. Raises argparse's error with the form that is accepted."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(t("verb.bad_day", text=text)) from error


def recorded_option(parser: Parser) -> None:
    """Let a verb list its register as the records stood at the end of a day."""
    parser.add_argument("--recorded", metavar="DATE", type=day_option, help=t("verb.recorded"))


def reason_option(parser: Parser) -> None:
    """Let a verb say why it gives out personal fields: the history keeps it with the mark that they were given out."""
    parser.add_argument("--reason", metavar="WHY", default="", help=t("verb.reason"))


def reader_options(parser: Parser) -> None:
    """Let a verb make a list for one of three readers, and say what for."""
    from models.rules.readers import Reader

    parser.add_argument("--reader", choices=[str(one) for one in Reader], metavar="READER", help=t("readers.option"))
    parser.add_argument("--purpose", metavar="WHY", default="", help=t("readers.option_purpose"))


def for_reader(
    desk: Desk, register: Register, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]], options: Any
) -> tuple[list[dict[str, Any]], list[Column]]:
    """Rows of texts and their columns as ``--reader`` is given them, with the purpose in the history.

    Raises Refused where the reader is given nothing of the register, or nobody said what the list is for.
    """
    from models.actions.readers import NoSuchVersion, cells_for, columns_for, ensure_version, note_list
    from models.rules.readers import Reader
    from tui.output import shown

    reader, why = Reader(options.reader), options.purpose or options.reason
    try:
        ensure_version(reader, register, why)
    except NoSuchVersion as refusal:
        raise Refused(NO_SENSE, str(refusal)) from refusal
    left = columns_for(reader, register, columns)
    texts = ({column.field: shown(row[column.field]) for column in left} for row in rows)
    cells = cells_for(reader, register, left, texts)
    note_list(desk, register, reader, len(cells), why)
    return [dict(zip([column.field for column in left], row, strict=True)) for row in cells], left


@contextmanager
def as_recorded(desk: Desk, day: date | None) -> Iterator[Desk]:
    """The desk as the records stood at the end of ``day``; itself for None. Raises Refused for a day that they do not
    know."""
    if day is None:
        yield desk
        return
    from models.actions.past import past_day, recorded
    from models.registers.problem import Unreadable

    try:
        past_day(day.isoformat(), desk.today)
    except Unreadable as error:
        raise Refused(NO_SENSE, str(error)) from error
    with recorded(desk, day) as then:
        yield then


def chosen_columns(register: Register, names: str | None) -> list[Column]:
    """The columns named, by id or title, with commas between; without names those meant for print.

    Raises Refused for a column that the register does not have.
    """
    if not names:
        return [column for column in register.columns if column.printed]
    by_name = {column.title: column for column in register.columns} | {c.field: c for c in register.columns}
    wanted = [name.strip() for name in names.replace("，", ",").split(",") if name.strip()]
    unknown = [name for name in wanted if name not in by_name]
    if unknown:
        known = "、".join(f"{column.field}({column.title})" for column in register.columns)
        raise Refused(NO_SENSE, t("verb.no_column", names="、".join(unknown), known=known))
    return [by_name[name] for name in wanted]


def as_cells(values: Mapping[str, Any], columns: Sequence[Column], context: Context) -> dict[str, Any]:
    """A record as people read it; computed numbers stay numbers, so that they stand to the right."""
    from models.actions.sight import MASKED
    from models.registers.column import Kind
    from models.registers.kinds import show

    masked = values.get(MASKED, {})
    return {
        column.field: masked[column.field]
        if column.field in masked
        else values.get(column.field)
        if column.kind in (Kind.COMPUTED, Kind.INTEGER)
        else show(column, values.get(column.field), context)
        for column in columns
    }


def as_data(values: Mapping[str, Any], columns: Sequence[Column], _context: Context) -> dict[str, Any]:
    """A record for programs: codes as codes, dates as ISO text, an honour as an object."""
    return {column.field: plain(values.get(column.field)) for column in columns}


def plain(value: Any) -> Any:
    """A value as JSON has it: tuples as arrays, records as objects."""
    if hasattr(value, "_asdict"):
        return value._asdict()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value
