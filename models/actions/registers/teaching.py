"""The records of the term: its dates, days that differ, bell times and absences, each in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from data.words import t
from models.actions.lists import EVERY_DAY, SchoolLists
from models.actions.registers.cell_sql import CellSql
from models.actions.registers.simple import SimpleTable
from models.journal.writing import update_record
from models.registers.column import Column
from models.registers.teaching import ABSENCES, BELLS, CALENDAR, TERMS
from models.rules.bells import minutes_of
from models.rules.calendar import weekday_code, weekday_number
from models.rules.terms import TermDates, term_named
from models.tables.credits import Candidate, CreditAppeal, CreditClosing
from models.tables.lessons import Absence, BellTime, CalendarDay, TeachingSlot
from models.tables.people import Term
from models.tables.plan import Plan
from models.tables.reading import tuples

_NUMBERED_DAYS = ("weekday", "any_weekday")
"""Code lists whose entries are kept as numbers, 1 for Monday."""


class WeekTable(SimpleTable):
    """A table in which weekdays are numbers, and fields with a default take it for an emptied cell."""

    blanks: Mapping[str, Any] = {}
    """What the table's field holds where the cell is empty, for fields that cannot be empty."""

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        values = super()._values(row)
        for column in self.register.columns:
            if column.choices in _NUMBERED_DAYS:
                values[column.field] = day_code(column, values[column.field])
        return values

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        for name in values:
            stored = self.stored_name(name)
            if self.register.column(name).choices in _NUMBERED_DAYS:
                facts[stored] = weekday_number(facts[stored])
            if stored in self.blanks and not facts[stored]:
                facts[stored] = self.blanks[stored]
        return facts

    def _cell(self, column: Column) -> CellSql:
        return self._weekday_cell(column) if column.choices in _NUMBERED_DAYS else super()._cell(column)

    def _weekday_cell(self, column: Column) -> CellSql:
        field = self._table._meta.fields[self.stored_name(column.field)]
        choices = self._lists.choices(column.choices)

        def holds(word: str) -> Any:
            found = [weekday_number(choice.code) for choice in choices if word in choice.label.lower()]
            return field.in_(found) if found else None

        return CellSql((field,), (field == 0) if column.choices == "weekday" else (field < 0), holds)


class CalendarTable(WeekTable):
    """Special days in their order; no day twice."""

    blanks = {"kind": "holiday"}

    def __init__(self, lists: SchoolLists) -> None:
        super().__init__(CALENDAR, CalendarDay, lists, (CalendarDay.on_day, CalendarDay.id), {"calendar_kind": "kind"})

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return super()._values({**row, "falls_on": _weekday_words(row["on_day"], self._lists)})

    def taken(self, field: str, value: Any, row_id: int | None) -> str:
        if field != "on_day" or not value:
            return ""
        found = CalendarDay.get_or_none(CalendarDay.on_day == value)
        return t("problem.day_taken", day=value) if found is not None and found.id != row_id else ""


class BellTable(WeekTable):
    """Bell times by day, grades and period."""

    blanks = {"first_grade": 1, "last_grade": 9}

    def __init__(self, lists: SchoolLists) -> None:
        order = (BellTime.weekday, BellTime.first_grade, BellTime.last_grade, BellTime.period, BellTime.id)
        super().__init__(BELLS, BellTime, lists, order, {"bell_day": "weekday"})

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        lasts = minutes_of(row["ends_at"]) - minutes_of(row["starts_at"]) if row["starts_at"] and row["ends_at"] else 0
        return super()._values({**row, "minutes": lasts if lasts > 0 else None})


class TermTable(SimpleTable):
    """The school's terms. Lessons that last for a whole term go with its days when these change."""

    def __init__(self, lists: SchoolLists) -> None:
        super().__init__(TERMS, Term, lists, (Term.starts_on, Term.id), {"term_number": "number"})

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        """A new term is the one after the last, with the usual days, but for what is said of it."""
        facts = self._facts(values)
        proposed = self._next(facts.get("school_year"), facts.get("number"))
        return super().insert(
            {
                "school_year": proposed.school_year,
                "term_number": proposed.number,
                "starts_on": facts.get("starts_on") or proposed.starts_on,
                "ends_on": facts.get("ends_on") or proposed.ends_on,
            }
        )

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        before = Term.get_by_id(row_id)
        super().update(row_id, changes)
        after = Term.get_by_id(row_id)
        for name, old, new in (
            ("starts_on", before.starts_on, after.starts_on),
            ("ends_on", before.ends_on, after.ends_on),
        ):
            if old and new and old != new:
                query = TeachingSlot.select(TeachingSlot.id).where(getattr(TeachingSlot, name) == old)
                for (slot,) in tuples(query):
                    update_record(TeachingSlot, slot, {name: new})

    def delete(self, row_id: int) -> None:
        """What was kept for the term, its plan and its credits, stays without a term."""
        for table in (Plan, CreditClosing, CreditAppeal, Candidate):
            for (other,) in tuples(table.select(table.id).where(table.term == row_id)):
                update_record(table, other, {"term": None})
        super().delete(row_id)

    def _next(self, year: int | None, number: int | None) -> TermDates:
        there = {(term.school_year, term.number) for term in Term.select()}
        if year:
            return term_named(f"{year}-{number or (2 if (year, 1) in there and (year, 2) not in there else 1)}")
        last = max(there, default=(self._lists.today.year - 1, 2))
        return term_named(f"{last[0]}-2" if last[1] == 1 else f"{last[0] + 1}-1")

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        term = TermDates(row["school_year"], row["number"], row["starts_on"], row["ends_on"])
        known = row["starts_on"] and row["ends_on"]
        return super()._values(
            {**row, "weeks_long": term.week_of(date.fromisoformat(row["ends_on"])) if known else None}
        )


def teaching_tables(lists: SchoolLists) -> dict[str, Callable[[], SimpleTable]]:
    """How to make the table of each register of the term, by register id."""
    from models.actions.registers.timetable import TimetableTable

    return {
        "terms": lambda: TermTable(lists),
        "calendar": lambda: CalendarTable(lists),
        "bells": lambda: BellTable(lists),
        "timetable": lambda: TimetableTable(lists),
        "absences": lambda: SimpleTable(ABSENCES, Absence, lists, (Absence.first_day, Absence.id)),
    }


def day_code(column: Column, stored: Any) -> str:
    """The code for a weekday's number; in a list with an entry for every day that one for 0."""
    if not isinstance(stored, int):
        return str(stored or "")
    return weekday_code(stored) or (EVERY_DAY if column.choices == "any_weekday" else "")


def term_on(day: date) -> TermDates | None:
    """The term that the day lies in, else the last one begun, else the first."""
    terms = [TermDates(term.school_year, term.number, term.starts_on, term.ends_on) for term in _terms()]
    begun = [term for term in terms if term.starts_on <= day.isoformat()]
    return (begun or terms)[-1 if begun else 0] if terms else None


def day_in_term(day: date) -> date:
    """The day itself, or the nearest day of its term where it lies outside."""
    term = term_on(day)
    if term is None or not term.starts_on or not term.ends_on:
        return day
    return max(date.fromisoformat(term.starts_on), min(day, date.fromisoformat(term.ends_on)))


def day_before(iso: str) -> str:
    return (date.fromisoformat(iso) - timedelta(days=1)).isoformat()


def _terms() -> Sequence[Any]:
    return list(Term.select().order_by(Term.starts_on))


def _weekday_words(iso: str, lists: SchoolLists) -> str | None:
    if not iso:
        return None
    code = weekday_code(date.fromisoformat(iso).isoweekday())
    return next((choice.label for choice in lists.choices("weekday") if choice.code == code), code)
