"""Open lessons and who observes them, in words, for forms and what is printed of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from data.words import t
from models.actions.lists import SchoolLists
from models.registers.choosing import label_of
from models.rules.classes import class_label, grade_of
from models.store import Store
from models.tables.lessons import Observation, OpenLesson
from models.tables.people import ClassGroup, Expert, GroupMember, Teacher
from models.tables.reading import tuples


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """An open lesson. ``teacher`` is the name to show, ``teacher_id`` 0 for a guest; subject and kind are codes."""

    id: int
    held_on: str
    period: int
    teacher: str
    teacher_id: int
    staff_no: str
    class_name: str
    subject: str
    kind: str
    topic: str
    room: str
    status: str
    reply: str

    def title(self, lists: SchoolLists) -> str:
        """'2026-11-18 第2节 李芳 语文《荷花》'."""
        return t(
            "forms.lesson_title",
            day=self.held_on,
            period=self.period,
            teacher=self.teacher,
            subject=label_of(lists.choices("subject"), self.subject),
            topic=t("forms.topic", topic=self.topic) if self.topic else "",
        )


@dataclass(frozen=True, slots=True)
class Observer:
    """One observation: who (``key`` tells people apart across lessons), of which lesson, and how it stands."""

    observation: int
    lesson: int
    name: str
    key: str
    teacher_id: int
    status: str
    reason: str


def lessons(ids: Sequence[int] | None = None, since: str = "", until: str = "") -> list[LessonFacts]:
    """The lessons of those ids, or from one day to another ('' for no limit), the latest last."""
    query = (
        OpenLesson.select(
            OpenLesson.id,
            OpenLesson.held_on,
            OpenLesson.period,
            Teacher.id,
            Teacher.name,
            Teacher.staff_no,
            OpenLesson.guest,
            ClassGroup.entry_year,
            ClassGroup.class_no,
            OpenLesson.subject,
            OpenLesson.kind,
            OpenLesson.topic,
            OpenLesson.room,
            OpenLesson.status,
            OpenLesson.reply,
        )
        .left_outer_join(Teacher, on=(OpenLesson.teacher == Teacher.id))
        .switch(OpenLesson)
        .left_outer_join(ClassGroup, on=(OpenLesson.class_group == ClassGroup.id))
        .order_by(OpenLesson.held_on, OpenLesson.period, OpenLesson.id)
    )
    if ids is not None:
        query = query.where(OpenLesson.id.in_(list(ids)))
    if since:
        query = query.where(OpenLesson.held_on >= since)
    if until:
        query = query.where(OpenLesson.held_on <= until)
    return [
        LessonFacts(
            row_id,
            held_on,
            period,
            name or guest,
            teacher_id or 0,
            staff_no or "",
            _class_name(entry_year, class_no, held_on),
            *rest,
        )
        for row_id, held_on, period, teacher_id, name, staff_no, guest, entry_year, class_no, *rest in tuples(query)
    ]


def lesson(lesson_id: int) -> LessonFacts:
    """Raises LookupError for a lesson that is no longer there."""
    found = lessons([lesson_id])
    if not found:
        raise LookupError(lesson_id)
    return found[0]


def observers(lesson_ids: Iterable[int] | None = None, observation: int | None = None) -> list[Observer]:
    """Who observes those lessons (all: None), or the one of that observation, in the order of signing up."""
    query = (
        Observation.select(
            Observation.id,
            Observation.lesson,
            Teacher.id,
            Teacher.name,
            Expert.id,
            Expert.name,
            Observation.status,
            Observation.reason,
        )
        .left_outer_join(Teacher, on=(Observation.observer == Teacher.id))
        .switch(Observation)
        .left_outer_join(Expert, on=(Observation.expert == Expert.id))
        .where(Observation.lesson.is_null(False))
        .order_by(Observation.id)
    )
    if lesson_ids is not None:
        query = query.where(Observation.lesson.in_(list(lesson_ids)))
    if observation is not None:
        query = query.where(Observation.id == observation)
    return [
        Observer(
            row_id,
            lesson_id,
            name if teacher_id else t("forms.guest", name=expert_name or ""),
            f"t{teacher_id}" if teacher_id else f"e{expert_id}",
            teacher_id or 0,
            status,
            reason,
        )
        for row_id, lesson_id, teacher_id, name, expert_id, expert_name, status, reason in tuples(query)
    ]


def heads_group_of(store: Store, teacher_id: int) -> bool:
    """Whether whoever acts heads a group that the teacher belongs to."""
    mine = GroupMember.select(GroupMember.group).where(
        GroupMember.teacher == store.actor.teacher_id, GroupMember.role == "head", GroupMember.ends_on == ""
    )
    return (
        GroupMember.select()
        .where(GroupMember.teacher == teacher_id, GroupMember.ends_on == "", GroupMember.group.in_(mine))
        .exists()
    )


def _class_name(entry_year: int | None, class_no: int | None, held_on: str) -> str:
    if entry_year is None or not held_on:
        return ""
    grade = grade_of(entry_year, date.fromisoformat(held_on))
    return class_label(f"{grade}-{class_no}") if 1 <= grade <= 9 else ""
