"""The records of open lessons: what the timetable knows is filled in from it, what observers did is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from data.words import t
from models.actions.form_scores import scores_of
from models.actions.lists import SchoolLists
from models.actions.register_table import Stored
from models.actions.teaching import calendar_of, slots
from models.journal.writing import delete_record, insert_record, update_record
from models.registers.observing import LESSONS, OPEN_DAY, PLANNED
from models.rules.scores import half_up, show_tenths
from models.rules.slots import Slot, given_on
from models.rules.terms import TermDates
from models.store.errors import StoreError
from models.tables.lessons import EvaluationForm, Observation, OpenLesson
from models.tables.people import Teacher, Term
from models.tables.reading import ByIds, tuples

STORED = {
    "held_on_day": "held_on",
    "lesson_teacher": "teacher",
    "lesson_subject": "subject",
    "lesson_kind": "kind",
    "lesson_status": "status",
    "touch_panel": "uses_touch_panel",
}
"""What the table calls the columns that it names otherwise."""

_LESSONS = ByIds(
    OpenLesson.select(
        OpenLesson.id,
        OpenLesson.version,
        OpenLesson.held_on,
        OpenLesson.period,
        OpenLesson.teacher,
        OpenLesson.class_group,
        OpenLesson.subject,
        OpenLesson.kind,
        OpenLesson.topic,
        OpenLesson.room,
        OpenLesson.seats,
        OpenLesson.uses_touch_panel,
        OpenLesson.status,
        OpenLesson.guest,
        OpenLesson.remark,
    ),
    OpenLesson.id,
)
_FIELDS = (
    "id",
    "version",
    "held_on_day",
    "period",
    "lesson_teacher",
    "class_group",
    "lesson_subject",
    "lesson_kind",
    "topic",
    "room",
    "seats",
    "touch_panel",
    "lesson_status",
    "guest",
    "remark",
)
_NUMBERS = ByIds(Teacher.select(Teacher.id, Teacher.staff_no), Teacher.id)


class LessonTable:
    """`RegisterTable` of the open lessons of a term, or of one day."""

    register = LESSONS

    def __init__(self, lists: SchoolLists, on: date | None = None) -> None:
        self._lists = lists
        self._on = on

    def ids(self, everybody: bool = False) -> Sequence[int]:
        query = OpenLesson.select(OpenLesson.id).order_by(OpenLesson.held_on, OpenLesson.period, OpenLesson.id)
        if self._on is not None:
            query = query.where(OpenLesson.held_on == self._on.isoformat())
        elif not everybody and (term := term_of(self._lists.today)):
            within = OpenLesson.held_on.between(term.starts_on, term.ends_on)
            query = query.where(within | (OpenLesson.held_on == ""))
        return [row_id for (row_id,) in tuples(query)]

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        rows = [dict(zip(_FIELDS, row, strict=True)) for row in _LESSONS(ids)]
        numbers = dict(_NUMBERS(sorted({row["lesson_teacher"] for row in rows if row["lesson_teacher"]})))
        codes = self._lists.class_codes()
        seen = _Seen([row["id"] for row in rows])
        return [
            Stored(
                row["id"],
                row["version"],
                {
                    **row,
                    "period": row["period"] or None,
                    "seats": row["seats"] or None,
                    "lesson_teacher": numbers.get(row["lesson_teacher"], ""),
                    "class_group": codes.get(row["class_group"], ""),
                    "touch_panel": "yes" if row["touch_panel"] else "no",
                    **seen.of(row["id"], row["seats"]),
                },
            )
            for row in rows
        ]

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        facts = {"kind": OPEN_DAY, "status": PLANNED, **self.facts(values)}
        if self._on is not None and not facts.get("held_on"):
            facts["held_on"] = self._on.isoformat()
        facts["kind"], facts["status"] = facts["kind"] or OPEN_DAY, facts["status"] or PLANNED
        return insert_record(OpenLesson, facts | from_timetable(self._lists, facts))

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        facts = self.facts(changes)
        if "status" in facts and not facts["status"]:
            facts["status"] = PLANNED
        update_record(OpenLesson, row_id, facts)
        if facts.keys() & {"held_on", "period", "teacher", "class_group"}:
            whole = lesson_facts(row_id)
            update_record(OpenLesson, row_id, from_timetable(self._lists, whole))

    def delete(self, row_id: int) -> None:
        """A lesson goes with the plans to observe it. Raises StoreError when forms about it were handed in."""
        rows = tuples(Observation.select(Observation.id).where(Observation.lesson == row_id))
        ids = [observation for (observation,) in rows]
        if ids and EvaluationForm.select().where(EvaluationForm.observation.in_(ids)).exists():
            raise StoreError(t("observing.lesson_has_forms"))
        for observation in ids:
            delete_record(Observation, observation)
        delete_record(OpenLesson, row_id)

    def taken(self, field: str, value: Any, row_id: int | None) -> str:
        return ""

    def written_in(self, row_id: int) -> Sequence[tuple[str, int]]:
        return (("open_lesson", row_id),)

    def row_of(self, table: str, row_id: int) -> int | None:
        if table == "open_lesson":
            return row_id
        if table == "observation":
            found: Any = Observation.get_or_none(Observation.id == row_id)
            return found.lesson_id if found else None
        if table == "evaluation_form":
            found: Any = EvaluationForm.get_or_none(EvaluationForm.id == row_id)
            return found.observation.lesson_id if found else None
        return None

    def facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values as the table keeps them; what is no column of the table is left out."""
        return lesson_columns(self._lists, values)


def lesson_columns(lists: SchoolLists, values: Mapping[str, Any]) -> dict[str, Any]:
    """A row's values of the lesson as the table of lessons keeps them. Inside an action: a class may be made."""
    facts: dict[str, Any] = {}
    for name, value in values.items():
        stored = STORED.get(name, name)
        if name == "lesson_teacher":
            facts[stored] = Teacher.get(Teacher.staff_no == value).id if value else None
        elif name == "class_group":
            facts[stored] = lists.class_id(value) if value else None
        elif name in ("period", "seats"):
            facts[stored] = value or 0
        elif name == "touch_panel":
            facts[stored] = value == "yes"
        elif name in _FIELDS:
            facts[stored] = value
    return facts


def lesson_facts(row_id: int) -> dict[str, Any]:
    """A lesson as the table keeps it, by the table's own names."""
    row = dict(zip(_FIELDS, _LESSONS([row_id])[0], strict=True))
    return {STORED.get(name, name): value for name, value in row.items() if name not in ("id", "version")}


def from_timetable(lists: SchoolLists, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the timetable adds to a lesson whose day is known: the period, teacher, class, subject, room and seats that
    are still empty, where just one lesson of the day fits what is known."""
    day = facts.get("held_on")
    known = [name for name in ("period", "teacher", "class_group") if facts.get(name)]
    if not day or len(known) < 2:
        return {}
    number = _staff_no(facts.get("teacher"))
    code = lists.class_codes().get(facts.get("class_group") or 0, "")
    fitting = [
        slot
        for slot in given_in(date.fromisoformat(day), lists.today)
        if (not facts.get("period") or slot.period == facts["period"])
        and (not number or slot.teacher == number)
        and (not code or slot.class_code == code)
        and (not facts.get("subject") or slot.subject == facts["subject"])
    ]
    if len(fitting) != 1:
        return {}
    slot = fitting[0]
    offered = {
        "period": slot.period,
        "teacher": Teacher.get(Teacher.staff_no == slot.teacher).id,
        "class_group": lists.class_id(slot.class_code),
        "subject": slot.subject,
        "room": slot.room,
        "seats": slot.seats,
    }
    return {name: value for name, value in offered.items() if not facts.get(name)}


def term_of(today: date) -> TermDates | None:
    """The last term begun by that day, else the first."""
    rows = tuples(
        Term.select(Term.school_year, Term.number, Term.starts_on, Term.ends_on).order_by(Term.starts_on, Term.id)
    )
    begun = [row for row in rows if row[2] <= today.isoformat()]
    chosen = begun[-1:] or rows[:1]
    return TermDates(*chosen[0]) if chosen else None


def given_in(day: date, today: date) -> list[Slot]:
    """The lessons of the timetable on a day; classes are named by ``today``."""
    term = term_of(day)
    if term is None:
        return []
    calendar = calendar_of(term)
    weekday = calendar.taught_as(day)
    return given_on(slots(today, (weekday,)), calendar, day) if weekday else []


def _staff_no(teacher: int | None) -> str:
    return dict(_NUMBERS([teacher])).get(teacher, "") if teacher else ""


class _Seen:
    """How many observe each lesson, how many forms are in, and what they come to on average."""

    def __init__(self, lessons: Sequence[int]) -> None:
        rows = []
        if lessons:
            rows = tuples(
                Observation.select(Observation.lesson, Observation.id).where(
                    Observation.lesson.in_(lessons), Observation.status.in_(("planned", "came"))
                )
            )
        scores = scores_of([row_id for _, row_id in rows])
        self._people = Counter(lesson for lesson, _ in rows)
        self._forms = Counter(lesson for lesson, row_id in rows if row_id in scores)
        self._scores: dict[int, list[int]] = {}
        for lesson, row_id in rows:
            if (score := scores.get(row_id)) is not None:
                self._scores.setdefault(lesson, []).append(score)

    def of(self, lesson: int, seats: int) -> dict[str, str]:
        people, scores = self._people[lesson], self._scores.get(lesson, [])
        return {
            "observers_count": f"{people}/{seats}" if seats else str(people or ""),
            "forms_count": f"{self._forms[lesson]}/{people}" if people else "",
            "mean_score": show_tenths(half_up(sum(scores), len(scores))) if scores else "",
        }
