"""Opening lessons, signing up for them and saying what became of it: what the screen, the verbs and files all do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.words import t
from models.actions.desk import Desk
from models.actions.observing_words import (
    class_words,
    lesson_name,
    obstacle_sentence,
    others_sentence,
    person_words,
    subject_words,
)
from models.actions.open_lessons import Calendars, opened_lessons
from models.journal.writing import insert_record, update_record
from models.rules.meeting import OpenedLesson, alternatives, free_to_cover, why_not
from models.rules.slots import Slot
from models.tables.lessons import Observation, OpenLesson
from models.tables.people import Teacher
from models.tables.reading import tuples

LOOK_AHEAD = 14
"""Days after a lesson in which others are looked for that would do instead."""


class ObservingRefused(ValueError):
    """It cannot be done; ``str`` says why, and what could be done instead."""


@dataclass(frozen=True, slots=True)
class SignedUp:
    """Who was put down for a lesson: the observations made, of which staff numbers, and for all others the reason."""

    change_id: int | None
    observations: tuple[int, ...]
    refused: tuple[str, ...]
    put_down: tuple[str, ...] = ()


def open_slot(desk: Desk, slot: Slot, day: date, kind: str = "open_day", topic: str = "") -> int:
    """Open a lesson of the timetable on a day; its id. One that is open already stays as it is.

    Raises ObservingRefused on a day on which it is not given.
    """
    calendars = Calendars(desk)
    if slot.id not in {given.id for given in calendars.given(day)}:
        raise ObservingRefused(t("observing.not_given", lesson=_slot_name(desk, slot), day=day))
    if (open_already := _opened(desk, slot.teacher, day, slot.period)) is not None:
        return open_already
    with desk.store.change("lessons.open", f"{day} {_slot_name(desk, slot)}"):
        return add_lesson(desk, slot, day, kind, topic)


def lesson_at(desk: Desk, teacher: str, day: date, period: int | None = None, kind: str = "open_day") -> int:
    """The open lesson that somebody gives on a day in a period, opened now from the timetable if it is not yet.

    Without a period there must be only one lesson to choose. Raises ObservingRefused with what there is instead.
    """
    calendars = Calendars(desk)
    facts = calendars.day(day)
    opened = [lesson for lesson in facts.lessons if lesson.teacher == teacher and not lesson.cancelled]
    given = [slot for slot in facts.slots if slot.teacher == teacher]
    if period is None:
        periods = sorted({lesson.period for lesson in opened} or {slot.period for slot in given})
        if len(periods) != 1:
            raise ObservingRefused(_which_period(desk, teacher, day, periods))
        period = periods[0]
    for lesson in opened:
        if lesson.period == period:
            return lesson.id
    for slot in given:
        if slot.period == period:
            if not facts.is_open:
                raise ObservingRefused(t("observing.day_closed", day=day))
            with desk.store.change("lessons.open", f"{day} {_slot_name(desk, slot)}"):
                return add_lesson(desk, slot, day, kind, "")
    raise ObservingRefused(_which_period(desk, teacher, day, sorted({slot.period for slot in given}), period))


def sign_up(desk: Desk, observers: Sequence[str], lesson_id: int, cover: str = "", status: str = "planned") -> SignedUp:
    """Put people (staff numbers) down for a lesson, as one action: whoever can goes down, for each other the sentence
    says why not and what would do instead. ``cover`` takes the observer's own class, for one observer at a time.

    Raises ObservingRefused when the lesson is gone, or the cover is not free.
    """
    found = opened_lessons(desk, "", "", [lesson_id])
    if not found:
        raise ObservingRefused(t("observing.gone"))
    lesson = found[0]
    calendars = Calendars(desk)
    day = calendars.day(date.fromisoformat(lesson.held_on))
    cover_id = _cover(desk, calendars, lesson, observers, cover) if cover else None
    ids = dict(tuples(Teacher.select(Teacher.staff_no, Teacher.id)))
    refused, welcome, taken = [], [], lesson
    for observer in observers:
        obstacle = why_not(observer, taken, day, covered=bool(cover))
        if obstacle is None:
            welcome.append(observer)
            taken = _with(taken, observer)
        else:
            words = obstacle_sentence(desk, observer, lesson, obstacle)
            # Who is down for this lesson already needs no other.
            instead = [] if obstacle.why == "twice" else _instead(calendars, observer, lesson)
            refused.append(words + others_sentence(desk, instead))
    if not welcome:
        return SignedUp(None, (), tuple(refused))
    with desk.store.change("observations.sign_up", lesson_name(desk, lesson)) as change:
        made = [put_down(desk, lesson_id, ids[observer], status, cover_id) for observer in welcome]
    return SignedUp(change.id, tuple(made), tuple(refused), tuple(welcome))


def mark(desk: Desk, observations: Sequence[int], status: str, reason: str = "") -> int | None:
    """Say what became of observations ('came', 'absent', 'excused', 'planned'), as one action; the change set."""
    with desk.store.change("observations.mark", reason) as change:
        for row_id in observations:
            facts: dict[str, object] = {"status": status, "reason": reason}
            if status == "came" and not Observation.get_by_id(row_id).recorded_on:
                facts["recorded_on"] = desk.today.isoformat()
            update_record(Observation, row_id, facts)
    return change.id


def strike_out(desk: Desk, observations: Sequence[int], reason: str) -> int | None:
    """Make observations void, with the reason kept; nothing is deleted. Raises ObservingRefused without a reason."""
    if not reason.strip():
        raise ObservingRefused(t("observing.reason_needed"))
    with desk.store.change("observations.void", reason.strip()) as change:
        for row_id in observations:
            update_record(Observation, row_id, {"status": "void", "reason": reason.strip()})
    return change.id


def cancel_lesson(desk: Desk, lesson_id: int, reason: str) -> int | None:
    """Cancel an open lesson with a reason; who was put down for it stays on record and is free again.

    Raises ObservingRefused without a reason.
    """
    if not reason.strip():
        raise ObservingRefused(t("observing.reason_needed"))
    with desk.store.change("lessons.cancel", reason.strip()) as change:
        update_record(OpenLesson, lesson_id, {"status": "cancelled", "reason": reason.strip()})
    return change.id


def cover_for(desk: Desk, observer: str, lesson_id: int) -> list[str]:
    """Who could take the observer's own class during the lesson; [] when the observer has none then."""
    lesson = opened_lessons(desk, "", "", [lesson_id])[0]
    day = Calendars(desk).day(date.fromisoformat(lesson.held_on))
    slot = day.busy.get((observer, lesson.period))
    if slot is None:
        return []
    return [
        number
        for number in free_to_cover(slot, [person.staff_no for person in desk.lists.people()], day)
        if number != lesson.teacher
    ]


def _cover(desk: Desk, calendars: Calendars, lesson: OpenedLesson, observers: Sequence[str], cover: str) -> int | None:
    """The id of who takes the class. Raises ObservingRefused when that person is not free."""
    day = calendars.day(date.fromisoformat(lesson.held_on))
    for observer in observers:
        slot = day.busy.get((observer, lesson.period))
        if slot is not None and not free_to_cover(slot, [cover], day):
            raise ObservingRefused(t("observing.cover_busy", who=person_words(desk, cover)))
    found = Teacher.get_or_none(Teacher.staff_no == cover)
    return found.id if found else None


def put_down(
    desk: Desk, lesson_id: int, observer: int, status: str, cover: int | None = None, pinned: bool = False
) -> int:
    """A row for the observer (a teacher's id), or the one that is there already and takes no seat; inside an action."""
    facts: dict[str, object] = {"status": status, "covered_by": cover, "reason": ""}
    if pinned:
        facts["pinned"] = True
    if status == "came":
        facts["recorded_on"] = desk.today.isoformat()
    found = Observation.get_or_none(Observation.lesson == lesson_id, Observation.observer == observer)
    if found is not None:
        update_record(Observation, found.id, facts)
        return found.id
    return insert_record(Observation, {"lesson": lesson_id, "observer": observer, **facts})


def add_lesson(desk: Desk, slot: Slot, day: date, kind: str = "open_day", topic: str = "") -> int:
    """The row of a lesson that is opened now, inside an action; its id."""
    teacher = Teacher.get(Teacher.staff_no == slot.teacher)
    return insert_record(
        OpenLesson,
        {
            "held_on": day.isoformat(),
            "period": slot.period,
            "teacher": teacher.id,
            "class_group": desk.lists.class_id(slot.class_code),
            "subject": slot.subject,
            "kind": kind,
            "topic": topic,
            "room": slot.room,
            "seats": slot.seats,
        },
    )


def _opened(desk: Desk, teacher: str, day: date, period: int) -> int | None:
    iso = day.isoformat()
    return next(
        (
            lesson.id
            for lesson in opened_lessons(desk, iso, iso)
            if (lesson.teacher, lesson.period) == (teacher, period) and not lesson.cancelled
        ),
        None,
    )


def _instead(calendars: Calendars, observer: str, lesson: OpenedLesson) -> list[OpenedLesson]:
    day = date.fromisoformat(lesson.held_on)
    first = max(day, calendars.desk.today) if day >= calendars.desk.today else day
    return alternatives(observer, calendars.days(first, first + timedelta(days=LOOK_AHEAD)), besides=lesson.id, most=3)


def _with(lesson: OpenedLesson, observer: str) -> OpenedLesson:
    return replace(lesson, observers=(*lesson.observers, observer))


def _which_period(desk: Desk, teacher: str, day: date, periods: Sequence[int], asked: int | None = None) -> str:
    who = person_words(desk, teacher)
    if not periods:
        return t("observing.no_lesson", who=who, day=day)
    there = t("observing.list_comma").join(str(period) for period in periods)
    if asked is None:
        return t("observing.which_period", who=who, day=day, periods=there)
    return t("observing.not_then", who=who, day=day, period=asked, periods=there)


def _slot_name(desk: Desk, slot: Slot) -> str:
    return f"{class_words(slot.class_code)} {subject_words(desk, slot.subject)} {person_words(desk, slot.teacher)}"
