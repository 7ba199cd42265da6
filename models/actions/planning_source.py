"""What a plan of observations is made from, read from the store: people, lessons by weeks, and what stands already.

Days become a week of the term and a weekday, so that a make-up Saturday is a day like others on which the lessons of
another weekday are given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from data.planning.reading import rules_said
from data.planning.values import Entry, Given, Planned, PlanRules, WeeklyLesson, Weights
from data.words import t
from models.actions.desk import Desk
from models.actions.open_days import OPEN_WEEKDAY
from models.actions.open_lessons import Calendars, observing_quotas, opened_lessons
from models.actions.planning_standing import group_lessons, time_of, with_pairs, with_what_stands
from models.rules.calendar import Calendar
from models.rules.meeting import Away, OpenedLesson
from models.rules.slots import given_on

USUAL_SEATS = 8
"""The seats of a room of which nobody has counted them, unless the school's setting says another number."""

USUAL_WEIGHTS = Weights(open_lesson=6)
"""The points of a school that has set none: unlike the plain formulation they let each lesson that is opened cost some,
because every one has to be prepared for guests."""

_GROUPS_THAT_TEACH = "research_group", "grade_group"
_Times = dict[tuple[str, int, int], list[WeeklyLesson]]


class CannotPlan(Exception):
    """There is nothing to plan from; ``str(error)`` says what is missing."""


@dataclass(frozen=True)
class PlanSource:
    """``given`` with everything that stands already as pins. The days before ``first_day`` of ``first_week`` are over;
    ``apart`` counts observations outside the timetable or the rules, by which the quotas are less; ``broken`` are those
    of them that were planned for days to come and cannot be any more, ``by_hand`` pins that somebody fixed by hand."""

    given: Given
    first_week: int
    first_day: int
    apart: int
    broken: tuple[Entry, ...] = ()
    by_hand: frozenset[Entry] = frozenset()


def plan_source(desk: Desk) -> PlanSource:
    """What a plan of the present term is made from. Raises CannotPlan, NotAllowed."""
    desk.sight.ensure("planning")
    calendars = Calendars(desk)
    calendar = calendars.calendar
    if calendar is None:
        raise CannotPlan(t("plan.no_term"))
    said = desk.setting("planning", {})
    opened = opened_lessons(desk, calendar.term.starts_on, calendar.term.ends_on)
    staff = [one for one in desk.people(desk.today) if one["status"] in ("", "active")]
    known = {one["staff_no"] for one in staff}
    lessons = _lessons(calendars, calendar, opened, known, int(said.get("usual_seats", USUAL_SEATS)))
    if not lessons:
        raise CannotPlan(t("plan.no_timetable"))
    rules = rules_said(said, _rules(calendar, lessons))
    quota = observing_quotas(desk)
    given = Given(
        tuple(sorted((_person(one, lessons, quota.quota_for(one["staff_no"])) for one in staff), key=lambda p: p.id)),
        tuple(lessons),
        rules,
        _closed(calendar, rules.days),
        _away(calendar, calendars.away, known),
        frozenset(
            (one.teacher, *time_of(calendar, one.held_on, one.period))
            for one in opened
            if one.cancelled and one.teacher in known
        ),
    )
    given = with_pairs(desk, replace(given, group_lessons=group_lessons(desk, calendar, opened, staff)))
    given, apart, broken, by_hand = with_what_stands(desk, calendar, given)
    today = max(desk.today, date.fromisoformat(calendar.term.starts_on))
    return PlanSource(given, calendar.week_of(today), today.isoweekday(), apart, broken, by_hand)


def _rules(calendar: Calendar, lessons: list[WeeklyLesson]) -> PlanRules:
    """As usual, on the open day and on the make-up days that follow its timetable."""
    days = list(calendar.days())
    made_up = {day.isoweekday() for day in calendar.open_days(OPEN_WEEKDAY) if day.isoweekday() > 5}
    return PlanRules(
        weeks=calendar.weeks,
        days=max(5, *(day.isoweekday() for day in days)) if days else 5,
        periods=max(lesson.period for lesson in lessons),
        open_days=tuple(sorted({OPEN_WEEKDAY, *made_up})),
        observed_min=8,
        weights=USUAL_WEIGHTS,
    )


def _lessons(
    calendars: Calendars, calendar: Calendar, opened: list[OpenedLesson], known: set[str], usual_seats: int
) -> list[WeeklyLesson]:
    """Every lesson of the timetable with the weeks in which it is given, and what was opened besides it."""
    weeks: dict[tuple[int, int], set[int]] = {}
    slots = {slot.id: slot for slot in calendars.slots if slot.teacher in known}
    for day in calendar.days():
        for slot in given_on(slots.values(), calendar, day):
            weeks.setdefault((slot.id, day.isoweekday()), set()).add(calendar.week_of(day))
    at: _Times = {}
    for (slot_id, weekday), given in sorted(weeks.items(), key=lambda one: (one[0][1], slots[one[0][0]].period, one)):
        slot = slots[slot_id]
        seats = slot.seats or usual_seats
        lesson = WeeklyLesson(
            slot.teacher,
            weekday,
            slot.period,
            slot.class_code,
            slot.class_code.partition("-")[0],
            slot.subject,
            slot.room,
            seats,
            frozenset(given),
        )
        at.setdefault((slot.teacher, weekday, slot.period), []).append(lesson)
    for one in opened:
        if not one.cancelled and one.teacher in known and one.period:
            _open_one(at, one, *time_of(calendar, one.held_on, one.period)[:2], usual_seats)
    return [lesson for time in sorted(at, key=lambda time: (time[1], time[2], time[0])) for lesson in at[time]]


def _open_one(at: _Times, one: OpenedLesson, week: int, day: int, usual_seats: int) -> None:
    """Let an open lesson be what is given that week at its time, with the seats that are left for the staff."""
    several = at.setdefault((one.teacher, day, one.period), [])
    fitting = next((lesson for lesson in several if lesson.weeks and week in lesson.weeks), None)
    seats = max(0, (one.seats or (fitting.seats if fitting else None) or usual_seats) - one.outside)
    if fitting is not None:
        if seats == fitting.seats:
            return
        several.remove(fitting)
        if rest := (fitting.weeks or frozenset()) - {week}:
            several.append(replace(fitting, weeks=rest))
        several.append(replace(fitting, seats=seats, weeks=frozenset({week})))
        return
    grade = one.class_code.partition("-")[0]
    several.append(
        WeeklyLesson(one.teacher, day, one.period, one.class_code, grade, one.subject, "", seats, frozenset({week}))
    )


def _person(values: Mapping[str, Any], lessons: list[WeeklyLesson], quota: int) -> Planned:
    number, subjects = values["staff_no"], values["subjects"]
    own = [lesson for lesson in lessons if lesson.teacher == number]
    taught = Counter(lesson.subject for lesson in own)
    # Who has no subject on the roster has the one that they teach most.
    subject = subjects[0] if subjects else min(taught, key=lambda one: (-taught[one], one), default="")
    main = [lesson for lesson in own if lesson.subject == subject] or own
    honours = values["honours"]
    return Planned(
        number,
        values["name"],
        subject=subject,
        grades=frozenset(lesson.grade for lesson in main if lesson.grade),
        groups=frozenset(group for name in _GROUPS_THAT_TEACH if (group := values.get(name))),
        honour=honours[0].title if honours else "",
        quota=quota,
    )


def _closed(calendar: Calendar, days: int) -> frozenset[tuple[int, int]]:
    """The days of the term's weeks on which nothing may be observed."""
    return frozenset(
        (week, weekday)
        for week in range(1, calendar.weeks + 1)
        for weekday in range(1, days + 1)
        if not calendar.is_open(calendar.monday_of(week) + timedelta(days=weekday - 1))
    )


def _away(calendar: Calendar, away: list[Away], known: set[str]) -> frozenset[tuple[str, int, int]]:
    found = set()
    for one in away:
        if one.staff_no not in known:
            continue
        day = max(date.fromisoformat(one.first_day), date.fromisoformat(calendar.term.starts_on))
        last = min(one.last_day or one.first_day, calendar.term.ends_on)
        while day.isoformat() <= last:
            found.add((one.staff_no, calendar.week_of(day), day.isoweekday()))
            day += timedelta(days=1)
    return frozenset(found)
