"""Lessons, obstacles and alternatives in a person's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.words import t
from models.actions.desk import Desk
from models.registers.choosing import label_of
from models.rules.classes import class_label
from models.rules.meeting import Obstacle, OpenedLesson
from models.rules.slots import Slot


def class_words(code: str) -> str:
    """'三(2)班' for '3-2'; '' for no class."""
    return class_label(code) if code else ""


def subject_words(desk: Desk, code: str) -> str:
    return label_of(desk.lists.choices("subject"), code) if code else ""


def person_words(desk: Desk, staff_no: str) -> str:
    """The person's name; the number itself for somebody who is not on the lists any more."""
    person = desk.lists.people().numbered(staff_no)
    return person.name if person else staff_no


def day_words(iso: str) -> str:
    """'11月25日(周三)' for an ISO day."""
    day = date.fromisoformat(iso)
    weekday = t(f"observing.weekday.{day.isoweekday()}")  # family observing.weekday.*
    return t("observing.day", month=day.month, day=day.day, weekday=weekday)


def lesson_name(desk: Desk, lesson: OpenedLesson) -> str:
    """'11月25日(周三)第2节 三(2)班 语文 李芳'."""
    return t(
        "observing.lesson",
        day=day_words(lesson.held_on),
        period=t("observing.period", period=lesson.period) if lesson.period else "",
        class_name=class_words(lesson.class_code),
        subject=subject_words(desk, lesson.subject),
        who=person_words(desk, lesson.teacher),
    ).strip()


def obstacle_sentence(desk: Desk, observer: str, lesson: OpenedLesson, obstacle: Obstacle) -> str:
    """Why somebody cannot observe the lesson."""
    facts: dict[str, object] = {
        "who": person_words(desk, observer),
        "lesson": lesson_name(desk, lesson),
        "period": lesson.period,
        "seats": lesson.seats,
        "note": obstacle.note or t("observing.away_plain"),
    }
    other = obstacle.lesson
    if obstacle.why == "teaches" and isinstance(other, Slot | OpenedLesson):
        facts["own"] = f"{class_words(other.class_code)}{subject_words(desk, other.subject)}"
    if obstacle.why == "elsewhere" and isinstance(other, OpenedLesson):
        facts["other"] = lesson_name(desk, other)
    return t(f"observing.cannot.{obstacle.why}", **facts)  # family observing.cannot.*


def others_sentence(desk: Desk, lessons: Sequence[OpenedLesson]) -> str:
    """What could be observed instead; '' when there is nothing."""
    if not lessons:
        return ""
    return t("observing.instead", lessons=t("observing.list_semicolon").join(lesson_name(desk, one) for one in lessons))
