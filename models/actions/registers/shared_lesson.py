"""Which lesson an observation is of: rows that name the same day, teacher and period share one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.actions.lists import SchoolLists
from models.actions.registers.lessons import from_timetable, lesson_facts
from models.journal.writing import delete_record, insert_record, update_record
from models.registers.observing import WALK_IN
from models.tables.lessons import Observation, OpenLesson
from models.tables.reading import tuples

_IDENTITY = {"held_on", "teacher", "class_group", "period"}


def lesson_for(lists: SchoolLists, facts: Mapping[str, Any]) -> int:
    """The lesson of those facts: one that is there, or a new one."""
    whole = {"kind": WALK_IN, **facts}
    whole["kind"] = whole["kind"] or WALK_IN
    whole |= from_timetable(lists, whole)
    found = _same_lesson(whole)
    if found is not None:
        _complete(found, whole)
        return found
    return insert_record(OpenLesson, {**whole, "status": "held"})


def moved(lists: SchoolLists, row: Any, facts: Mapping[str, Any]) -> int:
    """The lesson that a row belongs to once these facts have changed."""
    if row.lesson_id is None:
        return lesson_for(lists, facts)
    before = lesson_facts(row.lesson_id)
    after = {**before, **facts}
    after |= from_timetable(lists, after)
    if not facts.keys() & _IDENTITY:
        update_record(OpenLesson, row.lesson_id, facts)
        return row.lesson_id
    same = _same_lesson(after, besides=row.lesson_id)
    if same is not None:
        _complete(same, after)
        return same
    others = Observation.select().where(Observation.lesson == row.lesson_id, Observation.id != row.id).exists()
    contradicts = any(before[name] and before[name] != after[name] for name in _IDENTITY)
    if others and contradicts:
        return insert_record(OpenLesson, after)
    update_record(OpenLesson, row.lesson_id, after)
    return row.lesson_id


def _same_lesson(facts: Mapping[str, Any], besides: int = 0) -> int | None:
    """The one lesson that is already there for this day and teacher, and contradicts neither period nor class."""
    if not facts.get("held_on") or not facts.get("teacher"):
        return None
    rows = tuples(
        OpenLesson.select(OpenLesson.id, OpenLesson.period, OpenLesson.class_group).where(
            OpenLesson.held_on == facts["held_on"],
            OpenLesson.teacher == facts["teacher"],
            OpenLesson.status != "cancelled",
            OpenLesson.id != besides,
        )
    )
    period, class_group = facts.get("period"), facts.get("class_group")
    fitting = [
        row_id
        for row_id, its_period, its_class in rows
        if (not period or not its_period or period == its_period)
        and (not class_group or not its_class or class_group == its_class)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _complete(lesson: int, facts: Mapping[str, Any]) -> None:
    """Add to a lesson what it lacks; what it says already stays."""
    known = lesson_facts(lesson)
    update_record(OpenLesson, lesson, {n: v for n, v in facts.items() if n in known and v and not known[n]})


def drop_if_unused(lesson: int) -> None:
    """A lesson that was only written down by way of an observation goes with the last one."""
    found = OpenLesson.get_or_none(OpenLesson.id == lesson)
    if found is None or found.kind != WALK_IN:
        return
    if not Observation.select().where(Observation.lesson == lesson).exists():
        delete_record(OpenLesson, lesson)
