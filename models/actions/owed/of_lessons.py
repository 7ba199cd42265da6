"""What counts of lessons: those observed, opened, given before the group and sent on."""

from __future__ import annotations

from models.actions.group_lessons import panel_coverage
from models.actions.ladder_view import GROUP_LESSON
from models.actions.owed.ground import SCHOOL, Events, Ground
from models.rules.counting import OWING as NO_FORM
from models.rules.obligations import DONE, OWING, PLANNED, Event, Window
from models.tables.lessons import Nomination, Observation
from models.tables.reading import tuples


def observed(ground: Ground) -> Events:
    found: Events = {}
    for one in ground.observed:
        why = ground.verdicts[one.id].why
        if why in ("counts", "planned"):
            state = DONE if why == "counts" else PLANNED
            found.setdefault(one.observer, []).append(Event(one.held_on, state, "observation", one.id))
    return found


def forms(ground: Ground) -> Events:
    """A form for each lesson that somebody has observed."""
    found: Events = {}
    for one in ground.observed:
        why = ground.verdicts[one.id].why
        if one.status == "came" and (one.form_in or why == NO_FORM):
            state = DONE if one.form_in else OWING
            found.setdefault(one.observer, []).append(Event(one.held_on, state, "observation", one.id))
    return found


def open_days(ground: Ground) -> Events:
    """An open day of each week on which a lesson was open to observers."""
    first: dict[str, Event] = {}
    whole_term = Window("", ground.term.starts_on, ground.term.ends_on)
    for one in ground.lessons:
        if one.kind != "elsewhere":
            state = DONE if ground.was_held(one) else PLANNED
            first.setdefault(one.held_on, Event(one.held_on, state, "open_lesson", one.id))
    return {SCHOOL: [event for day, event in sorted(first.items()) if day in set(ground.open_days(whole_term))]}


def group_lessons(ground: Ground) -> Events:
    found: Events = {}
    for one in ground.lessons:
        if one.kind == GROUP_LESSON and (group := ground.group_of.get(one.staff_no)):
            state = DONE if ground.was_held(one) else PLANNED
            found.setdefault(group, []).append(Event(one.held_on, state, "open_lesson", one.id))
    return found


def at_group_lessons(ground: Ground) -> Events:
    """Whether somebody was at each lesson of their group; who was away or excused owes nothing."""
    given = {one.id: one for one in ground.lessons if one.kind == GROUP_LESSON and ground.group_of.get(one.staff_no)}
    rows = tuples(
        Observation.select(Observation.lesson, Observation.observer, Observation.status).where(
            Observation.lesson.in_(list(given)), Observation.observer.is_null(False)
        )
    )
    status = {(lesson, ground.numbers[observer]): state for lesson, observer, state in rows}
    found: Events = {}
    for one in given.values():
        for number, group in ground.group_of.items():
            if group != ground.group_of[one.staff_no] or number == one.staff_no:
                continue
            state = status.get((one.id, number), "")
            if state == "excused" or number in ground.away(one.held_on):
                continue
            told = DONE if state == "came" else OWING if ground.was_held(one) else PLANNED
            found.setdefault(number, []).append(Event(one.held_on, told, "open_lesson", one.id))
    return found


def nominations(ground: Ground) -> Events:
    rows = tuples(
        Nomination.select(Nomination.id, Nomination.lesson, Nomination.decided_on).where(
            Nomination.stage == "group", Nomination.outcome == "advanced"
        )
    )
    lessons = {one.id: one for one in ground.lessons}
    found: Events = {}
    for row_id, lesson, decided_on in rows:
        one = lessons.get(lesson)
        if one and (group := ground.group_of.get(one.staff_no)):
            found.setdefault(group, []).append(Event(decided_on or one.held_on, DONE, "nomination", row_id))
    return found


def panel(ground: Ground) -> Events:
    """The first lesson that somebody has given with the touch panel."""
    found = panel_coverage(ground.desk)
    events = {number: [Event(day, DONE, "open_lesson", 0)] for number, day in found.given.items()}
    events |= {number: [Event(day, PLANNED, "open_lesson", 0)] for number, day in found.planned.items()}
    return events
