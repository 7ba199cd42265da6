"""The weekly lessons, one record a lesson."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import peewee as pw

from data.formats.headings import heading_key
from models.actions.lists import SchoolLists
from models.actions.register_table import Stored
from models.actions.registers.cell_sql import CellSql
from models.actions.registers.lesson_rows import add_lesson, change_lesson, end_lesson
from models.actions.registers.teaching import WeekTable, day_in_term, term_on
from models.registers.column import Column, People, Person
from models.registers.teaching import TIMETABLE
from models.rules.calendar import weekday_number
from models.rules.slots import Slot
from models.tables.lessons import TeachingSlot
from models.tables.people import ClassGroup

if TYPE_CHECKING:
    from data.formats.tabular import Table
    from models.actions.import_reader import RowPlan


def _of_class(value: Any) -> Any:
    return ClassGroup.select(value).where(ClassGroup.id == TeachingSlot.class_group)


# The later they entered, the lower the grade.
_BY_CLASS = (0 - pw.fn.COALESCE(_of_class(ClassGroup.entry_year), 0), pw.fn.COALESCE(_of_class(ClassGroup.class_no), 0))


class TimetableTable(WeekTable):
    """Lessons by weekday, period and class. Those of terms that are over are listed only with ``everybody``.

    With ``from_day`` every change counts from that ISO day on: the row as it was ends the day before.
    """

    blanks = {"weeks": "all"}

    def __init__(self, lists: SchoolLists, from_day: str = "") -> None:
        order = (TeachingSlot.weekday, TeachingSlot.period, *_BY_CLASS, TeachingSlot.id)
        super().__init__(TIMETABLE, TeachingSlot, lists, order)
        self.from_day = from_day
        self._covers = "class"

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        return add_lesson(self._facts(values), self._lists.today, self.from_day)

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        change_lesson(row_id, self._facts(changes), self.from_day)

    def called(self, values: Mapping[str, Any]) -> str:
        """What a row of a file is about: '三(2)班 星期三 2'."""
        texts = [
            next((c.label for c in self._lists.choices(name) if c.code == values.get(field)), values.get(field) or "")
            for field, name in (("class_group", "class"), ("weekday", "weekday"))
        ]
        return " ".join(filter(None, [*texts, str(values.get("period") or "")]))

    def fitting(self, records: Sequence[Stored], values: Mapping[str, Any]) -> list[Stored]:
        """Of lessons at the same time of the same class those that a row of a file can be about: with the days it says;
        else of this term, and of several, one after another, the one in force."""
        days = [values.get(name, "") for name in ("starts_on", "ends_on")]
        if any(days):
            exact = [r for r in records if [r.values["starts_on"], r.values["ends_on"]] == days]
            return exact or [r for r in records if days[0] in ("", r.values["starts_on"])]
        day = self.from_day or day_in_term(self._lists.today).isoformat()
        term = term_on(date.fromisoformat(day))
        first, last = (term.starts_on, term.ends_on) if term else ("", "9999")
        here = [r for r in records if _overlaps(r.values, first, last)]
        now = [r for r in here if r.values["starts_on"] <= day <= (r.values["ends_on"] or "9999")]
        if now or len(here) < 2:
            return now or here
        return [max(here, key=lambda record: record.values["starts_on"])]

    def laid_out(self, path: Path) -> Table | None:
        """The lessons of a file with a sheet for each class, teacher or room; None for one with a row a lesson."""
        from data.formats.week_sheet import FIELDS, Known, find_weeks

        subjects = {heading_key(s) for c in self._lists.choices("subject") for s in (c.label, *c.aliases)}
        named = People.of(self._lists.people())
        people = {heading_key(words): words for person in named for words in _spellings(person, named) if words}
        titles = {name: self.register.column(name).title for name in FIELDS}
        found = find_weeks(path, Known(frozenset(subjects), people), titles)
        self._covers = found[1] if found else "class"
        return found[0] if found else None

    def left_over(self, rows: Sequence[RowPlan]) -> list[int]:
        """The lessons in force that a file of whole weeks lacks: of the classes, teachers or rooms that it names, at
        times of which it says nothing."""
        field = {"class": "class_group", "teacher": "teacher", "room": "room"}[self._covers]
        told = {row.values.get(field) for row in rows} - {"", None}
        times = {tuple(row.values.get(name) for name in ("class_group", "weekday", "period")) for row in rows}
        kept = {row.row_id for row in rows}
        day = self.from_day or day_in_term(self._lists.today).isoformat()
        return [
            record.id
            for record in self.read()
            if record.values[field] in told
            and record.id not in kept
            and record.values["starts_on"] <= day <= (record.values["ends_on"] or "9999")
            and tuple(record.values[name] for name in ("class_group", "weekday", "period")) not in times
        ]

    def end(self, row_id: int) -> None:
        """No such lesson any more, from the day on where there is one."""
        end_lesson(row_id, self.from_day)

    def completed(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """A new lesson with what its file goes without saying: whoever teaches the class that subject, or what the
        teacher teaches there."""
        filled = dict(values)
        class_, subject, teacher = (values.get(name, "") for name in ("class_group", "subject", "teacher"))
        if class_ and subject and not teacher and (found := self._lists.teacher_of(class_, subject)):
            filled["teacher"] = found
        if class_ and teacher and not subject and (taught := self._lists.taught_by(teacher, class_)):
            filled["subject"] = taught[0]
        return filled

    def _scope(self, everybody: bool) -> Any:
        term = None if everybody else term_on(self._lists.today)
        if term is None:
            return None
        return (TeachingSlot.ends_on == "") | (TeachingSlot.ends_on >= term.starts_on)

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return super()._values({**row, "class_group": self._lists.class_codes().get(row["class_group"], "")})

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        if "class_group" in facts:
            facts["class_group"] = self._lists.class_id(facts["class_group"]) if facts["class_group"] else None
        return facts

    def _cell(self, column: Column) -> CellSql:
        return self._class_cell(column) if column.field == "class_group" else super()._cell(column)

    def _class_cell(self, column: Column) -> CellSql:
        field, codes = TeachingSlot.class_group, self._lists.class_codes()
        labels = {choice.code: choice.label for choice in self._lists.choices(column.choices)}

        def holds(word: str) -> Any:
            found = [row_id for row_id, code in codes.items() if word in labels.get(code, code).lower()]
            return field.in_(found) if found else None

        return CellSql(_BY_CLASS, field.is_null(), holds)


def slot_of(row_id: int, values: Mapping[str, Any]) -> Slot:
    """A row of the register as the rules know a lesson; incomplete parts are 0 and ''."""
    return Slot(
        row_id,
        values["class_group"],
        weekday_number(values["weekday"]),
        values["period"] or 0,
        values["subject"],
        values["teacher"],
        values["room"],
        values["seats"] or 0,
        values["weeks"],
        values["starts_on"],
        values["ends_on"],
    )


def _spellings(person: Person, people: People) -> tuple[str, ...]:
    """How a title names somebody: namesakes with their number."""
    return (person.name, f"{person.name}({person.staff_no})") if people.bearers(person.name) > 1 else (person.name,)


def _overlaps(values: Mapping[str, Any], first: str, last: str) -> bool:
    return values["starts_on"] <= last and (not values["ends_on"] or values["ends_on"] >= first)
