"""The whole school's week, to see and to type: a row for each period of each weekday, a column for each class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from data.words import t
from models.actions.clashing import clash_problem
from models.actions.lists import SchoolLists
from models.actions.register_table import Stored
from models.actions.registers.lesson_rows import add_lesson, change_lesson, end_lesson
from models.actions.registers.teaching import day_in_term
from models.actions.teaching import bells, slots
from models.registers.column import Column, Context, Kind, Values
from models.registers.lesson_text import LessonEntry
from models.registers.problem import Problem
from models.registers.register import Register
from models.rules.calendar import SCHOOL_DAYS
from models.rules.slots import Slot, clashes, shared_rooms
from models.tables.lessons import TeachingSlot
from models.tables.people import Teacher
from models.tables.reading import tuples

ID = "teaching_week"
TIME = "time"
_USUAL_PERIODS = 7
_DAY = 100  # row ids: weekday * 100 + period


class WeekMatrix:
    """`RegisterTable` over the lessons in force on ``day`` (None: today, or the term's nearest day).

    With ``from_day`` what is typed counts from that ISO day on; without, for the whole of each lesson's time.
    """

    def __init__(self, lists: SchoolLists, day: date | None = None, from_day: str = "") -> None:
        self._lists = lists
        self.day = day or day_in_term(lists.today)
        self.from_day = from_day
        self._classes = {code: row_id for row_id, code in lists.class_codes().items()}
        self._look()
        self.register = self._made()

    @property
    def has_classes(self) -> bool:
        return len(self.register.columns) > 1

    def ids(self, everybody: bool = False) -> Sequence[int]:
        return [weekday * _DAY + period for weekday in self._weekdays for period in range(1, self._periods + 1)]

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        there = self._look() if ids is None else self._at(ids)
        known = set(self.ids())
        wanted = self.ids() if ids is None else [row_id for row_id in ids if row_id in known]
        by_time: dict[int, list[Slot]] = {}
        for slot in there:
            by_time.setdefault(row_of_time(slot.weekday, slot.period), []).append(slot)
        return [Stored(row_id, 1, self._values(row_id, by_time.get(row_id, ()))) for row_id in wanted]

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        raise LookupError(t("teaching.no_such_time"))

    def delete(self, row_id: int) -> None:
        raise LookupError(t("teaching.no_such_time"))

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        at_once = self._at([row_id])
        for name, entries in changes.items():
            code = self.register.column(name).about
            self._write(code, row_id, [slot for slot in at_once if slot.class_code == code], entries)

    def taken(self, field: str, value: Any, row_id: int | None) -> str:
        return ""

    def written_in(self, row_id: int) -> Sequence[tuple[str, int]]:
        weekday, period = divmod(row_id, _DAY)
        query = TeachingSlot.select(TeachingSlot.id).where(
            TeachingSlot.weekday == weekday, TeachingSlot.period == period
        )
        return [("teaching_slot", slot) for (slot,) in tuples(query)]

    def row_of(self, table: str, row_id: int) -> int | None:
        if table != "teaching_slot":
            return None
        found = tuples(TeachingSlot.select(TeachingSlot.weekday, TeachingSlot.period).where(TeachingSlot.id == row_id))
        return row_of_time(*found[0]) if found else None

    # -- inside ----------------------------------------------------------------------------------------------------

    def _look(self) -> list[Slot]:
        """Every lesson in force, and by them which periods there are."""
        there = self._in_force(slots(self._lists.today, incomplete=True))
        self._weekdays = sorted({*SCHOOL_DAYS, *(slot.weekday for slot in there)})
        last = max((bell.period for bell in bells()), default=0) or _USUAL_PERIODS
        self._periods = max(last, max((slot.period for slot in there), default=0))
        return there

    def _at(self, row_ids: Sequence[int]) -> list[Slot]:
        """The lessons in force at those times."""
        weekdays = sorted({row_id // _DAY for row_id in row_ids})
        found = self._in_force(slots(self._lists.today, weekdays, incomplete=True))
        return [slot for slot in found if row_of_time(slot.weekday, slot.period) in row_ids]

    def _in_force(self, found: Iterable[Slot]) -> list[Slot]:
        iso = self.day.isoformat()
        return [slot for slot in found if slot.lasts_until(iso)]

    def _made(self) -> Register:
        lists = self._lists
        columns = [
            Column(TIME, Kind.COMPUTED, 6, frozen=True, printed=True, heading=t("teaching.time")),
            *(
                Column(
                    f"class_{self._classes[choice.code]}",
                    Kind.LESSONS,
                    10,
                    printed=True,
                    heading=class_heading(choice.code),
                    explained=t("teaching.cell_help"),
                    about=choice.code,
                )
                for choice in lists.choices("class")
                if choice.code in self._classes
            ),
        ]
        return Register(ID, tuple(columns), keys=((TIME,),), row_rules=(_RowClashes(tuple(columns[1:])),))

    def _values(self, row_id: int, there: Iterable[Slot]) -> dict[str, Any]:
        weekday, period = divmod(row_id, _DAY)
        values: dict[str, Any] = {column.field: () for column in self.register.columns}
        values[TIME] = time_words(weekday, period)
        for slot in there:
            if slot.class_code in self._classes:
                name = f"class_{self._classes[slot.class_code]}"
                entry = LessonEntry(slot.subject, slot.teacher, slot.weeks, slot.room)
                values[name] = (*values.get(name, ()), entry)
        return values

    def _write(self, code: str, row_id: int, there: list[Slot], entries: Sequence[LessonEntry]) -> None:
        """Make the class's lessons at that time just these, each in the row it was in before."""
        weekday, period = divmod(row_id, _DAY)
        left = list(there)
        for entry in entries:
            old = next((slot for slot in left if slot.weeks == entry.weeks), left[0] if left else None)
            facts = {
                "subject": entry.subject,
                "teacher": _teacher_id(entry.teacher),
                "weeks": entry.weeks,
                **self._place(code, old, entry),
            }
            if old is None:
                place = {"class_group": self._classes[code], "weekday": weekday, "period": period}
                add_lesson({**facts, **place}, self._lists.today, self.from_day)
            else:
                left.remove(old)
                change_lesson(old.id, facts, self.from_day)
        for slot in left:
            end_lesson(slot.id, self.from_day)

    def _place(self, code: str, old: Slot | None, entry: LessonEntry) -> dict[str, Any]:
        """The room as typed; else as it was for the same subject, else where the class usually has that subject, or
        most of its lessons."""
        if entry.room:
            return {"room": entry.room} | ({"seats": 0} if old is None or old.room != entry.room else {})
        if old is not None and old.subject == entry.subject:
            return {}
        whole = self._in_force(slots(self._lists.today, incomplete=True))
        own = [slot for slot in whole if slot.class_code == code and slot.room]
        for usual in ([slot for slot in own if slot.subject == entry.subject], _home(own)):
            if usual:
                (room, seats), _ = Counter((slot.room, slot.seats) for slot in usual).most_common(1)[0]
                return {"room": room, "seats": seats}
        return {"room": "", "seats": 0}


class _RowClashes:
    """The rule on one time: nobody in two classes, no room twice."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self._columns = columns

    def __call__(self, row: Values, context: Context) -> Sequence[Problem]:
        told: list[Slot] = []
        fields: dict[int, str] = {}
        problems: list[Problem] = []
        for column in self._columns:
            for entry in row.get(column.field) or ():
                slot = Slot(len(told), column.about, 1, 1, entry.subject, entry.teacher, entry.room, 0, entry.weeks)
                fields[slot.id] = column.field
                told.append(slot)
                if not entry.teacher:
                    problems.append(Problem(column.field, t("teaching.no_teacher"), hard=False))
        for clash in clashes(told, shared_rooms(slot.room for slot in told)):
            for slot, other in ((clash.first, clash.second), (clash.second, clash.first)):
                problems.append(clash_problem(clash, other, context, fields[slot.id]))
        return sorted(problems, key=lambda problem: not problem.hard)


def row_of_time(weekday: int, period: int) -> int:
    """The row's id for a period of a weekday."""
    return weekday * _DAY + period


def time_words(weekday: int, period: int) -> str:
    """'周三 2'."""
    return f"{weekday_short(weekday)} {period}"


def weekday_short(weekday: int) -> str:
    """'周三' for 3."""
    return t(_WEEKDAYS[weekday - 1])


def class_heading(code: str) -> str:
    """'三(2)' over a column: '班' goes without saying."""
    from models.rules.classes import class_label

    return class_label(code).removesuffix("班")


_WEEKDAYS = (
    "teaching.mon",
    "teaching.tue",
    "teaching.wed",
    "teaching.thu",
    "teaching.fri",
    "teaching.sat",
    "teaching.sun",
)


def _home(own: Sequence[Slot]) -> list[Slot]:
    """The lessons in the room where the class has several subjects: its own, and not the music room."""
    subjects: dict[str, set[str]] = {}
    for slot in own:
        subjects.setdefault(slot.room, set()).add(slot.subject)
    home = max(subjects, key=lambda room: len(subjects[room]), default="")
    return [slot for slot in own if slot.room == home] if home and len(subjects[home]) > 1 else []


def _teacher_id(staff_no: str) -> int | None:
    return Teacher.get(Teacher.staff_no == staff_no).id if staff_no else None
