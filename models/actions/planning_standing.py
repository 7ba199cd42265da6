"""What a plan of observations finds standing in the store: what people saw and are down for, the mentor pairs with what
they owe each other, and the lessons that whole groups attend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from data.planning.values import Entry, Given, GroupLesson
from models.actions.desk import Desk
from models.actions.open_lessons import observed_in_term
from models.actions.pairing_duties import demanded_visits
from models.planning.board import Board
from models.planning.facts import Facts
from models.planning.fixed import seat_of, why_blocked
from models.rules.calendar import Calendar
from models.rules.meeting import OpenedLesson
from models.tables.lessons import Observation, OpenLesson
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.actions.planning_source import PlanSource

GROUPS_STUDY = "research"
"""The kind of an open lesson that the whole research group of its teacher attends."""

_BREAKS = ("no_lesson", "teaches", "away", "full")
"""Why what was planned cannot be any more, where the school has changed since."""


def again(source: PlanSource) -> tuple[Given, tuple[Entry, ...]]:
    """For planning with the fewest changes: what is given with only the past fixed, and what people know of the days to
    come, with what of it cannot be any more."""
    now = source.first_week, source.first_day
    ahead = {pin for pin in source.given.pins if pin[1:3] >= now} - source.by_hand
    lost = Counter(entry.observer for entry in source.broken)
    people = tuple(replace(one, quota=one.quota + lost[one.id]) for one in source.given.people)
    pins = tuple(pin for pin in source.given.pins if pin not in ahead)
    return replace(source.given, people=people, pins=pins), tuple(sorted(ahead | set(source.broken)))


def group_lessons(
    desk: Desk, calendar: Calendar, opened: Sequence[OpenedLesson], staff: Sequence[Mapping[str, Any]]
) -> tuple[GroupLesson, ...]:
    """The lessons to come that whole research groups attend: those that were opened for studying them together."""
    group_of = {one["staff_no"]: one.get("research_group") or "" for one in staff}
    studied = {row_id for (row_id,) in tuples(OpenLesson.select(OpenLesson.id).where(OpenLesson.kind == GROUPS_STUDY))}
    return tuple(
        sorted(
            GroupLesson(group_of[one.teacher], *time_of(calendar, one.held_on, one.period), one.teacher)
            for one in opened
            if one.id in studied and one.held_on >= desk.today.isoformat() and not one.cancelled
            if one.period and group_of.get(one.teacher)
        )
    )


def with_pairs(desk: Desk, given: Given) -> Given:
    """With the mentors of today's pairs, and how often both have to see each other in the term."""
    number = {one.id for one in given.people}
    mentors: dict[str, set[str]] = {}
    demands: set[tuple[str, str, int]] = set()
    for (mentor, mentee), (sees_mentee, sees_mentor) in demanded_visits(desk).items():
        if mentor in number and mentee in number:
            mentors.setdefault(mentee, set()).add(mentor)
            demands |= {(mentor, mentee, sees_mentee), (mentee, mentor, sees_mentor)}
    rules = given.rules
    most = max((least for *_, least in demands), default=0)
    return replace(
        given,
        people=tuple(replace(one, mentors=frozenset(mentors.get(one.id, ()))) for one in given.people),
        rules=replace(rules, mentor_pair_max=max(rules.mentor_pair_max, most)),
        demands=frozenset(demands),
    )


def with_what_stands(
    desk: Desk, calendar: Calendar, given: Given
) -> tuple[Given, int, tuple[Entry, ...], frozenset[Entry]]:
    """With what people have observed and are down for as pins; what no timetable explains, or no rule of a plan would
    allow, makes the quotas less: how often, which of it was still to come and cannot be, and
    which pins somebody fixed by hand."""
    people = {person.id for person in given.people}
    board, today = Board(Facts(given)), desk.today.isoformat()
    pins: set[Entry] = set()
    apart: Counter[str] = Counter()
    met: Counter[tuple[str, str]] = Counter()
    broken: set[Entry] = set()
    by_hand: set[Entry] = set()
    pinned = {row_id for (row_id,) in tuples(Observation.select(Observation.id).where(Observation.pinned))}
    covered = {
        row_id for (row_id,) in tuples(Observation.select(Observation.id).where(Observation.covered_by.is_null(False)))
    }
    for one in observed_in_term(desk):
        stands = one.status == "came" or (one.status == "planned" and one.held_on >= today)
        if one.observer not in people or one.cancelled or not stands:
            continue
        entry = Entry(one.observer, *time_of(calendar, one.held_on, one.period), one.teacher)
        why = "elsewhere" if one.elsewhere else why_blocked(board, entry)
        seat = None if why else seat_of(board.facts, entry)
        if seat is None:
            apart[one.observer] += 1
            met[one.observer, one.teacher] += one.status == "came"
            if one.held_on >= today and why in _BREAKS and one.id not in covered:
                broken.add(entry)
        else:
            board.add(*seat)
            pins.add(entry)
            if one.id in pinned:
                by_hand.add(entry)
    less = tuple(replace(one, quota=max(0, one.quota - apart[one.id])) for one in given.people)
    # A pair that met outside the timetable has met.
    demands = frozenset((who, whom, max(0, least - met[who, whom])) for who, whom, least in given.demands)
    given = replace(given, people=less, pins=tuple(sorted(pins)), demands=demands)
    return given, sum(apart.values()), tuple(sorted(broken)), frozenset(by_hand)


def time_of(calendar: Calendar, held_on: str, period: int) -> tuple[int, int, int]:
    """Week of the term, weekday and period."""
    day = date.fromisoformat(held_on)
    return calendar.week_of(day), day.isoweekday(), period
