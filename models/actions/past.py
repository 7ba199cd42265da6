"""The store as its records stood at an instant: every table rebuilt from the journal, to be read and never written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import peewee as pw

from data.words import t
from models.actions.desk import Desk
from models.actions.lists import SchoolLists
from models.actions.source import RegisterSource
from models.journal.as_of import rows_as_of
from models.journal.finding import first_instant
from models.journal.history import local_time
from models.journal.logged import journaled_models
from models.journal.triggers import table_name
from models.registers.column import Choice, People, PeopleList
from models.registers.problem import Unreadable
from models.registers.source import CellEdit, Outcome
from models.rules.dates import parse_partial_date
from models.store.schema import manager
from models.tables import ALL
from models.tables.base import Base

if TYPE_CHECKING:
    from models.store import Store


class Past:
    """The tables as they were at the end of a day, in memory; today's rows and the history read backwards make them.

    Its rows are read inside `reading` only: there every table is the past's. One thread only.
    """

    def __init__(self, store: Store, day: date) -> None:
        self.day = day
        self._memory = empty_memory()
        with store.db.atomic("DEFERRED"):  # all tables as of one moment of the store
            for model in journaled_models().values():
                self._fill(model, rows_as_of(store, model, end_of(day)))

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Whatever reads a table inside reads it as it was. No `await` may stand inside."""
        with self._memory.bind_ctx(ALL, bind_refs=False, bind_backrefs=False):
            yield

    def close(self) -> None:
        self._memory.close()

    def _fill(self, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
        insert_raw(self._memory, model, rows)


class PastLists(SchoolLists):
    """What could be chosen and who could be named then; ages and grades are those of that day."""

    def __init__(self, past: Past) -> None:
        super().__init__(lambda: past.day)
        self._past = past

    def choices(self, list_id: str) -> Sequence[Choice]:
        with self._past.reading():
            return super().choices(list_id)

    def people(self) -> People:
        with self._past.reading():
            return PeopleList(super().people())  # all of them, while the past can be read

    def taught_by(self, staff_no: str, class_code: str) -> Sequence[str]:
        with self._past.reading():
            return super().taught_by(staff_no, class_code)

    def teachers_of(self, class_code: str) -> Collection[str]:
        with self._past.reading():
            return super().teachers_of(class_code)

    def teacher_of(self, class_code: str, subject: str) -> str:
        with self._past.reading():
            return super().teacher_of(class_code, subject)


class PastSource(RegisterSource):
    """A register's rows of that day, for the grid; what would write says that nobody can change the past."""

    def __init__(self, past: Past, desk: Desk, register_id: str, everybody: bool = False) -> None:
        self.past = past
        then = Desk(desk.store, lambda: past.day)
        then.lists = PastLists(past)
        with past.reading():
            super().__init__(desk.store, then.table(register_id), then.lists, everybody)

    @property
    def read_only(self) -> str:
        """Why nothing can be typed here."""
        return t("history.past_read_only", day=self.past.day)

    def reload(self) -> None:
        with self.past.reading():
            super().reload()

    def refresh(self) -> bool:
        return False

    def edit(self, edits: Sequence[CellEdit], gesture: str) -> Outcome:
        return Outcome(message=self.read_only)

    def insert(self, before: int | None) -> Outcome:
        return Outcome(message=self.read_only)

    def delete(self, row_ids: Sequence[int]) -> Outcome:
        return Outcome(message=self.read_only)

    def annotate(self, row_id: int, field: str, words: str | None = None, doubtful: bool | None = None) -> Outcome:
        return Outcome(message=self.read_only)

    def doubt(self, cells: Sequence[tuple[int, str]], doubtful: bool) -> Outcome:
        return Outcome(message=self.read_only)

    def undo(self) -> Outcome:
        return Outcome(message=self.read_only)

    def redo(self) -> Outcome:
        return Outcome(message=self.read_only)

    def keep_typing(self, row_id: int, field: str, text: str) -> None:
        """Nothing is typed here."""

    def unfinished(self) -> CellEdit | None:
        return None


@contextmanager
def recorded(desk: Desk, day: date) -> Iterator[Desk]:
    """A desk at which everything reads as the records stood at the end of that day; for the inside of the block."""
    past = Past(desk.store, day)
    try:
        with past.reading():
            yield Desk(desk.store, lambda: day)
    finally:
        past.close()


def past_day(text: str, today: date) -> date | None:
    """The day that was typed, which the records must know; None for blank text.

    Raises Unreadable for what is no day, a day to come, and a day before the history begins.
    """
    found = parse_partial_date(text, earliest=None, latest=None, today=today, day_required=True) if text.strip() else ""
    if not found:
        return None
    day = date.fromisoformat(found)
    begins = local_time(begun).date() if (begun := first_instant()) else today
    if day > today:
        raise Unreadable(t("history.day_to_come", day=day, today=today))
    if day < begins:
        raise Unreadable(t("history.day_too_early", day=day, begins=begins))
    return day


def end_of(day: date) -> datetime:
    """The last microsecond of a day on this machine's clock."""
    return datetime.combine(day + timedelta(days=1), time()).astimezone() - timedelta(microseconds=1)


def empty_memory() -> pw.SqliteDatabase:
    """All tables, empty, in memory; without indexes, so that a deleted row may stand beside one with its number."""
    memory = pw.SqliteDatabase(":memory:")
    memory.connect()
    for model in ALL:
        manager(model, memory).create_table(safe=False)
    return memory


def insert_raw(database: pw.SqliteDatabase, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Put rows, by column name as stored, into a table of that database; a column that a row lacks gets its default."""
    if not rows:
        return
    fields = model._meta.sorted_fields  # type: ignore[attr-defined]  # peewee's documented model metadata
    defaults = {
        field.column_name: field.db_value(field.default() if callable(field.default) else field.default)
        for field in fields
    }
    columns = ", ".join(f'"{name}"' for name in defaults)
    places = ", ".join("?" * len(defaults))
    statement = f'INSERT INTO "{table_name(model)}" ({columns}) VALUES ({places})'
    wanted = [tuple({**defaults, **row}[name] for name in defaults) for row in rows]
    database.connection().executemany(statement, wanted)
