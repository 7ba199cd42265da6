"""Where the sheet of one day's homework is kept: a row for each class, over the rows of the register of homework."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import peewee as pw

from data.words import t
from models.actions.lists import SchoolLists
from models.actions.register_table import Stored
from models.actions.source import RegisterSource
from models.journal.writing import delete_record, insert_record, update_record
from models.registers.choosing import label_of
from models.registers.homework_day import SHEET_ID, day_register, mark_code, mark_facts, subject_field
from models.registers.source import CellEdit, Outcome
from models.rules.classes import class_label
from models.rules.homework import most_minutes
from models.store.errors import StoreError
from models.tables.reading import tuples
from models.tables.records import HomeworkCheck

if TYPE_CHECKING:
    from models.actions.desk import Desk

_USUAL = ("chinese", "math", "english")
"""The subjects that give homework; others come onto the sheet once they have."""


class HomeworkDayTable:
    """`RegisterTable` over one day: a row is a class, by its id."""

    def __init__(self, lists: SchoolLists, day: str) -> None:
        self._lists = lists
        self._day = day
        subjects = self._subjects()
        self._by_field = {subject_field(code): code for code in subjects}
        known = lists.choices("subject")
        self.register = day_register([(code, label_of(known, code)) for code in subjects])

    def ids(self, everybody: bool = False) -> Sequence[int]:
        """The classes of now, in the order of grades."""
        by_code = {code: row_id for row_id, code in self._lists.class_codes().items()}
        return [by_code[one.code] for one in self._lists.choices("class") if one.code in by_code]

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        codes = self._lists.class_codes()
        noted = self._noted()
        wanted = self.ids() if ids is None else [row_id for row_id in ids if row_id in codes]
        return [Stored(row_id, 1, self._values(codes[row_id], noted.get(row_id, {}))) for row_id in wanted]

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        raise StoreError(t("homework.no_new_row"))

    def delete(self, row_id: int) -> None:
        raise StoreError(t("homework.no_delete"))

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        there = self._noted().get(row_id, {})
        for name, code in changes.items():
            subject = self._by_field[name]
            found = there.get(subject)
            if not code:
                if found:
                    delete_record(HomeworkCheck, found[0])
                continue
            minutes, layers = mark_facts(code)
            facts = {"minutes": minutes, "levels": layers}
            if found:
                update_record(HomeworkCheck, found[0], facts)
            else:
                place = {"on_day": self._day, "class_group": row_id, "subject": subject}
                insert_record(HomeworkCheck, {**place, **facts})

    def taken(self, field: str, value: Any, row_id: int | None) -> str:
        return ""

    def written_in(self, row_id: int) -> Sequence[tuple[str, int]]:
        return [("homework_check", check) for check, *_ in self._noted().get(row_id, {}).values()]

    def row_of(self, table: str, row_id: int) -> int | None:
        if table != "homework_check":
            return None
        query = HomeworkCheck.select(HomeworkCheck.class_group).where(
            HomeworkCheck.id == row_id, HomeworkCheck.on_day == self._day
        )
        return next((class_id for (class_id,) in tuples(query)), None)

    def _subjects(self) -> list[str]:
        query = HomeworkCheck.select(HomeworkCheck.subject).where(HomeworkCheck.subject != "").distinct()
        others = {code for (code,) in tuples(query)} - set(_USUAL)
        order = [one.code for one in self._lists.choices("subject")]
        return [*_USUAL, *sorted(others, key=lambda code: order.index(code) if code in order else len(order))]

    def _noted(self) -> dict[int, dict[str, tuple[int, int, str]]]:
        """What the register says of the day, by class and subject: (id, minutes, levels); of two the first."""
        query = (
            HomeworkCheck.select(
                HomeworkCheck.class_group,
                HomeworkCheck.subject,
                HomeworkCheck.id,
                HomeworkCheck.minutes,
                HomeworkCheck.levels,
            )
            .where(HomeworkCheck.on_day == self._day, HomeworkCheck.class_group.is_null(False))
            .order_by(HomeworkCheck.id)
        )
        found: dict[int, dict[str, tuple[int, int, str]]] = {}
        for class_id, subject, check, minutes, levels in tuples(query):
            found.setdefault(class_id, {}).setdefault(subject, (check, minutes, levels))
        return found

    def _values(self, code: str, noted: Mapping[str, tuple[int, int, str]]) -> dict[str, Any]:
        given = {subject: (minutes, levels) for subject, (_, minutes, levels) in noted.items() if minutes >= 0}
        total, most = sum(minutes for minutes, _ in given.values()), most_minutes(code)
        limit = "" if most is None else f"/{most}"
        return {
            "class_group": class_label(code),
            "class_code": code,
            "minutes": total if given else None,
            "day_total": f"{total}{limit}" if given else None,
            **{name: mark_code(*given[one]) if one in given else "" for name, one in self._by_field.items()},
        }


class HomeworkDay(RegisterSource):
    """The rows of one day's sheet."""

    def __init__(self, desk: Desk, day: date) -> None:
        self.day = day
        super().__init__(desk.store, HomeworkDayTable(desk.lists, day.isoformat()), desk.lists)

    def edit(self, edits: Sequence[CellEdit], gesture: str) -> Outcome:
        known = [edit for edit in edits if edit.row_id > 0]
        done = super().edit(known, gesture) if known else Outcome()
        return done if len(known) == len(edits) else replace(done, message=t("homework.no_new_row"))

    def insert(self, before: int | None) -> Outcome:
        return Outcome(message=t("homework.no_new_row"))

    def delete(self, row_ids: Sequence[int]) -> Outcome:
        return Outcome(message=t("homework.no_delete"))

    def why_not_move(self) -> str:
        return t("homework.no_new_row")

    def checked(self) -> tuple[int, list[str]]:
        """How many classes have been looked at, and those that are over their limit, as '五(2)班 75/60'."""
        rows = [self.row(index) for index in range(len(self))]
        over = [f"{row.values['class_group']} {row.values['day_total']}" for row in rows if row.problems]
        return sum(row.values["minutes"] is not None for row in rows), over


def homework_over(desk: Desk) -> list[str]:
    """The classes whose homework of today, over all subjects, is more than their grade may have: '五(2)班 75/60'."""
    total = pw.fn.SUM(HomeworkCheck.minutes)
    query = (
        HomeworkCheck.select(HomeworkCheck.class_group, total)
        .where(
            HomeworkCheck.on_day == desk.today.isoformat(),
            HomeworkCheck.minutes > 0,
            HomeworkCheck.class_group.is_null(False),
        )
        .group_by(HomeworkCheck.class_group)
    )
    sums = dict(tuples(query))
    if not sums:
        return []
    codes = {desk.lists.class_codes()[row_id]: minutes for row_id, minutes in sums.items()}
    limits = {code: most_minutes(code) for code in sorted(codes)}
    return [
        f"{class_label(code)} {codes[code]}/{most}"
        for code, most in limits.items()
        if most is not None and codes[code] > most
    ]


def homework_day(desk: Desk, day: date) -> HomeworkDay:
    """The sheet of that day. Raises NotAllowed for somebody who may not see it."""
    desk.sight.ensure(SHEET_ID)
    return HomeworkDay(desk, day)
